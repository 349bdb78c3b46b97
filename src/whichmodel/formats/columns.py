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


def counts(provider: "ProviderStatus", models: "list[Model]") -> tuple[int, int]:
    """How many of the models are in the provider's list, and how many are not.

    What only a notice names, or an earlier list, is beside the provider's own list; where there is
    none, the catalogue is the list.
    """
    own = provider.source in ("live", "cached")
    beside = sum(own and not _in_own_list(model) for model in models)
    return len(models) - beside, beside


def _in_own_list(model: "Model") -> bool:
    listed = model.listed
    return listed.source != "catalogue" and listed.last_seen in (None, listed.at)
