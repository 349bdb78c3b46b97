"""Where a mentioned model stands, from dated notices, catalogues and the person's own lists.

A notice speaks of the id it names at the provider that published it, and of nothing else. Two
things follow from notices without being said in one: an alias such as `gpt-4o` is over with the
last of the dated snapshots that it can point to; and of an id whose provider nobody can tell, only
what is true at every provider that has it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple, Protocol

from whichmodel.discovery.catalogue.makers import Family, family_of
from whichmodel.discovery.model import Lifecycle, Model

RETIRED, RETIRING, DEPRECATED, UNLISTED = "retired", "retiring", "deprecated", "unlisted"
DROPPED, FINE, UNHEARD = "dropped", "fine", "unheard"

LISTS = frozenset(("listing", "litellm", "models.dev", "pi-ai"))
"""Sources that drop what is gone; a price list keeps it."""

MAKERS_OWN = {
    "google": "gemini", "moonshotai": "moonshot", "amazon": "bedrock", "bytedance": "volcengine",
}  # fmt: skip
"""The providers of makers that are called otherwise."""

_SNAPSHOT = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|00\d)")
_SNAPSHOT_END = re.compile(_SNAPSHOT.pattern + "$")
_SIZE = re.compile(r"\d[bB]\b")
_POINTER = re.compile(r"-(?:latest|0)$")


class Standing(NamedTuple):
    """How a model stands: `status` is one of the words above, `date` the day that matters.

    `replacement` is an id of the same provider that stands; `named` what the notice names, whether
    or not that is still offered; `snapshot` is the id that was judged for an alias, or the alias
    for its snapshot.
    """

    status: str
    provider: str | None = None
    date: str | None = None
    replacement: str | None = None
    named: str | None = None
    source_url: str | None = None
    snapshot: str | None = None


class Known(Protocol):
    """The part of what is known that tells where models stand."""

    def model(self, provider: str, model: str) -> Model | None:
        """What is known of a model now."""

    def dropped(self, provider: str, model: str) -> str | None:
        """The day when a catalogue last named a model that nobody lists now."""

    def models(self, provider: str) -> Sequence[str]:
        """The ids that a provider has, sorted."""

    def holders(self, model: str) -> Sequence[str]:
        """The providers that have, or had, a model of this id."""


def standing(known: Known, provider: str | None, model: str, today: str) -> Standing:
    """Where a model stands; with no provider, what all that have it agree on."""
    if provider is not None:
        return _at(known, provider, model, today)
    found = [_at(known, holder, model, today) for holder in known.holders(model)]
    if not found:
        return Standing(UNHEARD)
    statuses = {each.status for each in found}
    if len(statuses) == 1 and (found[0].status != DROPPED or len(found) > 1):
        return max(found, key=lambda each: each.date or "")._replace(replacement=None, named=None)
    return Standing(FINE)


def _at(known: Known, provider: str, model: str, today: str) -> Standing:
    found = _plain(known, provider, model, today)
    if found.status in (FINE, DROPPED, UNHEARD):
        found = _pointing(known, provider, model, today) or found
    if found.status == DROPPED:
        found = _pointed_to(known, provider, model, today) or found
    return found._replace(replacement=_successor(known, found, model, today))


def _plain(known: Known, provider: str, model: str, today: str) -> Standing:
    """What is said of this very id."""
    about = known.model(provider, model)
    since = known.dropped(provider, model)
    if about is None:
        return Standing(DROPPED if since else UNHEARD, provider, since)
    status = status_of(about.lifecycle, today)
    if status == FINE and since and not any(each.source in LISTS for each in about.statements):
        return Standing(DROPPED, provider, since)
    stage = about.lifecycle
    date = stage.retires_on or stage.deprecated_on
    if status == UNLISTED:
        date = about.listed.last_seen
    return Standing(status, provider, date, None, stage.replacement, stage.notice)


def status_of(stage: Lifecycle, today: str) -> str:
    """A lifecycle in the words of this module: a date still to come makes it retiring."""
    if stage.status == "deprecated":
        return RETIRING if (stage.retires_on or "") > today else DEPRECATED
    return stage.status if stage.status in (RETIRED, UNLISTED) else FINE


def _pointing(known: Known, provider: str, model: str, today: str) -> Standing | None:
    """Where an alias stands: no better than the last of the snapshots that it can point to.

    Only of makers whose undated names point to dated snapshots, and only where every snapshot that
    anybody knows has a date. `-latest` is made to be turned elsewhere: while a catalogue lists it,
    nothing follows.
    """
    if model.endswith("-latest") and known.model(provider, model):
        return None
    ends = [
        _plain(known, provider, name, today)._replace(snapshot=name)
        for name in snapshots(known, provider, model)
    ]
    if not ends or not all(each.status in (RETIRED, RETIRING) and each.date for each in ends):
        return None
    return max(ends, key=lambda each: (each.date or "", each.snapshot or ""))


def _pointed_to(known: Known, provider: str, model: str, today: str) -> Standing | None:
    """Where a snapshot stands that no catalogue has any more, and whose undated name is retired."""
    for pattern in (_SNAPSHOT_END, _POINTER):
        stem = pattern.sub("", model)
        if stem != model and closed_family(model):
            found = _plain(known, provider, stem, today)
            if found.status == RETIRED:
                return found._replace(snapshot=stem)
    return None


def snapshots(known: Known, provider: str, model: str) -> list[str]:
    """The dated ids that an undated one can point to, sorted; none where it is no alias."""
    if not _is_pointer(model):
        return []
    stem, names = _POINTER.sub("", model), known.models(provider)
    after = islice(names, bisect_left(names, stem), None)
    begun = takewhile(lambda name: name.startswith(stem), after)
    return [name for name in begun if _SNAPSHOT.fullmatch(name, len(stem))]


def _is_pointer(model: str) -> bool:
    family = closed_family(model)
    return family is not None and not _SNAPSHOT.search(model)


@lru_cache(maxsize=20_000)
def closed_family(model: str) -> Family | None:
    """The family of a model that its maker keeps to itself, so that names point to snapshots."""
    family = family_of(model.rpartition("/")[2].lower())
    return None if family is None or family.open else family


def is_weights(text: str) -> bool:
    """Whether a text with an organisation in front names weights that anybody may run."""
    return "/" in text and (closed_family(text) is None or bool(_SIZE.search(text)))


def maker_provider(model: str) -> str | None:
    """The provider that belongs to the maker of a model that is nobody else's to name."""
    family = closed_family(model)
    return MAKERS_OWN.get(family.maker, family.maker) if family else None


CLOUDS = frozenset(("azure", "azure_ai", "bedrock", "databricks"))
"""Providers that offer makers' own models under names of their own making."""


def is_respelt(model: str, holder: str) -> bool:
    """Whether the only one that has an id is a reseller, and the model is its maker's to name.

    `claude-sonnet-4.6` is GitHub Copilot's spelling; who writes it need not speak of Copilot.
    """
    maker = maker_provider(model)
    if maker in (None, holder) or holder in CLOUDS or _SIZE.search(model):
        return False
    return holder != "vertex" or (maker != "gemini" and "@" not in model)


STEPS = 5
"""Replacements of replacements that are followed."""
REGION = re.compile(r"(?:us-gov|us|eu|apac|au|jp|ca|in|global)\.")


def _successor(known: Known, gone: Standing, model: str, today: str) -> str | None:
    """What replaces it at the same provider, and what replaces that where it is over as well."""
    region = REGION.match(model)
    named, provider = gone.named, gone.provider
    for _ in range(STEPS):
        if named is None or provider is None:
            return None
        spellings = (f"{region[0]}{named}", named) if region else (named,)
        there = [name for name in spellings if known.model(provider, name)]
        if not there:
            return None
        stage = _plain(known, provider, there[0], today)
        if stage.status == FINE:
            stage = _pointing(known, provider, there[0], today) or stage
        if stage.status == FINE:
            return there[0] if there[0] != model else None
        named = stage.named
    return None
