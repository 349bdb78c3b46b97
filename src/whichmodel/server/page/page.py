"""The page as files: `files(subject)` gives them all, by path relative to the page.

Everything is text made here: nothing is fetched from anybody else, no path begins with a slash, and
what providers say is escaped. The same data gives the same bytes: times are those of the data, and
ages are told by the reader's clock.
"""

import json
import re
from hashlib import blake2b
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from typing import Any

from whichmodel.discovery import discover
from whichmodel.discovery.catalogue.changes import Changes, ordered
from whichmodel.discovery.model import Catalogue
from whichmodel.discovery.world import World
from whichmodel.server.page import facts, names, plain, table
from whichmodel.server.page.subject import Subject
from whichmodel.server.static import StaticFile

MODULES = (
    "dom", "words", "data", "copying", "theme", "address", "filtering", "reading", "likeness",
    "asking", "ranking", "searching", "columns", "grid", "controls", "plot", "model", "providers",
    "changes", "app",
)  # fmt: skip
"""The modules of the script, each after those that it imports."""
BEGINNING = "2000-01-01T00:00:00Z"
SEARCH = "api/search"
"""Where `serve` answers what is searched for, seen from the page."""
MEDIA = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
_IMPORT = re.compile(r"^import (\{[^}]*\}) from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_DIGEST = re.compile(r"-[0-9a-f]{12}\.")


def files(subject: Subject, search: str = "") -> dict[str, bytes]:
    """All files by relative path; `search` is where to ask for ranked hits, empty for nowhere."""
    fixed = {
        digested("app.js", script()): script(),
        digested("style.css", _text("style.css")): _text("style.css"),
        digested("icon.svg", _text("icon.svg")): _text("icon.svg"),
    }
    data = told("data", {**table.document(subject), "names": names.document(subject)})
    fixed[digested("data.js", data)] = data
    assets = {_DIGEST.sub(".", path): path for path in fixed}
    made = {
        **fixed,
        "index.html": plain.index(subject, _text("index.html"), {**assets, "search": search}),
    }
    for provider in subject.statuses:
        page = plain.provider(subject, provider, _text("provider.html"), assets)
        made[f"providers/{plain.file_name(provider)}.html"] = page
        shard = told(f"facts/{provider}", facts.document(subject, provider))
        made[f"facts/{plain.file_name(provider)}.js"] = shard
    return {path: text.encode("utf-8", "replace") for path, text in made.items()}


def source(known: World, catalogue: Catalogue) -> list[StaticFile]:
    """What `serve` serves of a catalogue: the same files, which ask it what is searched for."""
    made = files(subject_of(known, catalogue), SEARCH)
    served = [
        StaticFile(f"/{path}", body, MEDIA[path.rpartition(".")[2]], bool(_DIGEST.search(path)))
        for path, body in made.items()
    ]
    return [*served, StaticFile("/", made["index.html"], MEDIA["html"])]


def subject_of(known: World, catalogue: Catalogue) -> Subject:
    """What the page tells of, with all changes that are known."""
    providers = list(known.providers.values())
    found, _ = discover.changed(known, providers, BEGINNING)
    prefixes = {provider.id: provider.prefix for provider in providers}
    called = {provider.id: provider.name for provider in providers}
    changes = Changes(BEGINNING, catalogue.generated_at, ordered(found), prefixes, called)
    return Subject.of(catalogue, known.providers, changes)


def script() -> str:
    """The modules as one script, which also runs where a page is opened as a file."""
    bodies = "\n".join(_module(name, _text("js", f"{name}.js")) for name in MODULES)
    return f'"use strict";\n(() => {{\n{bodies}}})();\n'


def _module(name: str, text: str) -> str:
    """A module as a function that is called once, and what it exports."""
    exported = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = in_\2;", text))
    return f"const in_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();\n"


def told(name: str, document: Any) -> str:
    """Data as a script, because a page that is opened as a file may fetch nothing else."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f"whichmodelTold({json.dumps(name)},{json.dumps(text, ensure_ascii=False)});\n"


def digested(name: str, text: str) -> str:
    """The name with a digest of its content: what has it may be kept for ever."""
    stem, _, kind = name.rpartition(".")
    return f"{stem}-{blake2b(text.encode('utf-8', 'replace'), digest_size=6).hexdigest()}.{kind}"


def _text(*path: str) -> str:
    place: Traversable = resources("whichmodel.server.page") / "files"
    return place.joinpath(*path).read_text("utf-8")
