import json
import stat
from base64 import b64encode
from collections.abc import Iterator

import pytest
from homes import Home, key_for
from server.started import Served, serving, token

PATHS = ("/v1/models", "/api/search?q=x", "/metrics", "/api/events", "/openapi.json", "/nowhere")
JSON = {"content_type": "application/json"}


@pytest.fixture(scope="module")
def secrets() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, secrets: dict[str, str]) -> Iterator[Served]:
    """A server that asks for tokens, though on this machine."""
    home = Home(tmp_path_factory.mktemp("guarded"))
    secrets["read"] = token(home, "reader")
    secrets["refresh"] = token(home, "writer", "--scope", "refresh")
    with serving(home, "--private", "--rate", "10000") as running:
        yield running


def test_where_others_can_ask_it_does_not_start_without_tokens(home: Home) -> None:
    for host in ("0.0.0.0", "::", "example.org"):
        ran = home.run("serve", "--host", host, "--port", "0")
        assert ran.returncode == 2
        assert "--new-token" in ran.stderr
        assert "--public" in ran.stderr


def test_a_token_is_told_once_and_only_its_digest_is_kept(home: Home) -> None:
    secret = token(home, "ci")
    assert len(secret) > 40
    file = home.directory / "serve-tokens.json"
    assert secret not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert home.run("serve", "--list-tokens").stdout.split()[1:] == ["read", "ci"]
    assert home.run("serve", "--new-token", "ci").returncode == 2
    assert home.run("serve", "--revoke-token", "ci").returncode == 0
    assert home.run("serve", "--revoke-token", "ci").returncode == 2
    assert home.run("serve", "--list-tokens").stdout == ""


@pytest.mark.parametrize("path", PATHS)
def test_strangers_are_told_nothing(guarded: Served, path: str) -> None:
    wrong = {"authorization": "Bearer wm_" + "x" * 43}
    for headers in ({}, wrong, {"x_api_key": "x"}, {"authorization": "Basic !!!"}):
        reply = guarded.ask(path, **headers)
        assert (reply.status, reply.json["error"]["type"]) == (401, "authentication_error")
        assert reply.headers["www-authenticate"].startswith("Bearer")
        assert "etag" not in reply.headers


def test_a_token_opens_by_every_way_that_clients_send_one(
    guarded: Served, secrets: dict[str, str]
) -> None:
    secret = secrets["read"]
    basic = b64encode(f"anybody:{secret}".encode()).decode()
    for headers in (
        {"authorization": f"Bearer {secret}"},
        {"authorization": f"Basic {basic}"},
        {"x_api_key": secret},
    ):
        reply = guarded.ask("/v1/models", **headers)
        assert reply.status == 200
        assert reply.headers["cache-control"] == "private, max-age=60"
        assert "authorization" in reply.headers["vary"]


def test_probes_need_no_token(guarded: Served) -> None:
    assert guarded.ask("/healthz").status == 200
    assert guarded.ask("/readyz").status == 200


def test_who_may_read_may_not_refresh(guarded: Served, secrets: dict[str, str]) -> None:
    read, refresh = (f"Bearer {secrets[scope]}" for scope in ("read", "refresh"))
    assert guarded.ask("/api/refresh", "POST", b"{}", **JSON).status == 401
    assert guarded.ask("/api/refresh", "POST", b"{}", authorization=read, **JSON).status == 403
    assert guarded.ask("/v1/models", authorization=refresh).status == 200
    body = json.dumps({"providers": ["groq"]}).encode()
    reply = guarded.ask("/api/refresh", "POST", body, authorization=refresh, **JSON)
    assert (reply.status, reply.json["accepted"]) == (202, ["groq"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"nonsense", 400),
        (b"[]", 400),
        (b'{"providers": "groq"}', 400),
        (b'{"providers": [1]}', 400),
        (b'{"providers": ["http://127.0.0.1:1/"]}', 400),
        (b'{"providers": ["groq"], "url": "http://127.0.0.1:1/"}', 400),
        (b'{"providers": ["../../etc/passwd"]}', 400),
        (b"[" * 60_000, 400),
        (b" " * 70_000, 413),
    ],
)
def test_nothing_but_providers_can_be_named(
    guarded: Served, secrets: dict[str, str], body: bytes, status: int
) -> None:
    bearer = f"Bearer {secrets['refresh']}"
    reply = guarded.ask("/api/refresh", "POST", body, authorization=bearer, **JSON)
    assert reply.status == status


def test_pages_of_others_cannot_make_a_browser_refresh(served: Served) -> None:
    assert served.ask("/api/refresh", "POST", b"{}").status == 415
    plain = {"content_type": "text/plain"}
    assert served.ask("/api/refresh", "POST", b"{}", **plain).status == 415
    foreign = {**JSON, "origin": "https://evil.example"}
    assert served.ask("/api/refresh", "POST", b"{}", **foreign).status == 403


def test_a_name_that_leads_here_from_elsewhere_is_refused(served: Served) -> None:
    for host in (
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "[::2]",
        "localhost.evil",
    ):
        assert served.ask("/v1/models", host=host).status == 421, host
    for host in ("localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8766", "app.localhost:3000"):
        assert served.ask("/v1/models", host=host).status == 200, host


def test_no_page_may_read_unless_it_was_said(served: Served, home: Home) -> None:
    page = {"origin": "https://app.example"}
    assert "access-control-allow-origin" not in served.ask("/v1/models", **page).headers
    with serving(home, "--cors", "https://app.example") as opened:
        reply = opened.ask("/v1/models", **page)
        assert reply.headers["access-control-allow-origin"] == "https://app.example"
        assert "origin" in reply.headers["vary"]
        other = opened.ask("/v1/models", origin="https://evil.example")
        assert "access-control-allow-origin" not in other.headers
        asked = opened.ask("/v1/models", "OPTIONS", access_control_request_method="GET", **page)
        assert asked.status == 204
        assert "authorization" in asked.headers["access-control-allow-headers"]


def test_who_asks_too_often_has_to_wait(home: Home) -> None:
    with serving(home, "--rate", "1") as limited:
        replies = [limited.ask("/v1/models/openai/gpt-4.1") for _ in range(8)]
        refused = [reply for reply in replies if reply.status == 429]
        assert refused
        assert int(refused[0].headers["retry-after"]) >= 1
        assert limited.ask("/healthz").status == 200


def test_to_the_public_everybody_may_read_and_nobody_refresh(home: Home) -> None:
    with serving(home, "--host", "0.0.0.0", "--public") as public:
        assert public.ask("/v1/models", host="models.example").status == 200
        assert public.ask("/v1/models").headers["cache-control"].startswith("public")
        assert public.ask("/api/refresh", "POST", b"{}", **JSON).status == 401


def test_a_revoked_token_is_worth_nothing_after_a_reload(home: Home) -> None:
    import signal

    secret = token(home, "leaver")
    token(home, "stayer")
    with serving(home, "--private") as guarded:
        bearer = {"authorization": f"Bearer {secret}"}
        assert guarded.ask("/v1/models", **bearer).status == 200
        home.run("serve", "--revoke-token", "leaver")
        guarded.signal(signal.SIGHUP)
        guarded.until(lambda: guarded.ask("/v1/models", **bearer).status == 401)


def test_no_key_is_in_any_answer(home: Home) -> None:
    for name in ("groq", "openai", "anthropic"):
        home.environ[home.world().providers[name].key_env[0]] = key_for(name)
    with serving(home) as served:
        paths = list(served.ask("/openapi.json").json["paths"])
        paths = [path.replace("{id}", "groq/openai/gpt-oss-120b") for path in paths]
        paths.remove("/api/events")
        found = served.ask("/api/providers?provider=groq").json["providers"]
        assert found[0]["key_found"] is True
        for path in [*paths, "/api/search?q=canary", "/api/suggest?string=groq/canary", "/none"]:
            assert b"canary-" not in served.ask(path).body, path
        assert not any("canary-" in line for line in served.said)
