"""The pre-commit hooks and the GitHub Action do what they say, driven as their hosts drive them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from homes import SOURCE, Home

from whichmodel.check.readers import NAMES, SUFFIXES
from whichmodel.check.tables.markers import LANGUAGES
from whichmodel.check.walk import DIRECTORIES, SHOWN, is_read

ROOT = Path(__file__).parents[1]
HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}
INSTALLING = 600
"""Seconds that no installation takes."""

NO_INDEX = re.compile(r"No matching distribution|ConnectionError|Temporary failure in name")

RETIRED = "Ask `groq/llama3-8b-8192`.\n"
FINE = "Nothing is named here.\n"
TABLE = "<!-- whichmodel: providers groq --bundled -->\n<!-- /whichmodel -->\n"


def git(directory: Path, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", directory, *arguments],
        capture_output=True, text=True, check=False, timeout=INSTALLING,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **environ},
    )  # fmt: skip


def shim(directory: Path) -> Path:
    """A `whichmodel` to run, which is ours."""
    command = directory / "bin" / "whichmodel"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nPYTHONPATH={SOURCE} exec {sys.executable} -m whichmodel "$@"\n')
    command.chmod(0o755)
    return command


# ── pre-commit: which files ──────────────────────────────────────────────────────────────────────


def takes(hook: str, path: str) -> bool:
    """Whether pre-commit would hand this path to the hook."""
    chosen = HOOKS[hook]
    return bool(re.search(chosen["files"], path)) and not re.search(
        chosen.get("exclude", "^$"), path
    )


def opens(path: str) -> bool:
    """Whether `whichmodel check .` would look at it."""
    *directories, name = path.split("/")
    closed = any(
        each.lower() in DIRECTORIES
        or each.endswith((".egg-info", ".dist-info"))
        or (each.startswith(".") and each not in SHOWN)
        for each in directories
    )
    return is_read(name) and not closed


EVERY_NAME = [
    *(f"a{suffix}" for suffix in SUFFIXES), *NAMES, "Dockerfile", "README", ".env.local", "a.env.b",
    "a.yaml.example", "A.MD", "changelog.d.md",
    "CHANGELOG.md", "CHANGES.rst", "HISTORY", "NEWS.txt", "release-notes-1.2.md", "whats_new.rst",
    "a.min.js", "a.bundle.js", "uv.lock", "package-lock.json", "pnpm-lock.yaml", "a_pb2.py",
    "b.gen.go",
    "a.svg", "a.css", "a.csv", "a.png", "LICENSE", "a.snap", "a.js.map", "poetry-lock.json",
    "changes_to_models.py", "news_reader.py", "releases.py", "blocks.md", "clock.py",
]  # fmt: skip
PLACES = [
    "", "docs/", "src/a/", *(f"{name}/" for name in sorted({*DIRECTORIES, *SHOWN})), ".hidden/",
    "a/node_modules/b/", "x.egg-info/", ".github/workflows/", "binary/", "my-vendor/",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_the_hook_takes_the_files_that_check_would_open(place: str) -> None:
    paths = [place + name for name in EVERY_NAME]
    assert [path for path in paths if takes("whichmodel-check", path)] == [*filter(opens, paths)]


def test_the_hook_of_tables_takes_the_files_that_may_have_some() -> None:
    names = [*(f"docs/a{suffix}" for suffix in LANGUAGES), "docs/A.MD", "a.txt", "a.mdx", "md"]
    assert [name for name in names if takes("whichmodel-docs", name)] == names[:-3]


# ── pre-commit: commits ──────────────────────────────────────────────────────────────────────────


class Project:
    """A git repository whose commits a real pre-commit looks at."""

    def __init__(self, directory: Path, home: Home, configuration: dict[str, Any]) -> None:
        self.directory = directory
        directory.mkdir()
        self.environ = {
            **home.environ,
            "PRE_COMMIT_HOME": str(directory.parent / "pre-commit"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        self.environ.pop("PYTHONPATH")
        self.write(".pre-commit-config.yaml", yaml.safe_dump(configuration))
        for arguments in (["init", "-q"], ["add", "."]):
            assert git(directory, *arguments).returncode == 0
        made = subprocess.run(
            [sys.executable, "-m", "pre_commit", "install"],
            cwd=directory, env=self.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr

    def write(self, name: str, text: str) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self) -> tuple[bool, str]:
        """Whether a commit of everything went through, and what was said."""
        assert git(self.directory, "add", ".").returncode == 0
        done = git(self.directory, "commit", "-q", "-m", "a", **self.environ)
        return done.returncode == 0, done.stdout + done.stderr


def local(home: Home) -> dict[str, Any]:
    """Our hooks as they are, but run with the whichmodel at hand."""
    command = shim(home.directory)
    hooks = [
        {
            **hook,
            "language": "system",
            "entry": hook["entry"].replace("whichmodel", str(command), 1),
        }
        for hook in HOOKS.values()
    ]
    return {"repos": [{"repo": "local", "hooks": hooks}]}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home").mkdir()
    return Home(tmp_path / "home")


def commits_are_looked_at(project: Project) -> None:
    """A commit goes through, stops at a retired model and at a stale table, and goes through."""
    project.write("README.md", FINE)
    project.write("package-lock.json", '{"model": "llama3-8b-8192"}')
    went, said = project.commit()
    assert went, said
    project.write("docs/a.md", RETIRED)
    went, said = project.commit()
    assert not went
    assert "docs/a.md:1:6: error retired-model: " in said
    assert "package-lock" not in said
    project.write("docs/a.md", TABLE)
    went, said = project.commit()
    assert not went
    assert "files were modified by this hook" in said
    assert "| Groq |" in (project.directory / "docs/a.md").read_text()
    went, said = project.commit()
    assert went, said


def test_commits_are_looked_at_by_a_real_pre_commit(tmp_path: Path, home: Home) -> None:
    pytest.importorskip("pre_commit")
    commits_are_looked_at(Project(tmp_path / "project", home, local(home)))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """This tree as a repository that pre-commit clones."""
    there = tmp_path / "whichmodel"
    there.mkdir()
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, there / name)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", there)
    shutil.copytree(
        ROOT / "src", there / "src", ignore=shutil.ignore_patterns("__pycache__", "bundle*.sqlite")
    )
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "a"]):
        assert git(there, *arguments).returncode == 0
    return there


@pytest.mark.slow
def test_pre_commit_installs_us_from_our_repository(
    tmp_path: Path, home: Home, published: Path
) -> None:
    pytest.importorskip("pre_commit")
    revision = git(published, "rev-parse", "HEAD").stdout.strip()
    hooks = [{"id": name} for name in HOOKS]
    configuration = {"repos": [{"repo": str(published), "rev": revision, "hooks": hooks}]}
    project = Project(tmp_path / "project", home, configuration)
    project.environ |= {name: os.environ[name] for name in os.environ if name.startswith("PIP_")}
    made = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install-hooks"],
        cwd=project.directory, env=project.environ, capture_output=True, text=True, check=False,
        timeout=INSTALLING,
    )  # fmt: skip
    if made.returncode and NO_INDEX.search(made.stdout + made.stderr):
        pytest.skip("no package index can be reached from here")
    assert made.returncode == 0, made.stdout + made.stderr
    commits_are_looked_at(project)


# ── the action ───────────────────────────────────────────────────────────────────────────────────


class Runner:
    """A job of GitHub's, as far as one composite action sees it."""

    def __init__(self, directory: Path, home: Home) -> None:
        self.home = home
        self.action = ROOT
        self.workspace = directory / "work space"
        self.files = {name: directory / name for name in ("OUTPUT", "STEP_SUMMARY")}
        self.workspace.mkdir()
        for file in self.files.values():
            file.touch()
        self.command = str(shim(home.directory))

    def step(self, name: str, **inputs: str) -> "subprocess.CompletedProcess[str]":
        """Run the step of that id in the shell that GitHub uses, with the inputs of a workflow."""
        step = STEPS[name]
        given = {key: words["default"] for key, words in ACTION["inputs"].items()} | inputs
        values = {f"inputs.{key}": value for key, value in given.items()}
        values["steps.install.outputs.command"] = self.command
        environ = {
            key: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], words)
            for key, words in step["env"].items()
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace, capture_output=True, text=True, check=False, timeout=INSTALLING,
            env={
                **self.home.environ, **environ,
                **{f"GITHUB_{key}": str(file) for key, file in self.files.items()},
                "GITHUB_ACTION_PATH": str(self.action), "RUNNER_TEMP": str(self.workspace.parent),
            },
        )  # fmt: skip

    @property
    def outputs(self) -> dict[str, str]:
        lines = self.files["OUTPUT"].read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        return self.files["STEP_SUMMARY"].read_text()


@pytest.fixture
def runner(tmp_path: Path, home: Home) -> Runner:
    return Runner(tmp_path, home)


SCRIPTS = [step["run"] for step in STEPS.values()]


def test_the_action_uses_nobody_elses_and_every_input_and_output_is_told_of() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert [step for step in ACTION["runs"]["steps"] if "uses" in step] == []
    assert {step["shell"] for step in STEPS.values()} == {"bash"}
    page = (ROOT / "docs/how-to/ci.md").read_text(encoding="utf-8")
    named = [*ACTION["inputs"], *ACTION["outputs"]]
    assert [name for name in named if f"`{name}`" not in page] == []


def test_no_script_has_anything_put_into_it_by_github() -> None:
    """What an input says would be run: it comes in a variable."""
    assert [script for script in SCRIPTS if "${{" in script] == []
    used = re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8"))
    assert {*used} == {*ACTION["inputs"]}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_shellcheck_finds_nothing(step: dict[str, Any], tmp_path: Path) -> None:
    shellcheck = shutil.which("shellcheck")
    if not shellcheck:
        pytest.skip("shellcheck is not installed")
    file = tmp_path / "step.sh"
    given = "".join(f"export {name}=''\n" for name in step["env"])
    file.write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{given}{step['run']}")
    ran = subprocess.run([shellcheck, str(file)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_nothing_found_is_fine(runner: Runner) -> None:
    (runner.workspace / "README.md").write_text(FINE)
    ran = runner.step("check")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert runner.outputs == {"exit-code": "0"}
    assert runner.summary == "**whichmodel**: nothing to tell of 0 mentions in 1 file\n"


def test_a_finding_is_an_annotation_a_summary_and_sarif(runner: Runner) -> None:
    (runner.workspace / "a b.md").write_text(RETIRED)
    ran = runner.step("check", sarif="out file.sarif")
    assert ran.returncode == 1
    assert ran.stdout.startswith("::error file=a b.md,line=1,endLine=1,col=6,")
    assert runner.outputs == {"exit-code": "1", "sarif": "out file.sarif"}
    assert "| retired-model |" in runner.summary
    document = yaml.safe_load((runner.workspace / "out file.sarif").read_text())
    assert document["runs"][0]["results"][0]["ruleId"] == "retired-model"


def test_paths_and_options_are_words_and_nothing_in_them_is_run(runner: Runner) -> None:
    for name in ("a", "b", "c"):
        (runner.workspace / name).mkdir()
        (runner.workspace / name / "x.md").write_text(RETIRED)
    ran = runner.step(
        "check", paths="a\n b", args="--no-rule retired-model\n--no-rule deprecated-model"
    )
    assert (ran.returncode, ran.stdout) == (0, "")
    assert " in 2 files\n" in runner.summary
    for hostile in ("$(touch owned)", "`touch owned`", "; touch owned", "*", "--fix", "-h"):
        assert runner.step("check", paths=hostile).returncode in (1, 2)
    assert sorted(os.listdir(runner.workspace)) == ["a", "b", "c"]
    assert (runner.workspace / "a/x.md").read_text() == RETIRED


def test_without_paths_those_of_the_settings_count(runner: Runner) -> None:
    for name in ("a.md", "b.md"):
        (runner.workspace / name).write_text(RETIRED)
    (runner.workspace / "whichmodel.toml").write_text('[check]\npaths = ["b.md"]\n')
    ran = runner.step("check", paths="")
    assert ran.stdout.count("::error") == 1
    assert "file=b.md," in ran.stdout


def test_tables_that_are_out_of_date_fail(runner: Runner) -> None:
    page = runner.workspace / "page.md"
    page.write_text(TABLE)
    ran = runner.step("check", docs="page.md")
    assert ran.returncode == 1
    assert "\n+| Groq |" in ran.stdout
    assert ran.stdout.endswith(
        "::error title=whichmodel::tables are out of date: run whichmodel docs page.md\n"
    )
    assert page.read_text() == TABLE
    subprocess.run([runner.command, "docs", "page.md"], cwd=runner.workspace, check=True,
                   capture_output=True)  # fmt: skip
    assert runner.step("check", docs="page.md").returncode == 0


def test_a_mistake_is_no_finding(runner: Runner) -> None:
    ran = runner.step("check", args="--no-such-option")
    assert ran.returncode == 2
    assert "unrecognized arguments: --no-such-option" in ran.stderr
    assert (runner.outputs, runner.summary) == ({"exit-code": "2"}, "")


def test_a_python_that_is_too_old_is_said(runner: Runner, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3", "python"):
        (old / name).write_text("#!/bin/sh\nexit 1\n")
        (old / name).chmod(0o755)
    runner.home.environ["PATH"] = f"{old}:/usr/bin:/bin"
    ran = runner.step("install")
    assert ran.returncode == 3
    assert ran.stdout.startswith("::error title=whichmodel::Python 3.11 or newer is needed")


@pytest.mark.slow
def test_the_action_installs_us(runner: Runner, published: Path) -> None:
    runner.home.environ |= {k: v for k, v in os.environ.items() if k.startswith("PIP_")}
    runner.home.environ.pop("PYTHONPATH")
    runner.action = published
    ran = runner.step("install")
    if ran.returncode and NO_INDEX.search(ran.stderr):
        pytest.skip("no package index can be reached from here")
    assert ran.returncode == 0, ran.stderr
    runner.command = runner.outputs["command"]
    (runner.workspace / "a.md").write_text(RETIRED)
    assert runner.step("check").returncode == 1
    assert "| retired-model |" in runner.summary
