"""Measure what the README says about speed: `python benchmarks/run.py`, in a few minutes.

The table goes to the screen and into results.md beside this file. Rivals are measured where
`python benchmarks/rivals.py` has put them.
"""

import os
import platform
import sqlite3
import ssl
import tempfile
from collections.abc import Mapping
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path

import installed
import refresh
import start
from timing import Times

RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Install, measure, write."""
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        programs = installed.whichmodel(scratch / "venv")
        with chdir(scratch):  # some leave files wherever they are started
            starts = start.measured(programs, scratch)
            asking = refresh.measured(programs, scratch / "refresh")
    text = report(starts, asking)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def report(starts: start.Starts, asking: Mapping[str, Times]) -> str:
    """The results as Markdown."""
    delay = f"{refresh.DELAY * 1000:g} ms"
    size = len(refresh.body("provider-00")) / 1000
    absent = f"Not measured here: {', '.join(starts.absent)}." if starts.absent else ""
    parts = [
        f"# Measured on {datetime.now(UTC):%Y-%m-%d}",
        facts(),
        "Whole processes, wall time, all commands of a table in turn, again and again. The "
        "milliseconds are of one machine; read the ratios: the least over the least of a bare "
        "Python, and in brackets the median over the median.",
        "## From start to end",
        f"Without a network, from the bundled catalogue. `list --json` tells of {starts.models:,} "
        "models. A remembered list came from an earlier refresh.",
        table(starts.own, starts.own[start.BARE]),
        "## Beside others",
        table(starts.beside, starts.beside[start.BARE]),
        absent,
        f"## Asking {refresh.PROVIDERS} providers",
        f"Each answers after {delay}, over TLS, with {refresh.MODELS} models "
        f"({size:.0f} kB); the ratio is to those {delay}. The refresh is of "
        "providers from a configuration file, and stores what they answer.",
        table(asking, Times([refresh.DELAY])),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def table(times: Mapping[str, Times], floor: Times) -> str:
    """One line per command, as they were measured."""
    rows = [
        f"| {name} | {took.least * 1000:.1f} | {took.middle * 1000:.1f} "
        f"| {took.least / floor.least:.2f} ({took.middle / floor.middle:.2f}) |"
        for name, took in times.items()
    ]
    head = ["| | least, ms | median, ms | ratio |", "|---|---:|---:|---:|"]
    return "\n".join([*head, *rows])


def facts() -> str:
    """What it ran on."""
    load, *_ = os.getloadavg()
    lines = {
        "processor": f"{processor()}, {os.cpu_count()} cores, load {load:.1f} at the end",
        "Python": f"{platform.python_version()} ({platform.system()})",
        "SQLite": sqlite3.sqlite_version,
        "TLS": ssl.OPENSSL_VERSION,
    }
    return "\n".join(f"- {name}: {value}" for name, value in lines.items())


def processor() -> str:
    """The model of the processor, as far as the system tells."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
