"""How often one client may ask: a bucket of tokens for each, in memory."""

from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

CLIENTS = 10_000
"""So many are remembered; then those that asked longest ago are forgotten."""
SECONDS = 2
"""A bucket holds so many seconds' worth of requests."""


class Bucket(NamedTuple):
    """How many requests are left, as of a time."""

    left: float
    at: float


class Limits:
    """A steady rate for each client, with a burst; a rate of 0 limits nobody."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.most = max(1.0, rate * SECONDS)
        self._buckets: dict[str, Bucket] = {}

    def wait(self, client: str, now: float) -> float:
        """Count a request; 0 where it may go ahead, else after how many seconds the next may."""
        if not self.rate:
            return 0.0
        bucket = self._buckets.pop(client, None) or Bucket(self.most, now)
        left = min(self.most, bucket.left + (now - bucket.at) * self.rate)
        allowed = left >= 1
        self._buckets[client] = Bucket(left - 1 if allowed else left, now)
        if len(self._buckets) > CLIENTS:
            self._buckets.pop(next(iter(self._buckets)))
        return 0.0 if allowed else (1 - left) / self.rate


def network(address: str) -> str:
    """Who counts as one client: an address, or the /64 that a household or machine has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
