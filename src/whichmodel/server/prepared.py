"""An answer as it goes out: its bytes in every coding, each with the headers that belong to it.

A strong ETag is a digest of the very bytes that are sent, so each coding has its own.
"""

import gzip
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from whichmodel.server.policy import Policy

Headers = list[tuple[bytes, bytes]]

SMALL = 512
"""Bytes that no coding makes worth it."""
PLAIN = b""
CODINGS: dict[bytes, Callable[[bytes], bytes]] = {
    b"br": lambda data: brotli.compress(data, quality=6),
    b"zstd": lambda data: zstd.compress(data, 9),
    b"gzip": lambda data: gzip.compress(data, 6, mtime=0),
}
"""The preferred first: the smallest of what is made in the same time."""
JSON = "application/json"
HTML = "text/html; charset=utf-8"
SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
NO_CONTENT_POLICY = b"default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    b"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    b"form-action 'self'; frame-ancestors 'none'"
)


class Coded(NamedTuple):
    """The bytes of an answer in one coding, their ETag, and the headers with them and without.

    The two heads are the same as they stand on the wire, but for the time and the end.
    """

    data: bytes | memoryview
    tag: bytes
    found: Headers
    unchanged: Headers
    found_head: bytes
    unchanged_head: bytes


class Prepared(NamedTuple):
    """An answer in every coding that is worth it, by the coding's name; `PLAIN` is always there."""

    codings: dict[bytes, Coded]


class Kind(NamedTuple):
    """What an answer is: its media type, what else than the path decides it, how long it stays."""

    media: str = JSON
    varies: tuple[str, ...] = ()
    immutable: bool = False


def coded(data: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """The bytes in each coding that makes them smaller, with their ETags."""
    found = {PLAIN: data}
    if len(data) >= SMALL:
        made = {name: encode(data) for name, encode in CODINGS.items()}
        found |= {name: each for name, each in made.items() if len(each) < len(data)}
    return {name: (each, tag_of(each)) for name, each in found.items()}


def plain(data: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """The bytes as they are, and nothing else."""
    return {PLAIN: (data, tag_of(data))}


def tag_of(data: bytes) -> bytes:
    """The strong ETag of these bytes."""
    return b'"' + blake2b(data, digest_size=16).hexdigest().encode() + b'"'


def prepared(
    codings: Iterable[tuple[bytes, bytes | memoryview, bytes]], kind: Kind, policy: Policy
) -> Prepared:
    """The answer of bytes in their codings, each with its ETag, and the headers that fit."""
    shared = _shared(kind, policy)
    made = {}
    for name, data, tag in codings:
        both = [(b"etag", tag), *shared]
        found = [
            *both,
            (b"content-type", kind.media.encode()),
            (b"content-length", str(len(data)).encode()),
            *([(b"content-encoding", name)] if name else []),
            *SAFE,
            (b"content-security-policy", PAGE_POLICY if kind.media == HTML else NO_CONTENT_POLICY),
        ]
        heads = _head(b"200 OK", found), _head(b"304 Not Modified", both)
        made[name] = Coded(data, tag, found, both, *heads)
    return Prepared(made)


def _head(status: bytes, headers: Headers) -> bytes:
    lines = [b"HTTP/1.1 " + status, *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n"


def _shared(kind: Kind, policy: Policy) -> Headers:
    """What a 304 has as well."""
    token = ("authorization", "x-api-key") if policy.private else ()
    origin = ("origin",) if policy.origins else ()
    varies = dict.fromkeys(("accept-encoding", *kind.varies, *token, *origin))
    return [
        (b"cache-control", cache_control(kind.immutable, policy)),
        (b"vary", ", ".join(varies).encode()),
    ]


def cache_control(immutable: bool, policy: Policy) -> bytes:
    """Browsers and CDNs keep an answer for a minute, and longer while a newer one is fetched."""
    if immutable:
        return b"public, max-age=31536000, immutable"
    if policy.private:
        return b"private, max-age=%d" % policy.seconds
    return b"public, max-age=%d, stale-while-revalidate=600, stale-if-error=86400" % policy.seconds


@lru_cache(maxsize=256)
def accepted(accept: bytes) -> tuple[bytes, ...]:
    """The codings that a client takes, the best first, of its `Accept-Encoding`."""
    weights: dict[bytes, float] = {}
    for part in accept.lower().split(b","):
        name, _, parameter = part.partition(b";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get(b"*", 0.0)
    found = [(weights.get(name, others), name) for name in CODINGS]
    # The order of CODINGS decides between equals.
    return tuple(name for weight, name in sorted(found, key=lambda each: -each[0]) if weight > 0)


def _weight(parameter: bytes) -> float:
    name, equals, value = parameter.partition(b"=")
    if not equals or name.strip() != b"q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def chosen(answer: Prepared, accept: bytes) -> Coded:
    """The coding that is sent to this client."""
    if accept:
        for name in accepted(accept):
            found = answer.codings.get(name)
            if found:
                return found
    return answer.codings[PLAIN]


def matches(condition: bytes, tag: bytes) -> bool:
    """Whether the client has these bytes, by its `If-None-Match`."""
    if condition == tag or condition.strip() == b"*":
        return True
    return any(part.strip().removeprefix(b"W/") == tag for part in condition.split(b","))
