"""`whichmodel check` as people run it: what it tells, writes, leaves, and exits with."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands import Run, shell
from homes import Home

from whichmodel.cli.main import main
from whichmodel.formats.findings import FORMATS

OLD = "claude-3-opus-20240229"
CONFIG = f"""\
backend:
  type: anthropic
  model: "{OLD}"  # the large one
"""


@pytest.fixture
def project(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one configuration that names a model which is gone, and the person in it."""
    directory = home.directory / "project"
    directory.mkdir()
    (directory / "a.yaml").write_text(CONFIG)
    monkeypatch.chdir(directory)
    return directory


def document(run: Run, *arguments: str) -> Any:
    return json.loads(run("check", *arguments, "--json").out)


def findings(run: Run, *arguments: str) -> list[Any]:
    found: list[Any] = document(run, *arguments)["findings"]
    return found


# ── what is told ─────────────────────────────────────────────────────────────────────────────────


def test_a_retired_model_is_an_error_at_its_place(run: Run, project: Path) -> None:
    ran = run("check", "a.yaml")
    assert ran.code == 1
    assert ran.out.startswith(f"a.yaml:3:11: error retired-model: {OLD} was retired at anthropic")
    found = "1 error among 1 mention in 1 file; --fix would write 1"
    assert ran.err.startswith(f"whichmodel: {found}; the data from the catalogue of 20")


def test_json_is_what_the_design_says(run: Run, project: Path) -> None:
    whole = document(run, ".")
    assert (whole["schema"], whole["files"], whole["mentions"]) == (1, 1, 1)
    (finding,) = whole["findings"]
    assert set(finding) == {
        "rule", "severity", "path", "line", "column", "end_column", "text", "provider", "message",
        "replacement", "source_url", "fixable",
    }  # fmt: skip
    place = finding["line"], finding["column"], finding["end_column"]
    assert (finding["text"], place) == (OLD, (3, 11, 11 + len(OLD)))
    assert finding["source_url"].startswith("https://")


def test_nothing_found_is_fine(run: Run, project: Path) -> None:
    (project / "a.yaml").write_text("model: my-own-thing")
    ran = run("check", ".")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "whichmodel: nothing found among 0 mentions in 1 file\n"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_exits_alike(run: Run, project: Path, name: str) -> None:
    ran = run("check", ".", "--format", name)
    assert ran.code == 1 and "retired" in ran.out


def test_a_second_run_answers_the_same_from_memory(run: Run, project: Path) -> None:
    assert run("check", ".") == run("check", ".") == run("check", ".", "--no-cache")


def test_info_fails_only_where_it_is_strict(run: Run, project: Path) -> None:
    (project / "whichmodel.toml").write_text('[check.rules]\nretired-model = "info"')
    assert run("check", ".").code == 0
    assert run("check", ".", "--strict").code == 1


def test_display_names_are_told_of_when_asked_for(run: Run, project: Path) -> None:
    (project / "a.yaml").unlink()
    (project / "a.md").write_text("We began with Claude Opus 3 and GPT-4 Turbo.\n")
    assert findings(run, ".") == []
    assert {each["severity"] for each in findings(run, ".", "--names")} <= {"info"}
    assert run("check", ".", "--names").code == 0


def test_nothing_is_asked_over_the_network_and_nothing_written_but_the_cache(
    run: Run, project: Path, home: Home
) -> None:
    run("check", ".")
    assert sorted(path.name for path in project.iterdir()) == ["a.yaml"]
    assert {path.name.partition(".")[0] for path in home.cache.iterdir()} == {"mentions"}


# ── mistakes and trouble ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ((), "name files or directories to check"),
        (("nowhere",), "there is no file or directory 'nowhere'"),
        ((".", "--rule", "retired"), "no rule is called 'retired': did you mean ret"),
        ((".", "--no-rule", "x"), "no rule is called 'x': known are"),
        ((".", "--within", "soon"), "'soon' is no span of time"),
        ((".", "--replace", "a=b"), "--replace goes with --fix or --diff"),
        ((".", "--fix", "--replace", "a"), "--replace takes OLD=NEW, not 'a'"),
        ((".", "--baseline", "none.json"), "the baseline none.json cannot be read"),
        ((".", "--config", "none.toml"), "none.toml cannot be read"),
    ],
)
def test_a_mistake_is_one_line_and_exits_with_2(
    run: Run, project: Path, arguments: tuple[str, ...], advice: str
) -> None:
    ran = run("check", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert advice in ran.err and ran.err.count("\n") == 1


def test_a_wrong_setting_is_one_line_with_its_file(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.whichmodel.check]\nwithn = '90d'")
    ran = run("check", ".")
    assert ran.code == 2 and "pyproject.toml: no key is called 'withn': did you mean" in ran.err


def test_a_named_file_that_is_no_text_exits_with_3(run: Run, project: Path) -> None:
    (project / "b.yaml").write_bytes(b"\0\1\2" * 1000)
    ran = run("check", "b.yaml")
    assert ran.code == 3 and "b.yaml: binary" in ran.err
    assert run("check", ".").code == 1  # what lies about is only told of


# ── living with it ───────────────────────────────────────────────────────────────────────────────


def test_a_comment_lets_a_line_be_until_its_day(run: Run, project: Path) -> None:
    text = CONFIG.replace("the large one", "whichmodel: ignore[retired-model] until {}")
    (project / "a.yaml").write_text(text.format("2999-01-01"))
    assert run("check", ".").code == 0
    (project / "a.yaml").write_text(text.format("2026-01-01"))
    ran = run("check", ".")
    assert ran.code == 1
    assert "whichmodel: ./a.yaml:3: this was to be ignored until 2026-01-01\n" in ran.err


def test_a_baseline_lets_be_what_is_known_and_not_what_is_new(run: Run, project: Path) -> None:
    written = run("check", ".", "--write-baseline", "known.json")
    assert written.code == 0 and "1 finding kept in known.json" in written.err
    assert run("check", ".", "--baseline", "known.json").code == 0
    (project / "a.yaml").write_text("# moved\n\n" + CONFIG)
    assert run("check", ".", "--baseline", "known.json").code == 0
    (project / "b.yaml").write_text(CONFIG)
    ran = run("check", ".", "--baseline", "known.json")
    assert ran.code == 1 and "b.yaml:3" in ran.out and "a.yaml" not in ran.out


def test_what_the_baseline_knows_is_not_written_either(run: Run, project: Path) -> None:
    run("check", ".", "--write-baseline", "known.json")
    run("check", ".", "--baseline", "known.json", "--fix")
    assert (project / "a.yaml").read_text() == CONFIG


def test_settings_count_wherever_the_person_stands(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "docs").mkdir()
    (project / "old").mkdir()
    (project / "old" / "b.yaml").write_text(CONFIG)
    (project / "pyproject.toml").write_text(
        '[tool.whichmodel.check]\npaths = ["."]\nexclude = ["old", "*.toml"]\n'
    )
    monkeypatch.chdir(project / "docs")
    assert [Path(each["path"]).name for each in findings(run)] == ["a.yaml"]


def test_names_of_ones_own_are_let_be(run: Run, project: Path) -> None:
    (project / "whichmodel.toml").write_text('[check]\naliases = ["claude-3-*"]')
    assert findings(run, ".") == []


def test_the_command_line_counts_before_the_settings(run: Run, project: Path) -> None:
    (project / "whichmodel.toml").write_text("[check.rules]\nretired-model = false")
    assert findings(run, ".") == []
    assert len(findings(run, ".", "--rule", "retired-model")) == 1
    assert findings(run, ".", "--rule", "retired-model", "--no-rule", "retired-model") == []


# ── fixing ───────────────────────────────────────────────────────────────────────────────────────


def test_fix_writes_the_replacement_and_nothing_else(run: Run, project: Path) -> None:
    (finding,) = findings(run, ".")
    ran = run("check", ".", "--fix")
    assert (ran.code, ran.out) == (0, "")
    assert "whichmodel: wrote 1 place in 1 file\n" in ran.err
    assert (project / "a.yaml").read_text() == CONFIG.replace(OLD, finding["replacement"])
    assert "wrote 0 places in 0 files" in run("check", ".", "--fix").err


def test_diff_writes_nothing_and_shows_what_patch_takes(
    run: Run, project: Path, home: Home
) -> None:
    ran = run("check", ".", "--diff")
    assert ran.code == 1
    assert (project / "a.yaml").read_text() == CONFIG
    subprocess.run(["git", "init", "-q"], check=True, cwd=project, env=home.environ)
    subprocess.run(
        ["git", "apply", "-"], input=ran.out, text=True, check=True, cwd=project, env=home.environ
    )
    patched = (project / "a.yaml").read_text()
    (project / "a.yaml").write_text(CONFIG)
    run("check", ".", "--fix")
    assert (project / "a.yaml").read_text() == patched != CONFIG


def test_ones_own_choice_is_written_with_the_prefix_that_was_there(run: Run, project: Path) -> None:
    text = 'a: "anthropic/claude-opus-4-8"\nb: claude-opus-4-8\n# claude-opus-4-8\n'
    (project / "a.yaml").write_text(f"model_{text}")
    run("check", ".", "--fix", "--replace", "claude-opus-4-8=claude-opus-5")
    assert 'a: "anthropic/claude-opus-5"\n' in (project / "a.yaml").read_text()
    assert "# claude-opus-4-8" in (project / "a.yaml").read_text()


def test_ones_own_choice_goes_before_the_notices(run: Run, project: Path) -> None:
    run("check", ".", "--fix", "--replace", f"{OLD}=claude-mine")
    assert (project / "a.yaml").read_text() == CONFIG.replace(OLD, "claude-mine")


def test_a_file_that_cannot_be_written_is_told_of_and_exits_with_3(run: Run, project: Path) -> None:
    (project / "a.yaml").chmod(0o444)
    ran = run("check", ".", "--fix")
    assert ran.code == 3
    assert "whichmodel: ./a.yaml: is read-only: nothing was written\n" in ran.err
    assert (project / "a.yaml").read_text() == CONFIG


def test_a_wrong_prefix_is_told_of_by_the_routing_of_run_time(run: Run, project: Path) -> None:
    (project / "a.yaml").write_text("model: together/openai/gpt-oss-120b\n")
    found = {each["rule"]: each["replacement"] for each in findings(run, ".")}
    assert found.get("wrong-prefix") == "together_ai/openai/gpt-oss-120b"


def test_output_can_be_cut_short(home: Home, project: Path) -> None:
    (project / "a.yaml").write_text(f"- model: {OLD}\n" * 20_000)
    ran = shell(home, f"whichmodel check {project} | head -1")
    assert (ran.code, len(ran.lines)) == (0, 1)
    assert "Traceback" not in ran.err


def test_the_verb_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    assert "whichmodel check configs --diff" in capsys.readouterr().out


def test_a_choice_for_what_is_nowhere_is_told_of(run: Run, project: Path) -> None:
    ran = run("check", ".", "--diff", "--replace", "gpt-nowhere=gpt-4o")
    assert "whichmodel: nothing that may be written is called 'gpt-nowhere'\n" in ran.err


def test_a_generated_table_that_is_out_of_date_is_an_error(run: Run, project: Path) -> None:
    page = "# Models\n\n<!-- whichmodel: models groq columns=id -->\n{}<!-- /whichmodel -->\n"
    (project / "a.yaml").unlink()
    (project / "a.md").write_text(page.format("\n| id |\n| --- |\n| old |\n\n"))
    (finding,) = findings(run, ".")
    assert (finding["rule"], finding["severity"]) == ("stale-table", "error")
    assert run("docs", "a.md").code == 0
    assert not [each for each in findings(run, ".") if each["rule"] == "stale-table"]
