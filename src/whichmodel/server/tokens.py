"""Who may ask: a file of tokens, of which only digests are kept.

A token is 256 random bits, so one round of SHA-256 is as good as many: nobody can go through what
it might have been, and a slow digest would only let strangers keep this process busy.
"""

import hmac
import json
import os
import secrets
from hashlib import sha256
from typing import NamedTuple

from whichmodel.discovery.errors import ConfigurationError, UsageError

READ, REFRESH = "read", "refresh"
SCOPES = (READ, REFRESH)
"""Each may do what those before it may."""
FILE = "serve-tokens.json"
MARK = "wm_"


class Token(NamedTuple):
    """One that was given out: whose it is, what it may do, and its digest in hexadecimal."""

    name: str
    scope: str
    sha256: str
    created: str


def read(path: str) -> list[Token]:
    """The tokens in a file; none where there is no file, ConfigurationError where it is damaged."""
    try:
        with open(path, encoding="utf-8") as file:
            return [_token(row) for row in json.load(file)["tokens"]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError(f"{path} is no file of tokens") from None


def _token(row: dict[str, str]) -> Token:
    token = Token(**row)
    digest_ok = len(token.sha256) == 64 and set(token.sha256) <= set("0123456789abcdef")
    if token.scope not in SCOPES or not digest_ok:
        raise ValueError
    return token


def write(path: str, tokens: list[Token]) -> None:
    """Put the tokens in a file that only its owner can read, whole or not at all."""
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    partial = f"{path}.{os.getpid()}.part"
    descriptor = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump({"tokens": [token._asdict() for token in tokens]}, file, indent=2)
        file.write("\n")
    os.replace(partial, path)


def create(path: str, name: str, scope: str, today: str) -> str:
    """Give out a token: it is told now, and never again."""
    known = read(path)
    if any(token.name == name for token in known):
        raise UsageError(f"there is a token called {name!r}: revoke it first, or take another name")
    secret = MARK + secrets.token_urlsafe(32)
    write(path, [*known, Token(name, scope, digest(secret.encode()), today)])
    return secret


def revoke(path: str, name: str) -> None:
    """Take a token back; servers that run have to be told (SIGHUP)."""
    known = read(path)
    left = [token for token in known if token.name != name]
    if len(left) == len(known):
        raise UsageError(f"no token is called {name!r}")
    write(path, left)


def digest(secret: bytes) -> str:
    """What is kept of a token."""
    return sha256(secret).hexdigest()


def holder(tokens: list[Token], secret: bytes) -> Token | None:
    """Whose token it is; all are compared, each in constant time."""
    given = digest(secret)
    found = None
    for token in tokens:
        if hmac.compare_digest(token.sha256, given):
            found = token
    return found
