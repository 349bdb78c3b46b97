"""Listings and places to put into stores, and stores to put them into."""

from pathlib import Path
from typing import Any

from whichmodel.discovery.model import Listing, Record
from whichmodel.discovery.stores import Place, Store, open_store

KEY = "sk-canary-3f9a1c"
GROQ = Place("groq", "https://api.groq.com/openai/v1", "")
OPENAI = Place("openai", "https://api.openai.com/v1", "")
FIRST, SECOND, THIRD = (f"2026-11-{day}T08:00:00Z" for day in (22, 23, 24))


def listing(provider: str = "groq", *models: str, **stated: Any) -> Listing:
    records = [Record(model=model, first_seen="2026-11-22T08:00:00Z") for model in models]
    known: dict[str, Any] = {
        "provider": provider,
        "status": "ok",
        "detail": None,
        "fetched_at": "2026-11-22T08:00:00Z",
        "attempted_at": "2026-11-22T08:00:00Z",
        "records": records,
        "gone": [],
        "skipped_rows": 0,
        "complete": True,
        "validators": {"etag": '"1"'},
        "suspect": {},
    }
    return Listing(**(known | stated))


def whole(at: str, *models: str, provider: str = "groq", **stated: Any) -> Listing:
    return listing(provider, *models, fetched_at=at, attempted_at=at, **stated)


def store_at(url: str) -> Store:
    store = open_store(url, create=True)
    assert store
    return store


def file_store(path: Path) -> Store:
    return store_at(str(path))
