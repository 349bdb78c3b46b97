"""What a rule is given to judge, and what it answers."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from whichmodel.check.mentions import Mention
from whichmodel.check.settings import Settings
from whichmodel.check.standing import Standing
from whichmodel.discovery.matching.suggest import Suggestion
from whichmodel.discovery.model import Model

Asked = tuple[str, str | None, float]
"""A string, its provider, and the least score of a first suggestion that is of use."""


class Routed(Protocol):
    """How run time reads a string (`whichmodel.routing.Route`)."""

    @property
    def litellm_model(self) -> str:
        """The string for LiteLLM."""

    @property
    def rule(self) -> str:
        """By which rule."""


class Knowledge(Protocol):
    """All that rules may ask: what is known of models, and what other parts of us can tell."""

    def model(self, provider: str, model: str) -> Model | None:
        """What is known of a model now."""

    def dropped(self, provider: str, model: str) -> str | None:
        """The day when a catalogue last named a model that nobody lists now."""

    def models(self, provider: str) -> Sequence[str]:
        """The ids that a provider has, as far as anybody tells, sorted."""

    def holders(self, model: str) -> Sequence[str]:
        """The providers that have, or had, a model of this id."""

    def listed(self, provider: str) -> frozenset[str] | None:
        """The ids in the person's own whole list of a provider; None where there is none."""

    def suggest(self, text: str, provider: str | None, least: float = 0.0) -> Sequence[Suggestion]:
        """What was probably meant, best first; it may be none where that scores less."""

    def expect(self, asked: Iterable[Asked]) -> None:
        """What `suggest` will be asked, so that it can be worked out together."""

    def route(self, text: str) -> Routed | None:
        """How run time reads a string; None where nobody can tell."""

    def provider_called(self, name: str) -> str | None:
        """The id of a provider in any spelling."""


class Case(NamedTuple):
    """One mention with what is known of it.

    `provider` is whose model it was taken for, and `model` what is known of it there; `line` is the
    line it stands in, for the rules that read it, else empty.
    """

    mention: Mention
    provider: str | None
    model: Model | None
    standing: Standing
    known: Knowledge
    settings: Settings
    today: str
    line: str = ""


class Problem(NamedTuple):
    """What a rule found: one sentence, what to write instead of the id, and who says so.

    `replacement` is an id of the same provider without a prefix, or with `whole` the whole text.
    `sure` False keeps it from being written by `--fix`; `severity` differs from the rule's own
    where the evidence is weaker.
    """

    message: str
    replacement: str | None = None
    source_url: str | None = None
    sure: bool = True
    whole: bool = False
    severity: str = ""
