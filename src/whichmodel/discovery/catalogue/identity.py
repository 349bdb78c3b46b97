"""Which offers at different providers are the same model, and how we know.

The same model means the same published weights, or the same published version where weights are
not. How it is served (free, faster, quantised) is a variant of it. What cannot be told is not
guessed: a name that moves from snapshot to snapshot equals nothing but itself at its own provider.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from whichmodel.discovery.catalogue import hosts, makers, releases
from whichmodel.discovery.catalogue.spelling import Parts, parts, spelled, with_word
from whichmodel.discovery.model import Model


class Evidence(NamedTuple):
    """A rule that was applied, and what it rests on."""

    rule: str
    fact: str


class Identity(NamedTuple):
    """Which model an offer is.

    `key` is one text per model: `openai/gpt-oss-120b`. Where it ends in `@provider`, the name is
    not `settled`: which model it stands for is that provider's affair and may change.
    """

    key: str
    variant: str | None
    settled: bool
    evidence: tuple[Evidence, ...]
    maker: str
    parts: Parts
    open: bool


class Offer(NamedTuple):
    """A model beside the one that was asked for; `same` None means that it may be the same."""

    model: Model
    identity: Identity
    same: bool | None


class Reading(NamedTuple):
    """How far an id has been read; every step returns the next one."""

    host: str
    name: str
    scope: str = ""
    maker: str = ""
    open: bool = False
    parts: Parts = Parts((), (), (), ())
    variants: tuple[str, ...] = ()
    settled: bool = True
    evidence: tuple[Evidence, ...] = ()

    def noting(self, rule: str, fact: str) -> "Reading":
        """With one more piece of evidence."""
        return self._replace(evidence=(*self.evidence, Evidence(rule, fact)))


def identity(
    provider: str, model: str, hugging_face_id: str | None = None, canonical: str | None = None
) -> Identity | None:
    """Which model `model` at `provider` is; None where its name says nothing of it.

    `hugging_face_id` and `canonical` are what the provider's listing states of it, if anything.
    """
    own = read(provider, model)
    if own is None:
        return None
    reading = linked(own, hugging_face_id, canonical)
    key = f"{reading.maker}/{spelled(reading.parts)}"
    if not reading.settled:
        key = f"{own.scope}@{provider}"
    variant = "+".join(dict.fromkeys(reading.variants)) or None
    return Identity(
        key, variant, reading.settled, reading.evidence, reading.maker, reading.parts, reading.open
    )


def identity_of(model: Model) -> Identity | None:
    """The identity of a model with all that is said of it."""
    return identity(model.provider, model.model, **_links(model))


def _links(model: Model) -> dict[str, str]:
    """The repository and the slug that the first source to state them states."""
    facts: dict[str, str] = {}
    for statement in reversed(model.statements):
        for field in ("hugging_face_id", "canonical"):
            value = statement.record.get(field)
            if isinstance(value, str) and value:
                facts[field] = value
    return facts


def same(one: Identity | None, other: Identity | None) -> bool | None:
    """Whether two offers are the same model; None where that cannot be told.

    True exactly where the keys are equal; False where something that both names state differs.
    """
    if one is None or other is None:
        return None
    if one.key == other.key:
        return True
    return False if any(differ(one, other) for differ in DIFFERENCES) else None


def offers(model: Model, models: Iterable[Model]) -> list[Offer]:
    """The offers of a model among models: those that are the same, then those that may be."""
    own = identity_of(model)
    if own is None:
        return []
    needle = next((word for word in own.parts.words if word in makers.FAMILY_WORDS), "")
    found = []
    for other in models:
        if needle not in f"{other.model} {_links(other)}".lower():
            continue
        known = identity_of(other)
        relation = same(own, known)
        if known is not None and relation is not False:
            found.append(Offer(other, known, relation))
    return sorted(found, key=lambda offer: (offer.same is None, offer.model.id))


# ── reading an id ────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=20_000)
def read(provider: str, model: str) -> Reading | None:
    """What the id alone tells, step by step; None where a step finds nothing to go by."""
    reading: Reading | None = Reading(provider, model.strip().lower())
    for step in STEPS:
        reading = step(reading) if reading else None
    return reading


def _without_prefix(reading: Reading) -> Reading:
    name = reading.name
    if name.startswith("~"):
        reading = reading._replace(name=name[1:], settled=False).noting("moving name", name)
    for prefix in hosts.PREFIXES.get(reading.host, ()):
        if reading.name.startswith(prefix):
            reading = reading._replace(name=reading.name[len(prefix) :]).noting("prefix", prefix)
    return reading


def _at_this_host(reading: Reading) -> Reading:
    name, fact = releases.AT_ONE_HOST.get((reading.host, reading.name), (None, ""))
    return reading._replace(name=name).noting("name at this provider", fact) if name else reading


def _without_marks(reading: Reading) -> Reading:
    scope = name = reading.name
    for mark in hosts.marks_of(reading.host, name):
        name = name[: -len(mark.ending)]
        reading = reading.noting("mark" if mark.known else "unexplained mark", _told(mark))
        if not mark.known:
            reading = reading._replace(settled=False)
        elif mark.variant:
            reading = reading._replace(variants=(*reading.variants, mark.variant))
    return reading._replace(name=name, scope=name if reading.settled else scope)


def _told(mark: hosts.Mark) -> str:
    return f"{mark.ending}: {mark.why or 'nothing published says what it means'}"


def _rewritten(reading: Reading) -> Reading:
    for pattern, kept in hosts.REWRITES.get(reading.host, ()):
        reading = reading._replace(name=pattern.sub(kept, reading.name))
    return reading


def _attributed(reading: Reading) -> Reading | None:
    """With its maker, by the family of the name and by the organisation in front of it."""
    organisation, name = _organisation(reading)
    if not name or name in hosts.ROUTERS:
        return None
    family = makers.family_of(name)
    own = makers.maker_of(organisation)
    if reading.host in hosts.MAKES_ITS_OWN and not organisation:
        return reading._replace(maker=reading.host).noting("own model", reading.host)
    tuner = next((makers.TUNERS[word] for word in parts(name).words if word in makers.TUNERS), None)
    maker = tuner or (family.maker if family else own)
    if organisation and family and own != maker and organisation not in makers.MIRRORS:
        maker = own
    if not maker:
        return None
    is_open = bool(family and (family.open or (maker == "qwen" and parts(name).sizes)))
    return reading._replace(name=name, maker=maker, open=is_open).noting("maker", maker)


def _organisation(reading: Reading) -> tuple[str, str]:
    """The organisation that an id names in front, and the rest."""
    name = reading.name
    for prefix, organisation in hosts.MAKERS_IN_FRONT.get(reading.host, {}).items():
        if name.startswith(prefix):
            return organisation, name[len(prefix) :]
    if reading.host in hosts.DOTTED and "/" not in name:
        first, dot, rest = name.partition(".")
        if dot and makers.is_organisation(first):
            joined = f"{first}-{rest}"
            joins = makers.family_of(joined) and not makers.family_of(rest)
            return first, joined if joins else rest
    first, slash, rest = name.removeprefix("accounts/").partition("/")
    return (first, rest.removeprefix("models/").replace("/", "-")) if slash else ("", name)


def _taken_apart(reading: Reading) -> Reading | None:
    found = parts(reading.name)
    precisions = tuple(
        token for token in (*found.words, *found.versions) if token in hosts.PRECISIONS
    )
    needless = {*precisions, *makers.REPEATED.get(reading.maker, ())}
    left = found._replace(
        words=tuple(word for word in found.words if word not in needless),
        versions=tuple(version for version in found.versions if version not in needless),
    )
    reading = reading._replace(parts=left, variants=(*reading.variants, *precisions))
    for precision in precisions:
        reading = reading.noting("number format", precision)
    return reading if left.words or left.versions else None


def _as_released(reading: Reading) -> Reading:
    """Under the name of its release, where a release has several."""
    target, fact = _same_releases().get(reading.parts, (None, ""))
    if target is None:
        return reading
    return reading._replace(parts=target).noting("published name", fact)


def _with_its_tune(reading: Reading) -> Reading:
    """With what a bare name leaves out: `instruct` at hosts of tuned models, else `base`."""
    words, versions, sizes, _ = reading.parts
    if not sizes or words not in BARE or (BARE[words] and not set(BARE[words]) & set(versions)):
        return reading
    tuned = reading.host in hosts.TUNED
    if not tuned and reading.host not in hosts.REPOSITORY_NAMES:
        reading = reading._replace(settled=False)
        return reading.noting("bare name", f"{reading.host} does not say if base or tuned")
    word = ("it" if "gemma" in words else "instruct") if tuned else "base"
    reading = reading._replace(parts=with_word(reading.parts, word))
    return reading.noting("bare name", f"{reading.host} means {word}")


BARE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("llama",): (), ("gemma",): (), ("mistral",): (), ("mixtral",): (),
    ("qwen",): ("1.5", "2", "2.5"), ("qwen", "coder"): ("2.5",), ("qwen", "math"): ("2.5",),
}  # fmt: skip
"""Words (and versions) of open weights that are published both bare, as base, and tuned."""


def _dated(reading: Reading) -> Reading:
    """With the date of its only snapshot, or unsettled where the name moves."""
    plain = reading.parts._replace(
        words=tuple(word for word in reading.parts.words if word not in releases.MOVING_WORDS)
    )
    if plain != reading.parts:
        return _moving(reading._replace(parts=plain), "its name says so")
    if plain.dates:
        return reading
    at_host = releases.MOVING_AT.get((reading.host, reading.name))
    if fact := at_host or _moving_names().get(plain):
        return _moving(reading, fact)
    dates = _snapshots().get((reading.maker, plain), ())
    if len(dates) > 1:
        return _moving(reading, f"{len(dates)} snapshots: {', '.join(dates)}")
    if dates:
        return reading._replace(parts=plain._replace(dates=dates)).noting("only snapshot", dates[0])
    return reading


def _moving(reading: Reading, fact: str) -> Reading:
    return reading._replace(settled=False).noting("moving name", fact)


STEPS: tuple[Callable[[Reading], Reading | None], ...] = (
    _without_prefix,
    _at_this_host,
    _without_marks,
    _rewritten,
    _at_this_host,
    _attributed,
    _taken_apart,
    _as_released,
    _with_its_tune,
    _as_released,
    _dated,
)


# ── what the provider states ─────────────────────────────────────────────────────────────────────


def linked(own: Reading, repository: str | None, slug: str | None) -> Reading:
    """What the id tells, corrected by the repository, or else the slug, that the listing states."""
    if own.host == "openrouter" and not repository:
        repository = releases.OPENROUTER_SLUGS.get(own.scope)
    if repository:
        return _agreed(own, read("huggingface", repository), "hugging_face_id", repository)
    if slug:
        return _by_slug(own, read(own.host, slug), slug)
    return own


def _agreed(own: Reading, stated: Reading | None, rule: str, fact: str) -> Reading:
    """What is stated, unless it contradicts the id or has nothing in common with it."""
    if stated is None or not set(own.parts.words) & set(stated.parts.words):
        return own._replace(settled=False).noting(f"{rule} set aside", f"{fact}: another name")
    if any(map(apart, own.parts[1:], stated.parts[1:])):
        return own._replace(settled=False).noting(f"{rule} contradicts the id", fact)
    return stated._replace(
        host=own.host, variants=(*own.variants, *stated.variants),
        evidence=(*own.evidence, Evidence(rule, fact)),
    )  # fmt: skip


def _by_slug(own: Reading, stated: Reading | None, slug: str) -> Reading:
    """A slug may fill in a date or a size; it is a weaker word than a repository."""
    if stated is None or stated.parts.words != own.parts.words:
        return own
    known = _snapshots().get((own.maker, own.parts._replace(dates=())), ())
    if known and not set(stated.parts.dates) <= set(known):
        return own.noting("canonical set aside", f"{slug}: no published snapshot")
    if stated.parts == own.parts:
        return own.noting("canonical", slug)
    return _agreed(own, stated, "canonical", slug)


# ── differences ──────────────────────────────────────────────────────────────────────────────────

SOFT = frozenset(("instruct", "chat", "it", "reasoner"))
"""Words that names of open weights may leave out."""
EARLY = frozenset(("preview", "exp", "experimental", "beta"))
HARD_MAKERS = frozenset(("openai", "anthropic", "xai"))
"""Makers whose `chat` and `instruct` are models of their own."""


def apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both state something, and neither states all that the other does."""
    return not (set(one) <= set(other) or set(other) <= set(one))


def _words_differ(one: Identity, other: Identity) -> bool:
    mine, theirs = _telling(one, other), _telling(other, one)
    if mine == theirs:
        return False
    return not ((_vague(one) and mine < theirs) or (_vague(other) and theirs < mine))


def _telling(one: Identity, other: Identity) -> set[str]:
    moves = not (one.settled and other.settled)
    soft = frozenset() if one.maker in HARD_MAKERS else SOFT
    return set(one.parts.words) - soft - (EARLY if moves else frozenset())


def _vague(one: Identity) -> bool:
    """A name that moves and states no version may stand for any of its family."""
    return not one.settled and not one.parts.versions


def _versions_differ(one: Identity, other: Identity) -> bool:
    return apart(one.parts.versions, other.parts.versions)


def _sizes_differ(one: Identity, other: Identity) -> bool:
    return apart(one.parts.sizes, other.parts.sizes)


def _dates_differ(one: Identity, other: Identity) -> bool:
    mine, theirs = one.parts, other.parts
    if mine.dates and theirs.dates:
        return apart(mine.dates, theirs.dates)
    complete = (mine.versions, mine.sizes) == (theirs.versions, theirs.sizes)
    releases_apart = one.open and other.open and one.settled and other.settled
    return mine.dates != theirs.dates and complete and releases_apart


DIFFERENCES = (_words_differ, _versions_differ, _sizes_differ, _dates_differ)


# ── the tables, taken apart once ─────────────────────────────────────────────────────────────────


@cache
def _same_releases() -> dict[Parts, tuple[Parts, str]]:
    return {parts(name): (parts(target), fact) for name, target, fact in releases.SAME_RELEASE}


@cache
def _moving_names() -> dict[Parts, str]:
    return {parts(name): fact for name, fact in releases.MOVING.items()}


@cache
def _snapshots() -> dict[tuple[str, Parts], tuple[str, ...]]:
    return {
        (maker, parts(name)): tuple(date for text in dates.split() for date in parts(text).dates)
        for maker, names in releases.SNAPSHOTS.items()
        for name, dates in names.items()
    }
