"""The story of a check: which files, which findings, and what becomes of them."""

from pathlib import Path
from typing import Any

import pytest

from whichmodel.check import checking
from whichmodel.check.checking import Checked, Request, applied, check
from whichmodel.check.scan import scan
from whichmodel.check.settings import Settings
from whichmodel.discovery.world import world
from whichmodel.routing import route

OLD = "claude-3-opus-20240229"


def checked(directory: Path, settings: Settings | None = None, **asked: object) -> Checked:
    chosen = (settings or Settings())._replace(directory=str(directory))
    request = Request([str(directory)], chosen, 0, {}, afresh=True)._replace(**asked)
    return check(world({}), request, route)


@pytest.mark.parametrize("pattern", ["old", "old/", "old/*", "*/a.yaml", "old/a.y?ml"])
def test_what_is_excluded_is_not_looked_at(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    for path in (tmp_path / "old/a.yaml", tmp_path / "b.yaml"):
        path.write_text(f"model: {OLD}\n")
    report = checked(tmp_path, Settings(exclude=(pattern,))).report
    assert [Path(each.path).name for each in report.findings] == ["b.yaml"]
    assert report.files == 1


def test_a_generated_table_that_would_change_is_a_finding_that_can_be_ignored(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.md"
    file.write_text("<!-- whichmodel: models groq -->\n\n| now |\n")
    (tmp_path / "b.md").write_text("no marker in it")

    def anew(text: str, path: str) -> list[tuple[int, str]]:
        assert (text.splitlines()[2], path) == ("| now |", str(file))
        return [(3, "this table would read otherwise today")]

    (finding,) = checked(tmp_path, tables=anew).report.findings
    assert (finding.rule, finding.severity, finding.line) == ("stale-table", "error", 3)
    assert checked(tmp_path, tables=lambda *_: []).report.findings == ()
    off = Settings(rules={"stale-table": "off"})
    assert checked(tmp_path, off, tables=anew).report.findings == ()
    file.write_text("\n<!-- whichmodel: ignore[stale-table] -->\n| now |\n")
    assert checked(tmp_path, tables=anew).report.findings == ()


def test_a_file_that_vanishes_before_it_is_read_again_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"model: {OLD}\n")

    def and_gone(*given: Any) -> Any:
        result = scan(*given)
        file.unlink()
        return result

    monkeypatch.setattr(checking, "scan", and_gone)
    found = checked(tmp_path)
    assert len(found.report.findings) == 1
    done = applied(found.changes, write=True)
    assert done.problems == {str(file): "No such file or directory: nothing was written"}


def test_many_models_on_one_line_are_all_told_of_and_written(tmp_path: Path) -> None:
    row = ", ".join([f'"{OLD}"'] * 120)
    (tmp_path / "a.yaml").write_text(f"models: [{row}]\n" * 200)
    found = checked(tmp_path)
    assert len(found.report.findings) == 120 * 200
    assert sum(len(change.edits) for change in found.changes) == 120 * 200
