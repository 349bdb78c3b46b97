"""Which candidates are mentions: what stands beside them, and names that the file itself gives."""

import re
from typing import TYPE_CHECKING

from whichmodel.check import places
from whichmodel.check.hints import column_of, is_item
from whichmodel.check.surroundings import RUN_ANYTHING
from whichmodel.check.words import is_stemmed
from whichmodel.discovery.catalogue.makers import is_organisation

if TYPE_CHECKING:
    from whichmodel.check.mentions import Spot
    from whichmodel.check.surroundings import Surroundings

LOOKED_BACK = 40
"""Lines between an item and the key that its list belongs to."""

LOOKED_AHEAD = 12
"""Lines between what an entry is called and its model."""

_MODEL_KEY = re.compile(r"[\"']?model(?:_?(?:name|id)|Name|Id)?[\"']?\s*:\s*\S")
_QUOTED = ("inline", "code", "key", "argument")
_SHOWN = ("inline", "table", "comment", "code")
_IS_KEY = re.compile(r"[\"'`]?\s*(?::\s|=|:$)|[\"']\.")
_IS_NAMED = re.compile(r"\s*(?:=|:$|:\s)")
_IS_TABLE = re.compile(r"[\"']\s*:\s*\{")
_SIZED = re.compile(r"[a-z][a-z0-9.-]*:\d+(?:\.\d+)?b(?:-[\w.-]+)?")
# LiteLLM's proxy, llm's extra models, vLLM: a name of one's own for a model.
_ALIASES = {
    "litellm_params": re.compile(
        r"model_name[\"']?\s*[:=]\s*[\"']?([^\s\"',#]+)(?=[^\n]*(?:\n[\s#\"']*)?litellm_params)"
    ),
    "model_id": re.compile(
        r"model_id[\"']?\s*:\s*[\"']?([^\s\"',#]+)(?=[^\n]*\n\s*[\"']?model_name)"
    ),
    "aliases set": re.compile(r"\baliases set ([\w.:/-]+)[ \t]+[\w.:/-]+"),
    "--alias": re.compile(r"--alias[ =]([\w.:/-]+)"),
    "--served-model-name": re.compile(r"--served-model-name[\"', =]+([\w.:/-]+)"),
}


def kept(spots: "list[Spot]", around: "Surroundings") -> "list[Spot]":
    """The spots that are mentions, with what the lines above make of them."""
    spots = [_in_list(spot, around) for spot in spots if not spot.place.alias]
    spots = [spot for spot in spots if not spot.place.nothing]
    sure = {spot.line for spot in spots if spot.reading.grade == "known"}
    found = [spot for spot in _apart(spots) if _is_mention(spot, around, sure)]
    doubtful = {spot.text for spot in found if _may_be_own(spot)}
    own = doubtful and doubtful & _aliases(around.text)
    return [spot for spot in found if spot.text not in own or not _may_be_own(spot)]


def _may_be_own(spot: "Spot") -> bool:
    """Whether the file itself may have given the name: known ids are taken, but in settings."""
    grade = spot.reading.grade
    return spot.syntax.indented if grade == "known" else grade != "name"


def _is_mention(spot: "Spot", around: "Surroundings", sure: set[int]) -> bool:
    grade = spot.reading.grade
    if grade == "name":
        return True
    after = around.lines[spot.line][spot.end : spot.end + 8]
    if grade == "known":
        if _is_own_name(spot, around):
            return False
        named = spot.text.isalnum() and _IS_NAMED.match(after) and spot.place.where == "code"
        return not named  # llama2 = …: a name of somebody's own
    if "_" in spot.text and spot.text.isidentifier():
        return False
    if _IS_KEY.match(after) and not (spot.place.expected and _IS_TABLE.match(after)):
        return False
    if spot.syntax.quoted and not spot.place.commented and not _is_quoted(spot, around):
        # Or it is a name of the program's.
        return grade != "plain" and spot.place.where in ("url", "flag", "command")
    if grade == "plain":
        return _is_meant(spot, around, sure)
    named = (
        spot.place.expected
        or _is_prefixed(spot, around)
        or _is_sized(spot)
        or _has_provider(spot, around)
        or _is_beside(spot, around, sure)
    )
    if not named:
        return False
    provider = _provider(spot, around)[0]
    if spot.text.isalnum() and spot.place.where != "command":
        return provider in RUN_ANYTHING  # gpt4, llama3: elsewhere a name of somebody's own
    # In Azure a name that nobody knows is the name of somebody's deployment.
    return provider != "azure"


def _is_own_name(spot: "Spot", around: "Surroundings") -> bool:
    """Whether it is what somebody calls an agent or an entry, whose model is named below it."""
    if not spot.syntax.indented or spot.place.where not in ("id", "label"):
        return False
    column = column_of(around.lines[spot.line])
    for text in around.lines[spot.line + 1 : spot.line + 1 + LOOKED_AHEAD]:
        at = column_of(text)
        if text.strip() and (at < column or (at == column and is_item(text))):
            return False
        if _MODEL_KEY.match(text, at):
            return True
    return False


def _provider(spot: "Spot", around: "Surroundings") -> tuple[str | None, str]:
    return around.provider(spot.line, spot.start, spot.reading, spot.syntax, spot.text)


def _is_prefixed(spot: "Spot", around: "Surroundings") -> bool:
    """Whether an unknown id has a provider or a maker in front, in quotes or as inline code."""
    reading = spot.reading
    quoted = _is_quoted(spot, around)
    parted = "/" in spot.text or (":" in spot.text and quoted)
    owner = spot.text.partition("/")[0].lower()
    made = owner != spot.text.lower() and is_organisation(owner)
    prefixed = made or (reading.provider is not None and parted and reading.model != spot.text)
    placed = spot.place.where in _QUOTED or (spot.place.where == "comment" and quoted)
    return prefixed and placed and is_stemmed(reading.model)


def _is_sized(spot: "Spot") -> bool:
    """Whether an unknown id has the size of a model as its tag, as local servers write them."""
    return spot.place.where in (*_SHOWN, "key") and bool(_SIZED.fullmatch(spot.text))


def _has_provider(spot: "Spot", around: "Surroundings") -> bool:
    """Whether an unknown id is the `id` of a row that names its provider on the same line."""
    return (
        spot.place.where == "id"
        and is_stemmed(spot.reading.model)
        and around.is_row(spot.line, spot.start)
    )


def _apart(spots: "list[Spot]") -> "list[Spot]":
    """Without what stands within another."""
    found: list[Spot] = []
    for spot in spots:
        last = found[-1] if found else None
        if last and last.line == spot.line and spot.start < last.end:
            if spot.end - spot.start > last.end - last.start:
                found[-1] = spot
            continue
        found.append(spot)
    return found


def _in_list(spot: "Spot", around: "Surroundings") -> "Spot":
    """The spot as expected, where it is an item of a list under a key for models."""
    if spot.place.expected or spot.syntax.prose or spot.place.where not in ("code", "comment"):
        return spot
    line = around.lines[spot.line]
    if len(line) > 400 or not places.is_item(_uncommented(line[: spot.start])):
        return spot
    key = _key_above(spot.line, line, around.lines)
    if not key:
        return spot
    if places.is_no_model_key(key):
        return spot._replace(place=places.NOTHING)
    expected = places.is_model_key(key)
    return spot._replace(place=spot.place._replace(where="key", expected=expected))


def _uncommented(before: str) -> str:
    return before.lstrip(" \t#/").strip() if before.lstrip().startswith(("#", "//")) else before


def _key_above(number: int, line: str, lines: list[str]) -> str | None:
    """The key whose list or block an item stands in."""
    depth = len(line) - len(line.lstrip())
    for above in range(number - 1, max(-1, number - LOOKED_BACK), -1):
        text = lines[above]
        body = text.lstrip()
        indent = len(text) - len(body)
        if not body or indent > depth:
            continue
        key = places.opened_key(text)
        if key:
            return key
        if indent < depth:
            return None
    return None


def _is_meant(spot: "Spot", around: "Surroundings", sure: set[int]) -> bool:
    """Whether an ordinary word is a model here: expected, and the provider beside it has it.

    What is more than a word (o3, playai-tts) is one too as inline code, or among others.
    """
    if spot.place.expected:
        return around.has(*_provider(spot, around))
    if spot.reading.model != spot.text or spot.text.isalpha():
        return False
    return spot.place.where == "inline" or (
        spot.place.where == "code" and _is_quoted(spot, around) and spot.line in sure
    )


def _is_quoted(spot: "Spot", around: "Surroundings") -> bool:
    return around.lines[spot.line][spot.start - 1 : spot.start] in ("'", '"', "`")


def _is_beside(spot: "Spot", around: "Surroundings", sure: set[int]) -> bool:
    """Whether an unknown id stands among known ones, written as they are."""
    near = not sure.isdisjoint((spot.line, spot.line - 1, spot.line + 1))
    model = spot.reading.model
    written = model == model.lower() and "_" not in model and is_stemmed(model)
    if not (near and written and spot.place.where in _SHOWN):
        return False
    if "/" in spot.text and not around.is_owner(spot.text.partition("/")[0]):
        return False
    return spot.place.where != "code" or _is_quoted(spot, around)


def _aliases(text: str) -> set[str]:
    """Names that the file gives to models of its own choice."""
    return {
        name for sign, pattern in _ALIASES.items() if sign in text for name in pattern.findall(text)
    }
