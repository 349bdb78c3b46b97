"""What a person is shown of each model, beside its id."""

from whichmodel.formats import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.model import Catalogue, Model, ProviderStatus

TITLES = ("context", "$ per 1M tokens, in / out", "created", "capabilities", "lifecycle")


def cells(model: "Model") -> tuple[str, ...]:
    """The phrases for one model, one for each of `TITLES`."""
    return (
        words.tokens(model.context_window),
        words.price(model.price),
        words.since(model),
        words.capabilities(model),
        words.lifecycle(model.lifecycle),
    )


def by_provider(catalogue: "Catalogue") -> "list[tuple[ProviderStatus, list[Model]]]":
    """Every provider with its models, in the order of the catalogue; without models too."""
    models: dict[str, list[Model]] = {provider.id: [] for provider in catalogue.providers}
    for model in catalogue.models:
        models[model.provider].append(model)
    return [(provider, models[provider.id]) for provider in catalogue.providers]
