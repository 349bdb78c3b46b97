"""What was meant by a string that failed: first at its provider, then where else it exists."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from whichmodel.discovery.matching import reasons
from whichmodel.discovery.matching.comparing import Comparison, compared, gathered
from whichmodel.discovery.matching.index import Entry, Index, home
from whichmodel.discovery.matching.leaving import OWN_NAMES, left_alone, own_name
from whichmodel.discovery.matching.letters import shared
from whichmodel.discovery.matching.prefixes import Typed, apart
from whichmodel.discovery.matching.query import Query, query
from whichmodel.discovery.matching.reading import DATE
from whichmodel.discovery.matching.spelling import ENTIRE, SAME, spelling, spelt_alike
from whichmodel.discovery.model import OVER

CANDIDATES = 200
"""Names that are compared with what was typed."""
ABSENCE = 0.6
"""What was not typed counts less than what was typed and is not there."""
NEAR, WHOLE, SURE = 0.4, 0.25, 0.8
"""Less likely than this is no suggestion; less is enough where all that was typed is there."""
DIGIT = 0.001
"""Scores are told, and put in order, in thousandths."""
TITLE = 0.97
"""What a title is worth, beside an id."""
STANDING = (0.95, 0.96, 1.0)
"""By witnesses: a name that catalogues no longer have, that one has, that several have."""
EXACT, SAME_FAMILY = 0.95, 0.5
"""So near a name is the same; so near a provider's name has to be to that of such a model."""
FAILED = 0.81
"""The score of what was typed itself, where no catalogue has it any more, or only one has it."""
PAST = 0.969
"""The score of all the letters typed, where no catalogue has them any more: behind what has the
same ones without an owner, before a name that says more."""
SAME_PARTS = 20
SNAPSHOTS = 2
"""So many names that differ in their date alone stand before other models."""
DROPPED = "dropped"


class Suggestion(NamedTuple):
    """A model that may have been meant; `score` from 0 to 1, and the reason in words."""

    id: str
    provider: str
    model: str
    score: float
    reason: str


class Candidate(NamedTuple):
    """A model under the name that was compared."""

    score: float
    entry: Entry
    found: Comparison
    text: str
    spelt: float = 0.0
    replaces: str = ""


class Heard(NamedTuple):
    """A string taken apart, and the numbers of the names that are compared with it.

    `alike` are those that have all its letters; they are among the `numbers`.
    """

    typed: Typed
    asked: Query
    alike: Sequence[int]
    numbers: Sequence[int]


def suggest(
    index: Index, string: str, provider: str | None = None, limit: int = 5
) -> list[Suggestion]:
    """The models that were probably meant, best first; none where nothing is close."""
    found = heard(index, string, provider)
    return suggested(index, string, found, limit) if found else []


def heard(index: Index, string: str, provider: str | None) -> Heard | None:
    """The string beside the names; None where it says itself that it is somebody's own."""
    typed = understood(index, string, provider)
    if own_name(index, string.strip(), typed.provider):
        return None
    asked, alike = query(index, typed.text), spelt_alike(index, typed.text)
    near = gathered(index, asked, CANDIDATES, typed.provider)
    return Heard(typed, asked, alike, [*dict.fromkeys((*alike, *near))])


def suggested(index: Index, string: str, found: Heard, limit: int) -> list[Suggestion]:
    """The models that were probably meant by a string that was heard so, best first."""
    typed, asked, _, _ = found
    here, there = candidates(index, found)
    near = _varied(_near(index, asked, here, typed.provider, NEAR))
    if not near and _known(there):
        near = [each for each in here if each.score >= SAME_FAMILY]
    if near or typed.provider not in OWN_NAMES:
        known = _near(index, asked, there, None, NEAR if typed.provider is None else SURE)
        if known and not near and here and here[0].score >= SURE:
            near, known = _varied([each for each in here if each.score >= NEAR]), []
        near += known
    named = _with_replacement(index, near)[:limit]
    return [_suggestion(each, typed, string.strip()) for each in named]


def _suggestion(each: Candidate, typed: Typed, string: str) -> Suggestion:
    entry, score = each.entry, min(1.0, round(each.score, 3))
    return Suggestion(entry.id, entry.provider, entry.model, score, _reason(each, typed, string))


def _reason(each: Candidate, typed: Typed, string: str) -> str:
    entry = each.entry
    if each.replaces:
        return "; ".join([f"replaces {each.replaces}", *reasons.standing(entry)])
    said = reasons.corrected(each.found, typed.text, each.text)
    if each.spelt >= SAME and (each.found.extra or each.found.absent):
        said = ["the same letters"]
    if string.lower() in (entry.id.lower(), entry.model.lower()):
        said = ["as it was typed"]
    if typed.provider and entry.provider != typed.provider:
        said.append(f"at {entry.provider}, not {typed.provider}")
    elif typed.misspelt:
        said.append(f"{entry.id.partition('/')[0]}/ for {typed.prefix}")
    if each.text != entry.model:
        said.append(f"is called {each.text}")
    return "; ".join([*said, *reasons.standing(entry)])


def _with_replacement(index: Index, near: list[Candidate]) -> list[Candidate]:
    """With what replaces the first model right behind it, where that one is over.

    Where the replacement is over as well, what replaces that comes next.
    """
    line = near[:1]
    while line and line[-1].entry.status in (*OVER, "deprecated"):
        successor = _replacement(index, line[-1])
        if successor is None or successor.entry.id in {each.entry.id for each in line}:
            break
        line.append(successor)
    told = {each.entry.id for each in line}
    return [*line, *(each for each in near if each.entry.id not in told)]


def _replacement(index: Index, gone: Candidate) -> Candidate | None:
    """The model that replaces one, at the same provider: a notice of one says nothing of others."""
    model = gone.entry.replacement
    if not model:
        return None
    numbers = gathered(index, query(index, model), SAME_PARTS, gone.entry.provider)
    same = [
        entry
        for name in map(index.name, numbers)
        if name.plain
        for entry in name.entries
        if entry.provider == gone.entry.provider and model in (entry.model, entry.id)
    ]
    return gone._replace(entry=same[0], replaces=gone.entry.model) if same else None


def _varied(near: list[Candidate]) -> list[Candidate]:
    """With the third snapshot of one model, and those after it, behind other models."""
    seen: dict[frozenset[str], int] = {}
    late = []
    for each in near:
        typed = {known for _, known in each.found.pairs}
        same = frozenset(part for part in {*typed, *each.found.absent} if part[0] != DATE)
        seen[same] = seen.get(same, 0) + 1
        late.append(seen[same] > SNAPSHOTS)
    first = [each for each, behind in zip(near, late, strict=True) if not behind]
    return first + [each for each, behind in zip(near, late, strict=True) if behind]


def _known(there: list[Candidate]) -> bool:
    """Whether what was typed is the name of a model, at other providers."""
    best = there[0] if there else None
    return best is not None and best.score >= EXACT and not best.found.extra


def _near(
    index: Index, asked: Query, found: list[Candidate], provider: str | None, least: float
) -> list[Candidate]:
    """Those that may well have been meant."""
    spelt = found[0].spelt if found else 0.0
    if left_alone(index, asked, [each.found for each in found], provider, spelt):
        return []
    whole = min(least, WHOLE) if provider else least
    return [each for each in found if each.score >= (least if each.found.extra else whole)]


def understood(index: Index, string: str, provider: str | None) -> Typed:
    """The string without the prefix of the provider that it is for."""
    typed = apart(index, string)
    if provider is None or typed.provider == provider:
        return typed
    return _unglued(index, string.strip(), provider)


def _unglued(index: Index, text: str, provider: str) -> Typed:
    """A string without a provider's name that was joined to a model's by a hyphen, or the like."""
    for separator in "-_.":
        head, _, rest = text.partition(separator)
        named = index.providers.get(head.lower()) == provider
        if named and _has(index, provider, rest) and not _has(index, provider, text):
            return Typed(provider, rest, head + separator)
    return Typed(provider, text)


def _has(index: Index, provider: str, text: str) -> bool:
    """Whether a provider has a model that is spelt so, but for separators."""
    names = map(index.name, spelt_alike(index, text))
    return any(entry.provider == provider for name in names for entry in name.entries)


def candidates(index: Index, heard: Heard) -> tuple[list[Candidate], list[Candidate]]:
    """All models under the names nearest to what was typed: those of its provider, and the others.

    The likeliest are first; those that are too unlikely to be told of have no order.
    """
    typed, every = heard.typed, _candidates(index, heard)
    here = [each for each in every if each.entry.provider == typed.provider]
    there = [each for each in every if each.entry.provider != typed.provider]
    least = NEAR if typed.provider is None else SURE
    return _ordered(here, WHOLE, typed), _ordered(there, least, typed)


def _ordered(found: list[Candidate], least: float, typed: Typed) -> list[Candidate]:
    """The likeliest first, as far as they score enough to be told of; scores have three digits."""
    text, enough = typed.text.lower(), least - DIGIT
    likely = [each for each in found if each.score >= enough]
    likely.sort(key=lambda candidate: _order(candidate, text))
    return likely + [each for each in found if each.score < enough]


def _candidates(index: Index, heard: Heard) -> Iterable[Candidate]:
    typed = heard.typed
    whole = typed.prefix + typed.text
    best: dict[str, Candidate] = {}
    likeness = spelling(typed.text, heard.alike)
    for found in compared(index, heard.asked, heard.numbers, ABSENCE):
        name = index.name(found.number)
        spelt = likeness(found.number, name.text)
        for entry in name.entries:
            stands = standing(entry)
            likely = found.score * stands
            if spelt:
                likely = max(likely, _spelt(spelt, entry, stands))
            if not name.plain:
                likely *= TITLE
            if whole in (entry.model, entry.id) and _doubtful(entry):
                likely = FAILED
            known = best.get(entry.id)
            if known is None or known.score < likely:
                best[entry.id] = Candidate(likely, entry, found, name.text, spelt)
    return best.values()


def _spelt(spelt: float, entry: Entry, stands: float) -> float:
    """What the spelling of the whole name is worth, of a model that stands so."""
    if spelt < ENTIRE:
        return spelt * stands
    return PAST if entry.source == DROPPED else spelt


def _doubtful(entry: Entry) -> bool:
    """Whether a name may be the mistake itself: no catalogue has it, or a single one."""
    return entry.source not in ("live", "cached") and entry.witnesses < 2


def standing(entry: Entry) -> float:
    """How much is to be said for a model being called so."""
    if entry.source in ("live", "cached"):
        return 1.0
    return STANDING[min(entry.witnesses, 2)]


def _literally(name: str, text: str) -> int:
    """How many letters and separators both begin and end with."""
    return shared(name, text) + shared(name[::-1], text[::-1])


def _order(candidate: Candidate, text: str) -> tuple[object, ...]:
    entry = candidate.entry
    return (
        -round(candidate.score, 3),
        entry.model.lower() != text,
        -_literally(candidate.text.lower(), text) if candidate.spelt else 0,
        entry.status in OVER,
        entry.source == "catalogue",
        entry.provider != home(entry.model),
        -int(max((part[1:] for part in candidate.found.absent if part[0] == DATE), default="0")),
        candidate.found.number,
        entry.id,
    )
