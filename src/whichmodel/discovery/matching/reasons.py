"""Why a model is named: what its name shares with what was typed, in words."""

from collections.abc import Iterable, Mapping

from whichmodel.discovery.matching.comparing import Comparison
from whichmodel.discovery.matching.filters import Wish, can
from whichmodel.discovery.matching.index import Entry
from whichmodel.discovery.matching.reading import DATE, OWNER, REVISION, VERSION, tells

OVER = {
    "retired": "retired",
    "unlisted": "no longer listed",
    "deprecated": "will be retired",
}
MOST = 3
"""More parts than this are not spelled out."""


def of_hit(
    entry: Entry, found: Comparison, providers: Mapping[str, str], wish: Wish, exact: bool
) -> tuple[str, ...]:
    """Why a search has a model among its hits."""
    said = ["this is its id"] if exact else compared(found)
    if entry.provider in providers.values():
        said.append(f"at {entry.provider}")
    said += [f"known for {word}" for word in wish.words if can(entry, word)]
    return (*said, *standing(entry))


def compared(found: Comparison) -> list[str]:
    """What is alike and what is not, in a few phrases."""
    same = [typed[1:] for typed, known in found.pairs if typed[1:] == known[1:]]
    said = [f"has {_listed(same)}"] if same else []
    said += [differing(*pair) for pair in found.pairs if pair[0][1:] != pair[1][1:]]
    telling = [part[1:] for part in found.extra if part[0] != REVISION]
    return said + ([f"without {_listed(telling)}"] if telling else [])


def corrected(found: Comparison, typed: str, model: str) -> list[str]:
    """What has to be changed in a string to make it a model's name."""
    said = [differing(*pair) for pair in found.pairs if pair[0][1:] != pair[1][1:]]
    extra = [part[1:] for part in found.extra if part[0] != REVISION]
    absent = [part for part in found.absent if tells(part) or part[0] == DATE]
    owners = [part[1:] for part in found.absent if part[0] == OWNER]
    if extra:
        said.append(f"without {_listed(extra)}")
    if absent:
        said.append(f"with {_listed([part[1:] for part in absent])}")
    elif owners and not said:
        said.append("with its owner in front")
    return said or ["the same name" if _plain(typed) == _plain(model) else "the same parts"]


def standing(entry: Entry) -> list[str]:
    """Where the model stands, if that needs a word."""
    if entry.source == "dropped":
        return ["no longer in any catalogue"]
    words = OVER.get(entry.status)
    if words is None:
        return []
    date = f" {entry.retires_on}" if entry.retires_on else ""
    return [f"{words}{date}"]


def differing(typed: str, known: str) -> str:
    """How one typed part differs from the part of the name that it stands for."""
    kind = {VERSION: "version ", DATE: "date "}.get(known[0], "") if typed[0] == known[0] else ""
    return f"{kind}{known[1:]} for {typed[1:]}"


def _plain(text: str) -> str:
    return text.lower().rpartition("/")[2]


def _listed(words: Iterable[str]) -> str:
    every = list(dict.fromkeys(words))
    more = f" and {len(every) - MOST} more" if len(every) > MOST else ""
    return ", ".join(every[:MOST]) + more
