"""The Markdown shows every name as it reads, and no name acts as markup."""

import re
from typing import Any

import pytest
from hypothesis import given
from samples import LLAMA, OPENAI, PRINTABLE, SMALL, catalogue, catalogues, model

from whichmodel.discovery.model import Catalogue
from whichmodel.formats.markdown import code, escaped, render
from whichmodel.formats.words import visible

HARMLESS = {"text", "text_special", "code_inline", "strong_open", "strong_close"}


def test_a_line_says_how_it_went_and_a_table_follows() -> None:
    assert render(SMALL) == (
        "**OpenAI**: no models; no key: set OPENAI\\_API\\_KEY\n"
        "\n"
        "**Groq**: 3 models, cached 3 h ago\n"
        "\n"
        "| model | context | $ per 1M tokens, in / out | created | capabilities | lifecycle |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| `groq/llama-3.3-70b-versatile` | 131k | $0.59 / $0.79 | 2024-12-06 | tools |  |\n"
        "| `groq/moonshotai/kimi-k2` | 1.05M | free | ? | tools reasoning json"
        " | retired 2026-03-09 -> kimi-k3 |\n"
        "| `groq/gemma` | ? |  | ? |  | retires 2026-11-30 |\n"
    )


def test_a_provider_without_models_has_its_line_alone() -> None:
    text = render(catalogue(providers=(OPENAI,)))
    assert text == "**OpenAI**: no models; no key: set OPENAI\\_API\\_KEY\n"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a|b", "a\\|b"),
        ("`rm`", "\\`rm\\`"),
        ("[x](y)", "\\[x\\](y)"),
        ("![x]", "!\\[x\\]"),
        ("<script>", "&lt;script>"),
        ("&lt;", "&amp;lt;"),
        ("*a*_b_~c~", "\\*a\\*\\_b\\_\\~c\\~"),
        ("a\\|b", "a\\\\\\|b"),
        ("{{ x }}", "&#123;&#123; x }}"),
        ("$x$", "&#36;x&#36;"),
        ("@someone", "&#64;someone"),
        ("https://example.com", "https&#58;//example.com"),
        ("www.example.com", "www&#46;example.com"),
        ("a\nb\x1b", "a\ufffdb\ufffd"),
        ("Llama 3.3 (70B)", "Llama 3.3 (70B)"),
    ],
)
def test_what_would_be_markup_is_escaped(name: str, written: str) -> None:
    assert escaped(name) == written


def test_an_id_is_code_unless_it_could_end_the_code() -> None:
    assert code("groq/llama-4:free@2026") == "`groq/llama-4:free@2026`"
    assert code("a`b|c") == "a\\`b\\|c"
    assert code("") == ""


@given(catalogues())
def test_every_row_has_as_many_cells_as_the_head(hostile: Catalogue) -> None:
    text = render(hostile)
    text.encode()
    rows = [line for line in text.split("\n") if line.startswith("|")]
    bars = [len(re.findall(r"\|", re.sub(r"\\.", "", row))) for row in rows]
    assert set(bars) <= {7}


@given(catalogues())
def test_nothing_in_it_commands_the_terminal(hostile: Catalogue) -> None:
    assert render(hostile).replace("\n", "").isprintable()


@pytest.fixture(scope="module")
def parse() -> Any:
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    return reader.enable("strikethrough").parse


@given(given_=catalogues(PRINTABLE))
def test_a_reader_of_markdown_sees_names_as_text(parse: Any, given_: Catalogue) -> None:
    inline = [token for token in parse(render(given_)) if token.type == "inline"]
    assert {child.type for token in inline for child in token.children} <= HARMLESS


@given(text=PRINTABLE)
def test_a_reader_of_markdown_sees_an_id_as_it_is(parse: Any, text: str) -> None:
    tokens = parse(render(catalogue(LLAMA._replace(id=text))))
    cells = [token for token in tokens if token.type == "inline"][1:]
    shown = "".join(child.content for child in cells[6].children)
    assert shown == visible(text).strip()


def test_an_id_with_markup_is_still_in_its_row() -> None:
    assert "| a/\\[b\\] |" in render(catalogue(model("a/[b]")))
