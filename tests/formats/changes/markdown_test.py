"""The Markdown is a name and a list for each provider, and nothing in it acts as markup."""

from histories import SOME, span, spans
from hypothesis import given
from markdown_it import MarkdownIt

from whichmodel.discovery.catalogue.changes import Changes
from whichmodel.formats.changes.markdown import render


def test_each_provider_has_its_name_and_a_line_for_each_change() -> None:
    assert render(SOME) == (
        "**Groq**: 3 changes\n\n"
        "- changed `groq/llama-4`: input price &#36;0.50 -> &#36;0.59 (2026-11-17)\n"
        "- changed `groq/llama-4`: context window 8.19k -> 131k (2026-11-17)\n"
        "- appeared `groq/openai/gpt-oss-20b` (2026-11-12, litellm)\n"
        "\n**Together AI**: 1 change\n\n"
        "- disappeared `together_ai/old` (2026-11-16)\n"
    )


def test_nothing_is_nothing() -> None:
    assert render(span()) == ""


EXPECTED = {"paragraph", "bullet_list", "list_item", "strong", "text", "inline", "code_inline"}


@given(spans())
def test_only_our_own_markup_is_markup(told: Changes) -> None:
    tokens = MarkdownIt("commonmark").parse(render(told))
    every = [*tokens, *(child for token in tokens for child in token.children or ())]
    found = {token.type.removesuffix("_open").removesuffix("_close") for token in every}
    assert found <= EXPECTED
    assert sum(token.type == "list_item_open" for token in every) == len(told.changes)
