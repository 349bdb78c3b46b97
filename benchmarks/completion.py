"""What a press of Tab costs, beside a Python that does nothing: `python benchmarks/completion.py`.

A real bash calls the function that completes, in turn with `python -I -c pass`, and looks at its
own clock. The first press after something has changed makes the file of names anew: it is told
apart.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import installed
from timing import Times

BAR = 2.5
ROUNDS = 40
BARE = "`python -I -c pass`"
FIRST = "the first press after a change"
LINES = (
    "whichmodel ",
    "whichmodel list --",
    "whichmodel list gr",
    "whichmodel show ",
    "whichmodel show groq/",
    "whichmodel show openrouter/",
    "whichmodel show claude-",
    "llm -m openai/gpt-5",
)
CLOCK = """
clock() {  # NAME COMMAND...: the microseconds that a command took
    local name="$1" start="${EPOCHREALTIME/[.,]/}"
    "${@:2}" >/dev/null
    printf '%s\\t%s\\n' "$name" "$((${EPOCHREALTIME/[.,]/} - start))"
}
press() {  # LINE: as bash does when Tab is pressed at its end
    COMP_LINE="$1" COMP_POINT=${#1}
    case "$1" in
        whichmodel*) _whichmodel whichmodel ;;
        *) _whichmodel_for "${1%% *}" ;;
    esac
    ((${#COMPREPLY[@]})) || echo "nothing completes: $1" >&2
}
"""


def main() -> int:
    """Measure, print, and say whether the bar is kept."""
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        times = measured(installed.whichmodel(scratch / "venv"), scratch)
    print(table(times))
    worst = max(times[f"`{line}`"].middle for line in LINES) / times[BARE].middle
    print(f"\nthe slowest line takes {worst:.2f} times a bare Python; the bar is {BAR}")
    return int(worst > BAR)


def measured(programs: Path, scratch: Path) -> dict[str, Times]:
    """Seconds by name, from a bash that knows nothing but our script."""
    environ = {"HOME": str(scratch), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    whichmodel = [str(programs / "whichmodel"), "completion", "bash", "--for", "llm -m"]
    ours = subprocess.run(whichmodel, env=environ, check=True, capture_output=True, text=True)
    rounds = [f"clock '{BARE}' '{programs / 'python'}' -I -c pass"]
    rounds += [f"clock '`{line}`' press '{line}'" for line in LINES]
    script = "\n".join(
        [
            *(ours.stdout, CLOCK, f"rm '{scratch}/.cache/whichmodel/names.txt'"),
            f"clock '{FIRST}' press 'whichmodel show gr'",
            *(f"for round in {{0..{ROUNDS}}}; do", *rounds, "done"),
        ]
    )
    told = subprocess.run(
        ["bash", "--norc", "-c", script], env=environ, check=True, capture_output=True, text=True
    )
    if told.stderr:
        sys.exit(told.stderr)
    return sorted_out(told.stdout)


def sorted_out(told: str) -> dict[str, Times]:
    """The times by name; the first round warms the disk and does not count."""
    runs: dict[str, list[float]] = {}
    for line in told.splitlines():
        name, microseconds = line.split("\t")
        runs.setdefault(name, []).append(int(microseconds) / 1e6)
    return {name: Times(seconds[1:] or seconds) for name, seconds in runs.items()}


def table(times: Mapping[str, Times]) -> str:
    """One line for each, as ratios of the least and of the median to those of a bare Python."""
    floor = times[BARE]
    rows = [
        f"| {name} | {took.least * 1000:.1f} | {took.middle * 1000:.1f} "
        f"| {took.least / floor.least:.2f} ({took.middle / floor.middle:.2f}) |"
        for name, took in times.items()
    ]
    return "\n".join(["| | least, ms | median, ms | ratio |", "|---|---:|---:|---:|", *rows])


if __name__ == "__main__":
    sys.exit(main())
