"""`refresh` fetches published catalogues and newer snapshots, and says how it went."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from bundles import small_bundle
from commands import Run
from homes import Home, key_for
from servers import liar
from servers.liar import Liar, Script, lying

from whichmodel.discovery.sources.sanity import NINE
from whichmodel.discovery.stores.compiling import compile_bundle

Serve = Callable[[dict[str, Script]], Liar]
API = {"groq": {"models": {"brand-new": {"id": "brand-new", "name": "Brand new"}}}}


@pytest.fixture
def host() -> Iterator[Serve]:
    """Start servers that end with the test."""
    with ExitStack() as stack:
        yield lambda scripts: stack.enter_context(lying(scripts))


@pytest.fixture
def catalogue(
    home: Home, host: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Script], Liar]:
    """Serve models.dev's document; the other catalogues are switched off."""
    path = small_bundle(tmp_path / "bundle")
    monkeypatch.setattr("whichmodel.discovery.stores.bundle.DEFAULT_PATH", path)

    def serve(script: Script) -> Liar:
        server = host({"/api.json": script, "/v1/models": liar.listed("a")})
        home.catalogues = {"models.dev": server.origin + "/api.json"}
        home.at(groq=server.origin + "/v1")
        return server

    return serve


def asked(server: Liar) -> list[str]:
    return sorted(request.path for request in server.requests)


# ── catalogues ───────────────────────────────────────────────────────────────────────────────────


def test_each_catalogue_has_a_line_on_stderr(run: Run, catalogue: Any) -> None:
    server = catalogue(liar.answer(API))
    ran = run("refresh", "--catalogues")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.split() == ["models.dev", "ok", "1", "models"]
    assert asked(server) == ["/api.json"]
    assert (
        run("list", "groq", "--kind", "all", "--format", "ids").lines.count("groq/brand-new") == 1
    )


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (["groq"], ["/v1/models"]),
        (["groq", "--catalogues"], ["/api.json", "/v1/models"]),
        (["groq", "--no-catalogues"], ["/v1/models"]),
        (["--catalogues"], ["/api.json"]),
    ],
)
def test_whoever_is_named_is_asked(
    run: Run, catalogue: Any, arguments: list[str], paths: list[str]
) -> None:
    server = catalogue(liar.answer(API))
    assert run("refresh", *arguments).code == 0
    assert asked(server) == paths


def test_without_names_both_are(
    run: Run, home: Home, catalogue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = catalogue(liar.answer(API))
    monkeypatch.setattr(
        "whichmodel.cli.refresh.wanted", lambda known, *_: [known.providers["groq"]]
    )
    assert run("refresh").code == 0
    assert asked(server) == ["/api.json", "/v1/models"]
    assert run("refresh", "--no-catalogues").code == 0
    assert asked(server) == ["/api.json", "/v1/models", "/v1/models"]


def test_a_catalogue_is_enough_where_no_provider_can_be_asked(
    run: Run, catalogue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue(liar.answer(API))
    monkeypatch.setattr("whichmodel.cli.refresh.wanted", lambda *_: [])
    assert run("refresh").code == 0


def test_exit_code_3_only_where_nothing_could_be_done(run: Run, catalogue: Any) -> None:
    catalogue(liar.answer("<html>", 200))
    ran = run("refresh", "--catalogues")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(
        "models.dev     malformed        0 models  kept what was known before"
    )
    assert run("refresh", "--catalogues", "groq").code == 0


def test_a_failure_names_the_time_of_the_data_that_was_kept(run: Run, catalogue: Any) -> None:
    catalogue(liar.by_turns(liar.answer(API), liar.answer("oops", 500)))
    run("refresh", "--catalogues")
    ran = run("refresh", "--catalogues")
    assert ran.code == 3
    assert ran.err.split()[:4] == ["models.dev", "unreachable", "1", "models"]
    assert "kept the data of 20" in ran.err


def test_offline_nothing_is_fetched(run: Run, home: Home, catalogue: Any) -> None:
    server = catalogue(liar.answer(API))
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    ran = run("refresh", "--catalogues")
    assert (ran.code, ran.err) == (3, "whichmodel: WHICHMODEL_OFFLINE is set: nobody was asked\n")
    assert server.requests == []


def test_no_key_goes_to_a_catalogue(run: Run, catalogue: Any) -> None:
    server = catalogue(liar.answer(API))
    run("refresh", "--catalogues", "groq")
    (request,) = [each for each in server.requests if each.path == "/api.json"]
    assert key_for("groq") not in str(request)


def test_doctor_tells_how_old_each_catalogue_is(run: Run, catalogue: Any) -> None:
    catalogue(liar.answer(API))
    before = json.loads(run("doctor", "--json").out)["catalogue"]
    assert "models.dev" not in before
    assert before["litellm"].endswith("old")
    run("refresh", "--catalogues")
    after = json.loads(run("doctor", "--json").out)
    assert after["catalogue"]["models.dev"].startswith("fetched of 20")
    assert after["catalogue"]["models.dev"].endswith(", 0 days old")
    assert after["store"]["listings"] == 0


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('[catalogues.elsewhere]\nurl = "https://a.example"', "unknown catalogue 'elsewhere'"),
        ('[catalogues.litellm]\nfile = "a"', "unknown setting 'file'"),
        ("[catalogues.litellm]\nurl = 7", "url in [catalogues.litellm] must be a string"),
        ('[catalogues.litellm]\nenabled = "no"', "must be true or false"),
        ("[catalogues]\nlitellm = false", "must be a table"),
        ("[snapshot]\nurl = 7", "url in [snapshot] must be a string"),
        ('[snapshot]\nfile = "a"', "unknown setting 'file' in [snapshot]"),
    ],
)
def test_a_mistake_in_the_configuration_is_one_line(
    run: Run, home: Home, table: str, words: str
) -> None:
    home.config.write_text(table)
    ran = run("list", "groq")
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1


# ── snapshots ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of this very source, made a century later."""
    path = tmp_path_factory.mktemp("packed") / "whichmodel.sqlite"
    compile_bundle(path)
    return changed(path, "UPDATE meta SET value = '\"2126-01-01\"' WHERE key = 'built'")


def changed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def published(host: Serve, data: bytes, told: str | None = None) -> str:
    """A server with a snapshot and its checksum; the URL of the snapshot."""
    name = "/s.sqlite"
    line = f"{told or sha256(data).hexdigest()}  s.sqlite\n"
    scripts = {name: liar.answer(data), name + ".sha256": liar.answer(line)}
    return host(scripts).origin + name


RENAME = "UPDATE models SET model = 'renamed' WHERE provider = 'groq' AND model LIKE '%120b'"


def test_a_newer_snapshot_is_put_to_use(
    run: Run, host: Serve, packed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(packed.read_bytes())
    ran = run("refresh", "--snapshot", published(host, changed(copy, RENAME).read_bytes()))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.split()[:2] == ["snapshot", "ok"]
    assert ran.err.endswith("models  built 2126-01-01\n")
    assert "groq/renamed" in run("list", "groq", "--kind", "all", "--format", "ids").lines


def test_a_snapshot_may_be_a_file_and_its_checksum_given(run: Run, packed: Path) -> None:
    told = sha256(packed.read_bytes()).hexdigest()
    assert run("refresh", "--snapshot", str(packed), "--sha256", told.upper()).code == 0
    assert run("refresh", "--snapshot", str(packed)).code == 3  # no checksum beside it


def test_the_place_of_the_snapshot_can_be_configured(
    run: Run, home: Home, host: Serve, packed: Path
) -> None:
    assert run("refresh", "--snapshot").code == 2
    assert run("refresh", "groq", "--snapshot").code == 2
    server = host(
        {
            "/s": liar.answer(packed.read_bytes()),
            "/sum": liar.answer(sha256(packed.read_bytes()).hexdigest()),
        }
    )
    settings = f'[snapshot]\nurl = "{server.origin}/s"\nsha256_url = "{server.origin}/sum"\n'
    home.config.write_text(settings)
    assert run("refresh", "--snapshot").code == 0


UNREADABLE = "not a catalogue that this version can read"
MAIN = "('" + "','".join(sorted(NINE)) + "')"
REFUSED = {
    "UPDATE meta SET value = '99' WHERE key = 'schema'": UNREADABLE,
    "UPDATE meta SET value = '\"2020-01-01\"' WHERE key = 'built'": "it is of 2020-01-01",
    "DELETE FROM models WHERE provider = 'moonshot'": "it tells nothing of moonshot",
    f"DELETE FROM models WHERE provider NOT IN {MAIN}": "and the one in use",
    "CREATE VIEW more AS SELECT * FROM models": UNREADABLE,
    "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM models; END": UNREADABLE,
    "UPDATE models SET statements = 'x' WHERE provider = 'groq'": UNREADABLE,
    "UPDATE models SET statements = '{\"who\":{}}' WHERE provider = 'groq'": UNREADABLE,
    "UPDATE providers SET document = '[]' WHERE id = 'groq'": UNREADABLE,
    "UPDATE models SET model = model || char(27) WHERE provider = 'groq'": "odd characters",
    'UPDATE models SET statements = \'{"litellm":{"name":"\\u001b[2J"}}\'': "odd characters",
    'UPDATE models SET statements = \'{"litellm":{"price_input":"10000"}}\'': (
        "price_input is 10000"
    ),
}


@pytest.mark.parametrize(("statement", "words"), REFUSED.items())
def test_an_absurd_snapshot_is_refused_whole(
    run: Run, home: Home, host: Serve, packed: Path, tmp_path: Path, statement: str, words: str
) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(packed.read_bytes())
    ran = run("refresh", "--snapshot", published(host, changed(copy, statement).read_bytes()))
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 1
    assert words in ran.err
    assert not list(home.cache.glob("*catalogue*"))


def test_what_is_not_the_file_that_was_told_of_is_refused(
    run: Run, home: Home, host: Serve, packed: Path
) -> None:
    data = packed.read_bytes()
    told = sha256(data).hexdigest()
    for served in (data[:-1], b"<html>busy</html>", data + b"x"):
        ran = run("refresh", "--snapshot", published(host, served, told))
        assert (ran.code, ran.out) == (3, "")
        assert "SHA-256" in ran.err
    page = sha256(b"<html>").hexdigest()
    assert run("refresh", "--snapshot", published(host, b"<html>", page)).code == 3
    assert not list(home.cache.glob("*catalogue*"))


def test_a_snapshot_needs_a_checksum_and_a_way_that_can_be_trusted(
    run: Run, host: Serve, packed: Path
) -> None:
    server = host({"/s": liar.answer(packed.read_bytes()), "/e": liar.answer(b"")})
    assert run("refresh", "--snapshot", server.origin + "/s").code == 3
    plain = run("refresh", "--snapshot", "http://models.example/s", "--sha256", "0" * 64)
    assert plain.code == 2
    assert "https" in plain.err


def test_a_failed_download_keeps_the_one_before(
    run: Run, home: Home, host: Serve, packed: Path
) -> None:
    run("refresh", "--snapshot", published(host, packed.read_bytes()))
    before = (home.cache / "catalogue.sqlite").read_bytes()
    assert run("refresh", "--snapshot", published(host, b"", "0" * 64)).code == 3
    assert (home.cache / "catalogue.sqlite").read_bytes() == before
    assert [path.name for path in home.cache.iterdir()] == ["catalogue.sqlite"]


@pytest.mark.parametrize("damage", ["cut", "overwritten", "empty"])
def test_a_damaged_snapshot_is_set_aside_and_the_rest_goes_on(
    run: Run, home: Home, host: Serve, packed: Path, damage: str
) -> None:
    server = host({"/v1/models": liar.listed("mine")})
    home.at(groq=server.origin + "/v1")
    run("refresh", "groq")
    run("refresh", "--snapshot", published(host, packed.read_bytes()))
    data = packed.read_bytes()
    spoilt = {"cut": data[:50_000], "overwritten": b"x" * 9000, "empty": b""}
    (home.cache / "catalogue.sqlite").write_bytes(spoilt[damage])
    ran = run("list", "groq", "--kind", "all", "--format", "ids")
    assert (ran.code, ran.lines) == (0, ["groq/mine"])
    assert "the downloaded catalogue was set aside" in ran.err
    assert not (home.cache / "catalogue.sqlite").exists()
    assert "set aside" not in run("list", "groq", "--kind", "all").err


def test_a_snapshot_brings_data_and_never_whom_to_ask(
    run: Run, home: Home, host: Serve, packed: Path, tmp_path: Path
) -> None:
    thief = host({"/v1/models": liar.listed("a")})
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(packed.read_bytes())
    changed(
        copy,
        "UPDATE providers SET document = replace(document, 'https://api.groq.com/openai/v1', "
        f"'{thief.origin}/v1')",
    )
    assert thief.origin.encode() in copy.read_bytes()
    before = home.world().providers["groq"]
    assert run("refresh", "--snapshot", published(host, copy.read_bytes())).code == 0
    assert home.world().providers["groq"] == before


def test_a_snapshot_that_is_older_than_the_bundle_is_not_used(
    run: Run, home: Home, host: Serve, packed: Path
) -> None:
    """As after an upgrade of the package."""
    run("refresh", "--snapshot", published(host, packed.read_bytes()))
    path = home.cache / "catalogue.sqlite"
    changed(path, "UPDATE meta SET value = '\"2020-01-01\"' WHERE key = 'built'", RENAME)
    ran = run("list", "groq", "--kind", "all", "--format", "ids")
    assert "groq/renamed" not in ran.lines
    assert path.exists()


def test_pack_writes_what_refresh_takes(run: Run, home: Home, host: Serve, tmp_path: Path) -> None:
    target = tmp_path / "whichmodel.sqlite"
    ran = run("snapshot", "pack", "--out", str(target))
    assert (ran.code, ran.out) == (0, "")
    told = (tmp_path / "whichmodel.sqlite.sha256").read_text()
    assert told == f"{sha256(target.read_bytes()).hexdigest()}  whichmodel.sqlite\n"
    assert run("refresh", "--snapshot", str(target)).code == 0
    assert run("snapshot", "pack").code == 2
