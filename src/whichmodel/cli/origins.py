"""Whose lists an answer was read from, and of when."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from whichmodel.discovery.model import ProviderStatus
    from whichmodel.discovery.world import World


def origins(told: "Iterable[ProviderStatus]", known: "World") -> list[str]:
    """Of how many providers their own lists are told, how old these are, and whence the rest is."""
    from whichmodel.formats.words import age

    statuses = list(told)
    ages = [
        status.age_seconds
        for status in statuses
        if status.source in ("live", "cached") and status.age_seconds is not None
    ]
    parts = []
    if ages:
        parts.append(f"{len(ages)} from providers' own lists, the oldest {age(max(ages))} old")
    if any(status.source == "catalogue" for status in statuses):
        parts.append(f"the {'rest' if ages else 'data'} from the catalogue of {known.bundle.date}")
    return parts


def origins_of(providers: "Iterable[str]", known: "World") -> list[str]:
    """The same of providers by their ids, of which some may have no row."""
    from whichmodel.discovery.discover import statuses

    rows = [known.providers[each] for each in dict.fromkeys(providers) if each in known.providers]
    return origins(statuses(known, rows).providers, known)
