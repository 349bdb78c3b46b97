"""The page without JavaScript: all providers, the newest models, and a page for each provider."""

from collections.abc import Iterable
from html import escape
from string import Template

from whichmodel.discovery.catalogue.query import Query, matches, selected
from whichmodel.discovery.model import Model, ProviderStatus
from whichmodel.formats import words
from whichmodel.formats.words import visible
from whichmodel.server.page.subject import Subject
from whichmodel.server.page.table import near

NEWEST = 100
"""So many models stand on the first page."""
TITLES = ("model", "context", "$ per 1M tokens, in / out", "created", "can", "lifecycle")
KEPT = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def index(subject: Subject, template: str, given: dict[str, str]) -> str:
    """The first page; `given` are the names of the files that it loads."""
    offered = [model for model in subject.catalogue.models if matches(model, Query())]
    newest = sorted(offered, key=lambda model: (near(model), model.id))
    newest.sort(key=lambda model: words.since(model).lstrip("~?"), reverse=True)
    statuses = subject.catalogue.providers
    return Template(template).substitute(
        style=given["style.css"],
        script=given["app.js"],
        data=given["data.js"],
        icon=given["icon.svg"],
        search=escape(given["search"]),
        counted=f"{len(subject.catalogue.models):,} models at {len(statuses)} providers",
        day=subject.as_of[:10] or "no date",
        models=_models(newest[:NEWEST], len(offered)),
        providers="".join(map(_status, statuses)),
    )


def provider(subject: Subject, name: str, template: str, assets: dict[str, str]) -> str:
    """One provider's models, with where they are known from; what is over last."""
    status = subject.statuses[name]
    models = selected(subject.models[name], Query(kind="all", status=("all",)))
    return Template(template).substitute(
        style=assets["style.css"],
        icon=assets["icon.svg"],
        name=escape(visible(status.name)),
        outcome=escape(stated(status)),
        models=_table(models, ""),
    )


def file_name(provider_id: str) -> str:
    """A provider's id as part of a path on any system; what is no letter or digit as its code."""
    kept = (char if char in KEPT else f"~{ord(char):x}" for char in provider_id)
    return "".join(kept)


def stated(status: ProviderStatus) -> str:
    """Where the list comes from and how it went, with its day: an age would not stay true."""
    day = f" on {status.fetched_at[:10]}" if status.fetched_at else ""
    own = status.source in ("live", "cached")
    listed = f"the provider's own list, asked{day}" if own else ""
    catalogue = f"published catalogues{day.replace(' on ', ' of ')}"
    source = listed or (catalogue if status.source == "catalogue" else "no list")
    trouble = words.TROUBLES.get(status.status, "")
    return "; ".join(filter(None, (source, visible(trouble), visible(status.detail or ""))))


def _models(models: list[Model], offered: int) -> str:
    told = f"The {len(models)} newest of {offered:,} chat models that are offered"
    return _table(models, told)


def _table(models: Iterable[Model], caption: str) -> str:
    head = "".join(f'<th scope="col">{title}</th>' for title in TITLES)
    rows = "\n".join(map(_row, models))
    told = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{told}<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _row(model: Model) -> str:
    cells = (
        words.tokens(model.context_window),
        words.price(model.price),
        words.since(model),
        words.capabilities(model),
        words.lifecycle(model.lifecycle),
    )
    rest = "".join(f"<td>{escape(visible(cell))}</td>" for cell in cells)
    return f'<tr><th scope="row"><code>{escape(visible(model.id))}</code></th>{rest}</tr>'


def _status(status: ProviderStatus) -> str:
    link = f"providers/{file_name(status.id)}.html"
    name = escape(visible(status.name))
    return (
        f'<tr><th scope="row"><a href="{link}">{name}</a></th>'
        f"<td>{status.models:,}</td><td>{escape(stated(status))}</td></tr>\n"
    )
