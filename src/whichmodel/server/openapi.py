"""The OpenAPI document: made from tables, served at /openapi.json."""

from typing import Any

from whichmodel import __version__
from whichmodel.discovery.catalogue.query import SORTS, STATUS
from whichmodel.discovery.model import CAPABILITIES, KINDS
from whichmodel.server.parameters import FILTERS, LONGEST, MOST, WORDS
from whichmodel.server.questions import CHANGED, MOST_FOUND, SEARCH

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
FLAG: Schema = {"type": "boolean"}
LIST: Schema = {"type": "array"}
DOLLARS: Schema = {"type": "string", "pattern": r"^\$?[0-9]+(\.[0-9]+)?$", "maxLength": 20}
TOKENS: Schema = {"type": "string", "pattern": "^[0-9]{1,12}[km]?$"}
SINCE: Schema = {"type": "string", "pattern": "^[0-9]{1,4}[hdw]$"}


def whole(least: int, most: int) -> Schema:
    """A whole number between two."""
    return {"type": "integer", "minimum": least, "maximum": most}


def words(allowed: tuple[str, ...]) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(allowed)}


def rows(*required: str) -> Schema:
    """A list of objects that have at least these."""
    return {"type": "array", "items": {"type": "object", "required": list(required)}}


def shape(**properties: Schema) -> Schema:
    """An object that has at least these."""
    return {"type": "object", "required": list(properties), "properties": properties}


PARAMETERS: dict[str, tuple[Schema, str]] = {
    "q": ({**TEXT, "maxLength": WORDS}, "words, as for `whichmodel search`"),
    "string": ({**TEXT, "maxLength": WORDS}, "a model string as it was typed"),
    "provider": ({**TEXT, "maxLength": 200}, "a provider, or several between commas"),
    "kind": (words(("all", *KINDS)), "what models are for"),
    **{name: (FLAG, f"only what is known to have {name}") for name in CAPABILITIES},
    "min_context": (TOKENS, "tokens: 200000, 128k, 1m"),
    "max_price": (DOLLARS, "dollars per million input tokens"),
    "status": (words(STATUS), "where models stand"),
    "sort": (words(SORTS), "the order"),
    "newest": (whole(1, MOST), "the newest of each provider"),
    "limit": (whole(1, MOST_FOUND), "so many at most"),
    "offset": (whole(0, 10**9), "leave out so many first"),
    "since": (SINCE, "12h, 7d, 2w, or a date"),
    "format": (words(tuple(CHANGED)), "of the answer"),
    "after_id": ({**TEXT, "maxLength": 500}, "the page after this id"),
    "before_id": ({**TEXT, "maxLength": 500}, "the page before this id"),
}
ENVELOPE = shape(
    schema={"const": 1}, generated_at=TEXT, providers=rows("id", "status"), models=rows("id")
)
ERROR = shape(type={"const": "error"}, error=shape(type=TEXT, message=TEXT, code=TEXT))
STATE = shape(status=TEXT)
JSON, ATOM, EVENTS = "application/json", "application/atom+xml", "text/event-stream"
PLAIN, MARKDOWN = "text/plain", "text/markdown"

ANSWERS: dict[str, tuple[str, tuple[str, ...], dict[str, Schema]]] = {
    "/v1/models": (
        "OpenAI's list; Anthropic's where `anthropic-version` or `x-api-key` is sent",
        FILTERS,
        {JSON: shape(data=rows("id"))},
    ),
    "/models": ("The same for clients whose base URL has no version", FILTERS,
                {JSON: shape(object={"const": "list"}, data=rows("id", "object", "created"))}),
    "/anthropic/v1/models": ("Anthropic's list, in pages if asked", ("after_id", "before_id"),
                             {JSON: shape(data=rows("id", "type"), has_more=FLAG, first_id=MAYBE)}),
    "/api/v1/models": ("OpenRouter's list", FILTERS, {JSON: shape(data=rows("id", "pricing"))}),
    "/api.json": ("The list of models.dev", FILTERS, {JSON: {"type": "object"}}),
    "/model/info": ("The list of the LiteLLM proxy", FILTERS,
                    {JSON: shape(data=rows("model_name", "litellm_params", "model_info"))}),
    "/v1/model/info": ("The same", FILTERS, {JSON: shape(data=rows("model_name"))}),
    "/api/tags": ("Ollama's list", FILTERS, {JSON: shape(models=rows("name", "model"))}),
    "/api/models": ("As `whichmodel list --json`", (*FILTERS, "limit", "offset"),
                    {JSON: ENVELOPE}),
    "/api/search": ("As `whichmodel search --json`", SEARCH,
                    {JSON: {**ENVELOPE, "required": [*ENVELOPE["required"], "matches"]}}),
    "/api/suggest": ("As `whichmodel suggest --json`", ("string", "provider", "limit"),
                     {JSON: shape(schema={"const": 1}, query=TEXT, suggestions=rows("id"))}),
    "/api/providers": ("As `whichmodel providers --json`", ("provider",), {JSON: ENVELOPE}),
    "/api/diff": ("As `whichmodel diff`", ("since", "provider", "limit", "format"),
                  {JSON: shape(schema={"const": 1}, since=TEXT, until=TEXT, changes=rows("at")),
                   MARKDOWN: TEXT, ATOM: TEXT}),
    "/feed.atom": ("What changed, as a feed", ("since", "provider", "limit"), {ATOM: TEXT}),
    "/healthz": ("The process answers", (), {JSON: STATE}),
    "/metrics": ("Counts for Prometheus", (), {PLAIN: TEXT}),
    "/openapi.json": ("This document", (), {JSON: {"type": "object"}}),
}  # fmt: skip
"""By path: what it is, which parameters it takes, and what comes."""
ONES = {
    "/v1/models/{id}": ("One model, as OpenAI or Anthropic tell of it", shape(id=TEXT)),
    "/models/{id}": ("The same as OpenAI tells it", shape(id=TEXT, object=TEXT)),
    "/anthropic/v1/models/{id}": ("As Anthropic tells it", shape(id=TEXT, display_name=TEXT)),
    "/api/models/{id}": ("The envelope with one model", ENVELOPE),
}
REFUSALS = {
    "400": "what cannot be understood", "401": "a token is needed", "404": "nothing is there",
    "421": "not a name of this server", "429": "too many requests", "503": "not now",
}  # fmt: skip


def document() -> Schema:
    """Everything that may be asked."""
    paths = {
        path: {"get": _get(path, summary, names, content)}
        for path, (summary, names, content) in ANSWERS.items()
    }
    paths |= {path: {"get": _one(path, *told)} for path, told in ONES.items()}
    paths["/readyz"] = {"get": _ready()}
    paths["/api/events"] = {"get": _get("/api/events", "New editions", (), {EVENTS: TEXT})}
    paths["/api/refresh"] = {"post": _refresh()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "whichmodel",
            "version": __version__,
            "description": f"Which model string can I use? Queries of {LONGEST} bytes at most.",
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": ERROR},
        },
        "security": [{}, {"token": []}],
        "paths": paths,
    }


def _get(path: str, summary: str, names: tuple[str, ...], content: dict[str, Schema]) -> Schema:
    return {
        "operationId": path.strip("/").replace("/", "_").replace(".", "_"),
        "summary": summary,
        "parameters": [_parameter(name, path) for name in names],
        "responses": {"200": _answer(summary, content), "304": _empty(), **_refusals()},
    }


def _parameter(name: str, path: str) -> Schema:
    schema, meaning = PARAMETERS[name]
    needed = (path, name) in (("/api/search", "q"), ("/api/suggest", "string"))
    return {
        "name": name, "in": "query", "required": needed, "schema": schema, "description": meaning,
    }  # fmt: skip


def _one(path: str, summary: str, schema: Schema) -> Schema:
    return {
        "operationId": path.strip("/").replace("/", "_").replace("{id}", "id"),
        "summary": summary,
        "parameters": [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "schema": {**TEXT, "minLength": 1},
                "example": "groq/openai/gpt-oss-120b",
            }
        ],
        "responses": {"200": _answer(summary, {JSON: schema}), "304": _empty(), **_refusals()},
    }


def _ready() -> Schema:
    responses = {
        "200": _answer("ready", {JSON: STATE}),
        "503": _answer("not yet, or no more", {JSON: STATE}),
    }
    return {
        "operationId": "readyz",
        "summary": "There is something to tell",
        "responses": responses,
    }


def _refresh() -> Schema:
    names = {"type": "array", "items": TEXT, "maxItems": 500}
    body = {
        "type": "object",
        "properties": {"providers": names},
        "additionalProperties": False,
    }
    refusals = {
        **_refusals(),
        **{each: _refusal("not so") for each in ("403", "408", "413", "415")},
    }
    return {
        "operationId": "api_refresh",
        "summary": "Ask these providers soon, or all; they can be named, and nothing else",
        "security": [{}, {"token": []}],
        "requestBody": {"content": {JSON: {"schema": body}}},
        "responses": {"202": _answer("soon", {JSON: shape(accepted={})}), **refusals},
    }


def _answer(words: str, content: dict[str, Schema]) -> Schema:
    return {
        "description": words,
        "content": {media: {"schema": schema} for media, schema in content.items()},
    }


def _empty() -> Schema:
    return {"description": "the client has it already"}


def _refusals() -> Schema:
    return {status: _refusal(why) for status, why in REFUSALS.items()}


def _refusal(why: str) -> Schema:
    error = {"$ref": "#/components/schemas/Error"}
    return {"description": why, "content": {JSON: {"schema": error}}}
