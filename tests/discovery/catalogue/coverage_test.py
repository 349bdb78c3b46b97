"""How much is known of a provider's models, and that of the main ones enough is."""

import pytest
from samples import BEFORE, lifecycle, model

from whichmodel.discovery.catalogue.coverage import Coverage, coverage, is_left_over
from whichmodel.discovery.catalogue.merge import GUESS, LISTING, merged
from whichmodel.discovery.model import Listed, Model, Price, Record, Statement
from whichmodel.discovery.sources.build import NINE
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.discovery.stores.compiling import compile_bundle

IN_CATALOGUE = Listed("catalogue", "2026-11-12", None, None)
SAID = (Statement("litellm", "2026-11-12", Record()),)


def chat(**stated: object) -> Model:
    known: dict[str, object] = {"kind": "chat", "statements": SAID, "listed": IN_CATALOGUE}
    return model(**{**known, **stated})  # type: ignore[arg-type]


def test_a_fact_is_counted_where_it_is_known() -> None:
    models = [
        chat(context_window=1, price=Price("0", None, None, None), tools=False, created="2026"),
        chat(max_input_tokens=1, listed=Listed("catalogue", BEFORE, "2026-01-01", None)),
        chat(lifecycle=lifecycle("deprecated", retires_on="2027-01-01")),
    ]
    assert coverage("groq", models) == Coverage(
        "groq", models=3, notices=1, chat=3, context_window=1, size=2, price=1, capabilities=1,
        created=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        chat(kind="embedding"),
        chat(kind=None),
        chat(lifecycle=lifecycle("retired")),
        chat(lifecycle=lifecycle("unlisted")),
        chat(statements=(Statement("notices", "2026-10-02", Record()),)),
        chat(statements=(Statement("model-retire", "2026-10-16", Record()),)),
        chat(statements=(Statement("genai-prices", "2026-11-09", Record()),)),
        chat(statements=(Statement("curated", "", Record()), Statement(GUESS, "", Record()))),
    ],
)
def test_what_is_over_or_for_something_else_or_listed_by_nobody_is_no_model_for_chat(
    other: Model,
) -> None:
    assert (coverage("groq", [other]).models, coverage("groq", [other]).chat) == (1, 0)


def test_what_only_a_price_list_names_is_told_apart() -> None:
    priced = chat(statements=(Statement("genai-prices", "2026-11-09", Record()),))
    assert is_left_over(priced)
    assert not is_left_over(chat())
    assert not is_left_over(priced._replace(lifecycle=lifecycle("retired")))


def test_what_the_provider_itself_lists_is_counted() -> None:
    assert coverage("groq", [chat(statements=(Statement(LISTING, BEFORE, Record()),))]).chat == 1


def test_nothing_is_covered_by_nothing() -> None:
    assert coverage("groq", []) == Coverage("groq", 0, 0, 0, 0, 0, 0, 0, 0)


# ── the snapshot ─────────────────────────────────────────────────────────────────────────────────

WINDOW = 0.95
PRICE = 0.90
SHORT = {
    # Nobody publishes the size of four models with restricted access: docs/reference/coverage.md.
    ("openai", "size"): 0.94,
}
"""What is held instead, where the snapshot falls short."""


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Coverage]:
    path = tmp_path_factory.mktemp("bundle") / "bundle.sqlite"
    compile_bundle(path)
    bundle = open_bundle(str(path))
    listed = Listed("catalogue", bundle.date, None, None)
    found = {
        provider.id: coverage(
            provider.id,
            [
                merged(provider, model, said, listed, bundle.date)
                for model, said in bundle.records(provider.id).items()
            ],
        )
        for provider in bundle.providers().values()
        if provider.id in NINE
    }
    bundle.close()
    return found


@pytest.mark.parametrize("provider", sorted(NINE))
def test_the_snapshot_knows_sizes_and_prices_of_the_main_providers(
    counted: dict[str, Coverage], provider: str
) -> None:
    known = counted[provider]
    assert known.size >= SHORT.get((provider, "size"), WINDOW) * known.chat
    assert known.price >= SHORT.get((provider, "price"), PRICE) * known.chat
