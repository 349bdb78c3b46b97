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
        "not the key in another example",
        "a.md",
        '```python\nM("deepseek-ai/DeepSeek-R1", provider="together")\n```\n\n'
        '```python\nM(\n    model_id="Qwen/Qwen3-Next-80B-A3B-Thinking",\n)\n```\n',
        None,
        "Qwen/Qwen3-Next-80B-A3B-Thinking",
    ),
    (
        "who alone has it, beside a reseller",
        "a.md",
        "We used `llama-3.3-70b-versatile`.",
        "groq",
        "llama-3.3-70b-versatile",
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
        "an organisation and no prefix, where both are in capitals",
        "a.yaml",
        "# base_url: https://api.studio.nebius.ai/v1\n# model: Qwen/Qwen9-4B-fast",
        "nebius",
        "Qwen/Qwen9-4B-fast",
    ),
    (
        "the reseller, whatever is behind its maker's name",
        "a.ts",
        "const m = openrouter('anthropic/claude-3.7-sonnet:thinking')",
        "openrouter",
        "anthropic/claude-3.7-sonnet:thinking",
    ),
    (
        "the reseller's own prefix",
        "a.yaml",
        "provider: openrouter\nmodel: openrouter/openai/gpt-4o",
        "openrouter",
        "openai/gpt-4o",
    ),
    (
        "a local server, not the maker",
        "a.yaml",
        "type: lmstudio\nmodel: qwen/qwen3-4b-2507",
        "lmstudio",
        "qwen/qwen3-4b-2507",
    ),
    (
        "its maker, where a reseller alone spells it so",
        "a.md",
        "Ask claude-sonnet-4.6 first.",
        "anthropic",
        "claude-sonnet-4.6",
    ),
    (
        "its maker, where a reseller alone has it undated",
        "a.md",
        "model `anthropic/claude-3-5-sonnet`",
        "anthropic",
        "claude-3-5-sonnet",
    ),
    ("a deployment", "a.py", 'x = f(azure_deployment="gpt-4o")', "azure", "gpt-4o"),
    (
        "a word of the file's name",
        "groq_options.ts",
        "m = 'qwen/qwen3-32b'",
        "groq",
        "qwen/qwen3-32b",
    ),
    (
        "not a block that is closed above",
        "a.py",
        'x = {\n    "a": {\n        "provider": "groq",\n    },\n    "gpt-oss-120b": {},\n}',
        None,
        "gpt-oss-120b",
    ),
    (
        "its own row of a list, not the next",
        "a.py",
        'x = [\n    {"model": "gpt-4"},\n    {"api_type": "azure", "model": "not-a-model"},\n]',
        "openai",
        "gpt-4",
    ),
    (
        "a tool's name for the provider",
        "a.yaml",
        "# type: gemini\n# model: gemini-2.5-pro\n# type: codex\n# model: gpt-5.4",
        "openai",
        "gpt-5.4",
    ),
    (
        "not a heading whose section is over",
        "a.md",
        "# Models\n\n## Groq\n\nFast.\n\n## Others\n\nAsk `qwen/qwen3-32b`.",
        "qwen",
        "qwen3-32b",
    ),
    (
        "the heading of a section around",
        "a.md",
        "# Models\n\n## Groq\n\n### Small\n\nAsk `qwen/qwen3-32b`.",
        "groq",
        "qwen/qwen3-32b",
    ),
    (
        "not a page of documentation",
        "a.py",
        "# https://openrouter.ai/docs/models\nMODELS = ['openai/gpt-4o']",
        "openai",
        "gpt-4o",
    ),
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
    find: Find, path: str, text: str, provider: str | None, model: str
) -> None:
    last = [each for each in find(path, text) if each.kind == "id"][-1]
    assert (last.provider, last.model) == (provider, model)


def test_nobody_is_named_where_nothing_tells(find: Find) -> None:
    (mention,) = find("a.py", 'x(model="acme-llama-9-70b")')
    assert (mention.provider, mention.known) == (None, False)
