"""What the tools for agents take and give, as JSON Schema."""

from collections.abc import Iterable
from typing import Any

from whichmodel.discovery.model import CAPABILITIES, KINDS, SOURCES, STATUSES

Schema = dict[str, Any]

MOST = 100
"""Rows of one answer."""
WORDS = 200
"""Characters of what is searched for."""
TEXT = 200_000
"""Characters of a text that is checked."""
STRING: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}


def text(about: str = "", longest: int = WORDS) -> Schema:
    """A string that somebody gives."""
    return {"type": "string", "maxLength": longest, "description": about}


def whole(about: str, default: int | None = None, most: int | None = None) -> Schema:
    """A whole number from 1 that somebody gives."""
    limits = {"minimum": 1, "default": default, "maximum": most, "description": about}
    return NUMBER | {name: value for name, value in limits.items() if value is not None}


def words(known: Iterable[str]) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(known)}


def several(item: Schema) -> Schema:
    """A list of such."""
    return {"type": "array", "items": item}


def row(needed: Iterable[str] = (), **fields: Schema) -> Schema:
    """An object; what is not needed is left out where it is not known."""
    return {"type": "object", "properties": fields, "required": list(needed)}


def takes(needed: Iterable[str] = (), **fields: Schema) -> Schema:
    """The arguments of a tool, and no others."""
    return {**row(needed, **fields), "additionalProperties": False}


def gives(needed: Iterable[str], **fields: Schema) -> Schema:
    """An answer: its rows, and how the providers in them are known."""
    return row(
        ("generated_at", "catalogue_date", *needed, "providers"),
        generated_at=STRING,
        catalogue_date=STRING,
        **{"providers": several(STANDING), **fields},
        warnings=several(STRING),
    )


PROVIDER = text("a provider's id or any spelling of it: groq, together, kimi")
LIMIT = whole("rows at most", 10, MOST)
STANDING = row(
    ("id", "source", "status"),
    id=STRING,
    source=words(SOURCES),
    status=words(STATUSES),
    detail=STRING,
    fetched_at=STRING,
    age_seconds=NUMBER,
)
PROVIDER_ROW = row(
    ("id", "source", "status", "models"),
    **STANDING["properties"],
    name=STRING,
    listing=STRING,
    models=NUMBER,
    key_env=several(STRING),
    key_found=FLAG,
)
LIFECYCLE = row(
    ("status",),
    status=STRING,
    deprecated_on=STRING,
    retires_on=STRING,
    replacement=STRING,
    notice=STRING,
)
MODEL = row(
    ("id", "provider", "model", "lifecycle", "listed"),
    id={"type": "string", "description": "the string for LiteLLM"},
    provider=STRING,
    model={"type": "string", "description": "the provider's own id, for its own SDK"},
    name=STRING,
    kind=STRING,
    created=STRING,
    context_window=NUMBER,
    max_output_tokens=NUMBER,
    capabilities=row(**dict.fromkeys(CAPABILITIES, FLAG)),
    price={
        **row(**dict.fromkeys(("input", "output", "cache_read", "cache_write"), STRING)),
        "description": "US dollars per million tokens",
    },
    lifecycle=LIFECYCLE,
    listed=row(("source",), source=words(SOURCES), at=STRING),
)
WHOLE_MODEL = row(
    MODEL["required"],
    **MODEL["properties"],
    family=STRING,
    input_modalities=several(STRING),
    output_modalities=several(STRING),
    stated_by=several(row(("source",), source=STRING, at=STRING)),
    disputed=several(row(("field", "source", "won", "why"), field=STRING, value={}, won=FLAG)),
)
SUGGESTION = row(
    ("id", "provider", "model", "score", "reason"),
    id=STRING,
    provider=STRING,
    model=STRING,
    score={"type": "number"},
    reason=STRING,
)
FINDING = row(
    ("line", "column", "text", "rule", "severity", "message", "corrected"),
    line=NUMBER,
    column=NUMBER,
    text=STRING,
    rule=STRING,
    severity=STRING,
    message=STRING,
    provider=STRING,
    replacement={"type": "string", "description": "the whole text to write instead"},
    alternatives=several(STRING),
    corrected={"type": "boolean", "description": "whether corrected_text has the replacement"},
    source_url=STRING,
)
ABLE = several(words(CAPABILITIES)) | {"description": "what it is known to do"}
KIND = words(("all", *KINDS)) | {"description": "default: all; without words, chat"}
