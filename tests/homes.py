"""A home of its own for one test: configuration, cache, keys, and ways to ask from there."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from whichmodel.discovery.discover import recall, refresh
from whichmodel.discovery.model import Catalogue, Listing, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.sources.published import PUBLISHED
from whichmodel.discovery.world import World, world

SOURCE = Path(__file__).parents[1] / "src"
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PATIENCE = 60.0
"""Seconds that no honest exchange on loopback takes."""


def key_for(provider: str) -> str:
    """A key that is found wherever it leaks."""
    return f"canary-{provider}-7d41c0ffee92"


class Home:
    """A directory, and the environment of a person who lives there."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.cache = directory / "cache"
        self.config = directory / "whichmodel.toml"
        self.environ = {
            "HOME": str(directory),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "WHICHMODEL_CACHE_DIR": str(self.cache),
            "WHICHMODEL_CONFIG": str(self.config),
        }
        self.catalogues: dict[str, str] = {}
        self.configure()

    def configure(self, **providers: dict[str, Any]) -> None:
        """Write `[providers.…]` tables of strings; of catalogues only ours are switched on."""
        lines: list[str] = []
        for source in PUBLISHED:
            url = self.catalogues.get(source.name)
            lines += [
                f'[catalogues."{source.name}"]',
                f'url = "{url}"' if url else "enabled = false",
            ]
        for name, table in providers.items():
            lines += [
                f"[providers.{name}]",
                *(f'{key} = "{value}"' for key, value in table.items()),
            ]
        self.config.write_text("\n".join(lines))

    def at(self, **base_urls: str) -> None:
        """Set base URLs of known providers, and their keys."""
        self.configure(**{name: {"base_url": url} for name, url in base_urls.items()})
        known = self.world().providers
        for name in base_urls:
            self.environ[known[name].key_env[0]] = key_for(name)

    def world(self, hours: float = 0, create: bool = False) -> World:
        return world(self.environ, START + timedelta(hours=hours), create)

    def ask(
        self, *names: str, hours: float = 0, timeout: float = PATIENCE
    ) -> dict[str, ProviderStatus]:
        """Refresh; the status of each provider that answered."""
        known = self.world(hours, create=True)
        told: dict[str, ProviderStatus] = {}

        def note(status: ProviderStatus, _before: Listing | None, _now: Listing) -> None:
            told[status.id] = status

        refresh(known, chosen(known.providers, list(names)), timeout, note)
        assert known.warnings == []
        return told

    def recall(self, *names: str, hours: float = 0) -> Catalogue:
        """What a later process reads from the store."""
        known = self.world(hours)
        return recall(known, chosen(known.providers, list(names)))

    def run(self, *arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
        """`whichmodel …` as a process."""
        return subprocess.run(
            [sys.executable, "-m", "whichmodel", *arguments],
            env=self.environ,
            text=True,
            check=False,
            timeout=PATIENCE,
            **{"capture_output": True, "stdin": subprocess.DEVNULL, **options},
        )

    def files(self) -> bytes:
        """Everything that was written below the home, to hunt in."""
        written = (path for path in self.directory.rglob("*") if path.is_file())
        return b"\n".join(bytes(path) + b"\n" + path.read_bytes() for path in written)


def models(catalogue: Catalogue) -> list[str]:
    """The providers' own ids, in order, without what only notices tell beside a list."""
    over = {status.id for status in catalogue.providers if status.source != "catalogue"}
    return [
        model.model
        for model in catalogue.models
        if model.provider not in over or model.listed.source != "catalogue"
    ]
