"""The table of paths: what each answers with, and who may ask."""

from typing import NamedTuple

from whichmodel.server import questions
from whichmodel.server.parameters import FILTERS
from whichmodel.server.prepared import JSON, Kind
from whichmodel.server.questions import ATOM, Question, shaped
from whichmodel.server.shapes import litellm, models_dev, ollama, openai, openrouter


class Route(NamedTuple):
    """A question, and what its answer is; without parameters it is answered before it is
    asked, unless it makes no sense without them. What is the same under two paths is one route.

    `reads` are the parameters that change an answer in the shape of somebody else, whose clients
    may send others; None is a shape of ours, which refuses what it does not know.
    """

    question: Question
    kind: Kind = Kind()
    prepared: bool = True
    reads: tuple[str, ...] | None = None


BOTH = Kind(JSON, ("anthropic-version", "x-api-key"))
"""OpenAI's and Anthropic's list have the same path."""
ANTHROPIC = "/anthropic"
"""Stands before the path where Anthropic's clients are answered, whichever they asked for."""
SHARED = "/v1/models"
"""Where the headers of a request decide between the two."""

PAGED = (*FILTERS, "limit", "after_id", "before_id")
OPENAI = Route(shaped(openai.document), BOTH, reads=FILTERS)
LITELLM = Route(shaped(litellm.document), reads=FILTERS)
ROUTES = {
    "/v1/models": OPENAI,
    "/models": OPENAI,
    "/anthropic/v1/models": Route(questions.page, BOTH, reads=PAGED),
    "/api/v1/models": Route(shaped(openrouter.document), reads=FILTERS),
    "/api.json": Route(shaped(models_dev.document), reads=FILTERS),
    "/model/info": LITELLM,
    "/v1/model/info": LITELLM,
    "/api/tags": Route(shaped(ollama.document), reads=FILTERS),
    "/api/models": Route(questions.models),
    "/api/search": Route(questions.search, prepared=False),
    "/api/suggest": Route(questions.suggest, prepared=False),
    "/api/providers": Route(questions.providers),
    "/api/diff": Route(questions.diff),
    "/feed.atom": Route(questions.feed, Kind(ATOM)),
}
BENEATH = {
    "/v1/models/": Route(questions.one, BOTH, reads=()),
    "/models/": Route(questions.one, reads=()),
    "/anthropic/v1/models/": Route(questions.one_of_anthropic, BOTH, reads=()),
    "/api/models/": Route(questions.one_of_ours),
}
"""Paths that end with the id of a model, slashes and all."""
DOCUMENT = "/openapi.json"
PAGE = "page"
"""All files of the web page, for whoever counts requests."""


def found(path: str) -> tuple[str, Route, str] | None:
    """The path or what it begins with, its route, and the rest."""
    route = ROUTES.get(path)
    if route:
        return path, route, ""
    for start, beneath in BENEATH.items():
        if path.startswith(start) and len(path) > len(start):
            return start, beneath, path[len(start) :]
    return None


def counted(path: str) -> str:
    """What a prepared answer is counted under: the files of the page are many, and one route."""
    return path if path in ROUTES or path == DOCUMENT else PAGE
