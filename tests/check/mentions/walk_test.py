"""Which files are looked at."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from whichmodel.check.walk import LARGEST, files

WRITTEN = """
README.md docs/a.rst src/a.py src/a.ts conf/a.yaml a.toml a.json .env .env.example a.ipynb run.sh
Dockerfile .github/workflows/ci.yml notes.txt
"""
LEFT_OUT = """
CHANGELOG.md docs/changelog.md HISTORY.rst RELEASE_NOTES.md release-notes/1.md NEWS.txt CHANGES.md
node_modules/a/README.md vendor/a.md dist/a.js .venv/a.py site-packages/a.py a.min.js a.js.map
package-lock.json uv.lock poetry.lock pnpm-lock.yaml a_pb2.py logo.svg a.png a.css .git/config.json
.hidden/a.md x.egg-info/a.txt
"""


def made(directory: Path, names: str) -> None:
    for name in names.split():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("gpt-4o")


def names(directory: Path, changelogs: bool = False) -> list[str]:
    return [os.path.relpath(each.path, directory) for each in files([str(directory)], changelogs)]


def test_what_people_wrote_is_looked_at_and_the_rest_is_not(tmp_path: Path) -> None:
    made(tmp_path, WRITTEN + LEFT_OUT)
    assert sorted(names(tmp_path)) == sorted(WRITTEN.split())


def test_changelogs_are_looked_at_when_asked_for(tmp_path: Path) -> None:
    made(tmp_path, "CHANGELOG.md release-notes/1.md a.lock")
    assert names(tmp_path) == []
    assert names(tmp_path, changelogs=True) == ["CHANGELOG.md", "release-notes/1.md"]


def test_what_is_named_is_looked_at_whatever_it_is_called(tmp_path: Path) -> None:
    made(tmp_path, "CHANGELOG.md")
    (found,) = files([str(tmp_path / "CHANGELOG.md")])
    assert found.problem == ""


def test_each_file_comes_once_in_the_order_of_names(tmp_path: Path) -> None:
    made(tmp_path, "b.md a/c.md a/b.md")
    found = [each.path for each in files([str(tmp_path), str(tmp_path / "b.md")])]
    assert [os.path.relpath(path, tmp_path) for path in found] == ["b.md", "a/b.md", "a/c.md"]


def test_links_in_circles_end(tmp_path: Path) -> None:
    made(tmp_path, "a/b.md")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    found = {os.path.basename(each.path): each.problem for each in files([str(tmp_path)])}
    assert found == {"loop.md": "Too many levels of symbolic links", "b.md": ""}


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (found,) = files([str(tmp_path / "missing.md")])
    assert found.problem == "No such file or directory"


def test_what_is_too_large_says_so_and_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(1_000_000_000 + LARGEST)
    (found,) = files([str(tmp_path)])
    assert found.problem == "larger than 8 MB"


PATTERNS = """
*.log
/top.md
build.md
docs/*.md
!docs/kept.md
deep/**/x.md
sub/
**/any.md
a?c.md
[xy].md
[!p]q.md
\\#odd.md
trailing.md{spaces}
# a comment
foo/**
s p.md
"""
TREE = """
a.log.md top.md in/top.md build.md in/build.md docs/a.md docs/kept.md docs/in/a.md deep/x.md
deep/a/x.md deep/a/b/x.md sub/a.md in/sub/a.md any.md in/any.md abc.md ac.md x.md z.md aq.md pq.md
#odd.md trailing.md foo/a.md foo/b/c.md in/foo/a.md in/kept.md
"""


@pytest.mark.skipif(not shutil.which("git"), reason="git is the referee")
def test_gitignore_is_read_as_git_reads_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    made(tmp_path, TREE)
    (tmp_path / ".gitignore").write_text(PATTERNS.replace("{spaces}", "  "))
    (tmp_path / "in/.gitignore").write_text("!any.md\nkept.md\n")
    listed = subprocess.run(
        ["git", "-C", str(tmp_path), "-c", "core.excludesFile=", "-c", "core.quotePath=false",
         "ls-files", "--others", "--exclude-standard"],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    expected = sorted(name for name in listed if name.endswith(".md"))
    assert sorted(names(tmp_path)) == expected
    assert expected != sorted(TREE.split())


@pytest.mark.skipif(not shutil.which("git"), reason="git is the referee")
def test_the_gitignore_of_a_directory_above_holds(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    made(tmp_path, "docs/a.md docs/b.md")
    (tmp_path / ".gitignore").write_text("docs/b.md\n")
    assert names(tmp_path / "docs") == ["a.md"]
