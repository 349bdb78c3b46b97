"""Work that two processes share is done, whatever becomes of the second."""

import os
import subprocess
import sys

import pytest

from whichmodel.check.halves import can_fork, halved

pytestmark = pytest.mark.skipif(not can_fork(), reason="nothing can be forked here")


WITH_AND_WITHOUT = """
import threading
from whichmodel.check.halves import can_fork
end = threading.Event()
other = threading.Thread(target=end.wait)
other.start()
print(can_fork())
end.set()
other.join()
print(can_fork())
"""


def nothing() -> None:
    """Nothing has to be done first."""


def die() -> None:
    os._exit(1)


def test_nothing_is_forked_where_other_threads_run() -> None:
    words = [sys.executable, "-c", WITH_AND_WITHOUT]  # here threads of other tests may run
    said = subprocess.run(words, check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["False", "True"]


def test_every_question_is_answered_half_of_them_by_another_process() -> None:
    answers = halved("abcde", lambda letter: (letter.upper(), os.getpid()), nothing)
    assert {question: answer for question, (answer, _) in answers.items()} == {
        letter: letter.upper() for letter in "abcde"
    }
    assert len({process for _, process in answers.values()}) == 2


def test_the_other_process_begins_with_what_this_one_has_and_changes_nothing_here() -> None:
    held = ["before"]
    answers = halved("ab", lambda _: held[-1], lambda: held.append("there"))
    assert answers == {"a": "before", "b": "there"}
    assert held == ["before"]


def test_what_a_process_that_died_did_not_answer_is_answered_here() -> None:
    assert halved("abc", str.upper, die) == {"a": "A", "b": "B", "c": "C"}
