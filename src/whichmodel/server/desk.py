"""Where questions are answered: one at a time, in a thread, and kept until the next edition."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from whichmodel.discovery.catalogue.query import Query
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.server.edition import Edition
from whichmodel.server.holdings import Holdings, holdings
from whichmodel.server.parameters import Parameters
from whichmodel.server.policy import Policy
from whichmodel.server.prepared import Prepared, coded, prepared
from whichmodel.server.questions import Missing
from whichmodel.server.routes import Route

MOST_WAITING = 32
"""So many questions may wait for the thread."""
MOST_KEPT, MOST_BYTES = 256, 64 << 20
"""So many answers are kept, and so many bytes of them."""
LOG = logging.getLogger("whichmodel")
Key = tuple[str, str, str, bytes]


class Refused(Exception):
    """A question that is not answered: an HTTP status, and why."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Desk:
    """The thread, what it reads from, and the answers it gave to the current edition."""

    def __init__(self, policy: Policy, usual: Query) -> None:
        self.policy = policy
        self.usual = usual
        self._holdings: tuple[str, Holdings] | None = None
        self._kept: dict[Key, Prepared] = {}
        self._bytes = 0
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, "whichmodel-desk")

    def forget(self) -> None:
        """There is a new edition."""
        self._kept, self._bytes = {}, 0

    async def answer(
        self, edition: Edition, start: str, route: Route, rest: str, query: bytes
    ) -> Prepared:
        """The answer to a question, prepared; Refused where there is none."""
        given = _parameters(query)
        if route.reads is not None and not given.any(route.reads):
            query = b""  # what clients send to others, and nobody here reads
            whole = edition.answers.get(start)
            if whole and not rest:
                return whole
        key = (edition.name, start, rest, query)
        return self._kept.get(key) or await self._asked(edition, route, key, given)

    async def _asked(self, edition: Edition, route: Route, key: Key, given: Parameters) -> Prepared:
        if self._waiting >= MOST_WAITING:
            raise Refused(503, "too many questions at once: ask again in a second")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(
                self._thread, self._made, edition, route, key[2], given
            )
        finally:
            self._waiting -= 1
        self._keep(key, made)
        return made

    def _keep(self, key: Key, made: Prepared) -> None:
        before = self._kept.get(key)  # two may have asked the same at the same time
        self._kept[key] = made
        self._bytes += _size(made) - (_size(before) if before else 0)
        while self._kept and (len(self._kept) > MOST_KEPT or self._bytes > MOST_BYTES):
            self._bytes -= _size(self._kept.pop(next(iter(self._kept))))

    def _made(self, edition: Edition, route: Route, rest: str, given: Parameters) -> Prepared:
        """In the thread: look it up, write it, code it."""
        try:
            made = route.question(self._open(edition), given, rest)
        except UsageError as error:
            raise Refused(400, str(error)) from None
        except Missing as error:
            raise Refused(404, str(error)) from None
        except Unavailable as error:
            raise Refused(503, str(error)) from None
        except Exception:
            LOG.exception("a question could not be answered")
            raise Refused(500, "this could not be answered; the server's log tells why") from None
        kind = route.kind._replace(media=made.media)
        codings = [(name, *each) for name, each in coded(made.body).items()]
        return prepared(codings, kind, self.policy)

    def _open(self, edition: Edition) -> Holdings:
        """What this edition holds, read when it is first asked for."""
        if self._holdings is None or self._holdings[0] != edition.name:
            before, self._holdings = self._holdings, None
            if before:
                before[1].names.close()
            self._holdings = (edition.name, holdings(edition, self.usual))
        return self._holdings[1]


def _parameters(query: bytes) -> Parameters:
    try:
        return Parameters(query)
    except UsageError as error:
        raise Refused(400, str(error)) from None


def _size(made: Prepared) -> int:
    return sum(len(each.data) for each in made.codings.values())
