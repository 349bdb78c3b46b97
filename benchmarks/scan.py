"""How fast mentions are found: `python scan.py DIRECTORY` writes scan.md.

The text below DIRECTORY (documentation, configuration and code) is copied with changes until there
are 200 MB. The same tree is then searched by ripgrep for all known ids, by `whichmodel inventory`,
again with what it remembers, and by llm-sunset, if it is on the path.
"""

import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
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
    """The least wall and processor time of some runs, and the most memory of one process so far."""

    seconds: float
    processor: float
    megabytes: float


def copied(source: str, target: Path) -> tuple[int, int]:
    """Copy the text of a tree, each time with other words in every ninth line of prose."""
    texts = [each.path for each in files([source]) if 0 < each.size < LARGEST]
    random.Random(1).shuffle(texts)
    number = size = 0
    for copy in range(1_000):
        words = random.Random(copy)
        for path in texts:
            if size >= SIZE:
                return number, size
            data = changed(Path(path).read_bytes(), path, words if copy else None)
            place = target / str(copy) / os.path.relpath(path, source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            number, size = number + 1, size + len(data)
    return number, size


def changed(data: bytes, path: str, words: random.Random | None) -> bytes:
    if words is None or not path.endswith((".md", ".rst", ".txt", ".mdx")):
        return data
    lines = data.split(b"\n")
    for line in range(0, len(lines), 9):
        lines[line] += b" x%d" % words.randrange(10**6)
    return b"\n".join(lines)


def run(command: list[str], environ: dict[str, str], rounds: int = ROUNDS) -> Run:
    """The command from start to end; its output goes nowhere."""
    took, used = [], []
    for _ in range(rounds):
        start, before = time.perf_counter(), spent()
        subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
        used.append(spent() - before)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Run(min(took), min(used), most / 1024)


def spent() -> float:
    """Seconds that processes of ours have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measured(tree: Path, work: Path, ids: Path) -> dict[str, Run]:
    """Every program on the same tree."""
    ours = [sys.executable, "-m", "whichmodel", "inventory", str(tree), "--json"]
    environ = {**os.environ, "WHICHMODEL_CACHE_DIR": str(work / "cache")}
    found = {"rg -c -F -f ids": run(["rg", "-c", "-F", "-f", str(ids), str(tree)], environ)}
    found["whichmodel inventory --no-cache"] = run([*ours, "--no-cache"], environ)
    found["whichmodel inventory, the first time"] = run(ours, environ, 1)
    found["whichmodel inventory, once more"] = run(ours, environ)
    sunset = shutil.which("llm-sunset")
    if sunset:
        words = ["scan", "--offline", "--include-docs", "--no-fail", str(tree)]
        found["llm-sunset scan --include-docs"] = run([sunset, *words], environ, 1)
    return found


def report(runs: dict[str, Run], number: int, size: int, ids: int) -> str:
    least = runs["rg -c -F -f ids"].seconds
    version = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True)
    ripgrep = version.stdout.splitlines()[0]
    rows = [
        f"| `{name}` | {each.seconds:.2f} | {each.seconds / least:.2f} |"
        f" {each.processor:.2f} | {each.megabytes:.0f} |"
        for name, each in runs.items()
    ]
    return "\n".join([
        "# Finding mentions in a large tree",
        "",
        f"{size / 1e6:.0f} MB in {number:,} files; ripgrep looks for {ids:,} known ids.",
        "The least of several runs; memory of the largest process up to that row.",
        "Ratios are of wall times to ripgrep's, which only looks for strings.",
        "",
        f"- processor: {processor()}, {os.cpu_count()} cores",
        f"- Python: {platform.python_version()}",
        f"- {ripgrep}",
        "",
        "| | seconds | ratio | processor, s | MB |",
        "|---|---:|---:|---:|---:|",
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
