"""A page on loopback or as a file, and a real Chromium to look at it."""

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from homes import Home
from samples import catalogue

from whichmodel.discovery.catalogue.changes import Change, Changes
from whichmodel.discovery.discover import recall
from whichmodel.discovery.model import Model
from whichmodel.server.page.page import files, subject_of
from whichmodel.server.page.subject import Subject

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css"}


def subject(*models: Model, changes: tuple[Change, ...] = ()) -> Subject:
    """A page's subject, made by hand."""
    known = catalogue(*models)
    names = {status.id: status.name for status in known.providers}
    prefixes = {status.id: status.id for status in known.providers}
    return Subject.of(known, {}, Changes("", known.generated_at, changes, prefixes, names))


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: Any) -> Subject:
    """All that the bundled snapshot tells."""
    known = Home(tmp_path_factory.mktemp("page")).world()
    return subject_of(known, recall(known, known.providers.values()))


@pytest.fixture(scope="session")
def bundled_files(bundled: Subject) -> dict[str, bytes]:
    return files(bundled)


@contextmanager
def hosted(made: Mapping[str, bytes], below: str = "/some/where/") -> Iterator[str]:
    """The files as a static host has them, below a path; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0].removeprefix(below) or "index.html"
            body = made.get(path)
            self.send_response(404 if body is None else 200)
            kind = TYPES.get(path.rpartition(".")[2], "image/svg+xml")
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def site(bundled_files: dict[str, bytes]) -> Iterator[str]:
    """The address of the page of the bundled snapshot."""
    with hosted(bundled_files) as url:
        yield url


@pytest.fixture(scope="module")
def browser(tmp_path_factory: Any) -> Iterator[Any]:
    """Chromium, where there is one; not for longer, as its loop runs in the thread of the tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("there is no Chromium")
    home = str(tmp_path_factory.mktemp("chromium"))
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=path, args=["--no-sandbox"], env={"HOME": home}
        )
        yield opened
        opened.close()


class Tab:
    """A page that is looked at, with what it complained of and whom it asked."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))

    def ids(self) -> list[str]:
        """The model strings that are in the page, in order."""
        found: list[str] = self.page.eval_on_selector_all(
            "tr[data-at] a.id", "all => all.map(each => each.textContent)"
        )
        return found

    def settled(self, words: str) -> None:
        """Wait until the line above the table says this."""
        self.page.wait_for_function(
            "words => document.getElementById('count')?.textContent.includes(words)", arg=words
        )

    def until(self, script: str) -> None:
        self.page.wait_for_function(script)


@contextmanager
def tab(browser: Any, url: str, ready: str = "#count:not(:empty)", **options: Any) -> Iterator[Tab]:
    """A new tab at an address; it must not complain of anything."""
    context = browser.new_context(**options)
    try:
        seen = Tab(context.new_page())
        seen.page.goto(url)
        if ready:
            seen.page.wait_for_selector(ready, state="attached")
        yield seen
        assert seen.complaints == []
    finally:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    package = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = next(Path(package.__file__).parent.rglob("axe.min.js"))
    return script.read_text("utf-8")
