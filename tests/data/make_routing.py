"""Write routing.jsonl: how LiteLLM itself reads some 1,500 model strings.

    python tests/data/make_routing.py            writes the file and the tables of routing.md
    python tests/data/make_routing.py --print    prints the file instead

LiteLLM is run with an empty environment and the model map it ships, so the answers depend on its
version alone. The first row names the version and every prefix it knows; each row after it is
{model, provider, stripped}, both null where LiteLLM refuses the string.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whichmodel import routing

ROWS = Path(__file__).with_name("routing.jsonl")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "routing.md"

# Every prefix gets the first four; the others are dealt out in turn, so each meets many prefixes.
REST = ("brand-new-model-9", "", "org/model", "Org/Model-7B:free")
MORE_REST = (
    "a/b/c/d",
    "tag:8b",
    "model@20250101",
    " model",
    "model ",
    "two words",
    "modèle-☃",
    "/model",
    "model/",
    "//",
    "v1.5.2",
    "groq/nested",
    "azure/nested",
    "claude-2",
    "claude-sonnet-9",
    "gpt-4o",
    "command-r-plus",
    "us-east-1/model",
    "ft:gpt-4o:org::id",
    "anthropic.claude-v9:0",
    "accounts/team/models/model",
    "%2F?x=1#y",
)

# Shapes that LiteLLM's own code treats in its own way.
ODDITIES = (
    "anthropic/claude-2",
    "anthropic/claude-2.1",
    "anthropic/claude-instant-1",
    "anthropic/claude-instant-1.2",
    "anthropic_text/claude-2",
    "openrouter/openrouter/auto",
    "openrouter/anthropic/claude-9",
    "vertex_ai/claude-sonnet-4-5@20250929",
    "bedrock/us-east-1/anthropic.claude-v2",
    "bedrock/converse/anthropic.claude-v2",
    "bedrock_mantle/us-east-1/",
    "bedrock_mantle/us-east-1",
    "bedrock_mantle/us-east-1/us-east-1/model",
    "bedrock_mantle/xx-nowhere-9/model",
    "ragflow/chat/id/model",
    "ragflow/agent/id/model",
    "ragflow/chat/id/org/model",
    "ragflow/chat//",
    "ragflow/chat/id",
    "ragflow/other/id/model",
    "replicate/meta/llama-2-70b-chat:" + "0" * 64,
    "azure/my-deployment",
    "github/gpt-4o",
)

# No prefix that LiteLLM knows, or no prefix at all.
STRANGERS = (
    "Groq/llama",
    "GROQ/llama",
    "Together_AI/model",
    " groq/llama",
    "groq /llama",
    "/model",
    "//",
    "nobody/model",
    "aws/model",
    "nvidia/model",
    "openai:gpt-4o",
    "groq:llama",
    "google-gla:gemini-2.5-flash",
    "Qwen/Qwen3-32B",
    "meta-llama/Llama-3.1-8B-Instruct",
    "mistralai/Mixtral-8x7B-Instruct-v0.1",
    "deepseek-ai/DeepSeek-V3",
    "moonshotai/Kimi-K2-Instruct",
    "groq",
    "openai",
    "mistral",
    "llama3",
    "llama3:8b",
    "llama3.1-8b",
    "mistral:7b",
    "qwen2.5:7b",
    "deepseek-r1:7b",
    "gpt-oss:20b",
    "gpt-oss-120b",
    "deepseek-r1-distill-llama-70b",
    "whisper-large-v3",
    "gpt-99",
    "o1-ultra",
    "o3-ultra",
    "o4-ultra",
    "o3de",
    "chatgpt-99",
    "codex-mini-latest",
    "dall-e-9",
    "whisper-9",
    "tts-1-ultra",
    "sora-9",
    "text-embedding-9-huge",
    "text-embedding-v4",
    "text-moderation-latest",
    "ft:gpt-4o-mini:org::id",
    "ft:gpt-9:org::id",
    "claude-2",
    "claude-2.1",
    "claude-sonnet-9",
    "claude-sonnet-9-20300101",
    "Claude-Sonnet-9",
    "claude-sonnet-9@20300101",
    "gemini-9-ultra",
    "mistral-huge-latest",
    "open-mistral-7b",
    "open-mixtral-8x7b",
    "codestral-latest",
    "devstral-latest",
    "magistral-latest",
    "ministral-latest",
    "pixtral-latest",
    "voxtral-latest",
    "grok-99",
    "deepseek-v99",
    "command-r",
    "command-z",
    "c4ai-new",
    "embed-english-v9",
    "embed-multilingual-v9",
    "rerank-v9",
    "kimi-k9",
    "moonshot-v9",
    "qwen-max",
    "qwen9-max",
    "qwq-99b",
    "qvq-max",
    "glm-9",
    "sonar",
    "sonar-pro",
    "jamba-9",
    "MiniMax-M9",
    "voyage-9",
    "doubao-9",
    "anthropic.claude-opus-9-v1:0",
    "us.anthropic.claude-opus-9-v1:0",
    "amazon.nova-ultra-v9:0",
    "eu.amazon.nova-ultra-v9:0",
    "us.xai.grok-9",
    "meta.llama9-v1:0",
    "us.deepseek.r9-v1:0",
    "amazon.",
    "us.nobody.model",
    "brand-new-model-9",
    "gpt-4o ",
    " gpt-4o",
    "模型-9",
    "*",
    ".",
    ":",
)


def litellm_rows() -> Iterator[dict[str, Any]]:
    """Every row of the file, in its order."""
    litellm, version = _litellm_alone()
    prefixes = _prefixes(litellm)
    yield {"litellm": version, "prefixes": prefixes}
    for model in dict.fromkeys(_strings(litellm, prefixes)):
        yield _row(litellm, model)


def alias_table() -> str:
    """The spellings of each LiteLLM prefix, as a Markdown table."""
    spellings: dict[str, list[str]] = {}
    for alias, prefix in routing.PREFIX_ALIASES.items():
        spellings.setdefault(prefix, []).append(f"`{alias}/`")
    lines = (f"| {', '.join(spelt)} | `{prefix}/` |" for prefix, spelt in sorted(spellings.items()))
    return "\n".join(("| typed | read as |", "|---|---|", *lines))


def name_table() -> str:
    """The beginnings of bare names of each LiteLLM prefix, as a Markdown table."""
    beginnings: dict[str, list[str]] = {}
    for name, prefix in routing.WHOLE_NAMES.items():
        beginnings.setdefault(f"`{prefix}/`", []).append(f"`{name}`")
    for beginning, known in routing.NAME_BEGINNINGS.items():
        beginnings.setdefault(f"`{known}/`" if known else "untouched", []).append(f"`{beginning}…`")
    lines = (f"| {', '.join(names)} | {prefix} |" for prefix, names in beginnings.items())
    return "\n".join(("| name | read as |", "|---|---|", *lines))


def difference_table(rows: Iterable[dict[str, Any]]) -> str:
    """What LiteLLM and `route` read in another way, aliases apart, as a Markdown table."""
    found: dict[tuple[str, str], list[str]] = {}
    for model, theirs, ours in differences(rows):
        found.setdefault((theirs or "refused", ours or "untouched"), []).append(model)
    lines = (
        f"| {_patterns(models)} | {theirs} | {ours} | {_examples(models)} |"
        for (theirs, ours), models in sorted(found.items(), key=_by_kind)
    )
    return "\n".join(("| strings | LiteLLM | here | for example |", "|---|---|---|---|", *lines))


def differences(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str | None, str | None]]:
    """Each string read in another way: it, LiteLLM's provider and ours."""
    for row in rows:
        ours = routing.route(row["model"])
        stripped = row["model"] if row["provider"] is None else row["stripped"]
        same = (ours.provider, ours.model) == (row["provider"], stripped)
        if not same and ours.rule != "prefix alias":
            yield row["model"], row["provider"], ours.provider


def page(text: str, tables: dict[str, str]) -> str:
    """`text` with the part between the markers of each table replaced."""
    for name, table in tables.items():
        start, end = f"<!-- {name} -->\n\n", f"\n\n<!-- end of {name} -->"
        before, rest = text.split(start, 1)
        text = before + start + table + end + rest.split(end, 1)[1]
    return text


def tables(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Every generated table of the page, by the name of its markers."""
    return {
        "aliases": alias_table(),
        "names": name_table(),
        "differences": difference_table(rows),
    }


def _by_kind(item: tuple[tuple[str, str], list[str]]) -> tuple[bool, bool, str, str]:
    theirs, ours = item[0]
    return theirs == "refused", ours == "untouched", theirs, ours


def _patterns(models: list[str]) -> str:
    return ", ".join(sorted({_pattern(model) for model in models}))


def _examples(models: list[str]) -> str:
    return ", ".join(f"`{model}`" for model in models[:2])


def _pattern(model: str) -> str:
    """The row of `routing`'s tables that `model` fits."""
    prefix, slash, _ = model.partition("/")
    if slash:
        return f"`{prefix}/…`" if prefix in routing.PREFIXES else "other prefixes"
    routed = routing.route(model)
    if routed.rule == "none":
        return "other names"
    if routed.provider == "bedrock":
        return "`vendor.model`"
    if model in routing.WHOLE_NAMES:
        return f"`{model}`"
    return next(f"`{b}…`" for b in routing.NAME_BEGINNINGS if model.startswith(b))


def _litellm_alone() -> tuple[Any, str]:
    """LiteLLM and its version, with nothing around it that could change an answer."""
    os.environ.clear()
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    from importlib.metadata import version

    import litellm

    litellm.suppress_debug_info = True
    # These two would ask a person to sign in before they answer. The provider is not in doubt.
    configs: tuple[Any, ...] = (litellm.GithubCopilotConfig, litellm.ChatGPTConfig)
    for config in configs:
        config.get_openai_compatible_provider_info = _signed_in
    return litellm, version("litellm")


def _signed_in(*call: Any) -> tuple[None, None, Any]:
    *_, provider = call
    return None, None, provider


def _prefixes(litellm: Any) -> list[str]:
    from litellm.llms.openai_like.json_loader import JSONProviderRegistry

    listed = (getattr(provider, "value", provider) for provider in litellm.provider_list)
    return sorted({*listed, *JSONProviderRegistry.list_providers()})


def _strings(litellm: Any, prefixes: list[str]) -> Iterator[str]:
    from litellm.llms.bedrock_mantle.common_utils import BEDROCK_REGIONS

    for number, prefix in enumerate(prefixes):
        yield from (f"{prefix}/{rest}" for rest in (*REST, MORE_REST[number % len(MORE_REST)]))
    yield from ODDITIES
    yield from (f"bedrock_mantle/{region}/model" for region in sorted(BEDROCK_REGIONS))
    for prefix in ("cohere", "ai21", "azure", "mistral"):
        yield from (f"{prefix}/{rest}" for rest in MORE_REST)
    yield from (f"{alias}/model" for alias in routing.PREFIX_ALIASES)
    yield from STRANGERS
    yield from _strings_of_the_map(litellm, prefixes)


def _strings_of_the_map(litellm: Any, prefixes: list[str]) -> Iterator[str]:
    """Names from LiteLLM's own model map: the bare ones, and those that change how it reads."""
    cost: dict[str, dict[str, Any]] = litellm.model_cost
    bare = sorted(name for name in cost if "/" not in name)
    bedrock = [n for n in bare if str(cost[n].get("litellm_provider")).startswith("bedrock")]
    yield from sorted({*bare} - {*bedrock})
    yield from bedrock[::4]
    yield from (f"cohere/{name}" for name in sorted(litellm.cohere_chat_models))
    yield from (f"ai21/{name}" for name in sorted(litellm.ai21_chat_models))
    yield from (name.replace("mistral/", "azure/") for name in sorted(litellm.mistral_chat_models))
    strangers = {n.partition("/")[0]: n for n in sorted(cost) if "/" in n}
    yield from (name for prefix, name in strangers.items() if prefix not in prefixes)


def _row(litellm: Any, model: str) -> dict[str, Any]:
    try:
        stripped, provider, _, _ = litellm.get_llm_provider(model)
    except litellm.exceptions.BadRequestError:
        stripped = provider = None
    return {"model": model, "provider": provider, "stripped": stripped}


def main() -> None:
    """Write the file and the page, or print the file."""
    rows = list(litellm_rows())
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    if "--print" in sys.argv:
        sys.stdout.buffer.write(text.encode())
        return
    ROWS.write_text(text, encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), tables(rows[1:])), encoding="utf-8")


if __name__ == "__main__":
    main()
