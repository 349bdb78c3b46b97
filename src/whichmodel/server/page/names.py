"""What the page needs to rank hits by itself, where no server can be asked.

The names with their parts, every model's place among equals, and the tables by which strings are
read, all of them the search engine's own: the script holds the steps only, and fewer of them.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS, TUNERS
from whichmodel.discovery.matching import filters, query, ranking, reading, search
from whichmodel.discovery.matching.comparing import Comparison
from whichmodel.discovery.matching.index import Entry, Name, entry_of, home, names_of
from whichmodel.discovery.model import Model
from whichmodel.discovery.providers import spellings
from whichmodel.server.page.subject import Subject


class Row(NamedTuple):
    """A model under one of its names, and what that name is beside nothing that was typed."""

    entry: Entry
    nature: ranking.Nature


def document(subject: Subject) -> dict[str, Any]:
    """Names as parallel columns; `then` and `last` are places among equals, the best 0.

    Names of one release, which is a number here, are of one age.
    """
    places = _places(subject.catalogue.models)
    names = names_of(map(entry_of, subject.catalogue.models))
    parts = sorted({part for name in names for part in name.parts})
    numbers = {part: number for number, part in enumerate(parts)}
    rows = [
        Row(entry, told) for name in names for told in [_nature(name)] for entry in name.entries
    ]
    releases = _ranks([row.nature.release for row in rows])
    ends = [0]
    for name in names:
        ends.append(ends[-1] + len(name.entries))
    return {
        "parts": parts,
        "of": [[numbers[part] for part in name.parts] for name in names],
        "plain": [int(name.plain) for name in names],
        "ends": ends,
        "model": [places[row.entry.id] for row in rows],
        "release": releases,
        "witnesses": [row.entry.witnesses for row in rows],
        "home": [int(row.entry.provider == home(row.entry.model)) for row in rows],
        "then": _then(rows),
        "last": _last(rows),
        "host": [ranking.HOSTS.get(row.entry.provider, len(ranking.HOSTS)) for row in rows],
        "tables": tables(subject),
    }


def _places(models: Iterable[Model]) -> dict[str, int]:
    return {model.id: place for place, model in enumerate(models)}


def _nature(name: Name) -> ranking.Nature:
    return ranking.nature(Comparison(0.0, 0.0, 0, (), (), name.parts), 0, ())


def _then(rows: list[Row]) -> list[int]:
    """The higher version, the maker's own offer, what stays: in this order."""
    return _ranks([
        (
            row.nature.version,
            row.entry.provider != home(row.entry.model),
            row.entry.status == "deprecated",
        )
        for row in rows
    ])  # fmt: skip


def _last(rows: list[Row]) -> list[int]:
    """What remains: the later date in the name, then the id."""
    return _ranks([(row.nature.dated, row.entry.id) for row in rows])


def _ranks(keys: list[Any]) -> list[int]:
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


def tables(subject: Subject) -> dict[str, Any]:
    """What the engine knows of words."""
    spelt = spellings(subject.providers)
    words = chain(reading.OWNERS, reading.AREAS, reading.SOFT, reading.MARKS, reading.NOISE)
    tagged = sorted(tag + word for word in set(words) for tag in (reading.WORD, reading.OWNER))
    return {
        "prepared": [
            (_pattern(pattern.pattern), _kept(kept)) for pattern, kept in reading.PREPARED
        ],
        "token": _pattern(reading.TOKEN.pattern),
        "separated": _pattern(reading.SEPARATED.pattern),
        "areas": sorted(reading.AREAS),
        "owners": sorted(reading.OWNERS),
        "families": sorted(FAMILY_WORDS),
        "kinds": reading.WEIGHTS,
        "short": reading.SHORT_WEIGHT,
        "mark": reading.MARK_WEIGHT,
        "owner": reading.OWNER_WEIGHT,
        "weights": {part: reading.weight(part) for part in tagged},
        "spellings": dict(sorted(spelt.items())),
        "synonyms": [sorted(words) for words in query.SYNONYMS],
        "wishes": filters.WORDS,
        "cheap": filters.CHEAP,
        "marks": sorted(reading.MARKS),
        "others": sorted(ranking.OTHERS),
        "active": ranking.ACTIVE,
        "tuners": sorted(TUNERS),
        "candidates": search.CANDIDATES,
        "near": search.NEAR,
        "absence": search.ABSENCE,
        "maker": search.MAKER,
        "inName": search.IN_NAME,
        "otherwise": search.OTHERWISE,
    }


def _pattern(python: str) -> str:
    """A regular expression as JavaScript writes it; `\\w` without digits and `_` is a letter."""
    return python.replace("(?P<", "(?<").replace(r"[^\W\d_]", r"\p{L}")


def _kept(python: str) -> str:
    """A replacement as JavaScript writes it."""
    return python.replace("\\", "$")
