"""What rules may ask, answered from a few models written down in a test."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from samples import lifecycle, model

from whichmodel.check.cases import Asked, Case
from whichmodel.check.judging import Judge
from whichmodel.check.mentions import Mention
from whichmodel.check.settings import Settings
from whichmodel.discovery.matching.suggest import Suggestion
from whichmodel.discovery.model import Model, Statement

TODAY = "2026-11-22"
NOTICE = "https://example.com/notice"


def named(model_id: str, *sources: str, **stated: Any) -> Model:
    """A model that these sources have (a catalogue, if none is named), with a lifecycle."""
    stage = {key: stated.pop(key) for key in [*stated] if key in ("status", *lifecycle("")._fields)}
    found = model(model_id, **stated)
    said = tuple(
        Statement(source, TODAY, {"model": found.model}) for source in sources or ("litellm",)
    )
    return found._replace(
        lifecycle=lifecycle(stage.pop("status", "unknown"), **stage), statements=said
    )


class Knowledge:
    """Models by provider, days when others were last named, own lists, and suggestions."""

    def __init__(
        self,
        *models: Model,
        dropped: dict[str, str] | None = None,
        lists: dict[str, set[str]] | None = None,
        suggestions: dict[str, tuple[str, float]] | None = None,
        route: Callable[[str], Any] | None = None,
    ) -> None:
        self._models = {(each.provider, each.model): each for each in models}
        self._dropped = {
            (provider, name): day
            for which, day in (dropped or {}).items()
            for provider, _, name in [which.partition("/")]
        }
        self._lists = lists or {}
        self._suggestions = suggestions or {}
        self._route = route
        self.asked: list[str] = []
        self.expected: list[Asked] = []

    def model(self, provider: str, model: str) -> Model | None:
        return self._models.get((provider, model))

    def dropped(self, provider: str, model: str) -> str | None:
        return self._dropped.get((provider, model))

    def models(self, provider: str) -> Sequence[str]:
        return sorted(model for owner, model in self._models if owner == provider)

    def holders(self, model: str) -> Sequence[str]:
        known = [*self._models, *self._dropped]
        return [provider for provider, name in known if name == model]

    def listed(self, provider: str) -> frozenset[str] | None:
        found = self._lists.get(provider)
        return None if found is None else frozenset(found)

    def suggest(self, text: str, provider: str | None, least: float = 0.0) -> Sequence[Suggestion]:
        self.asked.append(text)
        if text not in self._suggestions:
            return []
        which, score = self._suggestions[text]
        owner, _, name = which.partition("/")
        return [Suggestion(which, owner, name, score, "")]

    def expect(self, asked: Iterable[Asked]) -> None:
        self.expected += asked

    def route(self, text: str) -> Any:
        return self._route(text) if self._route else None

    def provider_called(self, name: str) -> str | None:
        return {"together": "together", "together_ai": "together", "groq": "groq"}.get(name)


def mention(text: str, provider: str | None = None, **other: Any) -> Mention:
    """A mention at the beginning of a line; a prefix that is the provider's is taken off."""
    owner, slash, rest = text.partition("/")
    own = rest if slash and owner == provider else text
    values: dict[str, Any] = {
        "path": "a.yaml",
        "line": 1,
        "column": 1,
        "end_column": len(text) + 1,
        "text": text,
        "provider": provider,
        "model": own,
        "kind": "id",
        "known": True,
        "expected": True,
        "where": "key",
        "commented": False,
    }
    return Mention(**(values | other))


def case(known: Knowledge, of: Mention, settings: Settings | None = None, line: str = "") -> Case:
    """What a rule is given for a mention."""
    return Judge(known, settings or Settings(), TODAY).case(of)._replace(line=line)
