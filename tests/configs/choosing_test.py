"""Which models are taken when nobody names them."""

from samples import lifecycle, model

from whichmodel.configs.choosing import by_need
from whichmodel.discovery.catalogue.query import Query
from whichmodel.discovery.model import Model

OLD = model("groq/old", kind="chat", created="2025-01-01")
NEW = model("groq/new", kind="chat", created="2026-10-01")
NEWER = model("openai/newer", kind="chat", created="2026-11-01")
NEWEST = model("moonshot/newest", kind="chat", created="2026-11-20")


def taken(*models: Model, ours: tuple[str, ...] = (), wish: Query | None = None) -> list[str]:
    return [each.id for each in by_need(models, wish or Query(), ours, lambda _: True)]


def test_providers_take_turns_with_the_newest_first() -> None:
    assert taken(OLD, NEW, NEWER) == ["openai/newer", "groq/new", "groq/old"]


def test_ours_come_before_all_others() -> None:
    assert taken(OLD, NEW, NEWER, NEWEST, ours=("groq",)) == [
        "groq/new", "groq/old", "moonshot/newest", "openai/newer"
    ]  # fmt: skip


def test_what_is_over_or_going_is_never_taken() -> None:
    going = [
        NEW._replace(lifecycle=lifecycle(status))
        for status in ("deprecated", "retired", "unlisted")
    ]
    assert taken(*going) == []


def test_a_preview_is_taken_where_nothing_else_fits() -> None:
    preview = NEWEST._replace(lifecycle=lifecycle("preview"))
    mine = NEW._replace(id="groq/preview", lifecycle=lifecycle("preview"))
    assert taken(preview, mine, OLD) == ["groq/old", "moonshot/newest", "groq/preview"]


def test_what_is_no_chat_model_is_not_taken_and_what_nobody_has_classified_last() -> None:
    unclassified = NEWEST._replace(kind=None)
    assert taken(NEW._replace(kind="embedding"), unclassified, OLD) == [
        "groq/old", "moonshot/newest"
    ]  # fmt: skip


def test_a_wish_is_a_wish() -> None:
    wish = Query(capabilities=("tools",), min_context=100_000)
    fits = NEW._replace(id="groq/fits", tools=True, context_window=131_072)
    assert taken(NEW, OLD._replace(tools=True), fits, wish=wish) == ["groq/fits"]


def test_what_the_target_cannot_use_is_not_taken() -> None:
    assert [each.id for each in by_need([NEW, NEWER], Query(), (), lambda each: each is NEW)] == [
        "groq/new"
    ]
