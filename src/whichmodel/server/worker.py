"""One process that answers: uvicorn around the application, and a look for newer editions."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from whichmodel.discovery.errors import UsageError
from whichmodel.server import metrics, tokens
from whichmodel.server.app import App
from whichmodel.server.edition import current, load
from whichmodel.server.gate import Gate
from whichmodel.server.protocol import Patient, lose_patience
from whichmodel.server.settings import Settings

LOOK_SECONDS = 0.1
SAVE_SECONDS = 1.0
DRAIN_SECONDS = 1.0
"""For so long connections that are kept open are told to close, before they are closed."""
GRACE_SECONDS = 15
KEEP_ALIVE_SECONDS = 30
LOG = logging.getLogger("whichmodel")


class Server(uvicorn.Server):
    """Ends what listens before it waits for the rest, and looks after slow clients."""

    def __init__(self, config: uvicorn.Config, app: App, parent: int) -> None:
        super().__init__(config)
        self.app = app
        self.parent = parent

    async def on_tick(self, counter: int) -> bool:
        """Once a second nobody is waited for any longer, and who has lost its parent ends too."""
        if counter % 10 == 0:
            if self.parent and os.getppid() != self.parent:
                self.should_exit = True
            lose_patience(self.server_state.connections, asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, end events, let every answer under way go out, and stop."""
        self.app.draining = True
        self.app.events.end()
        for server in self.servers:
            server.close()
        ends = asyncio.get_running_loop().time() + DRAIN_SECONDS
        while self.server_state.connections and asyncio.get_running_loop().time() < ends:
            await asyncio.sleep(0.02)
        await super().shutdown(sockets)


def serve(
    settings: Settings,
    root: str,
    sockets: list[socket.socket],
    worker: int,
    on_reload: Callable[[], None],
    parent: int = 0,
) -> None:
    """Answer until told to stop, or until the process that looks after workers, `parent`, is gone;
    SIGHUP reads the tokens again."""
    app = App(Gate(settings.rules), settings.policy, root, worker, settings.usual)
    config = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = Server(config, app, parent)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_run(server, app, settings, sockets, on_reload))


async def _run(
    server: Server,
    app: App,
    settings: Settings,
    sockets: list[socket.socket],
    on_reload: Callable[[], None],
) -> None:
    def reload() -> None:
        _reload(app, settings)
        on_reload()

    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload)
    await _newest(app)  # who takes the place of another answers at once
    tasks = [asyncio.create_task(_look(app)), asyncio.create_task(_save(app))]
    try:
        await server.serve(sockets=sockets)
    finally:
        for task in tasks:
            task.cancel()


def _reload(app: App, settings: Settings) -> None:
    """What is under way is not touched; tokens that cannot be read change nothing."""
    try:
        known = tokens.read(settings.tokens)
    except UsageError as error:
        LOG.warning("the tokens stay as they were: %s", error)
        return
    if settings.rules.tokens is not None:
        app.gate.rules = settings.rules._replace(tokens=known)


async def _look(app: App) -> None:
    """Publish each new edition."""
    while True:
        await _newest(app)
        await asyncio.sleep(LOOK_SECONDS if app.edition else LOOK_SECONDS / 5)


async def _newest(app: App) -> None:
    name = current(app.root)
    if name and (app.edition is None or app.edition.name != name):
        try:
            app.publish(await asyncio.to_thread(load, app.root, name, app.policy))
        except OSError as error:  # taken away meanwhile: a newer one is there
            LOG.warning("edition %s cannot be read: %s", name, error)


async def _save(app: App) -> None:
    """Leave the counts for the other workers."""
    saved: Any = None
    while True:
        if app.counts != saved:
            saved = dict(app.counts)
            metrics.save(app.root, app.worker, saved)
        await asyncio.sleep(SAVE_SECONDS)
