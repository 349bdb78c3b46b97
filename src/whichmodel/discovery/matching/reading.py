"""What a typed string or a model's name says: its parts, whatever their order and separators.

A part is one string whose first letter tells its kind: `w` a word, `o` a word of the owner that
stands in front, `v` a version (`v4.5`, `v4o`, `vk2`), `z` a size, `d` a date, `r` a revision
(`-v1:0`), `p` a provider, `l` all letters. `claude-4.5-sonnet` and `Claude Sonnet 4-5` have the
same parts.
"""

import re
from functools import cache

from whichmodel.discovery.catalogue.hosts import PRECISIONS
from whichmodel.discovery.catalogue.makers import FAMILY_WORDS, MAKERS, ORGANISATIONS

WORD, OWNER, VERSION, SIZE, DATE, REVISION, PROVIDER, LETTERS = "wovzdrpl"

LONGEST = 300
"""Characters that are read of a string; no name is longer."""

AREAS = frozenset(("us", "eu", "apac", "au", "jp", "ca", "in", "global", "gov", "asia", "emea"))
NOISE = frozenset((
    "models", "model", "accounts", "cf", "hf", "maas", "publishers", "inference", "the", "by",
    "default", "community", "api", "ai", "projects", "locations", "of", "from", "on", "at",
))  # fmt: skip
SOFT = PRECISIONS | frozenset((
    "instruct", "chat", "it", "latest", "preview", "exp", "experimental", "beta", "free", "online",
    "hd", "fast", "versatile", "instant", "quantized", "alpha", "nightly", "batch", "tput",
    "reference", "standard", "extended", "exacto", "nitro", "floor", "cloud", "text", "serverless",
))  # fmt: skip
"""Words that tell how a model is tuned, served or published rather than which it is."""

WEIGHTS = {WORD: 3.0, OWNER: 0.3, VERSION: 3.0, SIZE: 2.0, DATE: 0.7, REVISION: 0.15, PROVIDER: 1.0}
"""How much a part of each kind counts."""

MARKS = frozenset(("free", "batch"))
"""Words that tell another price of the same model."""
MARK_WEIGHT = 1.2
SOFT_WEIGHT, SHORT_WEIGHT, OWNER_WEIGHT, NOISE_WEIGHT = 0.8, 2.0, 0.3, 0.1
SHORT = 3
"""The length of a part whose word has two letters."""

PREPARED = (
    (re.compile(r"(?<=\d[.])[o]"), "0"),  # 2.O
    (re.compile(r"(?<=\d[.])[li|]|(?<![a-z0-9])[li](?=\.\d)"), "1"),
    (re.compile(r"(?:^|(?<=/))0(?=[1-9](?![\d.]))"), "o"),  # 03-mini
    (re.compile(r"(?<=\d)[-_ ]o(?![a-z0-9])"), "o"),  # 4-o
    (re.compile(r"[-._]v?(\d+):0(?=$|-)|[-.]v(1)$"), r" revision\1\2"),
    (re.compile(r"\+"), " plus "),
)
REVISED = re.compile(r"-v?\d+:0$")
TOKEN = re.compile(
    r"(?P<date>20[1-4]\d[-_./ ]?[01]\d[-_./ ]?[0-3]\d(?!\d)"
    r"|[01]\d[-_./ ]?20[1-4]\d(?!\d)|20[1-4]\d[-_./ ][01]\d(?!\d))"
    r"|revision(?P<revision>\d+)(?!\d)"
    r"|(?<![a-z])(?P<size>[ae]?\d+(?:x\d+)?(?:[._p]\d+)?[bmkte](?![a-z0-9]))"
    r"|(?<![a-z\d])(?P<day>(?:[01]\d[-_][0-3]\d|0[1-9] (?:0[1-9]|[12]\d|3[01])"
    r"|2[3-9][-_](?:0\d|1[0-2]))(?!\d))"
    r"|(?P<stamp>\d{4,}|0\d\d)(?!\d)"
    r"|(?P<version>(?:(?<![^\W\d_])[a-z])?\d{1,3}(?:(?:\.\d{1,3})+(?!\d|[bmkt](?![a-z]))"
    r"|[-_:@ p,]v?(?:\d|(?:1\d|20)(?![-_]\d\d(?!\d)))(?!\d|[bmkt](?![a-z])|x\d))?"
    r"(?:[a-z](?![^\W\d_]))?)"
    r"|(?P<word>[^\W\d_]+)|(?P<number>\d+)"
)
SEPARATED = re.compile(r"[-._:@ p,]v?(?=\d)")


def parts(text: str) -> tuple[str, ...]:
    """The parts of a name or of what was typed, each once, in the order in which they stand."""
    owner, slash, name = prepared(text).rpartition("/")
    found = [_as_owner(part) for part in _parts(owner)] if slash else []
    if not slash:
        vendor, name = _vendor(name)
        found = [_as_owner(part) for part in _parts(vendor)]
    return tuple(dict.fromkeys((*found, *_parts(name))))


def lettered(text: str) -> tuple[str, ...]:
    """The letters of a name, and those of what stands behind its owner, each as one part.

    Separators, the order of letters and doubled ones are left out; digits keep their order.
    """
    found = dict.fromkeys((letters(text), letters(ownerless(text))))
    return tuple(form for form in found if form != LETTERS)


def ownerless(text: str) -> str:
    """A name without its owner, region and revision."""
    name = text[:LONGEST].lower().rpartition("/")[2]
    return REVISED.sub("", _vendor(name)[1])


def letters(text: str) -> str:
    """All letters of a text in alphabetical order, a doubled one once, and its digits."""
    said = squeezed(text)
    once = (char for char, after in zip(said, f"{said[1:]} ", strict=False) if char != after)
    digits = "".join(filter(str.isdigit, said))
    return f"{LETTERS}{''.join(sorted(char for char in once if char.isalpha()))}{digits}"


def squeezed(text: str) -> str:
    """A text without separators, in lower case."""
    return "".join(filter(str.isalnum, text[:LONGEST].lower()))


def prepared(text: str) -> str:
    """The text in lower case, with letters that stand for digits made digits."""
    text = text[:LONGEST]
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFKC", text)
    text = text.lower().strip().strip("/")
    for pattern, kept in PREPARED:
        text = pattern.sub(kept, text)
    return text


def _vendor(name: str) -> tuple[str, str]:
    """What is joined in front by dots, as in `us.anthropic.claude-…`, and the rest."""
    at = 0
    for piece in name.split(".")[:-1]:
        if piece not in AREAS and piece not in OWNERS:
            break
        at += len(piece) + 1
    return name[:at], name[at:]


def _as_owner(part: str) -> str:
    return OWNER + part[1:] if part[0] == WORD else part


def _parts(text: str) -> list[str]:
    found = []
    for token in TOKEN.finditer(text):
        kind, value = token.lastgroup or "", token[token.lastgroup or 0]
        found.append(_PART[kind](value))
    return found


def _date(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) == 6 and not digits.startswith("20"):
        digits = digits[2:] + digits[:2]
    return DATE + digits


def _day(text: str) -> str:
    return DATE + text[:2] + text[-2:]


def _version(text: str) -> str:
    written = SEPARATED.sub(".", text)
    if written.startswith("v") and len(written) > 1:
        written = written[1:]
    return VERSION + written


_PART = {
    "date": _date,
    "revision": REVISION.__add__,
    "size": lambda text: SIZE + text.replace("_", ".").replace("p", "."),
    "day": _day,
    "stamp": DATE.__add__,
    "version": _version,
    "word": WORD.__add__,
    "number": VERSION.__add__,
}

OWNERS = frozenset((*ORGANISATIONS, *MAKERS))
"""Who makes models; some are words of families as well."""


class Weights(dict[str, float]):
    """By part, how much it counts; those that are not listed by their kind."""

    def __missing__(self, part: str) -> float:
        short = part[0] == WORD and len(part) <= SHORT
        value = self[part] = SHORT_WEIGHT if short else WEIGHTS[part[0]]
        return value


_WEIGHED = Weights(
    {
        **{WORD + word: OWNER_WEIGHT for word in (OWNERS | AREAS) - FAMILY_WORDS if word.isalpha()},
        **{WORD + word: SOFT_WEIGHT for word in SOFT},
        **{WORD + word: MARK_WEIGHT for word in MARKS},
        **{WORD + word: NOISE_WEIGHT for word in NOISE},
        **{OWNER + word: NOISE_WEIGHT for word in NOISE},
        **{tag + "us": OWNER_WEIGHT / 2 for tag in (WORD, OWNER)},
    }
)
weight = _WEIGHED.__getitem__
"""How much it counts that two names share a part, or that one of them lacks it."""


@cache
def tells(part: str) -> bool:
    """Whether a part says which model is meant: a word of its name, a version or a size."""
    return part[0] in "wvz" and weight(part) > MARK_WEIGHT
