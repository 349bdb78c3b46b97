"""What one token of a text is: a known id, something that looks like one, a hint, or nothing.

A token is a run of the characters that ids are made of. It is judged by its characters alone, so
each distinct token is judged once, however often it is written.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from whichmodel.check.known import Known
from whichmodel.check.words import (
    NO_MODEL,
    STEMS,
    is_something_else,
    is_stemmed,
    looks_like_a_model,
    words_of,
)

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/@~-"
KEPT = bytes(code if chr(code) in CHARACTERS else 32 for code in range(256))
"""For `bytes.translate`: everything between tokens becomes a space."""

LONGEST = 250
"""Characters of a token that may be an id or the address of one."""


class Reading(NamedTuple):
    """An id in a token, or the first word of display names.

    `grade` is "known", "plain" (known, but an ordinary word: one only where a model is expected),
    "like" (unknown, but it looks like a model) or "name". `start` and `end` are within the token;
    `provider` is what a prefix says; `address` tells that it stands in the address of an API.
    """

    grade: str
    start: int
    end: int
    provider: str | None
    model: str
    address: bool


class Judged(NamedTuple):
    """What a token is: ids in it, and the provider that it hints at."""

    readings: tuple[Reading, ...]
    hint: str | None


_ADDRESS = re.compile(r"/v\d\w*/(?:[^?#\s]+/)?(?:models|engines)/(?P<id>[^/?#\s:]+)(?::\w+)?/?$")
_BEDROCK = re.compile(r"amazonaws\.com/model/(?P<id>[^/?#\s]+)")
_AREA = re.compile(r"(?:us|eu|apac|au|jp|ca|in|global|us-gov)\.(?=[a-z0-9]+\.)")
_WAYS = re.compile(r"^(?:converse(?:_like)?/|invoke/|[a-z]{2}(?:-gov)?-[a-z]+-\d/)+")
_TUNED = re.compile(r"ft:(?P<base>[^:]+):")
_FRONT = re.compile(r"[:_]+(?=\w)|\w+:-(?=\w)|[A-Za-z][\w-]*:(?=[\w.-]+/)")
_BACK = re.compile(r"[.:_@]+$")
_CLIENT = re.compile(
    r"(?:Async|Chat|create|Ai|AI|Langchain)*(?P<name>[A-Z][A-Za-z]+?)"
    r"(?:Chat|LLM|Client|Model|Models|Provider|Embeddings|LanguageModel|Config|Chatbot|AI)*"
)
EVERYWHERE = frozenset(("or", "litellm", "oci"))
"""Spellings of providers that texts are full of, which say nothing."""
CLIENTS = {
    "AzureOpenAI": "azure",
    "AsyncAzureOpenAI": "azure",
    "AzureChatOpenAI": "azure",
    "AzureOpenAIEmbeddings": "azure",
    "AnthropicBedrock": "bedrock",
    "AnthropicVertex": "vertex",
    "ChatGoogleGenerativeAI": "gemini",
    "GoogleGenerativeAI": "gemini",
    "GoogleGenAI": "gemini",
    "google.generativeai": "gemini",
    "google.genai": "gemini",
    "genai": "gemini",
    "genai.Client": "gemini",
    "transformers": "huggingface",
    "sentence_transformers": "huggingface",
    "huggingface_hub": "huggingface",
    "pipeline": "huggingface",
    "SentenceTransformer": "huggingface",
    "CrossEncoder": "huggingface",
    "AutoTokenizer.from_pretrained": "huggingface",
    "AutoModelForCausalLM.from_pretrained": "huggingface",
    "ChatVertexAI": "vertex",
    "vertexai": "vertex",
    "aiplatform": "vertex",
    "ChatBedrock": "bedrock",
    "ChatBedrockConverse": "bedrock",
    "BedrockConverseModel": "bedrock",
    "bedrock-runtime": "bedrock",
    "boto3": "bedrock",
    "InferenceClient": "huggingface",
    "HuggingFaceEndpoint": "huggingface",
    "ChatNVIDIA": "nvidia_nim",
    "langchain_openai": "openai",
    "vllm.entrypoints.openai.api_server": "vllm",
    "sglang.launch_server": "sglang",
}
"""Clients and modules whose names do not say the provider in one of its spellings."""


def judge(token: str, known: Known) -> Judged | None:
    """What a token is; None where it is nothing to us."""
    readings = read(token, known) if len(token) <= LONGEST else ()
    hint = hint_of(token, known)
    return Judged(readings, hint) if readings or hint else None


def read(token: str, known: Known) -> tuple[Reading, ...]:
    """The ids in a token."""
    if "://" in token or "/v1" in token:
        return _address(token, known)
    front = _FRONT.match(token)
    start = front.end() if front else 0
    text = _BACK.sub("", token[start:])
    if not text or text[0] in "-./" or token.endswith(("-", "/", "..")):
        return ()
    if text in known.begun and start == 0 and text not in known.ids:
        return (Reading("name", 0, len(text), None, text, False),)
    end = start + len(text)
    like: tuple[Reading, ...] = ()
    for skipped in sorted({0, start, _labelled(text, start, known)}):
        found = _whole(token[skipped:end], known)
        if found:
            like = (Reading(found[2], skipped, end, found[0], found[1], False),)
            if found[2] != "like":
                return like
    return _several(text, start, known) or like


def _labelled(text: str, start: int, known: Known) -> int:
    """Where the id begins behind a word and a colon, as in `fast:gpt-4o`."""
    word, colon, rest = text.partition(":")
    labelled = colon and word.isalpha() and word not in NO_MODEL and rest in known.ids
    return start + len(word) + 1 if labelled else start


def _address(token: str, known: Known) -> tuple[Reading, ...]:
    """The id in the path of an API's address, never in that of a page."""
    found = _ADDRESS.search(token) or _BEDROCK.search(token)
    if not found or not (found["id"] in known.ids or looks_like_a_model(found["id"])):
        return ()
    host = token.partition("://")[2].partition("/")[0]
    if host.startswith(("github.com", "huggingface.co", "www.", "docs.")):
        return ()
    grade = "known" if found["id"] in known.ids else "like"
    start, end = found.span("id")
    return (Reading(grade, start, end, host_of(token, known), found["id"], True),)


def _whole(text: str, known: Known) -> tuple[str | None, str, str] | None:
    """The provider, the model and the grade of a text that is an id as a whole."""
    if text in known.ids:
        if text.isalpha() and text.lower() not in STEMS:
            return None  # an ordinary word
        return None, text, "plain" if _is_plain(text) else "known"
    if text[0] == "@":
        return None
    tuned = _TUNED.match(text)
    if tuned and tuned["base"] in known.ids:
        return "openai", text, "known"
    return _routed(text, known) or _tagged(text, known) or _like(text, known)


def _is_plain(model: str) -> bool:
    """Whether an id is an ordinary word, or too short to be anything by itself."""
    if len(model) < 4 or model.isalpha():
        return True
    if any(map(str.isdigit, model)) or "/" in model:
        return False
    words = words_of(model)
    return not words or words[0] not in STEMS or words[0] in ("text", "stable", "arctic")


def _routed(text: str, known: Known) -> tuple[str | None, str, str] | None:
    """An id with a provider's prefix before it: `groq/…`, `openai:…`, `openai::…`, `us.…`."""
    area = _AREA.match(text)
    if area and text[area.end() :] in known.ids:
        return "bedrock", text, "known"
    if text.startswith("models/") and text[7:] in known.ids:
        return "gemini", text[7:], "known"
    for separator in ("/", "::", ":"):
        prefix, found, rest = text.partition(separator)
        provider = known.providers.get(prefix.lower())
        if found and provider and rest and not _is_organisation(prefix, rest):
            return _behind(provider, rest, known, separator)
    return None


def _is_organisation(prefix: str, rest: str) -> bool:
    """Whether capitals on both sides make an organisation of what is a prefix in small letters."""
    return prefix != prefix.lower() and rest != rest.lower() and prefix.lower() != "openrouter"


def _behind(
    provider: str, rest: str, known: Known, separator: str
) -> tuple[str | None, str, str] | None:
    """What stands behind a prefix: known, if anybody has it; else it has to look like a model."""
    inner = _whole(_WAYS.sub("", rest) if provider == "bedrock" else rest, known)
    if inner and inner[2] in ("known", "plain"):
        return provider, rest, "known" if provider in known.ids.get(rest, ()) else inner[2]
    if inner:
        return provider, rest, "like"
    plausible = separator == "/" and not is_something_else(rest) and rest.count("/") < 3
    words = words_of(rest)
    if plausible and words and words[0] in STEMS and known.vocabulary.issuperset(words):
        return (provider, rest, "like") if len(words) > 1 else None
    return None


def _tagged(text: str, known: Known) -> tuple[str | None, str, str] | None:
    """A known id with a tag or a version behind it: `:free`, `@001`, `:latest`."""
    for mark in ":@":
        model, found, tag = text.partition(mark)
        short = found and tag and "/" not in tag and len(tag) < 40
        if short and model in known.ids and not _is_plain(model):
            return None, text, "known"
    return None


def _like(text: str, known: Known) -> tuple[str | None, str, str] | None:
    if looks_like_a_model(text) or _is_misspelt(text, known):
        return None, text, "like"
    return None


def _is_misspelt(text: str, known: Known) -> bool:
    """Whether a name without a number differs in one word from how known ids are made."""
    parts = text.lower().split("-")
    if len(parts) < 2 or parts[0] not in STEMS or "/" in text or is_something_else(text):
        return False
    odd = [part for part in parts if part not in known.vocabulary]
    if len(odd) != 1 or not odd[0].isalpha():
        return False
    alike = [word for word in known.vocabulary if word[:2] == odd[0][:2]]
    return len(parts) > 2 or bool(get_close_matches(odd[0], alike, 1, 0.75))


def _several(text: str, start: int, known: Known) -> tuple[Reading, ...]:
    """Known ids that a slash divides, as people write alternatives."""
    parts = text.split("/")
    if len(parts) < 2 or not all(part in known.ids and not _is_plain(part) for part in parts):
        return ()
    readings = []
    for part in parts:
        readings.append(Reading("known", start, start + len(part), None, part, False))
        start += len(part) + 1
    return tuple(readings)


def hint_of(token: str, known: Known) -> str | None:
    """The provider whose name, client, variable or address a token is."""
    if "://" in token or token.partition("/")[0] in known.hosts:
        return host_of(token, known)
    word = token.strip("._:-/@")
    if word in CLIENTS:
        return CLIENTS[word]
    if word in known.variables:
        return known.variables[word]
    lower = word.lower()
    if lower in EVERYWHERE:
        return None
    for spelt in (lower, lower.partition(".")[0], lower.rpartition(".")[2]):
        if spelt in known.providers and spelt not in EVERYWHERE:
            return known.providers[spelt]
    if lower.endswith(("_model", "_models")):
        return known.providers.get(lower.partition("_")[0])
    client = _CLIENT.fullmatch(word)
    if not client:
        return None
    name = client["name"].lower()
    return known.providers.get(name) or known.providers.get(f"{name}ai")  # OpenAI, TogetherAI


def host_of(address: str, known: Known) -> str | None:
    """The provider at an address."""
    host = address.partition("://")[2] or address
    host = host.partition("/")[0].rstrip(".:").lower()
    provider = known.hosts.get(host)
    if provider:
        return provider
    for ending, owner in ENDINGS_OF_HOSTS.items():
        if host.endswith(ending):
            return owner
    return None


ENDINGS_OF_HOSTS = {
    ".openai.azure.com": "azure",
    ".cognitiveservices.azure.com": "azure",
    ".services.ai.azure.com": "azure_ai",
    "aiplatform.googleapis.com": "vertex",
    ".amazonaws.com": "bedrock",
    ".databricks.com": "databricks",
}
"""Hosts of clouds carry the name of a region or of an account in front."""


def is_name_like(model: str) -> bool:
    """Whether an id is written as people write names: with capitals, and no organisation."""
    return model != model.lower() and "/" not in model and is_stemmed(model)


_INSIDE = frozenset(CHARACTERS.encode())


def occurrences(text: bytes, token: bytes) -> Iterator[int]:
    """Where a token stands in a text with no character of a token on either side."""
    at = text.find(token)
    while at >= 0:
        end = at + len(token)
        if (at == 0 or text[at - 1] not in _INSIDE) and not _INSIDE.intersection(
            text[end : end + 1]
        ):
            yield at
        at = text.find(token, end)
