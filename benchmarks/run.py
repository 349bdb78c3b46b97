"""Measure what the README says about speed: `python benchmarks/run.py`, in a few minutes.

The table goes to the screen and into results.md beside this file. Rivals are measured where
`python benchmarks/rivals.py` has put them.
"""

import os
import platform
import sqlite3
import ssl
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import installed
import refresh
import rivals
import start
from timing import Times

RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Install, measure, write."""
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        programs = installed.whichmodel(scratch / "venv")
        own, beside = start.measured(programs, scratch)
        asking = refresh.measured(programs, scratch / "refresh")
    text = report(own, beside, asking)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def report(
    own: Mapping[str, Times], beside: Mapping[str, Times], asking: Mapping[str, Times]
) -> str:
    """The results as Markdown."""
    absent = ", ".join(rivals.absent())
    parts = [
        f"# Measured on {datetime.now(UTC):%Y-%m-%d}",
        facts(),
        "Whole processes, wall time, interleaved in one run; read the ratios. "
        "`times` is the least of all runs over the least of the first line, and in brackets the "
        "median over the median.",
        f"## Start to end\n\n{table(own, own[start.BARE])}",
        f"## Beside others\n\n{table(beside, beside[start.BARE])}",
        f"Not measured, because not installed: {absent}." if absent else "",
        f"## Asking {refresh.PROVIDERS} providers\n\nEach answers after "
        f"{refresh.DELAY * 1000:g} ms over TLS with {refresh.MODELS} models; `times` counts from "
        f"those {refresh.DELAY * 1000:g} ms.\n\n{table(asking, Times([refresh.DELAY]))}",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def table(times: Mapping[str, Times], floor: Times) -> str:
    """One line per command, as they were measured."""
    rows = [
        f"| {name} | {took.least * 1000:.1f} | {took.middle * 1000:.1f} "
        f"| {took.least / floor.least:.2f} ({took.middle / floor.middle:.2f}) |"
        for name, took in times.items()
    ]
    head = ["| | least, ms | median, ms | times |", "|---|---:|---:|---:|"]
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


def processor(lines: Iterable[str] | None = None) -> str:
    """The model of the processor, as far as the system tells."""
    if lines is None:
        path = Path("/proc/cpuinfo")
        lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
