"""What stands in a row of any database: documents, digests of keys, and what a list changes."""

import json
from typing import NamedTuple

from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place
from whichmodel.discovery.stores.bundle import FETCHED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.catalogue.changes import Change

try:  # hashlib gives the same function, but loads OpenSSL with it
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest(key: str, secret: bytes) -> str:
    """What tells keys apart and tells nothing of them to whoever has not the secret."""
    plain = key.encode("utf-8", "surrogatepass")
    return blake2b(plain, key=secret, digest_size=16).hexdigest()


def document(listing: Listing) -> str:
    """A listing as JSON in ASCII; TypeError where it holds what JSON cannot."""
    return json.dumps(listing._asdict(), separators=(",", ":"))


def listing_of(text: str | bytes) -> Listing | None:
    """The listing of a document; None where it cannot be read."""
    try:
        listing = Listing(**json.loads(text))
        whole = all(isinstance(each["model"], str) for each in listing.records + listing.gone)
        return listing if whole else None
    except (ValueError, TypeError, KeyError):
        return None


def change_of(text: str | bytes) -> "Change | None":
    """The change of a document; None where it cannot be read."""
    from whichmodel.discovery.catalogue.changes import KINDS, Change

    try:
        change = Change(*json.loads(text))
        words = (change.at, change.provider, change.model, change.source, change.field or "")
        whole = change.kind in KINDS and all(isinstance(word, str) for word in words)
        return change if whole else None
    except (ValueError, TypeError):
        return None


class Told(NamedTuple):
    """What a new list tells beside itself.

    `begun` is since when its place is compared, None where it cannot be yet; `changes` are times
    and documents.
    """

    begun: str | None
    changes: list[tuple[str, str]]


def told(place: Place, previous: Listing | None, listing: Listing) -> Told:
    """What to remember of a list beside itself, as it takes the place of another."""
    from whichmodel.discovery.catalogue.changes import changes
    from whichmodel.discovery.catalogue.merge import LISTING

    source = place.endpoint.partition(FETCHED)[2] or LISTING
    whole = [known for known in (previous, listing) if known and known.complete]
    found = changes(previous, listing, source)
    documents = [(change.at, json.dumps(change, separators=(",", ":"))) for change in found]
    return Told(whole[0].fetched_at if whole else None, documents)
