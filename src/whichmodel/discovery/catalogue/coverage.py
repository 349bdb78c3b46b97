"""How much is known: of how many models of a provider any source states a fact."""

from collections.abc import Iterable
from typing import NamedTuple

from whichmodel.discovery.catalogue.query import is_only_named
from whichmodel.discovery.model import CAPABILITIES, OVER, Model


class Coverage(NamedTuple):
    """One provider: how many models, how many with a notice of their retirement, how many for chat.

    Models for chat are counted where they are neither retired nor unlisted and the provider itself
    or a catalogue that drops what is gone lists them; the fields after `chat` tell how many of
    these have the fact.
    `size` counts a context window or, where only that is stated, a longest input.
    """

    provider: str
    models: int
    notices: int
    chat: int
    context_window: int
    size: int
    price: int
    capabilities: int
    created: int


def coverage(provider: str, models: Iterable[Model]) -> Coverage:
    """The coverage of one provider's models."""
    known = list(models)
    chat = [model for model in known if is_counted(model)]
    return Coverage(
        provider,
        models=len(known),
        notices=sum(map(_has_notice, known)),
        chat=len(chat),
        context_window=sum(model.context_window is not None for model in chat),
        size=sum((model.context_window or model.max_input_tokens) is not None for model in chat),
        price=sum(map(_has_price, chat)),
        capabilities=sum(map(_has_capability, chat)),
        created=sum(bool(model.created or model.listed.first_seen) for model in chat),
    )


def is_counted(model: Model) -> bool:
    """Whether it is a model for chat that is offered, as far as anybody tells."""
    return _may_be_offered(model) and not is_only_named(model)


def is_left_over(model: Model) -> bool:
    """Whether nobody lists it and nobody says that it is gone: an old price or its name is left."""
    return _may_be_offered(model) and is_only_named(model)


def _may_be_offered(model: Model) -> bool:
    return model.kind == "chat" and model.lifecycle.status not in OVER


def _has_notice(model: Model) -> bool:
    stage = model.lifecycle
    return bool(stage.deprecated_on or stage.retires_on or stage.notice)


def _has_price(model: Model) -> bool:
    return model.price is not None and (model.price.input or model.price.output) is not None


def _has_capability(model: Model) -> bool:
    return any(getattr(model, name) is not None for name in CAPABILITIES)
