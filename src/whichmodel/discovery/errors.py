"""What can go wrong, and whose doing it is.

    WhichModelError
    ├── UsageError            what was asked makes no sense: a name or an option        exit 2
    │   └── ConfigurationError    the configuration file cannot be understood          exit 2
    └── Unavailable           it makes sense and could not be done                      exit 3
        ├── StoreError            the cache cannot be read or written
        ├── SnapshotError         the bundled catalogue is missing or damaged
        └── ListingProblem        a provider gave no list: carries the status and a detail

Problems with one provider are values (a status and a detail in its listing); only the fetching
code raises ListingProblem, to itself.
"""


class WhichModelError(Exception):
    """Base of all errors raised here; its text is one line that says what to do."""


class UsageError(WhichModelError):
    """The caller's mistake."""


class ConfigurationError(UsageError):
    """A configuration file that cannot be understood."""


class Unavailable(WhichModelError):
    """What was asked makes sense, and could not be done."""


class StoreError(Unavailable):
    """The place where listings are remembered cannot be used."""


class SnapshotError(Unavailable):
    """The bundled catalogue is missing or damaged."""


class ListingProblem(Unavailable):
    """A provider that gave no list: `status` is a word of `model.STATUSES`."""

    def __init__(self, status: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
