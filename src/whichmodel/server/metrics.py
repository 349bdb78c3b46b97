"""What happened, counted, in the text that Prometheus reads.

Every worker writes its counts to a file now and then, so that whoever is asked tells of all.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "counts-"

Counts = dict[tuple[str, str], int]
"""By route and what became of it: an HTTP status, or 304."""


def save(root: str, worker: int, counts: Counts) -> None:
    """Leave a worker's counts where the others find them."""
    path = os.path.join(root, f"{PREFIX}{worker}")
    rows = [[*key, number] for key, number in counts.items()]
    with suppress(OSError):
        with open(path + ".part", "w", encoding="utf-8") as file:
            json.dump(rows, file)
        os.replace(path + ".part", path)


def others(root: str, worker: int) -> Counts:
    """The counts of all workers but this one."""
    found: Counts = {}
    with suppress(OSError):
        names = os.listdir(root)
        for name in names:
            if name.startswith(PREFIX) and name not in (f"{PREFIX}{worker}", f"{name}.part"):
                _add(found, os.path.join(root, name))
    return found


def _add(found: Counts, path: str) -> None:
    with suppress(OSError, ValueError), open(path, encoding="utf-8") as file:
        for route, outcome, number in json.load(file):
            found[route, outcome] = found.get((route, outcome), 0) + number


def summed(each: Iterable[Counts]) -> Counts:
    """All counts together."""
    total: Counts = {}
    for counts in each:
        for key, number in counts.items():
            total[key] = total.get(key, 0) + number
    return total


def text(counts: Counts, gauges: dict[str, tuple[str, float]]) -> bytes:
    """The counts, and single numbers with what they mean."""
    lines = [
        "# HELP whichmodel_requests_total Requests answered, by route and status.",
        "# TYPE whichmodel_requests_total counter",
    ]
    for (route, outcome), number in sorted(counts.items()):
        labels = f'route="{route}",status="{outcome}"'
        lines.append(f"whichmodel_requests_total{{{labels}}} {number}")
    for name, (meaning, value) in gauges.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value:.15g}"]
    return ("\n".join(lines) + "\n").encode()
