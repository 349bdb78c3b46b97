"""The nouns: plain immutable values that every other part passes around.

They are named tuples and typed dictionaries, not dataclasses, because the listing has to start
fast (docs/decisions/0002-named-tuples.md). Times are ISO 8601 strings in UTC, dates `YYYY-MM-DD`,
token counts whole numbers, prices decimal strings in US dollars per million tokens. What nobody
states is `None` (or absent from a record), never 0 and never False.
"""

from typing import Any, NamedTuple, TypedDict

SOURCES = ("live", "cached", "catalogue", "none")
STATUSES = (
    "ok",
    "partial",
    "no_key",
    "auth_failed",
    "rate_limited",
    "unreachable",
    "timeout",
    "malformed",
    "too_large",
    "unsupported",
    "not_asked",
)
KINDS = (
    "chat",
    "completion",
    "embedding",
    "image",
    "video",
    "speech",
    "transcription",
    "realtime",
    "rerank",
    "moderation",
    "ocr",
    "other",
)
LISTINGS = ("public", "authenticated", "local", "catalogue")
LIFECYCLES = ("active", "preview", "deprecated", "retired", "unlisted", "unknown")
OVER = ("retired", "unlisted")
"""Lifecycles of what is no longer offered, as far as anybody tells."""
CAPABILITIES = ("tools", "vision", "reasoning", "structured_output")
PRICES = ("price_input", "price_output", "price_cache_read", "price_cache_write")


class Record(TypedDict, total=False):
    """What one source says of one model; a field that it does not state is absent.

    Beside the four prices there may be others of the same form, kept as their source states them:
    `price_input_batch`, `price_output_priority`, `price_output_above_200k`.
    """

    model: str
    name: str
    family: str
    kind: str
    created: str
    context_window: int
    max_input_tokens: int
    max_output_tokens: int
    input_modalities: list[str]
    output_modalities: list[str]
    tools: bool
    vision: bool
    reasoning: bool
    structured_output: bool
    price_input: str
    price_output: str
    price_cache_read: str
    price_cache_write: str
    lifecycle: str
    deprecated_on: str
    retires_on: str
    replacement: str
    notice: str
    hugging_face_id: str
    canonical: str
    listed_by: list[str]
    first_seen: str
    last_seen: str


class Gone(Record, total=False):
    """What was last said of a model that a provider's own list had once, and has no more.

    `absent_since` is the time of the first whole list without it; absent while there is none.
    """

    absent_since: str


class Statement(NamedTuple):
    """A record with who said it and when."""

    source: str
    at: str
    record: Record


class Fact(NamedTuple):
    """One field of one model as one source states it."""

    field: str
    value: Any
    source: str
    at: str


class Price(NamedTuple):
    """US dollars per million tokens, as decimal strings."""

    input: str | None
    output: str | None
    cache_read: str | None
    cache_write: str | None


class Lifecycle(NamedTuple):
    """Where a model stands: active, preview, deprecated, retired, unlisted or unknown."""

    status: str
    deprecated_on: str | None
    retires_on: str | None
    replacement: str | None
    notice: str | None


class Listed(NamedTuple):
    """How we know that the model is there: the source of the listing and its time."""

    source: str
    at: str | None
    first_seen: str | None
    last_seen: str | None


class Model(NamedTuple):
    """One model at one provider, merged from all that was said of it."""

    id: str
    provider: str
    model: str
    name: str | None
    family: str | None
    kind: str | None
    created: str | None
    context_window: int | None
    max_input_tokens: int | None
    max_output_tokens: int | None
    input_modalities: tuple[str, ...] | None
    output_modalities: tuple[str, ...] | None
    tools: bool | None
    vision: bool | None
    reasoning: bool | None
    structured_output: bool | None
    price: Price | None
    lifecycle: Lifecycle
    listed: Listed
    statements: tuple[Statement, ...]


class Call(NamedTuple):
    """One request of a provider's listing, and how its rows are read.

    `path` is relative to the base URL; `rows` names the envelope where it is not one of the usual;
    `paging` is {param, next[, more]} for tokens or {number, size, total} for page numbers;
    `fields` holds expressions; `strip` is cut from the front of ids; `price_factor` makes dollars
    per million tokens of the numbers (empty: strings are dollars per token); models of the
    `unpriced` kinds are not priced by the token.

    `role` is "all" (asked always, rows added), "add" (the same, once another has answered),
    "fallback" (asked when no call before it answered) or "enrich" (adds fields to rows that are
    there; its failure costs nothing).
    """

    path: str
    label: str
    role: str
    public: bool
    params: dict[str, str]
    rows: tuple[str, ...]
    paging: dict[str, str]
    fields: dict[str, list[str]]
    kinds: dict[str, str]
    price_factor: str
    zero_price: bool
    unpriced: tuple[str, ...]
    strip: str


class Provider(NamedTuple):
    """Who can be asked for a listing, and how: one table of providers.toml."""

    id: str
    name: str
    base_url: str
    prefix: str
    aliases: tuple[str, ...]
    key_env: tuple[str, ...]
    base_env: tuple[str, ...]
    listing: str
    dialect: str
    auth: str
    headers: dict[str, str]
    trim: tuple[str, ...]
    regions: dict[str, str]
    calls: tuple[Call, ...]
    docs: str
    keys_url: str
    deprecations: str
    note: str
    origin: str


class Listing(NamedTuple):
    """One provider's own answer, as it is remembered.

    `fetched_at` is the time of the answer that `records` come from; `attempted_at`, `status` and
    `detail` tell of the last time the provider was asked, which may have failed since.
    """

    provider: str
    status: str
    detail: str | None
    fetched_at: str | None
    attempted_at: str
    records: list[Record]
    gone: list[Gone]
    skipped_rows: int
    complete: bool
    validators: dict[str, str]
    suspect: dict[str, str]


class ProviderStatus(NamedTuple):
    """How the listing of one provider went, and how old it is."""

    id: str
    name: str
    listing: str
    source: str
    status: str
    detail: str | None
    fetched_at: str | None
    age_seconds: int | None
    models: int
    key_env: tuple[str, ...]
    key_found: bool
    skipped_rows: int


class Catalogue(NamedTuple):
    """What is known at one moment: never models without the status of their providers."""

    generated_at: str
    providers: tuple[ProviderStatus, ...]
    models: tuple[Model, ...]
