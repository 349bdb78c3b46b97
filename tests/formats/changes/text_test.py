"""On a terminal each change is a line under its provider, aligned, with a mark for its kind."""

from histories import NAMES, SOME, span, spans
from hypothesis import given

from whichmodel.discovery.catalogue.changes import Changes
from whichmodel.formats.changes.text import render


def test_marks_ids_days_and_what_changed() -> None:
    assert render(SOME).splitlines() == [
        "Groq",
        "  ~ groq/llama-4             2026-11-17           input price $0.50 -> $0.59",
        "  ~ groq/llama-4             2026-11-17           context window 8.19k -> 131k",
        "  + groq/openai/gpt-oss-20b  2026-11-12, litellm",
        "",
        "Together AI",
        "  − together_ai/old  2026-11-16",
    ]


def test_nothing_is_nothing() -> None:
    assert render(span()) == ""


@given(spans())
def test_a_line_for_each_change_and_nothing_that_a_terminal_obeys(told: Changes) -> None:
    text = render(told)
    assert text.replace("\n", "").isprintable()
    lines = [line for line in text.split("\n") if line.startswith("  ")]
    providers = {change.provider for change in told.changes}
    names = [told.names[each] for each in providers if told.names[each].startswith("  ")]
    assert len(lines) == len(told.changes) + len(names)


def test_every_provider_is_told_under_its_name() -> None:
    assert [line for line in render(SOME).splitlines() if line in NAMES.values()] == [
        "Groq",
        "Together AI",
    ]
