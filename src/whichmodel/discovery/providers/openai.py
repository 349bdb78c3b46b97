"""The dialect that nearly all providers speak: a JSON list of rows, told apart by data.

What differs from one provider to the next (paths, paging, where a field stands, what a price is
counted in) is in the provider's calls; this module knows only how to follow them.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode, urljoin

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.model import KINDS, Call, Provider, Record
from whichmodel.discovery.providers import Credentials, fields
from whichmodel.discovery.wire import MAX_ROWS, Cursor, Page, Request, at, rows_of

FIELDS: dict[str, list[str]] = {
    "model": ["id"],
    "name": ["display_name", "name"],
    "kind": ["model_type", "type"],
    "created": ["created", "created_at"],
    "context_window": [
        "context_window",
        "context_length",
        "max_context_length",
        "max_model_len",
        "context_size",
        "meta.n_ctx_train",
    ],
    "max_input_tokens": ["max_input_tokens"],
    "max_output_tokens": [
        "max_completion_tokens",
        "max_output_tokens",
        "top_provider.max_completion_tokens",
    ],
    "input_modalities": [
        "architecture.input_modalities",
        "input_modalities",
        "architecture.modality",
    ],
    "output_modalities": [
        "architecture.output_modalities",
        "output_modalities",
        "architecture.modality",
    ],
    "tools": [
        "supports_tools",
        "supports_function_calling",
        "supported_parameters ~ tools",
        "true if supported_features ~ tools, function-calling, function_calling",
        "true if features ~ tools, function-calling, function_calling",
        "true if api_capabilities ~ tools, function_calling",
    ],
    "vision": ["supports_vision", "capabilities.vision"],
    "reasoning": [
        "supports_reasoning",
        "supported_parameters ~ reasoning, include_reasoning",
        "true if supported_features ~ reasoning",
        "true if features ~ reasoning",
    ],
    "structured_output": [
        "supports_structured_output",
        "supported_parameters ~ structured_outputs, response_format",
        "true if supported_features ~ structured_outputs, structured-outputs, json_schema",
        "true if features ~ structured-outputs, structured_outputs",
    ],
    "price_input": ["pricing.prompt"],
    "price_output": ["pricing.completion"],
    "price_cache_read": ["pricing.input_cache_read"],
    "price_cache_write": ["pricing.input_cache_write"],
    "retires_on": ["shutdown_date"],
    "hugging_face_id": ["hugging_face_id"],
}
"""Where fields stand in rows of servers that we know nothing else about."""

KIND_WORDS = {
    "llm": "chat",
    "vlm": "chat",
    "responses": "chat",
    "embeddings": "embedding",
    "embed": "embedding",
    "text-embedding": "embedding",
    "image_generation": "image",
    "image_edit": "image",
    "video_generation": "video",
    "transcribe": "transcription",
    "audio_transcription": "transcription",
    "audio_speech": "speech",
    "tts": "speech",
    "reranking": "rerank",
    "reranker": "rerank",
}
PER_TOKEN = Decimal(1_000_000)
SIGNED = ("aws", "google")
_HEADERS = {"azure": "api-key"}


def ask(provider: Provider, key: str | None, cursor: Cursor) -> Request:
    """The request for the page at `cursor`; a public call never carries the key."""
    call = provider.calls[cursor.call]
    params = {**call.params, **_page_params(call, cursor)}
    url = urljoin(provider.base_url + "/", call.path.lstrip("/"))
    headers = {"Accept": "application/json", **provider.headers}
    secret = bool(key) and not call.public
    if key and secret:
        headers.update(authorization(provider.auth, key))
    return Request(f"{url}?{urlencode(params)}" if params else url, headers, secret)


def authorization(auth: str, key: str) -> dict[str, str]:
    """The header that carries a key: a bearer token, or a header of the provider's own.

    Requests that are signed get their headers from the signing, and credentials are not keys.
    """
    if auth in SIGNED or isinstance(key, Credentials):
        return {}
    if auth == "bearer":
        return {"Authorization": f"Bearer {key}"}
    return {_HEADERS.get(auth, auth): key}


def _page_params(call: Call, cursor: Cursor) -> dict[str, str]:
    if "number" in call.paging:
        return {call.paging["number"]: str(cursor.page)}
    return {call.paging["param"]: cursor.token} if cursor.token else {}


def read(provider: Provider, cursor: Cursor, body: Any) -> Page:
    """The page in a decoded answer; a row that cannot be read is counted, not fatal."""
    call = provider.calls[cursor.call]
    rows = rows_of(body, call.rows) if call.rows else rows_of(body)
    if len(rows) > MAX_ROWS:
        raise ListingProblem("too_large", f"more than {MAX_ROWS} rows in one answer")
    # Rows are many and alike: places that none of them has are looked for once, not in each.
    stated = {key for row in rows if isinstance(row, dict) for key in row}
    places = fields.within(stated, {**FIELDS, **call.fields})
    reader = Reader(call, places)
    found = [reader(row) for row in rows]
    records = [record for record in found if record is not None]
    return Page(records, len(found) - len(records), _next(call, cursor, body, len(rows)))


def _next(call: Call, cursor: Cursor, body: Any, count: int) -> str | None:
    paging = call.paging
    if "number" in paging:
        total = fields.tokens(at(body, paging["total"])[1])
        seen = cursor.page * int(paging["size"])
        return str(cursor.page + 1) if count and total and seen < total else None
    if not paging or (paging.get("more") and not at(body, paging["more"])[1]):
        return None
    token = at(body, paging["next"])[1]
    return token if isinstance(token, str) and token else None


class Reader:
    """A function from a provider's row to a record, or None where the row is not a model."""

    def __init__(self, call: Call, places: dict[str, list[str]]) -> None:
        self.call = call
        self.model = fields.compiled(places["model"])
        self.getters = [
            (field, fields.compiled(expressions), _CONVERSIONS.get(field, fields.text))
            for field, expressions in places.items()
            if expressions and not field.startswith("price_") and field not in ("kind", "model")
        ]
        self.prices = [
            (field, fields.compiled(expressions))
            for field, expressions in places.items()
            if expressions and field.startswith("price_")
        ]
        self.kind = fields.compiled(places["kind"])
        self.kinds = {**{kind: kind for kind in KINDS}, **KIND_WORDS, **call.kinds}
        self.factor = Decimal(call.price_factor) if call.price_factor else None

    def __call__(self, row: Any) -> Record | None:
        """The record of one row."""
        if not isinstance(row, dict):
            return None
        model = first(self.model, row, fields.identifier)
        model = fields.identifier(model.removeprefix(self.call.strip)) if model else None
        if not model:
            return None
        record: dict[str, Any] = {"model": model}
        for field, getters, convert in self.getters:
            value = first(getters, row, convert)
            if value is not None:
                record[field] = value
        kind = first(self.kind, row, self._kind) or kind_of_modalities(record)
        if kind:
            record["kind"] = kind
        if kind not in self.call.unpriced:
            self._add_prices(record, row)
        if "vision" not in record and "input_modalities" in record:
            record["vision"] = "image" in record["input_modalities"]
        return cast(Record, record)

    def _kind(self, value: Any) -> str | None:
        return self.kinds.get(value.lower()) if isinstance(value, str) else None

    def _add_prices(self, record: dict[str, Any], row: dict[str, Any]) -> None:
        keep_zero = self.call.zero_price or record["model"].lower().endswith("free")
        for field, getters in self.prices:
            price = first(getters, row, self._price)
            if price is not None and (price != "0" or keep_zero):
                record[field] = price

    def _price(self, value: Any) -> str | None:
        """Without a stated unit only a string is a price per token; a number could be anything."""
        if self.factor is None:
            return fields.price(value, PER_TOKEN) if isinstance(value, str) else None
        return fields.price(value, self.factor)


def first(getters: Iterable[fields.Getter], row: dict[str, Any], convert: Any) -> Any:
    """The first usable value among the places where a field may stand."""
    for getter in getters:
        value = getter(row)
        if value is not None:
            value = convert(value)
            if value is not None:
                return value
    return None


_CONVERSIONS: dict[str, Any] = {
    "created": fields.date,
    "deprecated_on": fields.date,
    "retires_on": fields.date,
    "lifecycle": fields.stage,
    "context_window": fields.tokens,
    "max_input_tokens": fields.tokens,
    "max_output_tokens": fields.tokens,
    "tools": fields.flag,
    "vision": fields.flag,
    "reasoning": fields.flag,
    "structured_output": fields.flag,
    "input_modalities": lambda value: fields.modalities(value, 0),
    "output_modalities": lambda value: fields.modalities(value, 1),
    "replacement": fields.identifier,
    "hugging_face_id": fields.identifier,
    "canonical": fields.identifier,
}


def kind_of_modalities(record: dict[str, Any]) -> str | None:
    """What a model is for, by what it takes in and gives out, where that leaves no doubt."""
    outputs = record.get("output_modalities")
    if not outputs:
        return None
    if "text" in outputs:
        return "transcription" if record.get("input_modalities") == ["audio"] else "chat"
    return _KIND_OF_OUTPUT.get(outputs[0]) if len(outputs) == 1 else None


_KIND_OF_OUTPUT = {
    "embedding": "embedding",
    "image": "image",
    "video": "video",
    "audio": "speech",
    "rerank": "rerank",
    "transcription": "transcription",
}
