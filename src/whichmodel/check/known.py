"""What is known of models when files are read: ids, display names, and how providers are called."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from whichmodel.check.standing import maker_provider
from whichmodel.check.words import FIRST_WORDS, words_of
from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers import spellings
from whichmodel.discovery.world import World, remembered_listing


class Known(NamedTuple):
    """Ids and names that some provider has or had, and the spellings and hosts of providers.

    `ids` has the providers of each id, in their own order; `names` the provider and the id of each
    display name; `begun` the names by their first word, longest first; `vocabulary` the words of
    ids, `owners` what stands before a slash in them; `mark` changes with it all.
    """

    ids: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str | None, str]]
    begun: dict[str, tuple[str, ...]]
    providers: dict[str, str]
    hosts: dict[str, str]
    variables: dict[str, str]
    vocabulary: frozenset[str]
    owners: frozenset[str]
    mark: str


HOSTS = {
    "localhost:11434": "ollama",
    "127.0.0.1:11434": "ollama",
    "localhost:1234": "lmstudio",
    "127.0.0.1:1234": "lmstudio",
    "localhost:8000": "vllm",
    "127.0.0.1:8000": "vllm",
    "api.moonshot.cn": "moonshot",
    "dashscope.aliyuncs.com": "qwen",
    "open.bigmodel.cn": "zai",
    "api.together.ai": "together",
    "api.studio.nebius.ai": "nebius",
    "api.studio.nebius.com": "nebius",
    "api.perplexity.ai": "perplexity",
    "api.minimaxi.com": "minimax",
    "models.inference.ai.azure.com": "github",
    "api-inference.huggingface.co": "huggingface",
}
"""Hosts beside those of the providers' rows: older ones, other regions, usual local ports."""

SPELLINGS = {
    "google-gla": "gemini",
    "google_genai": "gemini",
    "google-genai": "gemini",
    "google_vertexai": "vertex",
    "googleai": "gemini",
    "claude_code": "anthropic",
    "togethercomputer": "together",
    "lm_studio": "lmstudio",
    "azure_openai": "azure",
    "mistral_ai": "mistral",
    "text-completion-openai": "openai",
    "openai-chat": "openai",
    "openai-responses": "openai",
    "bedrock_converse": "bedrock",
    "voyageai": "voyage",
    "codex": "openai",
    "claude-code": "anthropic",
    "gemini_cli": "gemini",
    "gemini-cli": "gemini",
    "google_ai": "gemini",
}
"""Spellings of providers that tools use in configuration, beside ours."""


def known(
    providers: dict[str, Provider],
    ids: Iterable[tuple[str, str]],
    names: Iterable[tuple[str, str, str]],
) -> Known:
    """Make a Known of (provider, id) and (provider, id, display name)."""
    by_id: dict[str, list[str]] = {}
    for provider, model in ids:
        # OpenRouter's ids have a maker; under its name, prices of bare ones are published, too.
        whose = by_id.setdefault(model, []) if model else [provider]
        if provider not in whose and (provider != "openrouter" or "/" in model):
            by_id[model].append(provider)
    frozen = {model: tuple(those) for model, those in by_id.items()}
    titles = _titles(names, frozen)
    called = {**spellings(providers), **SPELLINGS}
    called = {name: row for name, row in called.items() if row in providers}
    hosts = {**_hosts(providers), **HOSTS}
    variables = {name: row.id for row in providers.values() for name in row.key_env + row.base_env}
    vocabulary = frozenset(word for model in frozen for word in words_of(model))
    owners = frozenset(model.partition("/")[0] for model in frozen if "/" in model)
    mark = hashlib.sha256(repr((frozen, titles, called, hosts)).encode()).hexdigest()
    return Known(frozen, titles, _begun(titles), called, hosts, variables, vocabulary, owners, mark)


def known_of(world: World) -> Known:
    """All that the catalogues have and had, and what the person's own lists have."""
    ids: list[tuple[str, str]] = []
    names: list[tuple[str, str, str]] = []
    for provider in world.providers.values():
        for model, statements in world.bundle.records(provider.id).items():
            ids.append((provider.id, model))
            said = (statement.record.get("name") for statement in statements)
            names += [(provider.id, model, name) for name in said if name]
        listing = remembered_listing(world, provider)
        for record in (*listing.records, *listing.gone) if listing else ():
            ids.append((provider.id, record["model"]))
    ids += [(provider, model) for _, provider, model, _ in world.bundle.dropped("")]
    return known(world.providers, ids, names)


def _hosts(providers: dict[str, Provider]) -> dict[str, str]:
    """The host of each base URL; addresses of this machine tell nobody apart."""
    hosts: dict[str, str] = {}
    for row in providers.values():
        host = row.base_url.partition("://")[2].partition("/")[0].lower()
        if host and "{" not in host and not host.startswith("localhost"):
            hosts.setdefault(host, row.id)
    return hosts


OWN = ("openai", "anthropic", "gemini", "mistral", "xai", "cohere", "perplexity", "qwen", "bedrock")
"""Makers who keep models to themselves: their names are theirs, whoever else offers them."""


def _titles(
    names: Iterable[tuple[str, str, str]], ids: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str | None, str]]:
    """Display names that nobody takes for anything else: of a known family, with a number."""
    titles: dict[str, tuple[str | None, str]] = {}
    for provider, model, name in names:
        title = name.rpartition(": ")[2].partition(" (")[0].strip()
        first = title.partition(" ")[0]
        family = words_of(first)[:1]
        plain = title in ids or title == title.lower() or not any(map(str.isdigit, title))
        if not plain and family and family[0] in FIRST_WORDS and len(title) < 60:
            own = provider in OWN and titles.get(title, OWN)[0] != provider
            if title not in titles or (own and maker_provider(model) == provider):
                titles[title] = (provider, model)
    return titles


def _begun(titles: dict[str, tuple[str | None, str]]) -> dict[str, tuple[str, ...]]:
    begun: dict[str, list[str]] = {}
    for title in sorted(titles, key=len, reverse=True):
        begun.setdefault(title.partition(" ")[0], []).append(title)
    return {first: tuple(those) for first, those in begun.items()}
