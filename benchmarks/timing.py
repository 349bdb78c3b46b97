"""Whole processes against the clock: interleaved, so that a busy moment falls on all alike."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple

NOWHERE = (
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
)


class Command(NamedTuple):
    """A process to time; `before` runs ahead of each time, off the clock."""

    words: list[str]
    environ: Mapping[str, str]
    before: Callable[[], None] = lambda: None


class Times(NamedTuple):
    """Seconds of all runs of one command."""

    seconds: list[float]

    @property
    def least(self) -> float:
        return min(self.seconds)

    @property
    def middle(self) -> float:
        return median(self.seconds)


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, Times]:
    """Run every command once per round; the first round warms the disk and does not count."""
    runs: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            took = once(command)
            if took is None:
                sys.exit(f"{name} failed: {' '.join(command.words)}")
            if number:
                runs[name].append(took)
    return {name: Times(seconds) for name, seconds in runs.items()}


def once(command: Command) -> float | None:
    """Seconds from start to end of one process; None where it failed."""
    command.before()
    path, *_ = command.words
    start = time.perf_counter()
    process = os.posix_spawn(path, command.words, command.environ, file_actions=NOWHERE)
    _, status = os.waitpid(process, 0)
    took = time.perf_counter() - start
    return None if status else took
