"""What the page tells of: a catalogue, who can be asked, and what changed."""

from typing import NamedTuple

from whichmodel.discovery.catalogue.changes import Change, Changes
from whichmodel.discovery.model import Catalogue, Model, Provider, ProviderStatus


class Subject(NamedTuple):
    """A catalogue with its models and statuses by provider, and each provider's changes."""

    catalogue: Catalogue
    providers: dict[str, Provider]
    changes: Changes
    statuses: dict[str, ProviderStatus]
    models: dict[str, list[Model]]
    changed: dict[str, list[Change]]

    @classmethod
    def of(
        cls, catalogue: Catalogue, providers: dict[str, Provider], changes: Changes
    ) -> "Subject":
        """The same, sorted by provider."""
        statuses = {status.id: status for status in catalogue.providers}
        models: dict[str, list[Model]] = {name: [] for name in statuses}
        changed: dict[str, list[Change]] = {name: [] for name in statuses}
        for model in catalogue.models:
            models[model.provider].append(model)
        for change in changes.changes:
            changed.setdefault(change.provider, []).append(change)
        return cls(catalogue, providers, changes, statuses, models, changed)

    @property
    def as_of(self) -> str:
        """The time of the newest data; "" where there is none."""
        return max((status.fetched_at or "" for status in self.catalogue.providers), default="")
