"""Split a model string into provider and model by its characters alone.

Run time. Nothing is looked up: no registry, no file, no network, no environment. The tables hold
prefixes and the beginnings of names, not lists of models, so a model released this minute is
routed like any other. The story comes first, the tables after it.
"""


class Route:
    """Where a model string leads: a value that never changes, equal to any other of the same parts.

    `provider` and `model` are what LiteLLM reads from `litellm_model`, the string to hand it;
    `provider` is None when no rule knows one. `rule` is "prefix", "prefix alias", "name" or "none".
    """

    __slots__ = ("litellm_model", "model", "provider", "rule")
    __match_args__ = ("provider", "model", "litellm_model", "rule")

    provider: str | None
    model: str
    litellm_model: str
    rule: str

    def __init__(self, provider: str | None, model: str, litellm_model: str, rule: str) -> None:
        for name, value in zip(
            self.__match_args__, (provider, model, litellm_model, rule), strict=True
        ):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Route cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Route cannot be changed: {name}")

    def _parts(self) -> tuple[str | None, str, str, str]:
        return self.provider, self.model, self.litellm_model, self.rule

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, Route) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        shown = zip(self.__match_args__, self._parts(), strict=True)
        return f"Route({', '.join(f'{name}={value!r}' for name, value in shown)})"

    # copy and pickle would otherwise set attributes one by one.
    def __reduce__(self) -> tuple[type["Route"], tuple[str | None, str, str, str]]:
        return Route, self._parts()


def route(model: str) -> Route:
    """Say where any non-empty string leads; only an empty one is refused, with a ValueError."""
    if not isinstance(model, str):
        raise TypeError(f"a model is named by a str, not by {type(model).__name__}")
    if not model or model.isspace():
        raise ValueError("the model string is empty: pass one such as 'provider/model'")
    prefix, slash, rest = model.partition("/")
    if slash:
        return _by_prefix(prefix, rest, model)
    known = _conventional_prefix(model)
    return _through(known, model, "name") if known else _untouched(model)


def _by_prefix(prefix: str, rest: str, model: str) -> Route:
    if prefix in PREFIXES:
        return _through(prefix, rest, "prefix")
    known = _meant_prefix(prefix)
    return _through(known, rest, "prefix alias") if known else _untouched(model)


def _through(prefix: str, rest: str, rule: str) -> Route:
    litellm_model = f"{prefix}/{rest}"
    provider, model = _as_litellm_reads(prefix, rest)
    return Route(provider, model, litellm_model, rule)


def _untouched(model: str) -> Route:
    return Route(None, model, model, "none")


def _as_litellm_reads(prefix: str, rest: str) -> tuple[str, str]:
    """The provider and the model that LiteLLM makes of `prefix/rest`: nearly always these two."""
    if prefix == "anthropic" and rest in ANTHROPIC_TEXT_MODELS:
        return "anthropic_text", rest
    if prefix == "bedrock_mantle":
        region, _, model = rest.partition("/")
        return prefix, model if region in BEDROCK_REGIONS and "/" in rest else rest
    # LiteLLM keeps ragflow's own prefix, because the address is read from the whole string.
    if prefix == "ragflow" and rest.startswith(("chat/", "agent/")) and rest.count("/") > 1:
        return prefix, f"{prefix}/{rest}"
    return prefix, rest


def _meant_prefix(prefix: str) -> str | None:
    """The LiteLLM prefix that a person who typed `prefix` means, if there is only one."""
    if prefix in HUB_ORGANISATIONS:
        return None
    folded = prefix.lower()
    return folded if folded in PREFIXES else PREFIX_ALIASES.get(folded)


def _conventional_prefix(name: str) -> str | None:
    """The LiteLLM prefix that names beginning like this one have by convention."""
    if name in WHOLE_NAMES:
        return WHOLE_NAMES[name]
    if _is_bedrock_id(name):
        return "bedrock"
    # llama3:8b, deepseek-r1:7b: a tag of a local server, whatever the name begins with.
    if ":" in name and not name.startswith("ft:"):
        return None
    for beginning, prefix in NAME_BEGINNINGS.items():
        if name.startswith(beginning):
            return prefix
    return None


def _is_bedrock_id(name: str) -> bool:
    """Whether `name` is written vendor.model or area.vendor.model, as Amazon Bedrock's ids are."""
    first, dot, rest = name.partition(".")
    if first in BEDROCK_AREAS:
        first, dot, rest = rest.partition(".")
    return first in BEDROCK_VENDORS and bool(dot and rest)


# A spelling that people type -> LiteLLM's prefix. Compared in lower case, after PREFIXES. Left out
# on purpose are words that mostly begin ids on a model hub, where they belong to the model's name
# (mistralai, deepseek-ai, meta-llama, moonshotai, nvidia), and words of several meanings (aws).
PREFIX_ALIASES = {
    "aistudio": "gemini",
    "alibaba-cloud": "dashscope",
    "aliyun": "dashscope",
    "amazon-bedrock": "bedrock",
    "amazon-nova": "amazon_nova",
    "aws-bedrock": "bedrock",
    "aws_bedrock": "bedrock",
    "azure-ai": "azure_ai",
    "azure-openai": "azure",
    "azure_openai": "azure",
    "azureai": "azure_ai",
    "bailian": "dashscope",
    "claude": "anthropic",
    "cloudflare-workers-ai": "cloudflare",
    "cohere-chat": "cohere_chat",
    "deep-infra": "deepinfra",
    "deep-seek": "deepseek",
    "fal-ai": "fal_ai",
    "featherless": "featherless_ai",
    "featherless-ai": "featherless_ai",
    "fireworks": "fireworks_ai",
    "fireworks-ai": "fireworks_ai",
    "fireworksai": "fireworks_ai",
    "friendli": "friendliai",
    "github-copilot": "github_copilot",
    "github-models": "github",
    "github_models": "github",
    "glm": "zai",
    "google": "gemini",
    "google-ai-studio": "gemini",
    "google-gemini": "gemini",
    "google-vertex": "vertex_ai",
    "googleai": "gemini",
    "grok": "xai",
    "hf": "huggingface",
    "hosted-vllm": "hosted_vllm",
    "hugging-face": "huggingface",
    "hugging_face": "huggingface",
    "jina": "jina_ai",
    "kimi": "moonshot",
    "litellm-proxy": "litellm_proxy",
    "llama-cpp": "llamafile",
    "llama-server": "llamafile",
    "llama.cpp": "llamafile",
    "llama_cpp": "llamafile",
    "llamacpp": "llamafile",
    "lm-studio": "lm_studio",
    "lmstudio": "lm_studio",
    "mistral-ai": "mistral",
    "modelstudio": "dashscope",
    "moonshot-ai": "moonshot",
    "nano_gpt": "nano-gpt",
    "nanogpt": "nano-gpt",
    "nebius-ai": "nebius",
    "nim": "nvidia_nim",
    "novita-ai": "novita",
    "novitaai": "novita",
    "nvidia-nim": "nvidia_nim",
    "ollama-chat": "ollama_chat",
    "open-router": "openrouter",
    "open_router": "openrouter",
    "pplx": "perplexity",
    "qwen": "dashscope",
    "together": "together_ai",
    "together-ai": "together_ai",
    "togetherai": "together_ai",
    "token-factory": "nebius",
    "tokenfactory": "nebius",
    "tongyi": "dashscope",
    "venice": "veniceai",
    "vercel": "vercel_ai_gateway",
    "vercel-ai-gateway": "vercel_ai_gateway",
    "vercel_ai": "vercel_ai_gateway",
    "vertex": "vertex_ai",
    "vertex-ai": "vertex_ai",
    "vertexai": "vertex_ai",
    "workers-ai": "cloudflare",
    "x-ai": "xai",
    "x.ai": "xai",
    "x_ai": "xai",
    "z-ai": "zai",
    "z.ai": "zai",
    "z_ai": "zai",
    "zhipu": "zai",
}

# Written like this it is the organisation on a model hub, whose models have many hosts.
HUB_ORGANISATIONS = frozenset({"Qwen"})

# The beginning of a bare name -> LiteLLM's prefix, or None where the name has many hosts.
# The first that fits is taken, so a longer beginning stands above a shorter one.
NAME_BEGINNINGS = {
    "gpt-oss": None,
    "gpt-3.5-turbo-instruct": "text-completion-openai",
    "babbage-": "text-completion-openai",
    "davinci-": "text-completion-openai",
    "ft:babbage-": "text-completion-openai",
    "ft:davinci-": "text-completion-openai",
    "ft:": "openai",
    "gpt-": "openai",
    "chatgpt-": "openai",
    "codex-": "openai",
    "computer-use-preview": "openai",
    "dall-e-": "openai",
    "o1-": "openai",
    "o3-": "openai",
    "o4-": "openai",
    "omni-moderation-": "openai",
    "sora-": "openai",
    "text-embedding-0": "vertex_ai",
    "text-embedding-large-exp-": "vertex_ai",
    "text-embedding-preview-": "vertex_ai",
    "text-embedding-v": "dashscope",
    "text-embedding-": "openai",
    "text-moderation-": "openai",
    "tts-1": "openai",
    "whisper-large": None,
    "whisper-": "openai",
    "claude-": "anthropic",
    "gemini-": "gemini",
    "codestral-": "mistral",
    "devstral-": "mistral",
    "magistral-": "mistral",
    "ministral-": "mistral",
    "mistral-": "mistral",
    "open-mistral-": "mistral",
    "open-mixtral-": "mistral",
    "pixtral-": "mistral",
    "voxtral-": "mistral",
    "grok-": "xai",
    "deepseek-r1-distill-": None,
    "deepseek-": "deepseek",
    "c4ai-": "cohere_chat",
    "command-nightly": "cohere",
    "command-": "cohere_chat",
    "embed-english-": "cohere",
    "embed-multilingual-": "cohere",
    "rerank-english-": "cohere",
    "rerank-multilingual-": "cohere",
    "rerank-v": "cohere",
    "kimi-": "moonshot",
    "moonshot-": "moonshot",
    "qwen": "dashscope",
    "qwq-": "dashscope",
    "qvq-": "dashscope",
    "glm-": "zai",
    "sonar-": "perplexity",
    "jamba-": "ai21_chat",
    "MiniMax-": "minimax",
    "voyage-": "voyage",
    "doubao-": "volcengine",
}

# Bare names whose beginning alone would be too short to say anything.
WHOLE_NAMES = {
    "o1": "openai",
    "o3": "openai",
    "sonar": "perplexity",
}

# Amazon Bedrock writes vendor.model, and area.vendor.model where a profile spans regions.
BEDROCK_AREAS = frozenset({"apac", "au", "eu", "global", "in", "jp", "us", "us-gov"})
# fmt: off
BEDROCK_VENDORS = frozenset({
    "ai21", "amazon", "anthropic", "cohere", "deepseek", "google", "meta", "minimax", "mistral",
    "moonshot", "moonshotai", "nvidia", "openai", "qwen", "stability", "twelvelabs", "writer",
    "xai", "zai",
})
# fmt: on

# Oddities of LiteLLM's own code, so that we agree with it on every prefix that it knows.
ANTHROPIC_TEXT_MODELS = frozenset({"claude-2", "claude-instant-1"})
# fmt: off
BEDROCK_REGIONS = frozenset({
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
    "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-central-2",
    "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
    "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",
})
# fmt: on

# Read from LiteLLM 1.106.2: litellm.provider_list and its table of OpenAI-compatible providers.
# tests/routing_test.py fails when the installed LiteLLM knows another set.
# fmt: off
PREFIXES = frozenset({
    "a2a", "a2a_agent", "abliteration", "ai21", "ai21_chat", "aihubmix", "aiml", "aiohttp_openai",
    "amazon_nova", "anthropic", "anthropic_text", "apertis", "assemblyai", "auto_router",
    "aws_polly", "aws_textract", "azure", "azure_ai", "azure_speech", "azure_text", "baseten",
    "bedrock", "bedrock_mantle", "black_forest_labs", "bytez", "cerebras", "charity_engine",
    "chatgpt", "chutes", "clarifai", "cloudflare", "codestral", "cognition", "cohere",
    "cohere_chat", "cometapi", "compactifai", "cortecs", "crusoe", "cursor", "custom",
    "custom_openai", "darkbloom", "dashscope", "databricks", "datarobot", "deepgram", "deepinfra",
    "deepseek", "docker_model_runner", "dotprompt", "edenai", "elevenlabs", "empiriolabs",
    "empower", "fal_ai", "featherless_ai", "fireworks_ai", "friendliai", "galadriel", "gdc",
    "gemini", "gigachat", "github", "github_copilot", "gmi", "gradient_ai", "groq", "helicone",
    "heroku", "hosted_vllm", "huggingface", "humanloop", "hyperbolic", "inception", "infinity",
    "jina_ai", "lambda_ai", "langflow", "langfuse", "langgraph", "lemonade", "libertai",
    "litellm_agent", "litellm_proxy", "llamafile", "llamagate", "lm_studio", "manus", "maritalk",
    "meta", "meta_llama", "milvus", "minimax", "mistral", "modelscope", "mongodb", "moonshot",
    "morph", "nadir", "nano-gpt", "nebius", "neosantara", "nlp_cloud", "novita", "nscale",
    "nvidia_nim", "nvidia_riva", "oci", "ollama", "ollama_chat", "oobabooga", "openai",
    "openai_like", "openrouter", "ovhcloud", "parasail", "perplexity", "petals", "pg_vector",
    "pinstripes", "poe", "predibase", "prism", "publicai", "qwen_ai_platform", "qwencloud",
    "ragflow", "recraft", "reducto", "reka", "replicate", "runwayml", "s3_vectors", "sagemaker",
    "sagemaker_chat", "sagemaker_nova", "sail", "sambanova", "sap", "sarvam", "scaleway", "scx-ai",
    "snowflake", "soniox", "stability", "strands_decider", "synthetic", "tencent", "tensormesh",
    "text-completion-codestral", "text-completion-inception", "text-completion-openai",
    "together_ai", "topaz", "transcribe", "triton", "typesafe", "v0", "valkey", "veniceai",
    "vercel_ai_gateway", "vertex_ai", "vertex_ai_beta", "vllm", "volcengine", "voyage", "wandb",
    "watsonx", "watsonx_text", "xai", "xiaomi_mimo", "xinference", "zai",
})
# fmt: on
