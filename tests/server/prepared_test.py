import pytest
from hypothesis import given
from hypothesis import strategies as st
from server.extras import needs

needs("serve")

from whichmodel.server.policy import Policy
from whichmodel.server.prepared import (
    PLAIN,
    Kind,
    Prepared,
    accepted,
    chosen,
    coded,
    matches,
    prepared,
)

TEXT = b'{"id": "groq/llama"}' * 100


def answer(body: bytes = TEXT, policy: Policy = Policy(), kind: Kind = Kind()) -> Prepared:  # noqa: B008
    return prepared([(name, *each) for name, each in coded(body).items()], kind, policy)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (b"", b""),
        (b"gzip", b"gzip"),
        (b"gzip, deflate, br, zstd", b"br"),
        (b"gzip;q=1.0, br;q=0.5", b"gzip"),
        (b"br;q=0, zstd", b"zstd"),
        (b"*", b"br"),
        (b"*;q=0", b""),
        (b"identity", b""),
        (b"GZIP", b"gzip"),
        (b"br;q=nonsense", b""),
        (b"deflate", b""),
    ],
)
def test_the_client_decides_and_then_the_size(accept: bytes, expected: bytes) -> None:
    made = answer()
    assert chosen(made, accept) is made.codings[expected]


def test_what_is_small_is_sent_as_it_is() -> None:
    assert list(coded(b"{}")) == [PLAIN]


@given(st.binary(max_size=200))
def test_any_accept_encoding_finds_something(accept: bytes) -> None:
    assert set(accepted(accept)) <= {b"br", b"zstd", b"gzip"}


@given(st.binary(max_size=2000))
def test_no_coding_is_larger_than_the_bytes_and_every_tag_is_its_own(body: bytes) -> None:
    made = coded(body)
    assert made[PLAIN][0] == body
    assert all(len(data) <= len(body) for data, _ in made.values())
    assert len({tag for _, tag in made.values()}) == len(made)


def test_the_same_bytes_have_the_same_tag() -> None:
    assert coded(TEXT) == coded(bytes(bytearray(TEXT)))


@pytest.mark.parametrize(
    ("condition", "same"),
    [
        (b'"a"', True), (b'W/"a"', True), (b'"b", "a"', True), (b"*", True),
        (b'"b"', False), (b"", False), (b"a", False), (b'"a', False),
    ],
)  # fmt: skip
def test_a_condition_holds_for_these_bytes_only(condition: bytes, same: bool) -> None:
    assert matches(condition, b'"a"') is same


def test_where_a_token_is_asked_for_no_cache_between_may_keep_the_answer() -> None:
    headers = dict(answer(policy=Policy(private=True, seconds=5)).codings[PLAIN].found)
    assert headers[b"cache-control"] == b"private, max-age=5"
    assert b"authorization" in headers[b"vary"]
    assert b"x-api-key" in headers[b"vary"]


def test_a_page_may_load_nothing_from_elsewhere() -> None:
    html = answer(kind=Kind("text/html; charset=utf-8")).codings[PLAIN]
    policy = dict(html.found)[b"content-security-policy"]
    assert b"default-src 'none'" in policy
    assert b"script-src 'self'" in policy
    assert b"unsafe" not in policy
    assert b"http" not in policy


def test_a_file_whose_name_is_its_digest_never_changes() -> None:
    headers = dict(answer(kind=Kind("text/css", (), immutable=True)).codings[PLAIN].found)
    assert headers[b"cache-control"] == b"public, max-age=31536000, immutable"


def test_the_head_on_the_wire_is_that_of_the_headers() -> None:
    plain = answer().codings[PLAIN]
    lines = plain.found_head.split(b"\r\n")
    assert lines[0] == b"HTTP/1.1 200 OK"
    assert [tuple(line.split(b": ", 1)) for line in lines[1:-1]] == plain.found
    assert plain.unchanged_head.startswith(b"HTTP/1.1 304 Not Modified\r\netag: " + plain.tag)
