"""On labelled files of well-known projects, and of our own."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from whichmodel.check.known import Known

HERE = Path(__file__).parent
specification = importlib.util.spec_from_file_location("score", HERE.parent / "score.py")
assert specification and specification.loader
scoring: Any = importlib.util.module_from_spec(specification)
specification.loader.exec_module(scoring)

SETS = [directory for directory in scoring.SETS if (directory / "labels.jsonl").exists()]


@pytest.mark.parametrize("directory", SETS, ids=lambda path: path.parts[-4])
def test_the_bars_for_ids_are_met(directory: Path, known: Known) -> None:
    result = scoring.score([directory], known)
    total = sum(result.by_type.values(), scoring.Tally())
    assert total.precision >= 0.98, result.wrong
    assert total.recall >= 0.97, result.missed
    assert total.caught <= total.decoys / 200, result.wrong


def test_a_set_with_a_wrong_label_would_be_noticed(tmp_path: Path, known: Known) -> None:
    (tmp_path / "files/x").mkdir(parents=True)
    (tmp_path / "files/x/a.md").write_text("ask gpt-4o")
    (tmp_path / "labels.jsonl").write_text(
        '{"repo": "x", "file": "a.md", "line": 1, "col_start": 0, "col_end": 3, "text": "ask",'
        ' "kind": "id", "subtype": "", "ctx": "prose", "expect": "check", "provider": null}\n'
    )
    total = scoring.score([tmp_path], known).by_type[".md"]
    assert (total.right, total.missed, total.wrong) == (0, 1, 1)
