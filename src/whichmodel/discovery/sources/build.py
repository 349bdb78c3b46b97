"""Builds the snapshot's text form from the published catalogues and notices that are installed.

The packages are needed here only. LiteLLM is not imported (that takes seconds and reaches for the
network): its map is a file, as are the notices that come with llm-sunset. genai-prices keeps its
data as Python objects, so its data is. Two are packages of npm, read as `npm pack` leaves them. Our
own notices stand beside their reader.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import Record
from whichmodel.discovery.sources import (
    curated,
    genai_prices,
    history,
    litellm,
    model_retire,
    models_dev,
    notices,
    npm_packages,
    opencode,
    pi_ai,
    text,
)
from whichmodel.discovery.sources.sanity import NINE as NINE
from whichmodel.discovery.sources.sanity import problem

LITELLM = "litellm"
GENAI_PRICES = "genai-prices"
NOTICES = "notices"
CURATED = "curated"
LITELLM_MAP = "litellm/model_prices_and_context_window_backup.json"
LLM_SUNSET = "llm-sunset"
FEED = "llm_sunset/snapshot.json"
CURATED_FILE = Path(__file__).with_name("curated.toml")
URLS = {
    LITELLM: "https://github.com/BerriAI/litellm",
    GENAI_PRICES: "https://github.com/pydantic/genai-prices",
    NOTICES: "https://github.com/Ashveil1/llm-sunset",
    models_dev.SOURCE: "https://models.dev",
    pi_ai.SOURCE: "https://github.com/earendil-works/pi",
    model_retire.SOURCE: "https://github.com/BYDTechSolutions/model-retire",
    CURATED: "src/whichmodel/discovery/sources/curated.toml",
}
LICENCE = "MIT"
LISTS = (LITELLM, GENAI_PRICES, models_dev.SOURCE)
"""Sources that tell what is there, so that a history of theirs tells since when."""
UNLISTED = frozenset(("chutes", "huggingface", "nvidia_nim", "poe"))
"""Providers of ours whose models no other source lists."""
FOLLOWED = {GENAI_PRICES: ("openrouter",)}
"""Of which providers a source's history is kept, where not of all."""

Told = Mapping[str, list[Record]]


class Published(NamedTuple):
    """A catalogue as it was found: `date` is that of its data, told by `date_from`."""

    version: str
    date: str
    date_from: str
    data: Any


class Change(NamedTuple):
    """What a build did to one provider: model ids, sorted."""

    provider: str
    models: int
    added: list[str]
    removed: list[str]
    changed: list[str]


def build(
    directory: Path,
    on: str,
    given: Mapping[str, Published] | None = None,
    force: bool = False,
    packages: Path = Path(),
) -> list[Change]:
    """Write the text form into a directory and tell what changed, by provider.

    `on` is today's date; `given` holds sources by name that need not be looked for; `packages` is
    where the packages of npm are. Without `force` an absurd result is refused with Unavailable,
    and nothing is written.
    """
    found = _found(given or {}, on, packages)
    before = text.read(directory)
    told = _told(found, on)
    past = {name: _history(directory, name, found[name].date, told[name], before) for name in LISTS}
    dated = {name: _dated(told[name], past[name]) for name in LISTS}
    after = text.joined({**told, **dated})
    wrong = problem(before, after)
    if wrong and not force:
        raise Unavailable(f"{wrong}: look at the sources, or use --force")
    sources = {name: _origin(name, found[name], told[name]) for name in found}
    text.write(directory, after, {**sources, "built": on})
    for name in LISTS:
        history.write(directory, name, past[name])
    return changes(before, after)


def _found(given: Mapping[str, Published], on: str, packages: Path) -> dict[str, Published]:
    finders: dict[str, Callable[[], Published]] = {
        LITELLM: installed_litellm,
        GENAI_PRICES: partial(installed_genai_prices, on),
        NOTICES: installed_notices,
        model_retire.SOURCE: installed_model_retire,
        CURATED: our_notices,
        models_dev.SOURCE: partial(packed_models_dev, packages),
        pi_ai.SOURCE: partial(packed_pi_ai, packages),
    }
    return {name: given[name] if name in given else find() for name, find in finders.items()}


def _history(
    directory: Path, name: str, date: str, told: Told, before: Mapping[str, text.Models]
) -> history.History:
    """A source's history with what it says now; genai-prices adds models at some providers only."""
    only = FOLLOWED.get(name, told.keys())
    followed = {provider: records for provider, records in told.items() if provider in only}
    kinds = {
        provider: {
            model: said[name]["kind"]
            for model, said in models.items()
            if "kind" in said.get(name, ())
        }
        for provider, models in before.items()
    }
    return history.extended(history.read(directory, name), date, followed, kinds)


def _dated(told: Told, past: history.History) -> dict[str, list[Record]]:
    return {
        provider: [history.first_seen(past, provider, record) for record in records]
        for provider, records in told.items()
    }


def _told(found: Mapping[str, Published], on: str) -> dict[str, dict[str, list[Record]]]:
    listed = litellm.read(found[LITELLM].data)
    known = {provider: {record["model"] for record in listed[provider]} for provider in listed}
    retiring = notices.read(found[NOTICES].data, known).records
    newer = found[LITELLM].date > found[NOTICES].date
    priced = genai_prices.read(found[GENAI_PRICES].data, on, known)
    return {
        LITELLM: listed,
        GENAI_PRICES: priced,
        NOTICES: _not_moved(retiring, listed) if newer else retiring,
        model_retire.SOURCE: model_retire.read(found[model_retire.SOURCE].data),
        CURATED: curated.read(found[CURATED].data),
        models_dev.SOURCE: _reached(models_dev.read(found[models_dev.SOURCE].data), listed, priced),
        pi_ai.SOURCE: pi_ai.read(found[pi_ai.SOURCE].data),
    }


def _reached(told: Told, *others: Told) -> dict[str, list[Record]]:
    """What models.dev says of providers that a string of ours reaches.

    It lists more than a hundred others, mostly resellers.
    """
    known = UNLISTED.union(*others)
    return {name: records for name, records in told.items() if name in known}


def _not_moved(told: Told, newer: Told) -> dict[str, list[Record]]:
    """Notices less those whose day a newer catalogue has put later.

    Only where no announcement is known: such a day is a plan (some providers publish the earliest
    possible one), or that of one version of a model whose versions the feed does not tell apart.
    """
    days = {
        (provider, record["model"]): record.get("retires_on", "")
        for provider, records in newer.items()
        for record in records
    }
    return {
        provider: [
            record
            for record in records
            if "deprecated_on" in record
            or days.get((provider, record["model"]), "") <= record["retires_on"]
        ]
        for provider, records in told.items()
    }


def _origin(name: str, found: Published, told: Mapping[str, list[Record]]) -> dict[str, Any]:
    left_out = {"left_out": notices.read(found.data).left_out} if name == NOTICES else {}
    return {
        **left_out,
        "version": found.version,
        "date": found.date,
        "date_from": found.date_from,
        "licence": LICENCE,
        "url": URLS[name],
        "models": sum(map(len, told.values())),
    }


def remember(directory: Path, source: str, maps: Path) -> history.History:
    """Write a source's history anew from its maps of the past, files named YYYY-MM-DD.json.

    LiteLLM's are its model maps as released, those of models.dev its documents, and those of
    genai-prices are `{provider: [id, …]}`.
    """
    past, before = history.NOTHING, history.NO_KINDS
    reached = text.read(directory).keys()
    for path in sorted(maps.glob("????-??-??.json")):
        document = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        told = READERS[source](document)
        if source == models_dev.SOURCE:
            told = {name: records for name, records in told.items() if name in reached}
        past, before = history.extended(past, path.stem, told, before), history.kinds(told)
    if not past.until:
        raise Unavailable(f"{maps} holds no files named YYYY-MM-DD.json")
    history.write(directory, source, past)
    return past


def _listed(document: Mapping[str, list[str]]) -> dict[str, list[Record]]:
    ids = {provider: document.get(provider, []) for provider in FOLLOWED[GENAI_PRICES]}
    return {p: [Record(model=model) for model in models] for p, models in ids.items()}


READERS: dict[str, Callable[[Any], dict[str, list[Record]]]] = {
    LITELLM: litellm.read,
    GENAI_PRICES: _listed,
    models_dev.SOURCE: models_dev.read,
}
"""How a source's maps of the past are read."""


def changes(before: Mapping[str, text.Models], after: Mapping[str, text.Models]) -> list[Change]:
    """The difference of two snapshots: providers that differ, sorted."""
    pairs = (
        (provider, before.get(provider, {}), after.get(provider, {}))
        for provider in sorted({*before, *after})
    )
    return [_change(*pair) for pair in pairs if pair[1] != pair[2]]


def _change(provider: str, old: text.Models, new: text.Models) -> Change:
    changed = sorted(model for model in old.keys() & new.keys() if old[model] != new[model])
    return Change(provider, len(new), sorted(new.keys() - old), sorted(old.keys() - new), changed)


def installed_litellm(given_date: str | None = None) -> Published:
    """The map of the installed LiteLLM; its date is that of the wheel's bill of materials.

    Not every release has one (installing rewrites the times of files, so they tell nothing);
    then the date has to be given.
    """
    wheel = _distribution(LITELLM)
    path = Path(str(wheel.locate_file(LITELLM_MAP)))
    try:
        # Exact decimals: binary fractions would leave noise in prices.
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError):
        raise Unavailable(f"litellm {wheel.version} has no readable map at {path}") from None
    if given_date:
        return Published(wheel.version, given_date, "given by whoever built the snapshot", data)
    date = _materials_date(wheel)
    if date is None:
        raise Unavailable(
            f"litellm {wheel.version} does not tell the date of its data: give the day of its"
            " release with --litellm-date"
        )
    return Published(wheel.version, date, "time in the wheel's bill of materials", data)


def _materials_date(wheel: metadata.Distribution) -> str | None:
    """The newest timestamp among the CycloneDX files of a wheel (PEP 770)."""
    files = [file for file in wheel.files or () if "/sboms/" in str(file)]
    documents = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    stamps = (document.get("metadata", {}).get("timestamp", "")[:10] for document in documents)
    return max(filter(None, stamps), default=None)


def installed_genai_prices(on: str) -> Published:
    """The data of the installed genai-prices; its date is the newest in it, not after `on`."""
    wheel = _distribution(GENAI_PRICES)
    providers = import_module("genai_prices.data").providers
    dates = [date for date in _dates(providers) if date <= on]
    if not dates:
        raise Unavailable(f"genai-prices {wheel.version} holds no date: its format has changed")
    return Published(wheel.version, max(dates), "newest date in its data", providers)


def _dates(providers: Iterable[Any]) -> set[str]:
    """Dates on which prices began, and dates on which somebody looked, in comments."""
    models = [model for provider in providers for model in provider.models]
    prices = [price for model in models if isinstance(model.prices, list) for price in model.prices]
    starts = (getattr(price.constraint, "start_date", None) for price in prices)
    comments = " ".join(model.price_comments or "" for model in models)
    began = {start.isoformat() for start in starts if start}
    return began | set(re.findall(r"\b20\d\d-[01]\d-[0-3]\d\b", comments))


def installed_notices() -> Published:
    """The feed's facts as the installed llm-sunset has them; dated by the feed's last look."""
    wheel = _distribution(LLM_SUNSET)
    path = Path(str(wheel.locate_file(FEED)))
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        date = max(map(notices.observed, rows))
    except (OSError, ValueError, AttributeError, TypeError):
        raise Unavailable(f"llm-sunset {wheel.version} has no readable feed at {path}") from None
    return Published(wheel.version, date, "newest day on which the feed saw a notice", rows)


def installed_model_retire() -> Published:
    """The notices of the installed bydtech-model-retire; dated by the day of its last check."""
    wheel = _distribution(model_retire.PACKAGE)
    path = Path(str(wheel.locate_file(model_retire.FILE)))
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return Published(wheel.version, document["updated"], "day of its last check", document)
    except (OSError, ValueError, KeyError):
        raise Unavailable(f"{path} of {model_retire.PACKAGE} cannot be read") from None


def packed_models_dev(packages: Path) -> Published:
    """models.dev as opencode's package has it; dated by the newest change in it."""
    packed = npm_packages.package(packages, opencode.PACKAGE, (opencode.PROGRAM,))
    data = opencode.document(packed.files[opencode.PROGRAM])
    return Published(
        packed.version, opencode.newest_day(data), "newest day of a change in it", data
    )


def packed_pi_ai(packages: Path) -> Published:
    """OpenRouter's listing as pi-ai's package has it; dated by its manifest."""
    packed = npm_packages.package(packages, pi_ai.PACKAGE, (pi_ai.MANIFEST, pi_ai.LISTING))
    day, data = pi_ai.document(packed.files)
    return Published(packed.version, day, "time in its manifest", data)


def our_notices() -> Published:
    """The notices that we read ourselves; dated by our last reading."""
    document = tomllib.loads(CURATED_FILE.read_text(encoding="utf-8"))
    date = curated.read_on(document)
    return Published(date, date, "newest day of reading in the file", document)


def _distribution(name: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise Unavailable(f"{name} is not installed: `pip install {name}`") from None
