"""Which models a repository uses, and where."""

import json
from pathlib import Path

import pytest
from commands import Run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "README.md").write_text("Ask `gpt-4o` or GPT-4o.\n")
    (root / "docs/a.yaml").write_text("backend:\n  type: groq\n  model: llama3-8b-8192\n")
    (root / "CHANGELOG.md").write_text("gpt-4o is gone\n")
    return root


def test_json_has_one_row_for_each_mention(run: Run, project: Path) -> None:
    ran = run("inventory", str(project), "--json")
    document = json.loads(ran.out)
    assert (ran.code, document["schema"], document["files"]) == (0, 1, 2)
    first, second = document["mentions"]
    assert first == {
        "path": str(project / "README.md"), "line": 1, "column": 6, "end_column": 12,
        "text": "gpt-4o", "provider": "openai", "model": "gpt-4o", "kind": "id",
        "status": first["status"],
    }  # fmt: skip
    assert (second["provider"], second["model"]) == ("groq", "llama3-8b-8192")
    assert (second["line"], second["column"], second["end_column"]) == (3, 10, 24)


def test_the_status_is_that_of_the_catalogue(run: Run, project: Path) -> None:
    (shown,) = json.loads(run("show", "openai/gpt-4o", "--json").out)["models"][:1]
    first = json.loads(run("inventory", str(project), "--json").out)["mentions"][0]
    assert first["status"] == shown["lifecycle"]["status"]


def test_names_and_changelogs_are_shown_when_asked_for(run: Run, project: Path) -> None:
    ran = run("inventory", str(project), "--json", "--names", "--changelogs")
    texts = [each["text"] for each in json.loads(ran.out)["mentions"]]
    assert texts == ["gpt-4o", "gpt-4o", "GPT-4o", "llama3-8b-8192"]


def test_a_line_for_each_model_with_its_places(run: Run, project: Path) -> None:
    (project / "b.md").write_text("gpt-4o\n" * 5)
    ran = run("inventory", str(project))
    title, first, second = ran.lines
    assert title.split() == ["provider", "model", "status", "mentions", "files", "where"]
    assert first.split()[:2] == ["openai", "gpt-4o"]
    assert first.split()[3:5] == ["6", "2"]
    assert first.endswith("and 3 more")
    assert second.split()[:2] == ["groq", "llama3-8b-8192"]
    told = "whichmodel: 7 mentions of 2 models in 3 files; 1 display name left out (--names); "
    assert ran.last.startswith(f"{told}the data from the catalogue of 2")


def test_the_second_answer_is_the_first(run: Run, project: Path) -> None:
    first = run("inventory", str(project), "--json")
    assert run("inventory", str(project), "--json").out == first.out
    assert run("inventory", str(project), "--json", "--no-cache").out == first.out


def test_what_cannot_be_looked_at_is_told_in_a_line(run: Run, project: Path) -> None:
    (project / "x.md").write_bytes(b"\x00\x01 gpt-4o")
    ran = run("inventory", str(project))
    assert ran.code == 0
    assert ran.err.splitlines()[0] == f"whichmodel: {project / 'x.md'}: binary"


def test_what_is_not_there_is_a_mistake(run: Run) -> None:
    ran = run("inventory", "nowhere")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "'nowhere'" in ran.err


def test_nothing_found_is_an_empty_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("inventory", str(tmp_path / "empty"))
    assert ran.lines == ["provider  model  status  mentions  files  where"]
    assert ran.last == "whichmodel: 0 mentions of 0 models in 0 files"
