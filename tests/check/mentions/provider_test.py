"""Whose model a mention means: a prefix, or what stands around it."""

import pytest

from .conftest import Find

CASES = [
    ("a prefix", "a.py", 'x("groq/llama-3.3-70b-versatile")', "groq", "llama-3.3-70b-versatile"),
    (
        "the outermost prefix",
        "a.py",
        'x("openrouter/qwen/qwen3-32b")',
        "openrouter",
        "qwen/qwen3-32b",
    ),
    (
        "a sibling key",
        "a.yaml",
        "backend:\n  type: groq\n  model: qwen/qwen3-32b",
        "groq",
        "qwen/qwen3-32b",
    ),
    (
        "a sibling below",
        "a.yaml",
        'backend:\n  model: gpt-oss-120b\n  base_url: "https://api.cerebras.ai/v1"',
        "cerebras",
        "gpt-oss-120b",
    ),
    (
        "not the key of another item",
        "a.yaml",
        "- provider: groq\n  x: 1\n- model: gpt-4o\n",
        "openai",
        "gpt-4o",
    ),
    (
        "a key called like the provider",
        "a.yaml",
        "cerebras:\n  small: llama3.1-8b\n",
        "cerebras",
        "llama3.1-8b",
    ),
    (
        "the client of the call",
        "a.py",
        'llm = ChatGroq(model="llama-3.1-8b-instant")',
        "groq",
        "llama-3.1-8b-instant",
    ),
    (
        "the client above",
        "a.py",
        'client = Cerebras()\n\nclient.chat(model="llama-3.3-70b")',
        "cerebras",
        "llama-3.3-70b",
    ),
    (
        "the address",
        "a.py",
        'c = OpenAI(\n  base_url="https://openrouter.ai/api/v1")\nc.x(model="openai/gpt-4o")',
        "openrouter",
        "openai/gpt-4o",
    ),
    (
        "a flag",
        "a.sh",
        "x --provider cerebras --model llama-3.3-70b",
        "cerebras",
        "llama-3.3-70b",
    ),
    ("a label", "a.md", "* **Cerebras**: `gpt-oss-120b`", "cerebras", "gpt-oss-120b"),
    ("a cell", "a.md", "| `llama-3.3-70b` | Cerebras |", "cerebras", "llama-3.3-70b"),
    ("a heading", "a.md", "## Cerebras\n\nUse `gpt-oss-120b`.", "cerebras", "gpt-oss-120b"),
    ("the file's name", "docs/cerebras.md", "Use `gpt-oss-120b`.", "cerebras", "gpt-oss-120b"),
    ("the variable", ".env", "CEREBRAS_MODEL=llama3.1-8b", "cerebras", "llama3.1-8b"),
    (
        "the syntax of Bedrock",
        "a.md",
        "`us.anthropic.claude-3-5-sonnet-20241022-v2:0`",
        "bedrock",
        "us.anthropic.claude-3-5-sonnet-20241022-v2:0",
    ),
    ("who makes it", "a.md", "Ask gpt-4o.", "openai", "gpt-4o"),
    ("a local tag", "a.sh", "ollama run llama9.2:1b", "ollama", "llama9.2:1b"),
    (
        "a route of an API",
        "a.sh",
        "curl https://api.groq.com/v1/models/qwen-9-32b",
        "groq",
        "qwen-9-32b",
    ),
]


@pytest.mark.parametrize(
    ("path", "text", "provider", "model"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_provider_comes_from(
    find: Find, path: str, text: str, provider: str, model: str
) -> None:
    last = [each for each in find(path, text) if each.kind == "id"][-1]
    assert (last.provider, last.model) == (provider, model)


def test_nobody_is_named_where_nothing_tells(find: Find) -> None:
    (mention,) = find("a.py", 'x(model="acme-llama-9-70b")')
    assert (mention.provider, mention.known) == (None, False)
