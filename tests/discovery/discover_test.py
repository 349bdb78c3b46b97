"""A refresh keeps its promises whatever goes wrong: nothing good is lost, and nothing is hidden."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from homes import PATIENCE, START, Home, key_for, models
from servers import liar
from servers.liar import Script

from whichmodel.discovery.discover import recall, refresh, statuses, wanted
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import STATUSES, Listing
from whichmodel.discovery.providers import chosen

TEN = [f"acme/{number}" for number in range(10)]
GOOD = liar.listed(*TEN)
KEY = key_for("groq")
SOON = 0.5
"""Seconds after which a test that wants a timeout gets one."""

FAULTS: dict[str, tuple[Script, str]] = {
    "401": (liar.quoting(401, '{"error": {"message": "KEY is wrong"}}'), "auth_failed"),
    "403": (liar.quoting(403, "KEY"), "auth_failed"),
    "404": (liar.quoting(404, "no KEY here"), "unsupported"),
    "429": (liar.answer("slow", 429, Retry_After="9"), "rate_limited"),
    "500": (liar.quoting(500, "KEY"), "unreachable"),
    "504": (liar.answer("", 504), "timeout"),
    "an error inside": (liar.quoting(200, '{"error": "Invalid API key KEY"}'), "auth_failed"),
    "a web page": (liar.answer("<html>"), "malformed"),
    "half a list": (liar.cut_short(json.dumps(liar.rows(*TEN))[:99], 200), "malformed"),
    "half a chunk": (liar.cut_chunks(json.dumps(liar.rows(*TEN))[:99]), "malformed"),
    "nothing": (liar.answer(""), "malformed"),
    "brackets": (liar.answer("[" * 100_000), "malformed"),
    "too much": (liar.megabytes(34, length=False), "too_large"),
    "null": (liar.answer({"data": None}), "partial"),
    "an empty list": (liar.listed(), "partial"),
    "a shrunken list": (liar.listed(*TEN[:4]), "partial"),
    "rows that are none": (liar.answer({"data": [1, 2, 3]}), "malformed"),
    "mostly rows that are none": (liar.answer({"data": [*({"id": m} for m in TEN), *range(11)]}),
                                  "partial"),
    "closed": (liar.hang_up(), "unreachable"),
    "reset": (liar.reset(), "unreachable"),
    "elsewhere": (liar.redirect(f"http://{KEY.upper()}.test/"), "unreachable"),
    "304 to nobody": (liar.raw(liar.head(304)), "malformed"),
    "a silent server": (liar.hang(), "timeout"),
    "a slow server": (liar.drip_body(), "timeout"),
}  # fmt: skip


def first(lie: Any, home: Home, script: Script) -> None:
    """A home whose groq has given a good list at the start, and does this from then on."""
    server = lie(liar.by_turns(GOOD, script))
    good = lie(liar.listed("acme/other"))
    home.at(groq=f"{server.origin}/v1", nebius=f"{good.origin}/v1")
    assert home.ask("groq")["groq"].status == "ok"


# ── nothing good is lost ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_the_last_good_list_stays(lie: Any, home: Home, name: str) -> None:
    script, status = FAULTS[name]
    first(lie, home, script)
    told = home.ask("groq", "nebius", hours=3, timeout=SOON if status == "timeout" else PATIENCE)
    assert told["nebius"].status == "ok"
    assert (told["groq"].status, told["groq"].source) == (status, "cached")

    later = home.recall("groq", hours=5)
    (stored,) = later.providers
    assert models(later) == TEN
    assert (stored.source, stored.status, stored.detail) == ("cached", status, told["groq"].detail)
    assert (stored.fetched_at, stored.age_seconds) == ("2026-11-22T08:00:00Z", 5 * 3600)
    assert stored.detail
    assert stored.detail.isprintable()
    assert {model.listed.source for model in later.models if model.model in TEN} == {"cached"}
    assert KEY.lower().encode() not in home.files().lower()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_without_a_list_before_leaves_the_catalogue(
    lie: Any, home: Home, name: str
) -> None:
    script, status = FAULTS[name]
    if name in ("a shrunken list", "mostly rows that are none"):
        return
    home.at(openai=f"{lie(script).origin}/v1")
    home.ask("openai", timeout=SOON if status == "timeout" else PATIENCE)
    found = home.recall("openai", hours=1)
    (stored,) = found.providers
    assert (stored.source, stored.status) == ("catalogue", status)
    assert len(found.models) == stored.models > 50
    assert {model.listed.source for model in found.models} == {"catalogue"}


def test_a_fault_within_the_same_second_is_not_live(lie: Any, home: Home) -> None:
    first(lie, home, liar.answer("oops", 500))
    assert home.ask("groq")["groq"].source == "cached"


def test_a_good_list_replaces_a_good_list(lie: Any, home: Home) -> None:
    first(lie, home, liar.listed(*TEN[1:], "acme/new"))
    (told,) = home.ask("groq", hours=2).values()
    assert (told.source, told.status, told.models) == ("live", "ok", 10)
    assert models(home.recall("groq", hours=2)) == [*TEN[1:], "acme/new"]


def test_a_list_that_has_not_changed_is_as_good_as_new(lie: Any, home: Home) -> None:
    server = lie(liar.conditional(liar.rows(*TEN), ETag='"v1"'))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    (told,) = home.ask("groq", hours=4).values()
    assert (told.source, told.status, told.age_seconds, told.models) == ("live", "ok", 0, 10)
    assert server.requests[-1].headers["if-none-match"] == '"v1"'


def test_a_shrunken_list_is_believed_when_it_stays(lie: Any, home: Home) -> None:
    first(lie, home, liar.listed(*TEN[:2]))
    kept = [home.ask("groq", hours=hours)["groq"].models for hours in (1, 1.5, 3)]
    assert kept == [10, 10, 2]


PAGED = {"param": "after_id", "next": "last_id", "more": "has_more"}


def pages(*ids: str, then: Script) -> Script:
    page = liar.answer({**liar.rows(*ids), "has_more": True, "last_id": "2"})
    return liar.paged({None: page, "2": then})


def test_a_part_of_a_list_is_kept_where_nothing_better_is(lie: Any, home: Home) -> None:
    broken = pages("acme/a", "acme/b", then=liar.answer("oops", 500))
    shorter = pages("acme/a", then=liar.answer("oops", 500))
    whole = liar.listed("acme/a", "acme/b", "acme/c")
    server = lie(liar.by_turns(broken, broken, shorter, shorter, whole, broken, broken))
    home.at(anthropic=f"{server.origin}/v1")
    told = [home.ask("anthropic", hours=hours)["anthropic"] for hours in range(4)]
    assert [(status.status, status.source, status.models) for status in told] == [
        ("partial", "live", 2),  # better than nothing
        ("partial", "cached", 2),  # better than one
        ("ok", "live", 3),
        ("partial", "cached", 3),  # better than two
    ]
    assert len(models(home.recall("anthropic", hours=9))) == 3


def test_another_process_that_was_luckier_is_not_overwritten(lie: Any, home: Home) -> None:
    first(lie, home, liar.hang())
    slow, quick = home.world(hours=1, create=True), lie(liar.listed("acme/newer", *TEN))
    groq = chosen(slow.providers, ["groq"])

    def meanwhile(*_: Any) -> None:
        """What another process stores at the same place, before this one stores."""
        other = home.world(hours=1, create=True)
        fast = chosen(other.providers, ["groq"])[0]._replace(base_url=f"{quick.origin}/v1")
        fetched = refresh(
            other._replace(providers={"groq": fast}, store=None), [fast], PATIENCE, lambda *_: None
        )
        assert other.store
        from whichmodel.discovery.world import place

        other.store.put([(place(other.store, groq[0], other.environ), fetched["groq"])])

    refresh(slow, groq, SOON, meanwhile)
    assert models(home.recall("groq", hours=2)) == ["acme/newer", *TEN]


# ── nobody harms the others, and nobody delays the end ───────────────────────────────────────────


def test_silent_servers_do_not_outlast_the_deadline(lie: Any, home: Home) -> None:
    silent = lie({"/v1/models": liar.hang()})
    good = lie(GOOD)
    names = ["groq", "nebius", "together", "mistral", "baseten", "xai"]
    home.at(openai=f"{good.origin}/v1", **dict.fromkeys(names, f"{silent.origin}/v1"))
    told = home.ask("openai", *names, timeout=SOON)
    assert told.pop("openai").status == "ok"
    assert {status.status for status in told.values()} == {"timeout"}
    assert {status.detail for status in told.values()} <= {
        f"no answer within {SOON} s", "no answer in time", "no time left",
    }  # fmt: skip


def test_everybody_at_once_is_told_apart(lie: Any, home: Home) -> None:
    scripts = [(script, status) for script, status in FAULTS.values() if status != "timeout"]
    known = [
        provider.id
        for provider in home.world().providers.values()
        if len(provider.calls) == 1 and provider.calls[0].path == "/models"
        and not provider.calls[0].public and provider.auth == "bearer"
    ]  # fmt: skip
    pairs = list(zip(known, scripts, strict=False))
    server = lie({f"/{name}/models": script for name, (script, _) in pairs})
    home.at(**{name: f"{server.origin}/{name}" for name, _ in pairs})
    told = home.ask(*(name for name, _ in pairs))
    assert len(told) == len(pairs) > 10
    for name, (_, status) in pairs:
        assert told[name].status in (status, "ok"), name


# ── who is asked ─────────────────────────────────────────────────────────────────────────────────


def test_without_a_key_nobody_is_asked(lie: Any, home: Home) -> None:
    server = lie(GOOD)
    home.at(groq=f"{server.origin}/v1")
    del home.environ["GROQ_API_KEY"]
    (told,) = home.ask("groq").values()
    assert (told.status, told.detail) == ("no_key", "set GROQ_API_KEY")
    assert server.requests == []


@pytest.mark.parametrize("key", ["canary-ключ-7d41", "canary-\x1b[31m-7d41", "canary\nX-Evil: 1"])
def test_a_key_that_no_header_can_hold_is_not_sent(lie: Any, home: Home, key: str) -> None:
    server = lie(GOOD)
    home.at(groq=f"{server.origin}/v1")
    home.environ["GROQ_API_KEY"] = key
    (told,) = home.ask("groq").values()
    assert (told.status, told.detail) == (
        "auth_failed", "GROQ_API_KEY holds characters that no key has",
    )  # fmt: skip
    assert server.requests == []


def test_a_public_list_is_asked_without_the_key(lie: Any, home: Home) -> None:
    server = lie(GOOD)
    home.at(openrouter=f"{server.origin}/v1")
    assert home.ask("openrouter")["openrouter"].status == "ok"
    assert [name for name, value in server.requests[0].headers.items() if "canary" in value] == []


def test_offline_nobody_is_asked(lie: Any, home: Home) -> None:
    server = lie(GOOD)
    home.at(groq=f"{server.origin}/v1")
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    with pytest.raises(Unavailable, match="WHICHMODEL_OFFLINE"):
        home.ask("groq")
    assert server.requests == []


def test_a_server_on_this_machine_is_not_probed_unbidden(lie: Any, home: Home) -> None:
    known = home.world()
    assert "ollama" not in {p.id for p in wanted(known, known.providers.values(), named=False)}
    server = lie({"/api/tags": liar.answer({"models": [{"name": "llama:7b"}]})})
    home.environ["OLLAMA_HOST"] = f"127.0.0.1:{server.port}"
    known = home.world()
    assert "ollama" in {p.id for p in wanted(known, known.providers.values(), named=False)}
    assert home.ask("ollama")["ollama"].models == 1


def test_a_provider_known_from_catalogues_only_is_not_asked(home: Home) -> None:
    (told,) = home.ask("github").values()
    assert told.status == "unsupported"
    assert told.detail


REGIONS = {
    "moonshot": ("api.moonshot.ai", "api.moonshot.cn"),
    "qwen": ("dashscope-intl.aliyuncs.com", "dashscope.aliyuncs.com"),
    "minimax": ("api.minimax.io", "api.minimaxi.com"),
    "zai": ("api.z.ai", "open.bigmodel.cn"),
}


@pytest.mark.parametrize("name", REGIONS)
def test_a_refused_key_may_be_of_the_provider_s_other_site(lie: Any, home: Home, name: str) -> None:
    refusing = liar.answer({"error": {"message": "Invalid key"}}, 401)
    server = lie(dict.fromkeys(["/v1/models", "/api/v1/models"], refusing))
    home.at(**{name: f"{server.origin}{'/compatible-mode' * (name == 'qwen')}/v1"})
    (told,) = home.ask(name).values()
    assert told.status == "auth_failed"
    assert told.detail
    assert 'region = "cn"' in told.detail
    assert f"[providers.{name}]" in told.detail
    assert all(host in told.detail for host in REGIONS[name])


@pytest.mark.parametrize("name", REGIONS)
def test_the_site_that_refused_is_not_offered_again(home: Home, name: str) -> None:
    from whichmodel.discovery.asking import _hinted
    from whichmodel.discovery.errors import ListingProblem

    provider = home.world().providers[name]
    own, other = REGIONS[name]
    words = _hinted(provider, ListingProblem("auth_failed", "HTTP 401"))
    assert other in words
    assert f"({own})" not in words


# ── what is kept apart ───────────────────────────────────────────────────────────────────────────


def test_two_keys_lists_are_kept_apart(lie: Any, home: Home) -> None:
    def own(exchange: liar.Exchange) -> None:
        key = exchange.asked.headers["authorization"].rpartition("-")[2]
        liar.listed(f"acme/{key}")(exchange)

    home.at(groq=f"{lie(own).origin}/v1")
    for key in ("first", "second"):
        home.environ["GROQ_API_KEY"] = f"canary-key-{key}"
        home.ask("groq")
    for key in ("first", "second"):
        home.environ["GROQ_API_KEY"] = f"canary-key-{key}"
        assert models(home.recall("groq")) == [f"acme/{key}"]
    del home.environ["GROQ_API_KEY"]
    assert home.recall("groq").providers[0].source == "catalogue"
    assert b"canary" not in home.files()


def test_two_endpoints_lists_are_kept_apart(lie: Any, home: Home) -> None:
    urls = [f"{lie(liar.listed(f'acme/{name}')).origin}/v1" for name in ("one", "two")]
    for url in urls:
        home.at(groq=url)
        home.ask("groq")
    for url, name in zip(urls, ("one", "two"), strict=True):
        home.at(groq=url)
        assert models(home.recall("groq")) == [f"acme/{name}"]


# ── what a list cannot say ───────────────────────────────────────────────────────────────────────


def test_what_a_notice_calls_retired_is_told_beside_the_own_list(home: Home, lie: Any) -> None:
    home.at(groq=f"{lie(GOOD).origin}/v1")
    home.ask("groq")
    known = home.recall("groq")
    over = {model.model: model for model in known.models if model.model not in TEN}
    gone = over["llama-3.1-70b-versatile"]
    assert (gone.listed.source, gone.lifecycle.retires_on) == ("catalogue", "2025-01-24")
    assert {model.lifecycle.status for model in over.values()} == {"retired"}
    assert known.providers[0].models == len(TEN)


def test_what_the_own_list_has_is_told_once_whatever_a_notice_says(home: Home, lie: Any) -> None:
    home.at(groq=f"{lie(liar.listed('llama-3.1-70b-versatile')).origin}/v1")
    home.ask("groq")
    ids = [model.id for model in home.recall("groq").models]
    assert len(ids) == len(set(ids))
    assert home.recall("groq").models[0].listed.source == "cached"


# ── endpoints of one's own ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/v1/models", "/models", "/deep/models", "/deep/v1/models"])
@pytest.mark.parametrize("typed", ["", "/", "/models", "/models/", "/chat/completions"])
@pytest.mark.parametrize("with_v1", [True, False])
def test_any_spelling_of_an_open_endpoint_is_listed(
    lie: Any, home: Home, path: str, typed: str, with_v1: bool
) -> None:
    server = lie({path: liar.listed("acme/one")})
    base = path.removesuffix("/models")
    if with_v1 != base.endswith("/v1"):
        base = f"{base}/v1" if with_v1 else base.removesuffix("/v1")
        if with_v1:
            return  # /v1 was typed where the server has none: that is another address
    home.environ["CORP"] = key_for("corp")
    home.configure(corp={"base_url": f"{server.origin}{base}{typed}", "key_env": "CORP"})
    (told,) = home.ask("corp").values()
    assert (told.status, told.detail, told.models) == ("ok", None, 1)
    (model,) = home.recall("corp").models
    assert (model.id, model.provider) == ("openai/acme/one", "corp")
    assert server.requests[-1].headers["authorization"] == f"Bearer {key_for('corp')}"


def test_an_endpoint_without_a_key_is_asked_without_one(lie: Any, home: Home) -> None:
    server = lie(liar.listed("acme/one"))
    home.configure(corp={"base_url": server.origin})
    assert home.ask("corp")["corp"].status == "ok"
    assert "authorization" not in server.requests[0].headers


# ── the store ────────────────────────────────────────────────────────────────────────────────────


def documents(home: Home) -> list[Any]:
    with closing(sqlite3.connect(home.cache / "listings.sqlite")) as file:
        return [json.loads(text) for (text,) in file.execute("SELECT document FROM listings")]


def quiet(*_: Any) -> None:
    """Hear of an answer and say nothing."""


def test_an_unwritable_cache_is_a_warning_and_the_list_is_shown(lie: Any, home: Home) -> None:
    home.at(groq=f"{lie(GOOD).origin}/v1")
    home.cache.write_text("where a directory should be")
    known = home.world(create=True)
    groq = chosen(known.providers, ["groq"])
    found = recall(known, groq, refresh(known, groq, PATIENCE, quiet))
    assert models(found) == TEN
    assert found.providers[0].source == "live"
    (warning,) = known.warnings
    assert "WHICHMODEL_CACHE_DIR" in warning


def test_a_cache_that_can_only_be_read_is_read(lie: Any, home: Home) -> None:
    first(lie, home, GOOD)
    file = home.cache / "listings.sqlite"
    file.chmod(0o400)
    home.cache.chmod(0o500)
    try:
        assert models(home.recall("groq")) == TEN
    finally:
        home.cache.chmod(0o700)


def test_a_cache_that_somebody_else_holds_delays_reading_once(
    lie: Any, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first(lie, home, GOOD)
    monkeypatch.setattr("whichmodel.discovery.stores.sqlite.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(home.cache / "listings.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        known = home.world()
        told = statuses(known, known.providers.values())
    assert len(told.providers) > 20
    assert len(known.warnings) == 1


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all " * 400, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_damaged_cache_heals(lie: Any, home: Home, damage: bytes) -> None:
    first(lie, home, GOOD)
    (home.cache / "listings.sqlite").write_bytes(damage)
    assert home.recall("groq").providers[0].source == "catalogue"
    assert home.ask("groq")["groq"].status == "ok"
    assert models(home.recall("groq")) == TEN


def test_damage_in_the_middle_heals(lie: Any, home: Home) -> None:
    server = lie(liar.listed(*(f"acme/{number:05}" for number in range(5000))))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    file = home.cache / "listings.sqlite"
    size = file.stat().st_size
    with file.open("r+b") as pages:
        pages.seek(size // 8)
        pages.write(b"\xff" * (size // 2))
    home.recall("groq")
    assert home.ask("groq")["groq"].status == "ok"
    assert len(models(home.recall("groq"))) == 5000


@pytest.mark.parametrize(
    "document", ["[]", "null", "{}", "7", '"x"', '{"provider": "groq"}', "{", ""]
)
def test_a_document_that_is_none_counts_as_nothing(lie: Any, home: Home, document: str) -> None:
    first(lie, home, GOOD)
    with closing(sqlite3.connect(home.cache / "listings.sqlite")) as file, file:
        file.execute("UPDATE listings SET document = ?", (document,))
    assert home.recall("groq").providers[0].source == "catalogue"
    assert home.ask("groq")["groq"].status == "ok"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("records", None), ("records", 7), ("records", [7]), ("records", [{}]),
        ("records", {"a": 1}), ("records", [{"model": 7}]), ("gone", None),
        ("fetched_at", 7), ("fetched_at", "yesterday"), ("fetched_at", "2026-11-22T08:00:00"),
    ],
)  # fmt: skip
def test_a_document_with_nonsense_inside_breaks_nothing(
    lie: Any, home: Home, field: str, value: Any
) -> None:
    first(lie, home, liar.listed(*TEN[:2]))
    (document,) = documents(home)
    with closing(sqlite3.connect(home.cache / "listings.sqlite")) as file, file:
        text = json.dumps({**document, field: value})
        file.execute("UPDATE listings SET document = ?", (text,))
    assert home.recall("groq").providers[0].status in STATUSES
    assert home.ask("groq", hours=9)["groq"].status in ("ok", "partial")


# ── real processes, and what happens to them ─────────────────────────────────────────────────────


def refreshing(home: Home, *names: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "whichmodel", "refresh", *names, "--timeout", "100"],
        env=home.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def waiting(lie: Any, home: Home) -> Home:
    """A home where nebius has answered before and now, and groq will never answer again."""
    first(lie, home, liar.hang())
    return home


def after(home: Home, number: int) -> tuple[int, str, str]:
    """How a refresh ends that gets a signal once nebius has answered."""
    process = refreshing(home, "groq", "nebius")
    assert process.stderr
    line = process.stderr.readline()
    assert line.startswith("nebius"), line
    process.send_signal(number)
    out, talk = process.communicate(timeout=PATIENCE)
    return process.returncode, out, talk


def test_ctrl_c_is_quiet_and_keeps_what_was_there(waiting: Home) -> None:
    assert after(waiting, signal.SIGINT) == (130, "", "")
    assert models(waiting.recall("groq")) == TEN
    assert models(waiting.recall("nebius")) == ["acme/other"]


def test_a_killed_refresh_loses_nothing(waiting: Home) -> None:
    code, _, _ = after(waiting, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert models(waiting.recall("groq")) == TEN
    assert {document["provider"] for document in documents(waiting)} == {"groq"}


# The process is killed again and again somewhere within its writing.
WRITING = """
import os, sys
sys.path[:0] = sys.argv[1:3]
from homes import Home
from pathlib import Path
home = Home(Path(sys.argv[3]))
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place, open_store
from whichmodel.discovery.configuration import cache_file
store = open_store(cache_file(home.environ), True)
place = Place("groq", "http://x", "")
turn = 0
while True:
    turn += 1
    rows = [{"model": f"{turn}/{number}"} for number in range(2000)]
    at = f"2026-11-22T08:00:{turn % 60:02}Z"
    store.put([(place, Listing("groq", "ok", None, at, at, rows, [], 0, True, {}, {}))])
    print(turn, flush=True)
"""


@pytest.mark.parametrize("turns", [1, 2, 5])
def test_a_process_killed_while_it_writes_leaves_one_whole_list(home: Home, turns: int) -> None:
    tests = Path(__file__).parents[1]
    arguments = [str(tests), home.environ["PYTHONPATH"], str(home.directory)]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITING, *arguments], stdout=subprocess.PIPE, env=home.environ
    )
    assert process.stdout
    for _ in range(turns):
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    (document,) = documents(home)
    turn = document["records"][0]["model"].partition("/")[0]
    assert [record["model"] for record in document["records"]] == [
        f"{turn}/{number}" for number in range(2000)
    ]


def test_a_full_disk_shows_the_list_and_warns(lie: Any, home: Home) -> None:
    many = [f"acme/{number}" for number in range(500)]
    first(lie, home, liar.listed(*many))
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({20_000}, {20_000}));"
    run = "from whichmodel.cli.main import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", limit + run, "list", "groq", "--live", "--kind", "all"],
        env=home.environ, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "groq/acme/499" in done.stdout
    assert "listed live" in done.stdout
    assert "WHICHMODEL_CACHE_DIR" in done.stderr
    assert "Traceback" not in done.stderr
    assert models(home.recall("groq")) == TEN


def test_a_disk_that_is_full_from_the_start_shows_the_list_and_warns(lie: Any, home: Home) -> None:
    home.at(groq=f"{lie(GOOD).origin}/v1")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0));"
    run = "from whichmodel.cli.main import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", limit + run, "list", "groq", "--live", "--kind", "all"],
        env=home.environ, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, "groq/acme/9" in done.stdout) == (0, True), done.stderr
    assert "WHICHMODEL_CACHE_DIR" in done.stderr


def test_refreshes_at_the_same_time_lose_nothing(lie: Any, home: Home) -> None:
    names = ["groq", "nebius", "mistral", "baseten"]
    servers = {name: lie(liar.listed(f"acme/{name}")) for name in names}
    home.at(**{name: f"{server.origin}/v1" for name, server in servers.items()})
    processes = [refreshing(home, name) for name in names]
    for process in processes:
        _, talk = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, talk
        assert "cache" not in talk
    assert [models(home.recall(name)) for name in names] == [[f"acme/{name}"] for name in names]


def test_keys_are_in_no_argument_list_and_no_file(lie: Any, home: Home) -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("there is no /proc to look at")
    first(lie, home, liar.hang())
    process = refreshing(home, "groq", "nebius")
    assert process.stderr
    process.stderr.readline()
    arguments = Path(f"/proc/{process.pid}/cmdline").read_bytes()
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert b"refresh" in arguments
    assert b"canary" not in arguments + home.files()


def test_statuses_count_what_recall_lists(lie: Any, home: Home) -> None:
    first(lie, home, GOOD)
    known = home.world(hours=1)
    providers = list(known.providers.values())
    told, found = statuses(known, providers), recall(known, providers)
    assert told.providers == found.providers
    assert told.models == ()


def test_what_on_answer_hears(lie: Any, home: Home) -> None:
    first(lie, home, liar.listed(*TEN, "acme/new"))
    heard: list[tuple[str, Listing | None, Listing]] = []
    known = home.world(hours=1, create=True)
    refresh(
        known, chosen(known.providers, ["groq"]), PATIENCE,
        lambda status, before, now: heard.append((status.id, before, now)),
    )  # fmt: skip
    ((name, before, now),) = heard
    assert before
    assert (name, len(before.records), len(now.records)) == ("groq", 10, 11)
    assert now.fetched_at == f"{START.replace(hour=9):%Y-%m-%dT%H:%M:%SZ}"
