"""`whichmodel docs` keeps tables true, and touches nothing else."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from commands import Run
from homes import Home, key_for
from servers.liar import listed, lying

from whichmodel.check.walk import Found
from whichmodel.cli import docs
from whichmodel.cli.tables import KINDS, renderer
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.discovery.world import place

OPEN, CLOSE = "<!-- whichmodel: models groq --newest 2 -->", "<!-- /whichmodel -->"
PAGE = f"# Models\n\n{OPEN}\n{CLOSE}\n\nend\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "page.md"
    path.parent.mkdir()
    path.write_text(PAGE)
    return path


def asked(words: str, path: Path, run: Run) -> list[str]:
    """The lines between markers that ask with these words."""
    path.write_text(f"<!-- whichmodel: {words} -->\n{CLOSE}\n")
    ran = run("docs", str(path))
    assert (ran.code, ran.out) == (0, "")
    return path.read_text().splitlines()[2:-2]


def ids(lines: list[str]) -> list[str]:
    return [found[1] for line in lines if (found := re.search(r"`([^`]+/[^`]+)`", line))]


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


def test_a_table_is_written_between_its_markers(run: Run, page: Path) -> None:
    ran = run("docs", str(page))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [
        f"whichmodel: {page}: written", "whichmodel: 1 table in 1 file; 1 changed",
    ]  # fmt: skip
    text = page.read_text()
    before, _, rest = text.partition(f"{OPEN}\n")
    table, _, after = rest.partition(f"{CLOSE}\n")
    assert (before, after) == ("# Models\n\n", "\nend\n")
    assert len(ids(table.splitlines())) == 2
    date = open_bundle().date
    assert re.search(rf"\n\nGroq \(2 of \d+ models\): catalogue of {date}\.\n\n$", table)


def test_a_second_run_writes_nothing(run: Run, page: Path) -> None:
    run("docs", str(page))
    before = page.stat()
    assert run("docs", str(page)).last == "whichmodel: 1 table in 1 file; none changed"
    after = page.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (run("docs", "--check", str(page)).code, run("docs", "--check", str(page)).out) == (
        0,
        "",
    )


def test_check_tells_what_would_change_as_a_patch_and_writes_nothing(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(page.parents[1])
    ran = run("docs", "docs/page.md", "--check")
    assert ran.code == 1
    assert page.read_text() == PAGE
    assert ran.last == "whichmodel: 1 table in 1 file; 1 would change"
    subprocess.run(["git", "apply"], input=ran.out, text=True, check=True)
    assert page.read_text() != PAGE
    assert run("docs", "docs/page.md", "--check").code == 0


def test_encoding_line_endings_and_permissions_stay(run: Run, page: Path) -> None:
    page.write_bytes(b"\xff\xfe" + PAGE.replace("\n", "\r\n").encode("utf-16-le"))
    page.chmod(0o640)
    assert run("docs", str(page)).code == 0
    data = page.read_bytes()
    text = data[2:].decode("utf-16-le")
    assert data[:2] == b"\xff\xfe"
    assert text.count("\n") == text.count("\r\n") > 8
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert os.listdir(page.parent) == [page.name]


def test_directories_are_looked_through_for_both_languages(run: Run, page: Path) -> None:
    rst = page.with_name("page.rst")
    rst.write_text("A\n=\n\n.. whichmodel: providers groq\n\n.. /whichmodel\n")
    page.with_name("page.txt").write_text(PAGE)
    assert run("docs", str(page.parent)).last == "whichmodel: 2 tables in 2 files; 2 changed"
    assert ".. list-table::\n" in rst.read_text()
    assert page.with_name("page.txt").read_text() == PAGE


def test_without_names_the_paths_of_the_settings_count(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(page.parents[1])
    assert run("docs").code == 2
    page.parents[1].joinpath("pyproject.toml").write_text(
        '[tool.whichmodel.check]\npaths = ["docs", "a.yaml"]\n'
    )
    assert run("docs").last == "whichmodel: 1 table in 1 file; 1 changed"


# ── what a marker asks for ───────────────────────────────────────────────────────────────────────


def test_the_filters_are_those_of_list(run: Run, page: Path) -> None:
    words = "groq cerebras --tools --min-context 100k --sort name"
    shown = ids(asked(f"models {words}", page, run))
    assert shown
    everything = run("list", *words.split(), "--format", "ids").lines
    assert sorted(shown) == shown  # one order for all
    assert {*shown} == {*everything}


def test_columns_are_those_that_are_named_in_their_order(run: Run, page: Path) -> None:
    for option in ("columns=context,id", "--columns context,id", "--columns=context,id"):
        head, line, *_ = asked(f"models {option} groq --rows 1", page, run)
        assert (head, line) == ("| context | model |", "| --- | --- |")


def test_prices_lead_from_cheap_to_dear_across_providers(run: Run, page: Path) -> None:
    lines = asked("prices groq anthropic --rows 40 columns=input,id", page, run)
    prices = [float(found) for found in re.findall(r"^\| \$([\d.]+)", "\n".join(lines), re.M)]
    assert len(prices) > 10
    assert prices == sorted(prices)
    assert {name.partition("/")[0] for name in ids(lines)} == {"groq", "anthropic"}


def test_rows_are_as_many_as_wanted_of_the_whole_table(run: Run, page: Path) -> None:
    assert len(ids(asked("models groq cerebras --rows 3", page, run))) == 3
    assert len(ids(asked("offers groq/openai/gpt-oss-120b --rows 2", page, run))) == 2


def test_the_newest_are_chosen_before_they_are_put_in_order(run: Run, page: Path) -> None:
    shown = ids(asked("prices groq anthropic --newest 3", page, run))
    newest = run("list", "groq", "anthropic", "--newest", "3", "--format", "ids").lines
    assert {*shown} == {*newest}
    assert shown != newest


def test_offers_are_the_same_model_at_other_providers(run: Run, page: Path) -> None:
    lines = asked("offers groq/openai/gpt-oss-120b", page, run)
    shown = ids(lines)
    assert "groq/openai/gpt-oss-120b" in shown
    assert len(shown) > 3
    assert all("gpt-oss-120b" in name.lower().replace(":", "-") for name in shown)
    assert re.fullmatch(r"\d+ providers: catalogue of [\d-]+\.", lines[-1])


def test_providers_tell_how_each_is_listed(run: Run, page: Path) -> None:
    lines = asked("providers groq openrouter columns=id,listing,key,status", page, run)
    assert lines[2:4] == [
        "| `groq` | authenticated | `GROQ_API_KEY` | not asked |",
        "| `openrouter` | public | `OPENROUTER_API_KEY` | not asked |",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_for_everything_it_has(kind: str, run: Run, page: Path) -> None:
    name = "gpt-oss-120b" if kind == "offers" else "groq"
    head = asked(f"{kind} {name} columns={','.join(KINDS[kind].columns)}", page, run)[0]
    assert head.count("|") == len(KINDS[kind].columns) + 1


def test_what_nothing_fits_says_so_with_its_source(run: Run, page: Path) -> None:
    first, _, last = asked("models groq --min-context 999m", page, run)
    assert first == "No model is known that fits."
    assert re.match(r"Groq \(0 of \d+ models\): catalogue of", last)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "no table is called ''"),
        ("modls groq", "no table is called 'modls': write models, prices, offers, providers"),
        ("models grok-groq", "no provider is called 'grok-groq'"),
        ("models groq --tols", "unrecognized arguments: --tols"),
        ("models groq --tool", "unrecognized arguments: --tool"),
        ("models groq columns=id,prices", "no column is called 'prices': models has id"),
        ("models groq columns=", "no column is called ''"),
        ("models groq colums=id", "no provider is called 'colums=id'"),
        ("models groq --newest many", "'many' is not a whole number"),
        ("models 'groq", "cannot be read: no closing quotation"),
        ("providers --tools", "unrecognized arguments: --tools"),
        ("offers", "the following arguments are required: MODEL"),
        ("offers no-such-model-at-all", "no model is listed as 'no-such-model-at-all'"),
        ("models --help", "unrecognized arguments: --help"),
    ],
)
def test_a_marker_that_asks_for_nothing_there_is_is_one_line_and_nothing_is_written(
    words: str, said: str, run: Run, page: Path
) -> None:
    wrong = page.with_name("wrong.md")
    wrong.write_text(f"# A\n\n<!-- whichmodel: {words} -->\n{CLOSE}\n")
    for more in ([], ["--check"]):
        ran = run("docs", str(page), str(wrong), *more)
        assert (ran.code, ran.out) == (2, "")
        (line,) = ran.err.splitlines()
        assert line.startswith(f"whichmodel: {wrong}:3: ")
        assert said in line
    assert page.read_text() == PAGE


def test_markers_without_each_other_are_told_of_at_once(run: Run, page: Path) -> None:
    page.write_text(f"{CLOSE}\n{OPEN}\n{OPEN}\n")
    ran = run("docs", str(page))
    assert ran.code == 2
    places = [line.split(":")[2] for line in ran.err.splitlines()]
    assert places == ["1", "2", "3"]


# ── files ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["page.txt", "no.md"])
def test_what_is_no_page_is_a_mistake(name: str, run: Run, page: Path) -> None:
    page.with_name("page.txt").write_text(PAGE)
    ran = run("docs", str(page.with_name(name)))
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_what_cannot_be_read_is_named_and_the_rest_is_written(run: Run, page: Path) -> None:
    binary = page.with_name("binary.md")
    binary.write_bytes(b"\0\1\2")
    ran = run("docs", str(binary), str(page))
    assert ran.code == 3
    assert f"whichmodel: {binary}: binary" in ran.err
    assert CLOSE in page.read_text()
    assert page.read_text() != PAGE


def test_what_is_too_large_for_a_page_is_named(run: Run, page: Path) -> None:
    with page.open("r+b") as file:
        file.truncate(1 << 30)
    ran = run("docs", str(page))
    assert ran.code == 3
    assert f"whichmodel: {page}: larger than" in ran.err


def test_a_link_stays_one_and_links_in_circles_end(run: Run, page: Path) -> None:
    link = page.with_name("link.md")
    link.symlink_to(page)
    page.with_name("circle").symlink_to(page.parent)
    page.with_name("lost.md").symlink_to("nowhere.md")
    assert run("docs", str(page.parent)).last == "whichmodel: 1 table in 1 file; 1 changed"
    assert link.is_symlink()
    assert page.read_text() != PAGE
    page.write_text(PAGE)
    assert run("docs", str(link)).code == 0
    assert link.is_symlink()
    assert page.read_text() != PAGE


def test_a_read_only_page_is_named_and_left(run: Run, page: Path) -> None:
    page.chmod(0o444)
    ran = run("docs", str(page))
    assert ran.code == 3
    assert "read-only" in ran.err
    assert page.read_text() == PAGE


def test_a_page_that_changed_meanwhile_is_named_and_left(
    page: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    looked_at = docs.page(Found(str(page), 0, 0, ""), renderer(home.world()))
    page.write_text(f"another line\n{PAGE}")
    assert docs.written([looked_at]) == 3
    assert "changed meanwhile: nothing was written" in capsys.readouterr().err
    assert page.read_text() == f"another line\n{PAGE}"


# ── what is true, and when ───────────────────────────────────────────────────────────────────────


def test_a_list_of_ones_own_is_told_of_with_its_day_and_without_its_age(
    run: Run, home: Home, page: Path
) -> None:
    with lying({"/v1/models": listed("m-1", "m-2")}) as server:
        home.at(groq=f"{server.origin}/v1")
        home.ask("groq")
    run("docs", str(page))
    text = page.read_text()
    assert "`groq/m-1`" in text
    assert "\nGroq (2 of 2 models): own list of 2026-11-22.\n" in text
    assert key_for("groq") not in text
    page.write_text(text.replace("2026-11-22", "2026-11-21"))
    assert run("docs", str(page), "--check").code == 0  # the same as the day before


def test_bundled_is_the_same_whatever_is_remembered_here(run: Run, home: Home, page: Path) -> None:
    words = "models openrouter --newest 2"
    before = asked(f"{words} --bundled", page, run)
    known = home.world(create=True)
    assert known.store
    at = known.time
    own = Listing("openrouter", "ok", None, at, at, [{"model": "m-1"}], [], 0, True, {}, {})
    known.store.put([(place(known.store, known.providers["openrouter"], {}), own)])
    assert ids(asked(words, page, run)) == ["openrouter/m-1"]
    assert asked(f"{words} --bundled", page, run) == before


def test_bundled_is_the_same_on_every_day(home: Home) -> None:
    words = "models openai --status all columns=id,status --bundled"
    now, later = (renderer(home.world(hours))(words, "markdown") for hours in (0, 24 * 3650))
    assert now == later
    words = words.removesuffix(" --bundled")
    now, later = (renderer(home.world(hours))(words, "markdown") for hours in (0, 24 * 3650))
    assert now != later  # what a notice names has gone by then
