"""Starting and ending a server: sockets, workers, the keeper, and the signals between them.

Workers are copies of this process that share its sockets, made before anything else runs in it.
"""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from types import FrameType

from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.server.keeper import Keeper
from whichmodel.server.settings import Settings

BACKLOG = 2048
LOG = logging.getLogger("whichmodel")


def listening(host: str, port: int) -> list[socket.socket]:
    """Sockets at every address of a host; Unavailable where somebody else is there already."""
    try:
        found = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        sockets: list[socket.socket] = []
        for family, *_, address in dict.fromkeys(found):
            if sockets and not port:  # one port for all of them
                address = (address[0], sockets[0].getsockname()[1], *address[2:])
            sockets.append(_bound(family, address))
    except OSError as error:
        raise Unavailable(f"cannot listen at {host}:{port}: {error.strerror}") from None
    return sockets


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    bound.bind(address)
    bound.listen(BACKLOG)
    bound.setblocking(False)
    return bound


def run(settings: Settings, environ: dict[str, str], say: Callable[[str], None]) -> int:
    """Serve until told to stop: SIGTERM and Ctrl-C end it, SIGHUP reads everything again."""
    if settings.workers > 1 and not hasattr(os, "fork"):
        raise UsageError("several workers need a system that can fork: leave out --workers")
    sockets = listening(settings.host, settings.port)
    with TemporaryDirectory(prefix="whichmodel-serve-") as root:
        for each in sockets:
            say(f"http://{_written(each)}")
        if settings.workers > 1:
            return _several(settings, environ, root, sockets)
        return _one(settings, environ, root, sockets)


def _written(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"[{host}]:{port}" if bound.family == socket.AF_INET6 else f"{host}:{port}"


def _one(
    settings: Settings, environ: dict[str, str], root: str, sockets: list[socket.socket]
) -> int:
    with keeping(settings, environ, root) as keeper:
        from whichmodel.server.worker import serve  # while the first edition is made

        with suppress(KeyboardInterrupt):
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            serve(settings, root, sockets, 0, keeper.again.set)
    return 0


@contextmanager
def keeping(settings: Settings, environ: dict[str, str], root: str) -> Iterator[Keeper]:
    """A keeper at work."""
    keeper = Keeper(settings, root, environ)
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.end()


def _several(
    settings: Settings, environ: dict[str, str], root: str, sockets: list[socket.socket]
) -> int:
    """Workers, and this process to look after them."""
    from whichmodel.server.worker import serve

    parent = os.getpid()

    def work(number: int) -> None:
        with suppress(KeyboardInterrupt):
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            serve(settings, root, sockets, number, lambda: None, parent)

    workers = {forked(work, number): number for number in range(settings.workers)}
    with keeping(settings, environ, root) as keeper:
        Parent(workers, keeper, work).look_after()
    return 0


def forked(work: Callable[[int], None], number: int) -> int:
    """A copy of this process that does the work and ends; its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work(number)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


class Parent:
    """Passes signals on to the workers, and replaces one that has died."""

    def __init__(
        self, workers: dict[int, int], keeper: Keeper, work: Callable[[int], None]
    ) -> None:
        self.workers = workers
        self.keeper = keeper
        self.work = work
        self.ending = False
        for number, handler in (
            (signal.SIGTERM, self._end),
            (signal.SIGINT, self._end),
            (signal.SIGHUP, self._reload),
        ):
            signal.signal(number, handler)

    def look_after(self) -> None:
        """Until all workers are gone."""
        while self.workers:
            child, status = os.wait()
            number = self.workers.pop(child, None)
            if number is not None and not self.ending:
                LOG.warning("worker %s ended (%s): another takes its place", number, status)
                self.workers[forked(self.work, number)] = number

    def _end(self, *_: FrameType | int | None) -> None:
        self.ending = True
        self._pass_on(signal.SIGTERM)

    def _reload(self, *_: FrameType | int | None) -> None:
        self.keeper.again.set()
        self._pass_on(signal.SIGHUP)

    def _pass_on(self, number: int) -> None:
        for child in list(self.workers):
            with suppress(ProcessLookupError):
                os.kill(child, number)
