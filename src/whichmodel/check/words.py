"""The words that names are made of: families, sizes, and what no name of a model contains."""

import re

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS

MORE_FAMILIES = frozenset((
    "chatgpt", "codellama", "codegemma", "wizardlm", "wizardcoder", "vicuna", "zephyr", "orca",
    "starcoder", "falcon", "mpt", "bloom", "yi", "internlm", "baichuan", "chatglm", "openchat",
    "solar", "gpt4all", "smollm", "smollm2", "smollm3", "tinyllama", "bge", "gte", "nomic",
    "jina", "stablelm", "stable", "sdxl", "flux", "dall", "tts", "sora", "learnlm", "embedding",
    "nous", "olmoe", "aya", "c4ai", "dbrx", "arctic", "minicpm", "exaone", "replit", "codex",
    "davinci", "babbage", "curie", "openhermes", "deephermes", "wan", "kling", "luminous", "palm",
    "bison", "minilm", "mxbai", "rerank", "reranker", "embed", "mpnet", "llava", "bakllava",
    "moondream", "tars", "skywork", "longcat", "doubao",
    "dalle", "wanx",
))  # fmt: skip
"""Families that are no maker's first, or are no longer made."""

STEMS = FAMILY_WORDS | MORE_FAMILIES
"""How the names of models begin, as words."""

FIRST_WORDS = FAMILY_WORDS | {"chatgpt", "hunyuan", "stable", "yi", "olmo"}
"""How display names begin."""

NO_MODEL = frozenset((
    "your", "my", "account", "pretrained", "custom", "example", "examples", "placeholder", "some",
    "any", "xxx", "xxxx", "foo", "bar", "baz", "fake", "mock", "dummy", "test", "tests",
    "testing", "nonexistent", "unknown", "invalid", "missing", "config", "agent", "tool", "tools",
    "bot", "server", "client", "api", "key", "python", "cpp", "index", "plugin", "cookbook",
    "dataset", "datasets", "eval", "evals", "family", "compatible", "proxy", "router", "wrapper",
    "alias", "group", "here", "proj", "project", "app", "demo", "sdk", "cli", "provider",
    "deployment", "endpoint", "template", "benchmark", "results", "session", "token", "docker",
    "image", "tutorial", "based", "style", "class", "specific", "like", "powered", "only",
    "capable", "flavored", "tokenizer", "branch", "fork", "release", "update", "action",
    "actions", "runner", "primary", "secondary", "backup", "mine", "abc", "old", "does", "not",
    "later", "newer", "exist",
))  # fmt: skip
"""Words of names that something else has: a placeholder, a test, a tool, a part of a program."""

ENDINGS = frozenset((
    "md", "mdx", "rst", "txt", "py", "pyi", "ipynb", "js", "mjs", "cjs", "ts", "tsx", "jsx", "json",
    "jsonl", "yaml", "yml", "toml", "ini", "cfg", "env", "sh", "bash", "html", "htm", "css", "scss",
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "pdf", "csv", "tsv", "xml", "log", "lock",
    "go", "rs", "java", "rb", "php", "kt", "swift", "c", "h", "cc", "hpp", "cs", "sql", "db",
    "bin", "pt", "pth", "gguf", "ggml", "safetensors", "onnx", "zip", "gz", "tar", "whl", "mp3",
    "mp4", "wav", "jinja", "j2", "tpl", "patch", "diff", "com", "org", "io", "dev", "net", "co",
))  # fmt: skip
"""What files and hosts end in."""

_WORDS = re.compile(r"[a-z]+|\d+")
_SPLIT = re.compile(r"[-_.:/@~]+")
_STEMMED = re.compile(rf"(?:{'|'.join(sorted(STEMS, key=len, reverse=True))})(?:v?\d\w*)?")
_REASONER = re.compile(r"o[1345](?:-(?:mini|pro|preview|high|low|deep-research)\b.*|-\d.*)?")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bB]")
_OPEN_END = re.compile(r"(?:^|[-.])(?:x{2,}(?:$|[-.:])|x(?:$|[.:]|-(?!\d)))|\.\.")
_WEIGHTS = re.compile(r"/.*-(?:GGUF|ONNX)$")
_ACTION = re.compile(r"@v\d+$")
_MEMBER = re.compile(r"[A-Za-z_]\w*(?:\.[A-Z][A-Za-z_]\w*)+")
_HASH = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-.*")


def words_of(name: str) -> list[str]:
    """The words and numbers of a name, in lower case."""
    return _WORDS.findall(name.lower())


def parts_of(name: str) -> list[str]:
    """What dashes, dots and slashes divide, in lower case."""
    return [part for part in _SPLIT.split(name.lower()) if part]


def is_something_else(name: str) -> bool:
    """Whether a name cannot be that of a model: a file, a hash, a placeholder, a pattern."""
    parts = parts_of(name)
    return (
        not parts
        or (parts[-1] in ENDINGS and not _WEIGHTS.search(name))
        or not NO_MODEL.isdisjoint(parts)
        or name.count("/") > 4
        or bool(_OPEN_END.search(name.lower()))
        or bool(_HASH.fullmatch(parts[0]))
        or bool(_ACTION.search(name))
        or bool(_MEMBER.fullmatch(name))
    )


def is_stemmed(name: str) -> bool:
    """Whether a name, without organisation and tag, begins like a model's and has a number."""
    last = name.rpartition("/")[2].lower()
    parts = parts_of(last.partition(":")[0])
    if not parts or not any(map(str.isdigit, last)):
        return False
    return bool(_STEMMED.fullmatch(parts[0]) or _REASONER.fullmatch(last))


def looks_like_a_model(name: str) -> bool:
    """Whether a name that nobody knows has the looks of a model: a family or a size in it."""
    if is_something_else(name) or len(name) < 3:
        return False
    last = name.rpartition("/")[2].lower()
    parts = parts_of(last)
    if any(_SIZE.fullmatch(part) for part in parts):
        return True
    if _REASONER.fullmatch(last):
        return True
    return any(map(str.isdigit, last)) and any(_STEMMED.fullmatch(part) for part in parts)
