"""What `snapshot` says and refuses; what it builds is tested with its sources."""

from pathlib import Path
from typing import Any

import pytest
from commands import Run

from whichmodel.cli.snapshot import SHOWN, report
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.sources import build, text
from whichmodel.discovery.sources.build import Change
from whichmodel.discovery.stores import compiling


def test_nothing_changed() -> None:
    assert report([]) == ["nothing changed"]


def test_each_provider_that_changed_has_a_line() -> None:
    many = [f"m{number}" for number in range(SHOWN + 2)]
    lines = report([Change("groq", 12, ["a", "b"], ["c"], []), Change("xai", 9, [], [], many)])
    assert [line.split()[:3] for line in lines] == [
        ["groq", "12", "models"],
        ["xai", "9", "models"],
    ]
    assert lines[0].endswith("  +2 (a, b)  −1 (c)")
    assert lines[1].endswith("  ~7 (m0, m1, m2, m3, m4, … 2 more)")


def test_what_it_tells_is_talk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def pretended(directory: Path, *_: Any) -> list[Change]:
        seen["directory"] = directory
        return [Change("groq", 1, ["a"], [], [])]

    monkeypatch.setattr(build, "installed_litellm", lambda _date: None)
    monkeypatch.setattr(build, "build", pretended)
    ran = run("snapshot", "build", "--out", str(tmp_path / "made"))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.split() == ["groq", "1", "models", "+1", "(a)"]
    assert seen["directory"] == tmp_path / "made"


def test_an_absurd_result_is_exit_code_3(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> list[Change]:
        raise Unavailable("half of it is gone: look at the sources, or use --force")

    monkeypatch.setattr(build, "installed_litellm", lambda _date: None)
    monkeypatch.setattr(build, "build", refused)
    ran = run("snapshot", "build", "--out", str(tmp_path))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "whichmodel: half of it is gone: look at the sources, or use --force\n"


def test_outside_a_checkout_it_has_to_be_told_where(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "SNAPSHOT", tmp_path / "none")
    ran = run("snapshot", "build")
    assert ran.code == 2
    assert ran.err == "whichmodel: this is not a checkout of whichmodel: say where with --out DIR\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["burn"],
        ["history"],
        ["build", "--litellm-date", "yesterday"],
        ["build", "--source", "memory"],
    ],
)
def test_a_mistake_is_one_line(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    ran = run("snapshot", *arguments, "--out", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_a_history_of_nothing_is_told_of(run: Run, tmp_path: Path) -> None:
    maps = tmp_path / "maps"
    maps.mkdir()
    ran = run("snapshot", "history", "--maps", str(maps), "--out", str(tmp_path))
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1


# ── check, and NOTICE ────────────────────────────────────────────────────────────────────────────


def test_a_sound_snapshot_is_exit_code_0_and_nothing_to_say(run: Run) -> None:
    ran = run("snapshot", "check")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_an_unsound_snapshot_is_exit_code_1_and_a_line_for_each_finding(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "groq.jsonl").write_text('{"litellm":{"context_window":0},"model":"m"}\n')
    ran = run("snapshot", "check", "--out", str(tmp_path))
    assert ran.code == 1
    assert "groq m: context_window is 0 (litellm)" in ran.lines
    assert "nothing of openai" in ran.lines


def test_a_build_in_its_place_renews_notice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice, place = tmp_path / "NOTICE", tmp_path / "snapshot"
    notice.write_text("LiteLLM, version 1.0\nand more\n")
    versions = {name: {"version": "2.0"} for name in ("litellm", "genai-prices", "notices")}

    def pretended(directory: Path, *_: Any) -> list[Change]:
        text.write(directory, {}, versions)
        return []

    place.mkdir()
    monkeypatch.setattr(compiling, "SNAPSHOT", place)
    monkeypatch.setattr(compiling, "NOTICE", notice)
    monkeypatch.setattr(build, "installed_litellm", lambda _date: None)
    monkeypatch.setattr(build, "build", pretended)
    assert run("snapshot", "build", "--out", str(place)).code == 0
    assert notice.read_text() == "LiteLLM, version 1.0\nand more\n"
    assert run("snapshot", "build").code == 0
    assert notice.read_text() == "LiteLLM, version 2.0\nand more\n"
