from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.server.gate import LOCAL, Gate, Rules, called, secret_of
from whichmodel.server.tokens import Token, digest

HOSTS = frozenset(LOCAL)
TOKENS = [
    Token("a", "read", digest(b"reading"), "2026-11-22"),
    Token("b", "refresh", digest(b"refreshing"), "2026-11-22"),
]


def refused(rules: Rules, scope: str = "read", path: str = "/v1/models", **headers: str) -> int:
    named = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
    refusal = Gate(rules).refusal(path, "192.0.2.1", named, scope)
    return refusal.status if refusal else 0


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_a_token_opens_what_its_scope_says() -> None:
    rules = Rules(tokens=TOKENS)
    assert refused(rules) == 401
    assert refused(rules, **bearer("wrong")) == 401
    assert refused(rules, **bearer("reading")) == 0
    assert refused(rules, "refresh", **bearer("reading")) == 403
    assert refused(rules, "refresh", **bearer("refreshing")) == 0


def test_no_tokens_open_nothing_and_no_rule_opens_everything() -> None:
    assert refused(Rules(tokens=[]), **bearer("")) == 401
    assert refused(Rules(tokens=None), "refresh") == 0


def test_what_is_free_to_read_is_not_free_to_refresh() -> None:
    rules = Rules(tokens=TOKENS, free=True)
    assert refused(rules) == 0
    assert refused(rules, "refresh") == 401


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:80", "[::1]", "[::1]:1", "a.LOCALHOST:9"])
def test_this_machine_goes_by_these_names(host: str) -> None:
    assert called(host.encode(), HOSTS)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30))
def test_no_other_name_is_this_machine(name: str) -> None:
    assert not called(f"{name}.example".encode(), HOSTS)
    assert not called(f"{name}.example:80".encode(), HOSTS)


@given(st.binary(max_size=100))
def test_any_authorization_can_be_read(value: bytes) -> None:
    assert isinstance(secret_of({b"authorization": value, b"x-api-key": b"k"}), bytes)


def test_a_browser_sends_the_token_as_a_password() -> None:
    basic = b64encode(b"somebody:a:b").decode()
    assert secret_of({b"authorization": f"Basic {basic}".encode()}) == b"a:b"


def test_only_a_proxy_that_is_known_may_say_for_whom_it_asks() -> None:
    def clients(rules: Rules, *chains: str) -> list[int]:
        gate = Gate(rules)
        statuses = []
        for chain in chains:
            refusal = gate.refusal("/", "192.0.2.1", {b"x-forwarded-for": chain.encode()}, "read")
            statuses.append(refusal.status if refusal else 0)
        return statuses

    chains = [f"10.0.0.{number}" for number in range(5)]
    assert clients(Rules(rate=0.5), *chains) == [0, 429, 429, 429, 429]
    behind = Rules(rate=0.5, proxies=frozenset(("192.0.2.1",)))
    assert clients(behind, *chains) == [0] * 5
    # The first of a chain is whatever the client made up.
    assert clients(behind, *(f"made-up-{chain}, 10.0.0.9" for chain in chains))[1:] == [429] * 4
