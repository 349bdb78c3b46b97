"""How fast mentions are found: `python scan.py DIRECTORY` writes scan.md.

The text below DIRECTORY (documentation, configuration and code) is copied with changes until there
are 200 MB. The same tree is then searched by ripgrep for all known ids, by `whichmodel inventory`
and `check`, again with what they remember, and by llm-sunset, if it is on the path: as it looks by
itself, which leaves documentation out, and with `--include-docs`. All take turns.
"""

import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from run import processor

from whichmodel.check.known import known_of
from whichmodel.check.walk import files
from whichmodel.discovery.world import world

SIZE = 200_000_000
LARGEST = 200_000
ROUNDS = 3


class Run(NamedTuple):
    """Wall and processor time, and the most memory of one process."""

    seconds: float
    processor: float
    megabytes: float


def copied(source: str, target: Path) -> tuple[int, int]:
    """Copy the text of a tree, each time with other words at the end of every ninth line."""
    texts = [each.path for each in files([source]) if 0 < each.size < LARGEST]
    random.Random(1).shuffle(texts)
    number = size = 0
    for copy in range(1_000):
        words = random.Random(copy)
        for path in texts:
            if size >= SIZE:
                return number, size
            data = Path(path).read_bytes()
            data = changed(data, words) if copy else data
            place = target / str(copy) / os.path.relpath(path, source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            number, size = number + 1, size + len(data)
    return number, size


def changed(data: bytes, words: random.Random) -> bytes:
    """No file stays as it was: every ninth line gets a word that stands nowhere else."""
    lines = data.split(b"\n")
    for line in range(words.randrange(min(9, len(lines))), len(lines), 9):
        lines[line] += b" x%d" % words.randrange(10**6)
    return b"\n".join(lines)


def run(command: list[str], environ: dict[str, str]) -> Run:
    """The command from start to end; its output goes nowhere."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def commands(tree: str, ids: Path) -> dict[str, list[str]]:
    """Every program on the same tree, by how the table calls it."""
    ours = [sys.executable, "-m", "whichmodel"]
    found = {"rg -c -F -f ids": ["rg", "-c", "-F", "-f", str(ids), tree]}
    for verb in ("inventory", "check"):
        found[f"whichmodel {verb} --no-cache"] = [*ours, verb, tree, "--no-cache"]
    for verb in ("inventory", "check"):
        found[f"whichmodel {verb}, once more"] = [*ours, verb, tree]
    sunset = shutil.which("llm-sunset")
    if sunset:
        words = [sunset, "scan", "--offline", "--no-fail"]
        found["llm-sunset scan"] = [*words, tree]
        found["llm-sunset scan --include-docs"] = [*words, "--include-docs", tree]
    return found


def measured(tree: Path, work: Path, ids: Path) -> dict[str, Run]:
    """The least of several turns of each program, and its most memory."""
    environ = {**os.environ, "WHICHMODEL_CACHE_DIR": str(work / "cache")}
    asked = commands(str(tree), ids)
    time.sleep(3)  # a file that was written just now is not remembered
    run(asked["whichmodel inventory, once more"], environ)
    runs: dict[str, list[Run]] = {name: [] for name in asked}
    for turn in range(ROUNDS):
        for name, command in asked.items():
            if turn < (1 if name.startswith("llm-sunset") else ROUNDS):
                runs[name].append(run(command, environ))
    return {
        name: Run(
            min(w for w, _, _ in those), min(p for _, p, _ in those), max(m for *_, m in those)
        )
        for name, those in runs.items()
    }


def report(runs: dict[str, Run], number: int, size: int, ids: int) -> str:
    rg = runs["rg -c -F -f ids"]
    version = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True)
    ripgrep = version.stdout.splitlines()[0]
    rows = [
        f"| `{name}` | {each.seconds:.2f} | {each.seconds / rg.seconds:.2f} |"
        f" {each.processor:.2f} | {each.processor / rg.processor:.2f} | {each.megabytes:.0f} |"
        for name, each in runs.items()
    ]
    return "\n".join([
        "# Finding mentions in a large tree",
        "",
        f"{size / 1e6:.0f} MB in {number:,} files; ripgrep looks for {ids:,} known ids.",
        "The least of several runs, taken in turns; memory is of the largest process.",
        "Ratios are to ripgrep, which only looks for strings.",
        "",
        f"- processor: {processor()}, {os.cpu_count()} cores",
        f"- Python: {platform.python_version()}",
        f"- {ripgrep}",
        f"- the extra `fast` is {'' if find_spec('ahocorasick_rs') else 'not '}installed",
        "",
        "| | seconds | ratio | processor, s | ratio | MB |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
        "",
    ])  # fmt: skip


def main() -> None:
    known = known_of(world({}))
    with tempfile.TemporaryDirectory(dir=os.environ.get("WHICHMODEL_BENCH_SCRATCH")) as name:
        work = Path(name)
        number, size = copied(sys.argv[1], work / "tree")
        ids = work / "ids.txt"
        ids.write_text("".join(f"{model}\n" for model in known.ids))
        text = report(measured(work / "tree", work, ids), number, size, len(known.ids))
    (Path(__file__).parent / "scan.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
