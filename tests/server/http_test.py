import gzip
import json
import re
import sys
from hashlib import blake2b
from urllib.parse import quote

import pytest
from server.extras import needs
from server.started import Served

needs("serve")

import brotli

from whichmodel.server.routes import BENEATH, DOCUMENT, PAGE, ROUTES
from whichmodel.server.special import SPECIAL

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}
PREPARED = [path for path, route in ROUTES.items() if route.prepared]


def listed(served: Served, *arguments: str) -> list[str]:
    """The ids that the command line lists."""
    ran = served.home.run("list", "--format", "ids", *arguments)
    return sorted(ran.stdout.split())


def everything(served: Served) -> list[str]:
    return listed(served, "--kind", "all")


def test_every_shape_lists_every_model_that_the_command_line_lists(served: Served) -> None:
    wanted = everything(served)
    assert len(wanted) > 1000
    for path in ("/v1/models", "/models", "/anthropic/v1/models", "/api/v1/models"):
        assert sorted({row["id"] for row in served.ask(path).json["data"]}) == wanted
    for path in ("/model/info", "/v1/model/info"):
        assert sorted({row["model_name"] for row in served.ask(path).json["data"]}) == wanted
    assert sorted({row["model"] for row in served.ask("/api/tags").json["models"]}) == wanted
    assert (
        sorted({row["id"] for row in served.ask("/api/models?kind=all").json["models"]}) == wanted
    )


def test_the_keys_of_models_dev_make_the_string_where_a_prefix_is_one_provider_s(
    served: Served,
) -> None:
    document = served.ask("/api.json").json
    made = {f"{provider}/{model}" for provider, row in document.items() for model in row["models"]}
    assert {id_ for id_ in everything(served) if id_.startswith(("groq/", "gemini/"))} <= made
    assert sum(len(row["models"]) for row in document.values()) == len(everything(served))


@pytest.mark.parametrize("path", PREPARED)
def test_the_etag_is_a_digest_of_the_very_bytes_in_every_coding(served: Served, path: str) -> None:
    plain = served.ask(path)
    for coding, decode in DECODERS.items():
        reply = served.ask(path, accept_encoding=coding)
        assert reply.headers["content-encoding"] == coding
        assert decode(reply.body) == plain.body
        assert reply.headers["etag"] == f'"{blake2b(reply.body, digest_size=16).hexdigest()}"'
        assert "accept-encoding" in reply.headers["vary"]
        assert reply.headers["etag"] != plain.headers["etag"]
        assert int(reply.headers["content-length"]) == len(reply.body)


@pytest.mark.parametrize("path", [*PREPARED, "/api/search?q=kimi", "/v1/models/openai/gpt-4.1"])
def test_who_has_the_bytes_already_gets_none(served: Served, path: str) -> None:
    for coding in ("", *DECODERS):
        first = served.ask(path, accept_encoding=coding)
        for condition in (first.headers["etag"], f'"x", W/{first.headers["etag"]}', "*"):
            again = served.ask(path, accept_encoding=coding, if_none_match=condition)
            assert (again.status, again.body) == (304, b"")
            assert again.headers["etag"] == first.headers["etag"]
            assert again.headers["cache-control"] == first.headers["cache-control"]
            assert again.headers["vary"] == first.headers["vary"]
        assert served.ask(path, accept_encoding=coding, if_none_match='"other"').status == 200


@pytest.mark.parametrize("path", [*PREPARED, "/api/search?q=kimi", "/healthz", "/nowhere"])
def test_head_is_get_without_the_body(served: Served, path: str) -> None:
    got, head = served.ask(path), served.ask(path, "HEAD")
    assert (head.status, head.body) == (got.status, b"")
    differing = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in differing} == {
        k: v for k, v in got.headers.items() if k not in differing
    }


def test_a_cdn_may_keep_answers_and_nobody_keeps_what_is_of_this_moment(served: Served) -> None:
    control = served.ask("/v1/models").headers["cache-control"]
    assert control == "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
    for path in ("/healthz", "/readyz", "/metrics", "/nowhere"):
        assert served.ask(path).headers["cache-control"] == "no-store"


def test_the_path_or_the_headers_decide_between_openai_and_anthropic(served: Served) -> None:
    for headers in ({"anthropic_version": "2023-06-01"}, {"x_api_key": "any"}):
        reply = served.ask("/v1/models", **headers)
        assert reply.body == served.ask("/anthropic/v1/models").body
        assert {"anthropic-version", "x-api-key"} <= set(reply.headers["vary"].split(", "))
        one = served.ask("/v1/models/openai/gpt-4.1", **headers).json
        assert (one["type"], one["id"]) == ("model", "openai/gpt-4.1")
    assert served.ask("/v1/models").json["object"] == "list"


def test_anthropic_s_pages_are_the_whole_list_forwards_and_backwards(served: Served) -> None:
    path = "/anthropic/v1/models"
    whole = [row["id"] for row in served.ask(path).json["data"]]
    forwards, after = [], ""
    while True:
        page = served.ask(f"{path}?limit=1000{after}").json
        forwards += [row["id"] for row in page["data"]]
        assert (page["first_id"], page["last_id"]) == (page["data"][0]["id"], forwards[-1])
        if not page["has_more"]:
            break
        after = f"&after_id={quote(page['last_id'], safe='')}"
    assert forwards == whole
    back = served.ask(f"{path}?limit=3&before_id={quote(whole[10], safe='')}").json
    assert ([row["id"] for row in back["data"]], back["has_more"]) == (whole[7:10], True)
    assert served.ask(f"{path}?after_id=nobody/nothing").status == 400


@pytest.mark.parametrize("start", BENEATH)
def test_an_id_may_have_slashes_as_they_are_or_encoded(served: Served, start: str) -> None:
    id_ = "groq/openai/gpt-oss-120b"
    plain = served.ask(start + id_)
    assert plain.status == 200
    assert served.ask(start + quote(id_, safe="")).body == plain.body
    missing = served.ask(start + "groq/no-such-model")
    assert (missing.status, missing.json["error"]["type"]) == (404, "not_found_error")


def test_filters_are_those_of_the_command_line(served: Served) -> None:
    for query, arguments in {
        "": (),
        "provider=groq&kind=all": ("groq", "--kind", "all"),
        "provider=groq,cerebras&tools=true": ("groq", "cerebras", "--tools"),
        "kind=embedding": ("--kind", "embedding"),
        "vision&min_context=128k&max_price=$1": (
            "--vision", "--min-context", "128k", "--max-price", "1",
        ),
        "status=deprecated&status=preview": ("--status", "deprecated", "--status", "preview"),
        "newest=2": ("--newest", "2"),
        "newest=3&sort=price": ("--newest", "3", "--sort", "price"),
    }.items():  # fmt: skip
        rows = served.ask(f"/api/models?{query}").json["models"]
        assert sorted(row["id"] for row in rows) == listed(served, *arguments), query
    shaped = served.ask("/v1/models?provider=groq&tools=true").json["data"]
    assert sorted(row["id"] for row in shaped) == listed(served, "groq", "--tools", "--kind", "all")


@pytest.mark.parametrize("arguments", [("search", "kimi k2"), ("suggest", "gpt-4.1-mni")])
def test_searching_and_suggesting_are_those_of_the_command_line(
    served: Served, arguments: tuple[str, str]
) -> None:
    verb, words = arguments
    name = {"search": "q", "suggest": "string"}[verb]
    ours = served.ask(f"/api/{verb}?{name}={quote(words)}").json
    theirs = json.loads(served.home.run(verb, words, "--json").stdout)
    rows = {"search": "matches", "suggest": "suggestions"}[verb]
    assert ours[rows] == theirs[rows]
    assert ours[rows]


def test_one_model_is_the_row_of_the_list(served: Served) -> None:
    (row,) = served.ask("/api/models/openai/gpt-4.1").json["models"]
    rows = served.ask("/api/models?provider=openai").json["models"]
    assert row in rows


def test_what_changed_comes_in_three_forms(served: Served) -> None:
    whole = served.ask("/api/diff?since=90d").json
    assert whole["changes"]
    groq = served.ask("/api/diff?since=2024-01-01&provider=groq").json["changes"]
    assert {change["provider"] for change in groq} == {"groq"}
    assert served.ask("/feed.atom").body.count(b"<entry>") == len(
        served.ask("/api/diff").json["changes"]
    )
    assert b"<feed" in served.ask("/api/diff?format=atom&since=2w").body
    assert (
        served.ask("/api/diff?since=2024-01-01&limit=3").json["changes"]
        == served.ask("/api/diff?since=2024-01-01").json["changes"][:3]
    )


@pytest.mark.parametrize(
    "path",
    [
        "/api/models?foo=1",
        "/api/models?kind=nonsense",
        "/api/models?min_context=many",
        "/api/models?max_price=-1",
        "/api/models?newest=0",
        "/api/models?limit=99999999",
        "/api/models?provider=nobody-at-all",
        "/api/models?q=%ff",
        "/api/diff?since=yesterday",
        "/api/diff?since=99999999w",
        f"/api/search?q={'x' * 201}",
        f"/api/models?provider={'x' * 3000}",
        "/api/models?" + "&".join(["tools"] * 60),
        "/v1/models?kind=nonsense",
    ],
)
def test_what_cannot_be_understood_is_refused_in_one_line(served: Served, path: str) -> None:
    reply = served.ask(path)
    assert reply.status == 400
    error = reply.json["error"]
    assert error["type"] == "invalid_request_error"
    assert error["message"].isprintable()
    assert len(error["message"]) < 400


def test_what_clients_send_to_others_changes_nothing_in_their_shapes(served: Served) -> None:
    for path in ("/v1/models", "/api/v1/models", "/api.json", "/api/tags"):
        assert served.ask(f"{path}?beta=true&category=x").body == served.ask(path).body


@pytest.mark.parametrize("path", ["/v1/models", "/healthz", "/api/search", "/nowhere"])
def test_only_what_reads_is_taken_where_there_is_only_reading(served: Served, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        reply = served.ask(path, method, b"{}")
        assert reply.status == 405
        assert "GET" in reply.headers["allow"]


@pytest.mark.parametrize("path", ["/v1/models", "/nowhere", "/api/search?q=x", "/metrics"])
def test_no_browser_takes_an_answer_for_anything_else(served: Served, path: str) -> None:
    headers = served.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_every_path_is_in_the_openapi_document(served: Served) -> None:
    paths = served.ask("/openapi.json").json["paths"]
    known = {*ROUTES, *SPECIAL, "/openapi.json", *(start + "{id}" for start in BENEATH)}
    assert set(paths) == known


def test_the_page_is_there_and_may_load_nothing_from_elsewhere(served: Served) -> None:
    reply = served.ask("/", accept="text/html")
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = reply.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', reply.body.decode())
    assert scripts
    for name in scripts:
        script = served.ask(f"/{name}", accept_encoding="br")
        assert script.status == 200
        assert "immutable" in script.headers["cache-control"]


def test_metrics_count_what_was_answered(served: Served) -> None:
    def count() -> int:
        text = served.ask("/metrics").body.decode()
        line = 'whichmodel_requests_total{route="/api/tags",status="200"} '
        return int(
            next((row for row in text.splitlines() if row.startswith(line)), "0").split()[-1]
        )

    before = count()
    for _ in range(3):
        served.ask("/api/tags")
    assert count() == before + 3


def test_metrics_have_few_routes_however_many_files_the_page_has(served: Served) -> None:
    paths = re.findall(r'(?:src|href)="([^":#?]+)"', served.ask("/").body.decode())
    assert len({path for path in paths if served.ask(f"/{path}").status == 200}) > 2
    for path in ("/nowhere", "/nowhere/else?x", "/?q=kimi", "/v1/models/groq/a", "/v1/models/b"):
        served.ask(path)
    text = served.ask("/metrics").body.decode()
    counted = set(re.findall(r'route="([^"]*)"', text))
    assert counted <= {
        *ROUTES,
        *BENEATH,
        *SPECIAL,
        DOCUMENT,
        PAGE,
        "unknown",
        "refused",
        "preflight",
    }
    assert {PAGE, "unknown", "/v1/models/"} <= counted
