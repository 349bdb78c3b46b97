"""Who makes which models: families by how their names begin, and the names of organisations."""

from typing import NamedTuple


class Family(NamedTuple):
    """How the names of one maker's models begin.

    `open` tells whether a name without a date is a release of its own (open weights: DeepSeek-V3
    is not DeepSeek-V3-0324) or points to one of its dated snapshots (gpt-4o).
    """

    start: str
    maker: str
    open: bool


FAMILIES = tuple(
    Family(start, maker, is_open)
    for maker, is_open, starts in (
        ("openai", True, "gpt-oss whisper-large whisper-medium whisper-small whisper-tiny"),
        (
            "openai", False,
            "gpt- chatgpt- o1 o3 o4 text-embedding-3 text-embedding-ada dall-e tts-1 codex davinci "
            "babbage omni-moderation computer-use sora whisper-1",
        ),
        ("anthropic", False, "claude"),
        ("google", True, "gemma codegemma shieldgemma"),
        (
            "google", False,
            "gemini imagen veo- lyria learnlm text-embedding-00 text-multilingual palm text-bison",
        ),
        ("meta", True, "llama meta-llama code-llama codellama muse-spark-open muse-glimmer"),
        ("meta", False, "muse-"),
        ("qwen", True, "qwen1 qwen2 qwen-2 qwq qvq"),
        ("qwen", False, "qwen"),
        ("moonshotai", True, "kimi moonshot-v1 moonlight"),
        ("deepseek", True, "deepseek"),
        ("zai", True, "glm chatglm autoglm"),
        ("minimax", True, "minimax"),
        (
            "mistral", False,
            "mistral mixtral ministral codestral devstral magistral pixtral voxtral open-mistral "
            "open-mixtral mamba-codestral mathstral",
        ),
        ("xai", False, "grok"),
        ("cohere", False, "command c4ai aya embed-english embed-multilingual rerank-"),
        ("microsoft", True, "phi wizardlm mai-ds"),
        ("nvidia", True, "nemotron nvidia-nemotron"),
        ("nousresearch", True, "hermes nous-hermes deephermes"),
        ("cognitivecomputations", True, "dolphin"),
        ("xiaomi", True, "mimo"),
        ("stepfun", True, "step-"),
        ("baidu", True, "ernie"),
        ("ai21", False, "jamba j2-"),
        ("amazon", False, "nova- titan-"),
        ("ibm", True, "granite"),
        ("allenai", True, "olmo"),
        ("perplexity", False, "sonar pplx r1-1776"),
        ("tencent", True, "hunyuan hy3 hy4"),
        ("thinkingmachines", True, "inkling"),
        ("inclusionai", True, "ling- ring-"),
        ("bytedance", False, "seed- doubao-seed ui-tars"),
        ("liquid", True, "lfm"),
        ("inception", False, "mercury"),
        ("snowflake", True, "snowflake-arctic arctic"),
        ("arcee", True, "trinity virtuoso"),
    )
    for start in starts.split()
)  # fmt: skip
"""The first that fits wins."""

FAMILY_WORDS = frozenset((
    "gpt", "claude", "gemini", "gemma", "llama", "qwen", "qwq", "kimi", "deepseek", "glm",
    "minimax", "mistral", "mixtral", "ministral", "codestral", "devstral", "magistral",
    "pixtral", "voxtral", "grok", "command", "phi", "nemotron", "hermes", "mimo", "ernie",
    "jamba", "nova", "titan", "granite", "olmo", "sonar", "imagen", "veo", "whisper",
    "moonshot", "dolphin", "inkling", "mercury", "seed", "muse", "lfm", "stable", "palmyra",
))  # fmt: skip

TUNERS = {
    "nemotron": "nvidia", "hermes": "nousresearch", "dolphin": "cognitivecomputations",
    "euryale": "sao10k", "lunaris": "sao10k", "stheno": "sao10k", "lumimaid": "neversleep",
    "swallow": "tokyotech", "typhoon": "scb10x", "typhoon2": "scb10x", "dobby": "sentientagi",
    "openbiollm": "aaditya", "cogito": "deepcogito", "lion": "aisingapore", "shisa": "shisa",
}  # fmt: skip
"""Words of names that begin like their base model but are another maker's tune of it."""

ORGANISATIONS = {
    "meta-llama": "meta", "meta-models": "meta", "facebook": "meta",
    "deepseek-ai": "deepseek", "moonshot": "moonshotai", "z-ai": "zai", "zai-org": "zai",
    "thudm": "zai", "zhipu": "zai", "mistralai": "mistral", "x-ai": "xai", "alibaba": "qwen",
    "minimaxai": "minimax", "cohereforai": "cohere", "coherelabs": "cohere", "ai21labs": "ai21",
    "perplexity-ai": "perplexity", "xiaomimimo": "xiaomi", "stepfun-ai": "stepfun",
    "bytedance-seed": "bytedance", "ibm-granite": "ibm", "arcee-ai": "arcee", "dphn":
    "cognitivecomputations", "shisa-ai": "shisa", "scb10x": "scb10x", "liquidai": "liquid",
    "tokyotech-llm": "tokyotech", "amazon": "amazon", "snowflake": "snowflake",
}  # fmt: skip
"""Names of organisations that are one maker; others stand for themselves."""

MIRRORS = frozenset(
    ("unsloth", "chutesai", "alpindale", "togethercomputer", "lmstudio-community", "mlx-community",
     "bartowski", "thebloke", "ps", "perplexity")
)  # fmt: skip
"""Organisations that publish others' weights as they are."""

REPEATED = {"meta": ("meta",), "nvidia": ("nvidia",), "ai21": ("ai21",), "cohere": ("c4ai",)}
"""A maker's own name inside the names of its models, which not every spelling has."""


MAKERS = frozenset((*(family.maker for family in FAMILIES), "twelvelabs", "writer", "stability"))


def family_of(name: str) -> Family | None:
    """The family of a name in lower case, without an organisation."""
    for family in FAMILIES:
        if name.startswith(family.start):
            return family
    return None


def is_organisation(word: str) -> bool:
    """Whether a word is one of the names that makers go by."""
    return word in ORGANISATIONS or word in MAKERS


def maker_of(organisation: str) -> str:
    """The maker that an organisation's name stands for."""
    return ORGANISATIONS.get(organisation, organisation)
