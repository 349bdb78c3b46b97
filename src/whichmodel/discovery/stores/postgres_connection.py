"""Reaching a PostgreSQL server: in seconds or not at all, and without a word of its password."""

import re
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, TypeVar
from urllib.parse import unquote

from whichmodel.discovery.errors import StoreError, UsageError

try:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict
except ImportError:  # the extra is not installed, or the system has no libpq
    raise UsageError(
        "a PostgreSQL store needs psycopg: pip install 'whichmodel[postgres]'"
    ) from None

CONNECT_SECONDS = 2
"""For each host that the URL names, unless the URL has a connect_timeout of its own."""
ANSWER_SECONDS = 10.0
"""After which a server that took a question counts as lost."""
URL = re.compile(
    r"postgres(?:ql)?://(?:[^\s/?#@:]*(?::(?P<password>[^\s/?#@]*))?@)?"
    r"(?P<where>(?:(?:\[[\w:.%]+\]|[\w.%-]*)(?::\d+)?,?)*(?:/[\w.%~-]*)?)"
    r"(?:\?(?:\w+=[^\s&#@]*&?)*)?",
    re.ASCII,
)
"""What is no such URL may have a password where a host should be: none of it is shown."""
ATTEMPT = re.compile(r'^connection failed: (connection to server at "[^"]*", port \d+ failed: )?')
"""What the driver says first, and we have said."""
LONGEST = 300
DEFAULTS = {
    "connect_timeout": CONNECT_SECONDS,
    "application_name": "whichmodel",
    "client_encoding": "utf8",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": int(ANSWER_SECONDS * 1000),
}
SETTINGS = {
    "statement_timeout": "8s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
"""So that the server gives up a client that is gone, with all its locks, as soon as we do it."""
SET = "SELECT " + ", ".join(f"set_config('{name}', '{at}', false)" for name, at in SETTINGS.items())
LEFT = ("57P01", "57P02", "57P03", "57P05", "25P03", "25006")
"""The server ends the session, or is a standby now, to which nothing can be written."""
Result = TypeVar("Result")
Connection = psycopg.Connection[tuple[Any, ...]]
Failure = psycopg.Error


def connected(url: str) -> Connection:
    """A session of its own at the server; StoreError where that takes too long or cannot be."""
    options = _options(url)
    hosts = str(options.get("host") or "").count(",") + 1
    patience = (float(options["connect_timeout"]) + 1) * hosts

    def connect() -> Connection:
        connection = psycopg.connect(
            autocommit=True, prepare_threshold=None, **options
        )  # nothing prepared: a pooler may stand between
        connection.execute(SET)
        return connection

    try:
        return within(patience, connect)
    except (Failure, TimeoutError, ValueError) as error:
        raise problem("cannot reach", url, error) from None


def _options(url: str) -> dict[str, Any]:
    """The parts of the URL over our defaults; UsageError for what may not be one."""
    try:
        if URL.fullmatch(url):
            return {**DEFAULTS, **conninfo_to_dict(url)}
    except Failure:
        pass
    raise UsageError(
        "the URL of the PostgreSQL store cannot be read: write it as"
        " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, other characters as %XX"
    )


def problem(what: str, url: str, error: Exception) -> StoreError:
    """What went wrong at the server of a URL, in one line."""
    found = URL.fullmatch(url)
    where = found["where"] if found else ""
    lines = _discreet(url, str(error)).splitlines() or [type(error).__name__]
    words = ATTEMPT.sub("", lines[0])[:LONGEST]
    shown = "".join(each if each.isprintable() else "?" for each in words)
    return StoreError(f"{what} the store at PostgreSQL {where or 'here'}: {shown}")


def _discreet(url: str, words: str) -> str:
    """Whatever the server or the driver says, it is said without the password."""
    found = URL.fullmatch(url)
    written = found["password"] if found else None
    secrets = {written, unquote(written or ""), conninfo_to_dict(url).get("password")}
    for secret in sorted(filter(None, map(str, secrets - {None})), key=len, reverse=True):
        words = words.replace(secret, "…")
    return words


def lost(connection: Connection, error: Exception) -> bool:
    """Whether a session is of no use any more, and what was asked may be asked again in another."""
    state = str(getattr(error, "sqlstate", None) or "")
    gone = isinstance(error, TimeoutError) or state.startswith("08") or state in LEFT
    return gone or bool(connection.closed or connection.broken)


def within(
    seconds: float, work: Callable[[], Result], late: Callable[[], None] = lambda: None
) -> Result:
    """Do it in a thread that nobody waits for longer: TimeoutError, and `late` once it is done.

    The driver bounds how long it connects, but neither how long a name is looked up nor how long
    a server that fell silent is listened to.
    """
    done: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()
    given_up = Event()

    def attempt() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - raised again where it was asked for
            done.put((None, error))
        if given_up.is_set():
            late()

    Thread(target=attempt, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except Empty:
        given_up.set()
        raise TimeoutError(f"no answer within {seconds:g} s") from None
    if error:
        raise error
    return result  # type: ignore[return-value]
