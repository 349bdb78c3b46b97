"""What the page on CI tells to copy runs as it is written there."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from homes import SOURCE, Home

PAGE = (Path(__file__).parents[1] / "docs/how-to/ci.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.M | re.S)]
(SHELL,) = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
WHOLE = [block for block in BLOCKS if isinstance(block, dict)]
(GITLAB,) = [block["models"] for block in WHOLE if "models" in block]
(WEEKLY,) = [block["jobs"]["tables"] for block in WHOLE if "tables" in block.get("jobs", ())]

FINE = "Nothing is named here.\n"
RETIRED = "Ask `groq/llama3-8b-8192`.\n"
TABLE = "<!-- whichmodel: providers groq --bundled -->\n<!-- /whichmodel -->\n"
RUN = f'PYTHONPATH={SOURCE} exec {sys.executable} -m whichmodel "$@"'
VENV = f"""mkdir -p .whichmodel/bin
printf '#!/bin/sh\\n' > .whichmodel/bin/pip
printf '#!/bin/sh\\n%s\\n' '{RUN}' > .whichmodel/bin/whichmodel
chmod +x .whichmodel/bin/*"""
COMMANDS = {"whichmodel": RUN, "pip": "exit 0", "python3": VENV}
"""What stands in for an installation: whichmodel is ours."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    directory = tmp_path / "project"
    (directory / "docs").mkdir(parents=True)
    (directory / "README.md").write_text(FINE)
    (tmp_path / "bin").mkdir()
    for name, script in COMMANDS.items():
        command = tmp_path / "bin" / name
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o755)
    return directory


def run(script: str, project: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    home = Home(project.parent)
    path = f"{project.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=project, capture_output=True, text=True,
        check=False, timeout=120,
        env={**home.environ, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, **variables},
    )  # fmt: skip


EXAMPLES = {"gitlab": "\n".join(GITLAB["script"]), "shell": SHELL}


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize(
    ("text", "code"), [(FINE, 0), (RETIRED, 1), (TABLE, 1), (RETIRED + TABLE, 1)]
)
def test_it_fails_where_something_is_found_and_only_there(
    example: str, text: str, code: int, project: Path
) -> None:
    (project / "docs/a.md").write_text(text)
    ran = run(EXAMPLES[example], project)
    assert ran.returncode == code, ran.stderr
    assert (project / "docs/a.md").read_text() == text


def test_gitlab_is_given_the_report_that_it_is_told_of(project: Path) -> None:
    (project / "docs/a.md").write_text(RETIRED)
    run(EXAMPLES["gitlab"], project)
    report = ElementTree.parse(project / GITLAB["artifacts"]["reports"]["junit"])
    assert len(report.findall(".//failure")) == 1


def test_the_weekly_job_pushes_what_changed_and_nothing_else(project: Path) -> None:
    script = WEEKLY["steps"][-1]["run"]
    begin = """git init -q --bare ../origin.git; git init -q -b main
        git remote add origin ../origin.git; git add .
        git -c user.name=a -c user.email=a@example.com commit -qm a"""
    assert run(begin, project).returncode == 0
    assert run(script, project).returncode == 0
    assert branches(project) == ""
    (project / "docs/a.md").write_text(TABLE)
    again = "git add . && git -c user.name=a -c user.email=a@example.com commit -qm b"
    assert run(again, project).returncode == 0
    ran = run(script, project)
    assert ran.returncode == 0, ran.stderr
    assert branches(project) == "model-tables"
    shown = run("git -C ../origin.git show model-tables:docs/a.md", project).stdout
    assert "| Groq |" in shown


def branches(project: Path) -> str:
    listed = run("git -C ../origin.git branch --format '%(refname:short)'", project)
    return listed.stdout.strip()


@pytest.mark.parametrize("block", BLOCKS)
def test_actions_are_pinned_by_commit(block: dict[str, Any]) -> None:
    used = re.findall(r"'uses': '([^']+)'", str(block))
    assert [name for name in used if not re.search(r"@([0-9a-f]{40}|COMMIT)$", name)] == []
