"""One half of much work is done by a process that is forked for it."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def can_fork() -> bool:
    """Whether there is a second core, and a process may be forked from this one.

    Not where other threads run, as in a server: their locks would stay locked in the new one.
    """
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    known = "fork" in multiprocessing.get_all_start_methods()
    return alone and known and (os.cpu_count() or 1) > 1


def halved(
    questions: Sequence[Question], answer: Callable[[Question], Answer], begin: Callable[[], None]
) -> dict[Question, Answer]:
    """Every answer, half of them from another process, which is told to `begin` first.

    What it did not answer is answered here.
    """
    mine, theirs = questions[::2], questions[1::2]
    context = multiprocessing.get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    work = (writer, theirs, answer, begin)
    other = context.Process(target=_work, args=work, daemon=True)
    other.start()
    writer.close()
    found = {question: answer(question) for question in mine}
    try:
        answers = reader.recv()
    except EOFError:
        answers = [answer(question) for question in theirs]
    other.join()
    reader.close()
    return found | dict(zip(theirs, answers, strict=True))


def _work(
    writer: "Connection",
    questions: Sequence[Question],
    answer: Callable[[Question], Answer],
    begin: Callable[[], None],
) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends it
    gc.disable()
    begin()
    writer.send([answer(question) for question in questions])
    writer.close()
