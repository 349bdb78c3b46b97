"""The snapshot that is shipped: what it holds, and that it is well formed."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from whichmodel.discovery.model import KINDS, LISTINGS, Record
from whichmodel.discovery.sources import text
from whichmodel.discovery.sources.build import LICENCE, NINE, URLS
from whichmodel.discovery.sources.checked import NAMED
from whichmodel.discovery.stores.bundle import Bundle, open_bundle
from whichmodel.discovery.stores.compiling import SNAPSHOT, compile_bundle

ROOT = Path(__file__).parents[3]
NOTICES = ("notices", "model-retire", "curated")
OTHER_PRICE = re.compile(
    r"price_(input|output|cache_read|cache_write)(_above_\d+k)?(_(batch|flex|priority|fast))?"
)


@pytest.fixture(scope="module")
def providers() -> dict[str, text.Models]:
    return text.read(SNAPSHOT)


@pytest.fixture(scope="module")
def sources() -> dict[str, Any]:
    return text.read_sources(SNAPSHOT)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    path = tmp_path_factory.mktemp("bundle") / "bundle.sqlite"
    compile_bundle(path)
    opened = open_bundle(str(path))
    yield opened
    opened.close()


def records(providers: dict[str, text.Models]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record of every source, with a name for messages."""
    for provider, models in providers.items():
        for model, statements in models.items():
            for source, record in statements.items():
                yield f"{source} on {provider}/{model}", record


def test_it_holds_thousands_of_models_and_all_main_providers(
    providers: dict[str, text.Models],
) -> None:
    assert sum(map(len, providers.values())) >= 3_500
    assert providers.keys() >= NINE
    assert all(len(providers[provider]) >= 9 for provider in NINE)
    assert len(providers["openrouter"]) >= 500


def test_models_are_sorted_and_their_ids_printable(providers: dict[str, text.Models]) -> None:
    for provider, models in providers.items():
        assert list(models) == sorted(models), provider
        assert all(model.isprintable() and model.strip() == model for model in models), provider


def test_every_line_is_in_its_one_form(providers: dict[str, text.Models]) -> None:
    for provider, models in providers.items():
        written = (SNAPSHOT / f"{provider}.jsonl").read_text(encoding="utf-8")
        assert written == "".join(text.line(*item) + "\n" for item in models.items())


def test_every_field_is_of_the_records_type(providers: dict[str, text.Models]) -> None:
    hints = get_type_hints(Record)
    for name, record in records(providers):
        for field, value in record.items():
            hint = hints["price_input" if OTHER_PRICE.fullmatch(field) else field]
            assert type(value) is (list if get_args(hint) else hint), (name, field)
            assert "model" not in record


def test_prices_are_plain_decimals_that_are_not_negative(
    providers: dict[str, text.Models],
) -> None:
    found = [
        (name, value)
        for name, record in records(providers)
        for field, value in record.items()
        if field.startswith("price_")
    ]
    assert len(found) > 5_000
    for name, value in found:
        assert re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", value), (name, value)
        assert Decimal(value) < 10_000, (name, value)


def test_dates_are_dates_and_kinds_are_kinds(providers: dict[str, text.Models]) -> None:
    for name, record in records(providers):
        if "retires_on" in record:
            assert date.fromisoformat(record["retires_on"]).year >= 2023, name
        assert record.get("kind", "chat") in KINDS, name
        assert record.get("lifecycle", "deprecated") in ("deprecated", "preview"), name


def test_a_window_is_never_smaller_than_what_goes_into_it(
    providers: dict[str, text.Models],
) -> None:
    for name, record in records(providers):
        window = record.get("context_window")
        if window and name.startswith("litellm"):
            assert window >= record["max_input_tokens"], name
            assert window >= record.get("max_output_tokens", 0), name


def test_what_only_one_source_lists_has_facts_or_a_kind(
    providers: dict[str, text.Models],
) -> None:
    bare = [name for name, record in records(providers) if not record]

    assert len(bare) < 100


def test_sources_are_dated_and_licensed(
    providers: dict[str, text.Models], sources: dict[str, Any]
) -> None:
    built = sources.pop("built")
    assert sources.keys() == URLS.keys()
    for name, source in sources.items():
        told = sum(name in said for models in providers.values() for said in models.values())
        assert source["models"] == told
        assert source["date"] <= built
        assert date.fromisoformat(source["date"])
        assert (source["licence"], source["url"]) == (LICENCE, URLS[name])
    sources["built"] = built


def test_the_notice_names_the_versions_that_the_facts_are_from(sources: dict[str, Any]) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    for name, title in NAMED.items():
        assert f"{title}, version {sources[name]['version']}\n{sources[name]['url']}\n" in notice
    assert "Copyright (c) 2023 Berri AI" in notice
    assert "Copyright (c) Pydantic Services Inc. 2025 to present" in notice
    assert "Copyright (c) 2026 llm-sunset contributors" in notice
    assert "Copyright (c) 2025 François Leblanc" in notice


def test_notices_speak_of_retirement_and_of_nothing_else(
    providers: dict[str, text.Models],
) -> None:
    found = [pair for pair in records(providers) if pair[0].startswith(NOTICES)]
    assert len(found) > 800
    for name, record in found:
        said = record.keys() - ({"context_window"} if name.startswith("curated") else set())
        assert said <= {"deprecated_on", "retires_on", "replacement", "notice"}, name
        assert not said or record["retires_on"] > record.get("deprecated_on", ""), name
        assert record.get("notice", "https://").startswith("https://"), name


def test_our_own_context_windows_are_of_models_that_a_catalogue_lists(
    providers: dict[str, text.Models],
) -> None:
    found = [
        (provider, model, statements)
        for provider, models in providers.items()
        for model, statements in models.items()
        if "context_window" in statements.get("curated", ())
    ]
    assert len(found) >= 10
    for provider, model, statements in found:
        assert statements.keys() - set(NOTICES), (provider, model)
        longest = max(said.get("max_input_tokens", 0) for said in statements.values())
        assert statements["curated"]["context_window"] >= longest, (provider, model)


def test_it_compiles_into_a_bundle_with_the_same_models(
    providers: dict[str, text.Models], bundle: Bundle
) -> None:
    assert bundle.counts() == {provider: len(models) for provider, models in providers.items()}
    for provider, row in bundle.providers().items():
        assert row.id == provider
        assert row.listing in LISTINGS
    assert providers.keys() <= bundle.providers().keys()


def test_every_statement_of_the_bundle_is_dated(bundle: Bundle, sources: dict[str, Any]) -> None:
    for provider in bundle.counts():
        for model, statements in bundle.records(provider).items():
            for statement in statements:
                assert statement.record["model"] == model
                assert statement.at == sources[statement.source]["date"]
