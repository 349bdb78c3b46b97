"""Which parts of a text are mentions: the whole string that a person would pass, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.check.known import Known
from whichmodel.check.mentions import Finder, mentions

from .conftest import Find

FOUND = {
    # a known id anywhere
    "prose.md": [
        ("Ask gpt-4o, then `claude-3-opus-20240229`.", "gpt-4o claude-3-opus-20240229"),
        ("# Notes on gpt-4o", "gpt-4o"),
        ("| `gpt-4o` | 5 $ |", "gpt-4o"),
        ("**gpt-4o** or *gpt-4o-mini*", "gpt-4o gpt-4o-mini"),
        ("gpt-4o/gpt-4o-mini", "gpt-4o gpt-4o-mini"),
        ("模型gpt-4o是", "gpt-4o"),
        ("use `completion(model='groq/llama-3.1-8b-instant')`", "groq/llama-3.1-8b-instant"),
        ("Run `llm -m gpt-4o-mini` now", "gpt-4o-mini"),
        ("The choice is `o1` here", "o1"),
        ("- **Model**: `acme-llama-9-70b`", "acme-llama-9-70b"),
    ],
    # with everything that routes it
    "routed.py": [
        ('model="groq/llama-3.3-70b-versatile"', "groq/llama-3.3-70b-versatile"),
        ('x("openai:gpt-4o")', "openai:gpt-4o"),
        ('x("openai::gpt-4o")', "openai::gpt-4o"),
        (
            'm = "bedrock/converse/us.anthropic.claude-3-5-sonnet-20241022-v2:0"',
            "bedrock/converse/us.anthropic.claude-3-5-sonnet-20241022-v2:0",
        ),
        ('m = "openrouter/anthropic/claude-3.7-sonnet"', "openrouter/anthropic/claude-3.7-sonnet"),
        ('m = "ft:gpt-4o-mini-2024-07-18:acme::Ab1"', "ft:gpt-4o-mini-2024-07-18:acme::Ab1"),
        ('m = "claude-3-5-sonnet@20240620"', "claude-3-5-sonnet@20240620"),
        (
            'get("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:gen")',
            "gemini-2.0-flash",
        ),
    ],
    # an unknown one where a model is expected
    "expected.yaml": [
        ("model: gpt-4o-minni", "gpt-4o-minni"),
        ("weak-model: groq/llama-9-70b", "groq/llama-9-70b"),
        ("models: [gpt-4o, gpt-9-pico]", "gpt-4o gpt-9-pico"),
        ("models:\n  - gpt-9-pico\n  - qwen9-7b", "gpt-9-pico qwen9-7b"),
        ("# model: gpt-9-pico", "gpt-9-pico"),
        ("model: gpt-4o  # or gpt-9-pico", "gpt-4o gpt-9-pico"),
    ],
    "expected.sh": [
        ("aider --model gpt-9-pico", "gpt-9-pico"),
        ("llm -m gpt-9-pico hi", "gpt-9-pico"),
        ("ollama run llama9.2:1b", "llama9.2:1b"),
        ("ollama run llama9", "llama9"),
        ("vllm serve Acme/Llama-9-7B", "Acme/Llama-9-7B"),
        ('MODEL="${1:-gpt-4o-mini}"', "gpt-4o-mini"),
        ("OPENAI_MODEL=gpt-9-pico", "gpt-9-pico"),
    ],
    "expected.ts": [
        ("groq('llama-3.1-8b-instant')", "llama-3.1-8b-instant"),
        ("const x = { model: `gpt-9-pico` }", "gpt-9-pico"),
    ],
    "expected.ipynb": [
        (
            '{"cells": [{"cell_type": "code", "source": ["ask(model=\\"gpt-9-pico\\")\\n"]}]}',
            "gpt-9-pico",
        ),
    ],
    ".env": [("#TOGETHER_MODEL=Qwen/Qwen9-72B-Turbo", "Qwen/Qwen9-72B-Turbo")],
    # an unknown one with a provider or its maker in front, in quotes
    "owned.py": [
        ("# or 'groq/llama-9-70b'", "groq/llama-9-70b"),
        ("x('anthropic:claude-opus-9-2')", "anthropic:claude-opus-9-2"),
        ("x('meta-llama/Llama-9-70B')", "meta-llama/Llama-9-70B"),
        ("m(model='NousResearch/Hermes-9-8B-GGUF')", "NousResearch/Hermes-9-8B-GGUF"),
        ("m(model='palmyra-x-009')", "palmyra-x-009"),
        ('["--model", "command-r"]', "command-r"),
        ('if "gpt-4o" in ALLOWED: pass', "gpt-4o"),
    ],
    # what somebody calls an entry is not the model that it has
    "entry.yaml": [
        ("agents:\n  - id: gpt-5-nano\n    backend:\n      model: gpt-4o\n", "gpt-4o"),
        ("- id: gpt-4o\n  context: 128000\n- id: o3-mini\n", "gpt-4o o3-mini"),
    ],
    "expected.rst": [(".. code-block:: yaml\n\n   model: gpt-9-pico\n", "gpt-9-pico")],
    "expected.toml": [('model = "sonar"\nbase_url = "https://api.perplexity.ai"', "sonar")],
}

NOT_FOUND = {
    "prose.md": [
        "Install `llama-cpp-python` and `llm-gpt4all`.",
        "See [notes](docs/gpt-4o.md), [more](#gpt-4o) and <https://example.com/gpt-4o>.",
        "https://platform.openai.com/docs/models/gpt-4o",
        "All `claude-*` and `gpt-4o-*` models, the gpt-4 family.",
        "The name is `gpt-4o-<date>` or `gpt-4o-{size}`.",
        "A gpt-4o-based agent, gpt-4o_notes and my-gpt-4o.",
        "Use `your-model` or `<model>`.",
        "An ordinary word: base, chat, command, nova, fast, auto, default, large.",
        "commit 4f2a8c3d9e1b7a6c5d4e3f2a1b0c9d8e7f6a5b4c",
        "`openai/codex-action@v1` and `exp/llama-3.3`",
        "Every gpt-5 generation thinks; `Models.Gpt4Turbo` is one of ours.",
    ],
    "code.py": [
        "from gpt_4o import claude_3_opus",
        'path = "weights/llama-3-8b.gguf"',
        'if model.startswith("gpt-4"): pass',
        'if "gpt-4" in model: pass',
        'image = "vllm/vllm-openai:v0.8.5"',
        'dataset = "gpt-4o"',
        'model = "custom_model_name"',
        'model = "test-model-1"',
        "model = build_model_3()",
        "o1 = o3",
        'run(["/bin/sh", "-c", command])',
        'if "gpt-5" in model_lower or "grok-2" not in family: pass',
        'reasoning_prefixes = ("gpt-5", "kimi-k3")',
        'space_id = "black-forest-labs/FLUX.1-schnell"',
        'is_new = re.compile(r"^(?:o1|gpt-5(?:-mini)?|gpt-4\\.1|claude-opus-5[-.][5-9])$")',
        "help = \"Names like 'azure_gpt_4_1_mini'\"",
    ],
    "config.yaml": [
        "model: your-model-name",
        "model: claude",
        "model: auto",
        "model_provider: openai-9",
        '- id: "qwen3-4b-custom_tool"',
        "- model_name: fast-llama3\n  litellm_params:\n    model: x\nfallbacks: [fast-llama3]",
        "file: gpt-4o",
        "keywords: [gpt-4o, llm]\ntopics:\n  - gpt-4o",
    ],
    "run.sh": [
        "git checkout release/llama-3.1-update",
        "pip install gpt-4o",
        "massgen --config gpt-4o.yaml --tool-call-parser qwen25",
        "llm -m gpt4 hi",
        "vllm serve /weights/x --served-model-name llama-3.1-8b",
    ],
    "pyproject.toml": ['llama2 = ["replicate"]'],
    "described.ts": ["description: 'DeepSeek-V3 is strong at code',"],
    "anchor.rst": [".. _gpt-4o:\n\nSee :ref:`the model <gpt-4o>`."],
    "style.md": ["```css\n.gpt-4o { color: red }\n```"],
}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [(path, text, expected) for path, cases in FOUND.items() for text, expected in cases],
)
def test_the_whole_string_that_is_passed_is_found(
    find: Find, path: str, text: str, expected: str
) -> None:
    found = [each.text for each in find(path, text) if each.kind == "id"]
    assert found == expected.split()


@pytest.mark.parametrize(
    ("path", "text"), [(path, text) for path, texts in NOT_FOUND.items() for text in texts]
)
def test_what_only_looks_like_one_is_not_found(find: Find, path: str, text: str) -> None:
    assert [each.text for each in find(path, text) if each.kind == "id"] == []


def test_lines_and_columns_count_from_one_in_characters(find: Find) -> None:
    (mention,) = find("a.md", "été\r\nдва `gpt-4o`\r\n")
    assert mention[1:5] == (2, 6, 12, "gpt-4o")


def test_names_in_sentences_are_names(find: Find) -> None:
    found = find("a.md", "We compared GPT-4o with Claude Sonnet 4.5.")
    assert [(each.text, each.kind) for each in found] == [
        ("GPT-4o", "name"),
        ("Claude Sonnet 4.5", "name"),
    ]


def test_a_display_name_is_its_makers(find: Find) -> None:
    found = find("a.md", "GPT-4o and Claude Sonnet 4.5")
    assert [each.provider for each in found] == ["openai", "anthropic"]


def test_what_is_commented_out_says_so(find: Find) -> None:
    found = find("a.yaml", "model: gpt-4o\n# model: gpt-4o-mini\n")
    assert [(each.text, each.commented, each.expected) for each in found] == [
        ("gpt-4o", False, True),
        ("gpt-4o-mini", True, True),
    ]


def test_what_a_notebook_printed_is_not_looked_at(find: Find) -> None:
    cell = '{"cell_type": "code", "outputs": [{"text": ["gpt-4o"]}], "source": ["x"]}'
    assert find("a.ipynb", f'{{"cells": [{cell}]}}') == []


PATHS = ("a.md", "a.py", "a.yaml", "a.rst", "a.ipynb", "a.sh")


@given(st.text(alphabet="gpt-4o \n`#\"'[](){}:=/|.*<>\\_é", max_size=80), st.sampled_from(PATHS))
def test_a_mention_is_exactly_the_text_between_its_columns(
    known: Known, text: str, path: str
) -> None:
    lines = text.split("\n")
    for each in mentions(text, path, known):
        assert lines[each.line - 1][each.column - 1 : each.end_column - 1] == each.text


@given(st.lists(st.sampled_from(["gpt-4o", "x", "`claude-3-opus-20240229`", "\n", "model: o3"])))
def test_finding_twice_finds_the_same(known: Known, parts: list[str]) -> None:
    finder = Finder(known)
    text = " ".join(parts)
    assert finder.find(text, "a.md") == finder.find(text, "a.md") == mentions(text, "a.md", known)
