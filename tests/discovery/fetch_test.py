"""Whatever a server does, asking it gives one status word and one printable line, and no key."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from homes import PATIENCE, Home, key_for
from servers import liar
from servers.authority import Authority
from servers.liar import Liar, Script
from servers.proxy import proxying

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.fetch import (
    MAX_BODY,
    MAX_PAGES,
    NOT_MODIFIED,
    Answer,
    Connection,
    Fetched,
    listing,
)
from whichmodel.discovery.model import STATUSES, Provider
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.wire import Request

KEY = key_for("acme")
GOOD = liar.rows("acme/one", "acme/two")
BODIES = json.loads((Path(__file__).parents[1] / "data" / "error_bodies.json").read_text())


def acme(server: Liar, **changed: Any) -> Provider:
    return provider_row("acme", {"base_url": f"{server.origin}/v1", "key_env": ["ACME"], **changed})


def fetched(
    provider: Provider,
    key: str | None = KEY,
    seconds: float = PATIENCE,
    validators: dict[str, str] | None = None,
) -> Fetched:
    connection, deadline = Connection(), time.monotonic() + seconds

    def get(request: Request, known: dict[str, str]) -> Answer:
        return connection.get(request, deadline, known, key)

    return listing(provider, key, get, validators or {})


def models(found: Fetched) -> list[str]:
    return [record["model"] for record in found.records or []]


def problem(found: Fetched) -> ListingProblem:
    """What went wrong: a word we know, and a line that may be shown."""
    assert found.problem is not None
    assert found.problem.status in STATUSES
    assert 0 < len(found.problem.detail) < 400
    assert found.problem.detail.isprintable()
    assert KEY not in found.problem.detail
    return found.problem


# ── what error bodies say ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "said", BODIES, ids=lambda said: f"{said['provider']}: {said['condition']}"
)
def test_an_error_answer_gives_its_status_word(lie: Any, said: dict[str, Any]) -> None:
    body = said["body"] if isinstance(said["body"], str) else json.dumps(said["body"])
    server = lie(liar.quoting(said["http_status"], body, said["content_type"]))
    found = problem(fetched(acme(server)))
    assert found.status == said["status"]
    assert found.detail.startswith(f"HTTP {said['http_status']}")
    assert KEY[:12] not in found.detail


def test_the_words_of_an_error_are_told(lie: Any) -> None:
    server = lie(liar.answer({"error": {"message": "Payment is overdue"}}, 402))
    assert problem(fetched(acme(server))).detail == "HTTP 402: Payment is overdue"


@pytest.mark.parametrize(
    ("wait", "told"),
    [("17", "; try again in 17 s"), ("Wed, 21 Oct 2026 07:28:00 GMT", ""), ("", "")],
)
def test_a_rate_limit_tells_how_long_to_wait(lie: Any, wait: str, told: str) -> None:
    server = lie(liar.answer({"error": {"message": "slow down"}}, 429, Retry_After=wait))
    found = problem(fetched(acme(server)))
    assert (found.status, found.detail) == ("rate_limited", f"HTTP 429: slow down{told}")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"error": {"message": "Invalid API key"}}, "auth_failed"),
        ({"error": "Unexpected endpoint or method."}, "unsupported"),
        ({"code": "InvalidApiKey", "message": "Invalid API-key provided."}, "auth_failed"),
        ({"success": False, "message": "Too many requests"}, "rate_limited"),
        ([{"error": {"message": "no such luck"}}], "malformed"),
    ],
)
def test_an_error_inside_an_answer_that_calls_itself_fine(lie: Any, body: Any, status: str) -> None:
    found = problem(fetched(acme(lie(liar.answer(body)))))
    assert found.status == status
    assert found.detail.startswith("error in the answer: ")


# ── what arrives is no answer ────────────────────────────────────────────────────────────────────

TRUNCATED = json.dumps(GOOD)[:-9]
BROKEN: dict[str, tuple[Script, str, str]] = {
    "closed without a word": (liar.hang_up(), "unreachable", "closed"),
    "reset without a word": (liar.reset(), "unreachable", "closed"),
    "reset within the headers": (liar.reset(b"HTTP/1.1 200 OK\r\nX:"), "unreachable", "closed"),
    "closed within the headers": (liar.hang_up(b"HTTP/1.1 200 OK\r\nX: y"), "malformed", "empty"),
    "another protocol": (liar.hang_up(b"SSH-2.0-OpenSSH_9.6\r\n"), "malformed", "not HTTP"),
    "bytes": (liar.hang_up(bytes(range(256)) * 300), "malformed", "not HTTP"),
    "a header without an end": (
        liar.hang_up(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000), "malformed", "not HTTP",
    ),
    "a thousand headers": (
        liar.hang_up(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000), "malformed", "not HTTP",
    ),
    "shorter than announced": (liar.cut_short(TRUNCATED, 9), "malformed", "9 bytes short"),
    "no last chunk": (liar.cut_chunks(TRUNCATED), "malformed", "broke off"),
    "chunks that are none": (
        liar.raw(liar.head(200, Transfer_Encoding="chunked") + b"xyz\r\n"),
        "malformed", "broke off",
    ),
    "truncated JSON": (liar.answer(TRUNCATED), "malformed", "not JSON"),
    "nothing": (liar.answer(""), "malformed", "empty"),
    "no content": (liar.raw(liar.head(204)), "malformed", "empty"),
    "a web page": (liar.answer("<!DOCTYPE html><p>Sign in", Content_Type="text/html"),
                   "malformed", "web page"),
    "words": (liar.answer("all is well", Content_Type="text/plain"), "malformed", "not JSON"),
    "not UTF-8": (liar.answer(b'{"data": [{"id": "caf\xe9"}]}'), "malformed", "not JSON"),
    "broken gzip": (liar.zipped(GOOD, cut=8), "malformed", "broke off"),
    "gzip that is none": (liar.answer(GOOD, Content_Encoding="gzip"), "malformed", "gzip"),
    "a gzip bomb": (liar.zipped(b" " * (MAX_BODY + 1)), "too_large", "32 MB"),
    "a compression nobody asked for": (
        liar.answer(b"\x1b\x00\x00", Content_Encoding="br"), "malformed", "not JSON",
    ),
    "50 MB, announced": (liar.megabytes(50, length=True), "too_large", "32 MB"),
    "50 MB, unannounced": (liar.megabytes(50, length=False), "too_large", "32 MB"),
    "a hundred thousand brackets": (liar.answer("[" * 100_000), "malformed", "deeply"),
    "closed brackets, deep inside": (
        liar.answer('{"data": ' + "[" * 50_000 + "]" * 50_000 + "}"), "malformed", "deeply",
    ),
    "a number": (liar.answer("7"), "malformed", "no list"),
    "a word": (liar.answer('"models"'), "malformed", "no list"),
    "null": (liar.answer("null"), "malformed", "no list"),
    "another object": (liar.answer({"status": "ok"}), "malformed", "no list"),
    "a list that is none": (liar.answer({"data": {"id": "x"}}), "malformed", "no list"),
    "a hundred thousand rows": (
        liar.answer(liar.rows(*map(str, range(100_000)))), "too_large", "50000 rows",
    ),
    "304 to nobody's question": (liar.raw(liar.head(304)), "malformed", "304"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_is_none_has_its_status_word(lie: Any, name: str) -> None:
    script, status, words = BROKEN[name]
    found = problem(fetched(acme(lie(script))))
    assert found.status == status
    assert words in found.detail


@pytest.mark.parametrize(
    "script",
    [
        liar.hang(), liar.stall(), liar.stall('{"data": ['), liar.drip_body(), liar.drip_body(401),
        liar.drip_headers(),
    ],
)  # fmt: skip
def test_a_server_that_never_ends_is_a_timeout(lie: Any, home: Home, script: Script) -> None:
    server = lie(script)
    home.at(groq=f"{server.origin}/v1")
    told = home.ask("groq", timeout=0.5)["groq"]
    assert (told.status, told.models) == ("timeout", 0)


@pytest.mark.parametrize("script", [liar.hang(), liar.stall('{"data": ['), liar.drip_body()])
def test_the_thread_that_asks_such_a_server_ends_as_well(lie: Any, script: Script) -> None:
    assert problem(fetched(acme(lie(script)), seconds=0.3)).status == "timeout"


def test_nobody_there_is_unreachable(lie: Any) -> None:
    server = lie({})
    provider = acme(server)
    server.shutdown()
    server.server_close()
    found = problem(fetched(provider))
    assert (found.status, found.detail) == (
        "unreachable",
        "connection refused: nothing listens there",
    )


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/a b", "http://127.a..b/v1", "http://127.0.0.1:1/é"]
)
def test_an_address_that_cannot_be_asked_is_unreachable(url: str) -> None:
    provider = provider_row("acme", {"base_url": url, "listing": "local"})
    found = problem(fetched(provider, key=None))
    assert (found.status, "base_url" in found.detail) == ("unreachable", True)


# ── what is odd and still an answer ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "script",
    [
        liar.answer(GOOD),
        liar.answer(GOOD, Content_Type="text/html"),
        liar.raw(liar.head(200) + json.dumps(GOOD).encode()),
        liar.raw(b"HTTP/1.0 200 OK\r\n\r\n" + json.dumps(GOOD).encode()),
        liar.zipped(GOOD),
        liar.answer(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()),
        liar.answer(json.dumps(GOOD).encode("utf-16")),
        liar.answer(b"\n\n  " + json.dumps(GOOD).encode()),
        liar.answer(GOOD["data"]),
        liar.answer({"models": GOOD["data"]}),
    ],
)
def test_an_odd_answer_is_an_answer(lie: Any, script: Script) -> None:
    found = fetched(acme(lie(script)))
    assert (models(found), found.problem, found.skipped) == (["acme/one", "acme/two"], None, 0)


ODD_ROWS = [
    None, 7, "acme/word", [], [{"id": "acme/nested"}], {}, {"id": None}, {"id": 7}, {"id": ""},
    {"id": "acme/\u001b[31mred"}, {"id": "acme/\u202eesrever"}, {"id": "acme/\u0000"},
    {"id": "acme/\ud800"}, {"id": "acme/two\nlines"}, {"id": " acme/padded "}, {"id": "x" * 2000},
]  # fmt: skip


def test_rows_that_cannot_be_read_are_counted_and_the_others_stay(lie: Any) -> None:
    rows = [{"id": "acme/first"}, *ODD_ROWS, {"id": "acme/last"}]
    found = fetched(acme(lie(liar.answer({"data": rows}))))
    assert models(found) == ["acme/first", "acme/last"]
    assert found.skipped == len(ODD_ROWS)


HUGE = "9" * 5000
ODD_VALUES = [
    "NaN", "Infinity", "-Infinity", HUGE, f"-{HUGE}", f"{HUGE}.{HUGE}", "1e999999999999",
    "1e-999999", "9" * 400, '"' + HUGE + '"', '"1e999999"', '"1e-999999"', '"NaN"', "-1", "0",
    "true", '"\\ud800"', "[[[[1]]]]", '{"a": {"b": null}}', '"2026-13-45"', '""',
]  # fmt: skip
FIELDS = (
    "created", "context_window", "max_completion_tokens", "name", "type", "pricing",
    "supports_tools", "supported_parameters", "architecture", "capabilities", "shutdown_date",
)  # fmt: skip


@pytest.mark.parametrize("value", ODD_VALUES, ids=lambda value: value[:20])
def test_an_odd_value_costs_no_row(lie: Any, value: str) -> None:
    stated = ", ".join(f'"{field}": {value}' for field in FIELDS)
    inner = f'"pricing": {{"prompt": {value}, "completion": {value}}}'
    body = f'{{"data": [{{"id": "acme/one", {stated}}}, {{"id": "acme/two", {inner}}}]}}'
    found = fetched(acme(lie(liar.answer(body))))
    assert (models(found), found.problem) == (["acme/one", "acme/two"], None)
    assert len(json.dumps(found.records)) < 1000


@pytest.mark.parametrize("body", [{"data": None}, {"data": []}, [], {"models": []}])
def test_an_empty_list_is_no_models(lie: Any, body: Any) -> None:
    found = fetched(acme(lie(liar.answer(body))))
    assert (found.records, found.problem) == ([], None)


# ── pages ────────────────────────────────────────────────────────────────────────────────────────

PAGING = {"param": "after_id", "next": "last_id", "more": "has_more"}


def by_pages(server: Liar) -> Provider:
    return acme(server, calls=[{"paging": PAGING}])


def page(*models: str, following: Any) -> Script:
    return liar.answer({**liar.rows(*models), "has_more": True, "last_id": following})


LAST = liar.listed("acme/last")


def test_pages_are_followed(lie: Any) -> None:
    server = lie(liar.paged({None: page("acme/first", following="a b&c"), "a b&c": LAST}))
    found = fetched(by_pages(server))
    assert (models(found), found.problem) == (["acme/first", "acme/last"], None)


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (liar.answer("oops", 500), "unreachable"),
        (liar.answer("oops", 401), "auth_failed"),
        (liar.answer("<html>"), "malformed"),
        (liar.hang_up(), "unreachable"),
        (page("acme/again", following="2"), "partial"),
    ],
)
def test_a_page_that_fails_leaves_those_before_it(lie: Any, second: Script, status: str) -> None:
    server = lie(liar.paged({None: page("acme/first", following="2"), "2": second}))
    found = fetched(by_pages(server))
    assert models(found)[0] == "acme/first"
    assert problem(found).status == status


@pytest.mark.parametrize("token", ["\ud800", "x" * 100_000, "a\r\nHost: elsewhere", "\u202e"])
def test_a_token_that_makes_no_url_leaves_the_page_it_came_with(lie: Any, token: str) -> None:
    found = fetched(by_pages(lie(page("acme/first", following=token))))
    assert models(found) == ["acme/first"]
    assert problem(found).status == "malformed"


def test_pages_without_end_are_left(lie: Any) -> None:
    numbers = iter(range(10_000))

    def endless(exchange: liar.Exchange) -> None:
        number = next(numbers)
        page(f"acme/{number}", following=str(number))(exchange)

    server = lie(endless)
    found = fetched(by_pages(server))
    assert problem(found).status == "too_large"
    assert len(models(found)) == len(server.requests) <= MAX_PAGES + 1


# ── who hears what ───────────────────────────────────────────────────────────────────────────────


def test_the_key_goes_in_a_header_and_nowhere_else(lie: Any) -> None:
    server = lie(liar.answer(GOOD))
    fetched(acme(server))
    (asked,) = server.requests
    assert KEY not in asked.target
    assert [name for name, value in asked.headers.items() if KEY in value] == ["authorization"]


def test_a_redirect_within_the_origin_is_followed_with_the_key(lie: Any) -> None:
    server = lie({"/v1/models": liar.redirect("/v2/models"), "/v2/models": liar.answer(GOOD)})
    assert models(fetched(acme(server))) == ["acme/one", "acme/two"]
    assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"


def test_what_a_redirect_says_beside_where_to_is_not_waited_for(lie: Any) -> None:
    server = lie({"/v1/models": liar.drip_redirect(), "/v1/elsewhere": liar.answer(GOOD)})
    assert models(fetched(acme(server))) == ["acme/one", "acme/two"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin_is_not_followed(lie: Any, status: int) -> None:
    other = lie(liar.answer(GOOD))
    server = lie(liar.redirect(f"{other.origin}/v1/models", status))
    found = problem(fetched(acme(server)))
    assert found.status == "unreachable"
    assert f"127.0.0.1:{other.port}" in found.detail
    assert other.requests == []


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("file:///etc/passwd", "file:"),
        ("ftp://127.0.0.1/models", "ftp://127.0.0.1"),
        ("data:application/json,{}", "data:"),
        ("//elsewhere.test/v1/models", "elsewhere.test"),
        ("http://127.0.0.1:1:2/", "nowhere"),
        ("http://[::1/", "nowhere"),
        ("/v1/models", "redirects"),
        ("", "HTTP 302"),
    ],
)
def test_a_redirect_to_nowhere_good_is_unreachable(lie: Any, to: str, words: str) -> None:
    found = problem(fetched(acme(lie(liar.redirect(to)))))
    assert (found.status, words in found.detail) == ("unreachable", True)


def test_redirects_end(lie: Any) -> None:
    server = lie(
        {f"/v1/{at}": liar.redirect(f"/v1/{to}") for at, to in [("models", 1), (1, "models")]}
    )
    assert problem(fetched(acme(server))).status == "unreachable"
    assert len(server.requests) < 10


@pytest.mark.parametrize(
    "url",
    ["http://models.test/v1", "http://127.0.0.1.models.test/v1", "http://localhost.models.test/v1"],
)
def test_a_key_is_not_sent_over_plain_http_to_another_machine(url: str) -> None:
    # conftest turns any look-up of the name into a failure: nobody is asked.
    found = problem(fetched(provider_row("acme", {"base_url": url, "key_env": ["ACME"]})))
    assert (found.status, "https" in found.detail) == ("unsupported", True)


# ── 304 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("validator", [{"ETag": '"v1"'}, {"Last_Modified": "Sun, 22 Nov 2026"}])
def test_what_has_not_changed_is_not_sent_again(lie: Any, validator: dict[str, str]) -> None:
    provider = acme(lie(liar.conditional(GOOD, **validator)))
    first = fetched(provider)
    assert list(first.validators.values()) == list(validator.values())
    assert fetched(provider, validators=first.validators) == Fetched(
        None, 0, None, None, first.validators
    )


def test_validators_of_another_list_bring_the_list(lie: Any) -> None:
    provider = acme(lie(liar.conditional(GOOD, ETag='"v2"')))
    found = fetched(provider, validators={"etag": '"v1"'})
    assert (models(found), found.validators) == (["acme/one", "acme/two"], {"etag": '"v2"'})


def test_only_the_first_page_is_asked_conditionally(lie: Any) -> None:
    server = lie(liar.paged({None: page("acme/first", following="2"), "2": LAST}))
    fetched(by_pages(server), validators={"etag": '"v1"'})
    assert ["if-none-match" in asked.headers for asked in server.requests] == [True, False]


def test_a_list_in_pages_has_no_validators(lie: Any) -> None:
    first = liar.answer({**liar.rows("a"), "has_more": True, "last_id": "2"}, ETag='"v1"')
    second = liar.listed("b", ETag='"v1"')
    assert fetched(by_pages(lie(liar.paged({None: first, "2": second})))).validators == {}


def test_a_list_without_its_extras_has_no_validators(lie: Any) -> None:
    server = lie(liar.listed("a", ETag='"v1"'))
    provider = acme(server, calls=[{}, {"path": "/more", "role": "enrich"}])
    found = fetched(provider)
    assert (models(found), found.validators) == (["a"], {})


def test_not_modified_is_no_answer_of_the_server(lie: Any) -> None:
    server = lie(liar.conditional(GOOD, ETag='"v1"'))
    request = Request(f"{server.origin}/v1/models", {}, False)
    answer = Connection().get(request, time.monotonic() + PATIENCE, {"etag": '"v1"'})
    assert answer == Answer(NOT_MODIFIED, {"etag": '"v1"'})


# ── several calls ────────────────────────────────────────────────────────────────────────────────

FALLBACK = [{}, {"path": "/other", "role": "fallback"}]


@pytest.mark.parametrize(
    ("first", "asked_again"),
    [
        (liar.answer("no", 404), True),
        (liar.answer("<html>"), True),
        (liar.answer("no", 401), True),
        (liar.answer("no", 429), False),
        (liar.answer("no", 500), False),
        (liar.hang_up(), False),
    ],
)
def test_a_fallback_is_asked_where_that_makes_sense(
    lie: Any, first: Script, asked_again: bool
) -> None:
    server = lie({"/v1/models": first, "/v1/other": liar.listed("acme/other")})
    found = fetched(acme(server, calls=FALLBACK))
    assert models(found) == ["acme/other"] * asked_again
    assert (found.problem is None) == asked_again


def test_what_extras_say_when_they_fail_holds_no_key_either(lie: Any) -> None:
    server = lie({"/v1/models": liar.answer(GOOD), "/v1/more": liar.quoting(401, "not with KEY")})
    found = fetched(acme(server, calls=[{}, {"path": "/more", "role": "enrich"}]))
    assert (models(found), found.problem) == (["acme/one", "acme/two"], None)
    assert found.note == "/more: HTTP 401: not with …"


@pytest.mark.parametrize("spelling", ["KEY", "x/KEY/y"])
def test_a_key_among_the_rows_is_struck_out(lie: Any, spelling: str) -> None:
    body = f'{{"data": [{{"id": "acme/one", "name": "{spelling}"}}, {{"id": "acme/{spelling}"}}]}}'
    found = fetched(acme(lie(liar.quoting(200, body))))
    assert len(models(found)) == 2
    assert KEY not in json.dumps(found.records)


def test_a_dummy_key_strikes_nothing_out(lie: Any) -> None:
    assert models(fetched(acme(lie(liar.answer(GOOD))), key="acme")) == ["acme/one", "acme/two"]


# ── TLS and proxies ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    lie: Any, authority: Authority
) -> None:
    server = lie(liar.answer(GOOD), authority.context("127.0.0.1"))
    found = problem(fetched(acme(server)))
    assert (found.status, "SSL_CERT_FILE" in found.detail) == ("unreachable", True)
    assert server.requests == []


def test_ssl_cert_file_names_whom_to_trust(
    lie: Any, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    server = lie(liar.answer(GOOD), authority.context("127.0.0.1"))
    assert models(fetched(acme(server))) == ["acme/one", "acme/two"]


def test_a_certificate_for_another_name_is_not_trusted(
    lie: Any, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    server = lie(liar.answer(GOOD), authority.context("models.test"))
    assert "not trusted" in problem(fetched(acme(server))).detail


def test_plain_http_where_tls_was_expected_is_unreachable(lie: Any) -> None:
    server = lie(liar.answer(GOOD))
    url = server.origin.replace("http:", "https:")
    found = problem(fetched(provider_row("acme", {"base_url": url, "key_env": ["ACME"]})))
    assert found.status == "unreachable"


def test_tls_to_plain_http_is_a_redirect_to_another_site(
    lie: Any, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    plain = lie(liar.answer(GOOD))
    server = lie(
        liar.redirect(f"http://127.0.0.1:{plain.port}/v1/models"), authority.context("127.0.0.1")
    )
    assert problem(fetched(acme(server))).status == "unreachable"
    assert plain.requests == []


@pytest.fixture
def far_away(lie: Any, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Liar:
    """A server that is reached by the name models.test, if at all, through a proxy."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    server: Liar = lie(liar.answer(GOOD), authority.context("models.test"))
    return server


FAR_AWAY = provider_row("acme", {"base_url": "https://models.test/v1", "key_env": ["ACME"]})


def test_a_proxy_sees_the_host_and_neither_the_path_nor_the_key(
    far_away: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxying(far_away.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert models(fetched(FAR_AWAY)) == ["acme/one", "acme/two"]
    (asked,) = proxy.requests
    assert asked.startswith(b"CONNECT models.test:443 ")
    assert KEY.encode() not in asked


def test_no_proxy_is_honoured(far_away: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxying(far_away.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "models.test")
        with pytest.raises(AssertionError, match=r"a test asked for models\.test"):
            fetched(FAR_AWAY)
    assert proxy.requests == []


def test_a_proxy_that_refuses_is_unreachable(lie: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = lie({})
    monkeypatch.setenv("HTTPS_PROXY", proxy.origin)
    found = problem(fetched(FAR_AWAY))
    assert (found.status, "404" in found.detail) == ("unreachable", True)


def test_this_machine_is_asked_without_a_proxy(lie: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = lie(liar.answer(GOOD))
    with proxying(server.port) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        assert models(fetched(acme(server))) == ["acme/one", "acme/two"]
    assert proxy.requests == []


def test_a_list_that_lacks_what_another_call_would_have_added_is_a_part(lie: Any) -> None:
    """Else what only that call lists would look as if it were gone."""
    server = lie({"/v1/models": liar.answer(GOOD), "/v1/more": liar.answer({}, 403)})

    found = fetched(acme(server, calls=[{}, {"path": "/more", "role": "add"}]))

    assert models(found) == ["acme/one", "acme/two"]
    assert found.problem is not None
    assert found.problem.status == "auth_failed"
