"""Whether a request is answered: its host, its client's rate, its token."""

from base64 import b64decode
from binascii import Error as NotBase64
from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from whichmodel.server.limits import Limits, network
from whichmodel.server.tokens import REFRESH, Token, holder

LOCAL = ("localhost", "127.0.0.1", "[::1]", "::1")
LOCAL_DOMAIN = ".localhost"
OPEN = ("/healthz", "/readyz")
"""Who starts and stops servers asks here without a token."""
CHALLENGE = b'Bearer realm="whichmodel", Basic realm="whichmodel", charset="UTF-8"'
"""Basic is for browsers: any name, and the token as the password."""

Given = dict[bytes, bytes]


class Rules(NamedTuple):
    """Who may ask.

    `hosts` are the names by which this server may be called, none for any: a page that leads its
    own name to this machine must not read what is here. `tokens` None asks nobody who they are;
    `free` asks only those who want more than to read. `proxies` may say for whom they ask.
    """

    hosts: frozenset[str] = frozenset()
    tokens: list[Token] | None = None
    free: bool = False
    rate: float = 0.0
    proxies: frozenset[str] = frozenset()


class Refusal(NamedTuple):
    """Why not: an HTTP status, words, and headers that say more."""

    status: int
    words: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Gate:
    """The rules, and how often each client asked lately."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.limits = Limits(rules.rate)

    def refusal(self, path: str, client: str, given: Given, scope: str) -> Refusal | None:
        """Why this request is not answered; None where it is."""
        rules = self.rules
        if rules.hosts and not called(given.get(b"host", b""), rules.hosts):
            return Refusal(421, "this server does not go by that name (see --host-name)")
        if path in OPEN:
            return None
        if rules.rate:
            wait = self.limits.wait(network(self._asking(client, given)), monotonic())
            if wait:
                after = str(int(wait) + 1).encode()
                return Refusal(429, "too many requests", ((b"retry-after", after),))
        if rules.tokens is None or (rules.free and scope != REFRESH):
            return None
        return self._stranger(given, scope)

    def _stranger(self, given: Given, scope: str) -> Refusal | None:
        secret = secret_of(given)
        found = holder(self.rules.tokens or [], secret) if secret else None
        if found is None:
            words = "this token is not known here" if secret else "a token is needed"
            return Refusal(401, words, ((b"www-authenticate", CHALLENGE),))
        if scope == REFRESH and found.scope != REFRESH:
            return Refusal(403, "this token may read only")
        return None

    def _asking(self, client: str, given: Given) -> str:
        """For whom a proxy asks: the last whom no proxy of ours is."""
        proxies = self.rules.proxies
        if client not in proxies:
            return client
        chain = given.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        named = [each.strip() for each in chain if each.strip()]
        return next((each for each in reversed(named) if each not in proxies), client)


@lru_cache(maxsize=256)
def called(host: bytes, hosts: frozenset[str]) -> bool:
    """Whether a `Host` is a name of this server, whatever its port; nothing at all is none."""
    if not host:
        return True  # no browser leaves it out
    name = host.decode("latin-1").lower()
    if not name.startswith("["):
        name = name.rpartition(":")[0] or name
    elif not name.endswith("]"):
        name = name.rpartition(":")[0]
    return name in hosts or name.endswith(LOCAL_DOMAIN)


def secret_of(given: Given) -> bytes:
    """The token of a request: a bearer's, an `x-api-key`, or the password of a browser."""
    scheme, _, rest = given.get(b"authorization", b"").strip().partition(b" ")
    if scheme.lower() == b"bearer":
        return rest.strip()
    if scheme.lower() == b"basic":
        try:
            return b64decode(rest.strip(), validate=True).partition(b":")[2]
        except (NotBase64, ValueError):
            return b""
    return given.get(b"x-api-key", b"").strip()
