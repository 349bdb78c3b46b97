"""The web page as files."""

from pathlib import Path

import pytest
from commands import Run
from homes import Home

from whichmodel.cli.site import size


def contents(directory: Path) -> dict[str, bytes]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


def test_it_writes_the_page_and_tells_the_sizes(run: Run, home: Home) -> None:
    target = home.directory / "public"
    ran = run("site", str(target))
    made = contents(target)
    assert ran.code == 0
    assert {"index.html", "facts/groq.js", "providers/groq.html"} <= made.keys()
    sums = len(made) - 1  # beside them stands the list of them
    assert ran.last.endswith(f"in {sums} files in {target}")
    assert ran.lines[-1].endswith("in all")
    total = sum(len(body) for name, body in made.items() if name != "whichmodel-site.txt")
    assert ran.lines[-1].split("  in all")[0].strip() == size(total)
    assert any(line.endswith("  index.html") for line in ran.lines)


def test_the_same_data_gives_the_same_files(run: Run, home: Home) -> None:
    one, other = home.directory / "one", home.directory / "other"
    assert run("site", str(one)).code == run("site", str(other)).code == 0
    assert contents(one) == contents(other)
    before = contents(one)
    assert run("site", str(one)).code == 0
    assert contents(one) == before


def test_a_directory_of_somebody_else_is_refused(run: Run, home: Home) -> None:
    target = home.directory / "mine"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")
    ran = run("site", str(target))
    assert (ran.code, ran.out) == (2, "")
    assert "somebody else" in ran.last
    assert contents(target) == {"thesis.txt": b"years of work"}


def test_no_key_and_no_path_of_this_machine_is_written(run: Run, home: Home) -> None:
    home.environ["GROQ_API_KEY"] = "canary-groq-7d41c0ffee92"
    target = home.directory / "public"
    assert run("site", str(target)).code == 0
    for body in contents(target).values():
        assert b"7d41c0ffee92" not in body
        assert str(home.directory).encode() not in body


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 B"), (999, "999 B"), (40_200, "40.2 kB"), (1_850_000, "1.85 MB")]
)
def test_sizes_have_three_digits(number: int, words: str) -> None:
    assert size(number) == words
