"""The thread that has editions made: at first, at intervals, on demand, and for a changed store."""

import json
import logging
import os
import random
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import Any, NamedTuple

from whichmodel.discovery.configuration import configuration
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.stores import SERVERS
from whichmodel.server import orders
from whichmodel.server.settings import Settings

PRESS = "whichmodel.server.press"
LOOK_SECONDS = 0.25
JITTER = 0.1
"""So much of an interval, so that servers that were started together do not ask together."""
AGAIN_SECONDS = 60.0
"""After a press that failed."""
JUST_ASKED = 30.0
"""Whoever answered so lately is not asked again, whoever wants it."""
MAKING_SECONDS = 120.0
LOG = logging.getLogger("whichmodel")


class Task(NamedTuple):
    """What the next press does: whom it asks (None nobody, empty all older than `fresh`)."""

    ask: list[str] | None
    fresh: float


class Keeper:
    """Has one press at a time running; a thread in the process that started everything."""

    def __init__(self, settings: Settings, root: str, environ: dict[str, str]) -> None:
        self.settings = settings
        self.root = root
        self.environ = environ
        self.store = configuration(environ).store
        self.made = 0
        self.keep = False  # the last edition has what is remembered
        self.process: subprocess.Popen[str] | None = None
        self.ended = Event()
        self.again = Event()
        self.deaf = Event()
        self.retry = float("inf")
        self.due = monotonic() + random.uniform(0, 2) if settings.every else float("inf")  # noqa: S311
        self.thread = Thread(target=self._run, name="whichmodel-keeper", daemon=True)
        self._state = self._changed()

    def start(self) -> None:
        """Make the first edition, and go on."""
        self.thread.start()
        self._hear()

    def _hear(self) -> None:
        """Listen to the store, if it is a shared one, instead of the one before."""
        self.deaf.set()
        self.deaf = Event()
        if self._shared():
            arguments = (self.store, self.deaf)
            Thread(target=self._listen, args=arguments, name="listener", daemon=True).start()

    def end(self) -> None:
        """Make no more."""
        self.ended.set()
        self.deaf.set()
        if self.process:
            self.process.kill()  # what it has put in the store is there, the rest is not
        self.thread.join(2)

    def _run(self) -> None:
        self._press(Task(None, 0))  # what is quickly done first
        if not self.ended.is_set():
            self._press(Task(None, 0))
        while not self.ended.wait(LOOK_SECONDS):
            task = self._task()
            if task:
                self._press(task)

    def _task(self) -> Task | None:
        """What there is to do now."""
        left = orders.take(self.root)
        if left:
            named = {provider for names in left for provider in names}
            return Task([] if [] in left else sorted(named), JUST_ASKED)
        if monotonic() >= self.due:
            return Task([], self.settings.every * (1 - JITTER))
        state = self._changed()
        if self.again.is_set() or state != self._state or monotonic() >= self.retry:
            self.again.clear()
            self._follow()
            self._state = self._changed()
            return Task(None, 0)
        return None

    def _follow(self) -> None:
        """A configuration that was changed may name another store."""
        with suppress(UsageError):  # whoever makes the edition says what is wrong with it
            store = configuration(self.environ).store
            if store != self.store:
                self.store = store
                self._hear()

    def _shared(self) -> bool:
        return self.store.startswith(SERVERS)

    def _changed(self) -> Any:
        """What is different whenever something was put in a store that is a file."""
        with suppress(OSError):
            state = os.stat(self.store)
            return state.st_mtime_ns, state.st_size
        return None

    def _listen(self, store: str, ended: Event) -> None:
        """Hear of what others put in a shared store."""
        from whichmodel.discovery.stores.postgres_listening import listen

        for _ in listen(store, ended):
            self.again.set()

    def _press(self, task: Task) -> None:
        """Run one, and say how it went."""
        every = self.settings.every
        before = monotonic()
        told = self._ran(task)
        failed = told is None or (told["broken"] and self._shared())
        self.retry = monotonic() + AGAIN_SECONDS if failed else float("inf")
        if every and task.ask is not None:
            pause = every if told else min(every, AGAIN_SECONDS)
            self.due = monotonic() + pause * random.uniform(1 - JITTER, 1)  # noqa: S311
        if told and task.ask is not None:
            self._state = self._changed()
            LOG.info("%s asked, %.1f s", len(told["asked"]), monotonic() - before)
        for warning in told["warnings"] if told else ():
            LOG.warning("%s", warning)

    def _ran(self, task: Task) -> dict[str, Any] | None:
        given = {
            **task._asdict(),
            "timeout": self.settings.timeout,
            "usual": self.settings.usual._asdict(),
            "quiet": self.made > 0,
            "whole": self.made > 0,
            "keep": self.keep,
        }
        process = self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", PRESS, self.root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self.environ,
            text=True,
        )
        try:
            out, _ = process.communicate(json.dumps(given), self.settings.timeout + MAKING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            LOG.warning("making an edition took too long")
            return None
        if process.returncode and self.ended.is_set():
            return None
        if process.returncode:
            LOG.warning("no new edition could be made; the last one stays")
            return None
        self.made += 1
        told: dict[str, Any] = json.loads(out)
        self.keep = told["remembered"]
        return told
