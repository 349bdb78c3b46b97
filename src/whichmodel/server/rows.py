"""A catalogue as JSON for the processes that answer; of statements only who made them."""

import json
from typing import Any

from whichmodel.discovery.model import (
    Catalogue,
    Lifecycle,
    Listed,
    Model,
    Price,
    Provider,
    ProviderStatus,
    Statement,
)
from whichmodel.discovery.providers import document_of, from_document


def written(catalogue: Catalogue, providers: dict[str, Provider]) -> bytes:
    """Both, to be read by `read`."""
    document = {
        "at": catalogue.generated_at,
        "statuses": catalogue.providers,
        "models": [_row(model) for model in catalogue.models],
        "providers": [document_of(provider) for provider in providers.values()],
    }
    return json.dumps(document, separators=(",", ":")).encode()


def _row(model: Model) -> list[Any]:
    return [*model[:-1], [said.source for said in model.statements]]


def read(data: bytes) -> tuple[Catalogue, dict[str, Provider]]:
    """What `written` made."""
    document = json.loads(data)
    statuses = tuple(_status(row) for row in document["statuses"])
    models = tuple(_model(row) for row in document["models"])
    providers = [from_document(row) for row in document["providers"]]
    return Catalogue(document["at"], statuses, models), {each.id: each for each in providers}


def _status(row: list[Any]) -> ProviderStatus:
    status = ProviderStatus._make(row)
    return status._replace(key_env=tuple(status.key_env))


def _model(row: list[Any]) -> Model:
    model = Model(*row)
    into, out = model.input_modalities, model.output_modalities
    return model._replace(
        input_modalities=None if into is None else tuple(into),
        output_modalities=None if out is None else tuple(out),
        price=model.price and Price(*model.price),
        lifecycle=Lifecycle(*model.lifecycle),
        listed=Listed(*model.listed),
        statements=tuple([Statement(str(source), "", {}) for source in model.statements]),
    )
