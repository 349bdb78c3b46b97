"""What is shown of a model, and under which provider."""

from samples import BEFORE, GEMMA, KIMI, LLAMA, OPENAI, SMALL, catalogue, model, provider

from whichmodel.discovery.model import Listed
from whichmodel.formats.columns import TITLES, by_provider, cells, counts


def test_there_is_a_cell_for_each_title() -> None:
    assert len(cells(model())) == len(TITLES)


def test_cells_say_what_is_known() -> None:
    assert cells(LLAMA) == ("131k", "$0.59 / $0.79", "2024-12-06", "tools", "")


def test_cells_say_what_is_unknown() -> None:
    assert cells(model()) == ("?", "", "?", "", "")


def test_models_are_under_their_provider_in_the_order_given() -> None:
    grouped = by_provider(SMALL)
    assert grouped[0] == (OPENAI, [])
    assert (grouped[1][0].id, grouped[1][1]) == ("groq", [LLAMA, KIMI, GEMMA])


def test_models_of_several_providers_may_come_mixed() -> None:
    one, two = provider("one"), provider("two")
    models = [model(name) for name in ("two/a", "one/b", "two/c")]
    grouped = by_provider(catalogue(*models, providers=(one, two)))
    assert grouped == [(one, [models[1]]), (two, [models[0], models[2]])]


def test_what_is_not_in_the_providers_own_list_is_counted_apart() -> None:
    listed = model("groq/a", listed=Listed("cached", BEFORE, BEFORE, BEFORE))
    gone = model("groq/b", listed=Listed("cached", BEFORE, BEFORE, "2026-01-01T00:00:00Z"))
    named = model("groq/c", listed=Listed("catalogue", "2026-11-12", None, None))
    assert counts(provider(source="cached"), [listed, gone, named]) == (1, 2)
    assert counts(provider(source="live"), [listed]) == (1, 0)


def test_without_a_list_of_its_own_the_catalogue_is_what_counts() -> None:
    named = model("groq/c", listed=Listed("catalogue", "2026-11-12", None, None))
    assert counts(provider(source="catalogue"), [named, named]) == (2, 0)
