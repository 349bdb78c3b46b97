"""How fast `whichmodel serve` answers, beside nginx with the same bytes and the LiteLLM proxy.

All in one run on loopback: `python benchmarks/serving.py [--seconds N] [--memory MINUTES]` prints
the table and writes serving.md. It needs wrk and nginx, and takes the LiteLLM proxy from
`.venv-litellm/bin/litellm` where that is there.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import loopback
import refresh

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_suffix(".md")
LITELLM = PROJECT / ".venv-litellm/bin/litellm"
PATH = "/v1/models"
ROUNDS = 3
CONNECTIONS = 32
PATIENCE = 120.0
MICROSECONDS = {"us": 1.0, "ms": 1e3, "s": 1e6}
NGINX = """
worker_processes 1; daemon off; pid {root}/pid; error_log {root}/errors; {user}
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; gzip_static on;
  default_type application/json; etag on;
  client_body_temp_path {root}/a; proxy_temp_path {root}/b; fastcgi_temp_path {root}/c;
  uwsgi_temp_path {root}/d; scgi_temp_path {root}/e;
  server {{ listen 127.0.0.1:{port}; root {root}/files; }}
}}
"""
FEW = ("one", "two", "three")
FEW_OF_OURS = f"{PATH}?provider=groq&newest={len(FEW)}"


class Load(NamedTuple):
    """What wrk found: requests a second, and the latency that 99 of 100 stayed below."""

    rate: float
    p99: float
    failed: int


def wrk(url: str, seconds: float, connections: int = CONNECTIONS, **headers: str) -> Load:
    """One thread of wrk."""
    named = [f"-H{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency"]
    command += ["--timeout", "60s", *named, url]
    said = subprocess.check_output(command, text=True)
    number, unit = re.findall(r"99%\s+([0-9.]+)(us|ms|s)\b", said)[0]
    rate = float(re.findall(r"Requests/sec:\s+([0-9.]+)", said)[0])
    failed = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    return Load(rate, float(number) * MICROSECONDS[unit], failed)


def one_by_one(url: str) -> Load:
    """What takes seconds to answer, asked a few times, one after the other."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        fetched(url)
        took.append(time.perf_counter() - began)
    return Load(len(took) / sum(took), max(took) * 1e6, 0)


def middle(loads: list[Load]) -> Load:
    return Load(
        median(load.rate for load in loads),
        median(load.p99 for load in loads),
        sum(load.failed for load in loads),
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, environ: dict[str, str]) -> Iterator[tuple[int, float]]:
    """A server, its process id, and the seconds until it first answered with 200."""
    began = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environ, stdout=quiet, stderr=quiet)
    try:
        while not answers(url):
            assert process.poll() is None, f"{command[0]} ended"
            assert time.perf_counter() - began < PATIENCE, f"{command[0]} is not ready"
            time.sleep(0.005)
        yield process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(PATIENCE)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def fetched(url: str, **headers: str) -> tuple[bytes, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urllib.request.urlopen(urllib.request.Request(url, headers=named)) as reply:
        return reply.read(), reply.headers.get("ETag", "")


@contextmanager
def ours(scratch: Path, environ: dict[str, str], *options: str) -> Iterator[tuple[str, int, float]]:
    port = free_port()
    command = [sys.executable, "-m", "whichmodel", "serve", "--port", str(port), *options]
    url = f"http://127.0.0.1:{port}"
    paths = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT / "src"), "HOME": str(scratch)}
    with running(command, f"{url}/readyz", {**paths, **environ}) as (pid, took):
        yield url, pid, took


@contextmanager
def nginx(scratch: Path, body: bytes, gzipped: bytes) -> Iterator[str]:
    """The same bytes, as files."""
    root, port = scratch / "nginx", free_port()
    file = root / f"files{PATH}"
    file.parent.mkdir(parents=True)
    file.write_bytes(body)
    file.with_name(file.name + ".gz").write_bytes(gzipped)
    os.utime(file.with_name(file.name + ".gz"), (file.stat().st_mtime,) * 2)
    user = "user root;" if os.geteuid() == 0 else ""
    (root / "nginx.conf").write_text(NGINX.format(root=root, port=port, user=user))
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(root / "nginx.conf")]
    with running(command, f"http://127.0.0.1:{port}{PATH}", dict(os.environ)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def litellm_proxy(scratch: Path, models: Sequence[str]) -> Iterator[str | None]:
    """The proxy with these models and no key; None where it is not installed."""
    if not LITELLM.exists():
        yield None
        return
    port, file = free_port(), scratch / f"litellm-{len(models)}.yaml"
    nowhere = {"api_key": "none", "api_base": "http://127.0.0.1:9/v1"}
    rows = [
        {"model_name": name, "litellm_params": {"model": f"openai/{name}", **nowhere}}
        for name in models
    ]
    file.write_text(json.dumps({"model_list": rows}))  # JSON is YAML, too
    command = [str(LITELLM), "--config", str(file), "--port", str(port), "--host", "127.0.0.1"]
    environ = {
        "PATH": f"{LITELLM.parent}:{os.environ['PATH']}",
        "HOME": str(scratch),
        "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "NO_PROXY": "*",
    }
    with running(command, f"http://127.0.0.1:{port}/health/liveliness", environ):
        yield f"http://127.0.0.1:{port}"


def rates(url: str, beside: str, proxy: str | None, seconds: float) -> dict[str, Load]:
    """Every load in turn, several times over, so that a busy moment falls on all alike."""
    tags = {here: fetched(here + PATH)[1] for here in (url, beside)}
    zipped = {here: fetched(here + PATH, accept_encoding="gzip")[1] for here in (url, beside)}
    kinds: dict[str, Callable[[str], Load]] = {
        "304": lambda here: wrk(here + PATH, seconds, if_none_match=tags[here]),
        "body": lambda here: wrk(here + PATH, seconds),
        "gzip": lambda here: wrk(here + PATH, seconds, accept_encoding="gzip"),
        "gzip 304": lambda here: wrk(
            here + PATH, seconds, accept_encoding="gzip", if_none_match=zipped[here]
        ),
    }
    found: dict[str, list[Load]] = {}
    for _ in range(ROUNDS):
        for kind, load in kinds.items():
            found.setdefault(f"nginx, {kind}", []).append(load(beside))
            found.setdefault(f"whichmodel, {kind}", []).append(load(url))
        search = f"{url}/api/search?q=kimi"
        found.setdefault("whichmodel, a search again", []).append(wrk(search, seconds))
        few = wrk(url + FEW_OF_OURS, seconds)
        found.setdefault("whichmodel, three models", []).append(few)
        if proxy:
            found.setdefault("LiteLLM proxy, three models", []).append(wrk(proxy + PATH, seconds))
    assert all(load.failed == 0 for name, loads in found.items() for load in loads), found
    return {name: middle(loads) for name, loads in found.items()}


def while_refreshing(scratch: Path, seconds: float) -> dict[str, Load]:
    """The same load with and without a refresh of forty providers that never ends."""
    directory = scratch / "refreshing"
    directory.mkdir()
    names = [f"provider-{number:02}" for number in range(refresh.PROVIDERS)]
    bodies = {name: refresh.body(name) for name in names}
    found: dict[str, list[Load]] = {}
    with loopback.listings(directory, bodies, 0.05) as (base, trusted):
        environ = refresh.settings(directory, base, trusted, names)
        with ours(directory, environ, "--every", "0") as (url, _, _):
            body = json.dumps({"providers": names}).encode()
            for _ in range(ROUNDS):
                found.setdefault("304, quiet", []).append(conditional(url, seconds))
                found.setdefault("body, quiet", []).append(wrk(url + PATH, seconds))
                before = fetched(f"{url}/api/providers")[1]
                with forever(lambda: order(url, body)):
                    found.setdefault("304, refreshing", []).append(conditional(url, seconds))
                    found.setdefault("body, refreshing", []).append(wrk(url + PATH, seconds))
                    until(lambda was=before: fetched(f"{url}/api/providers")[1] != was)
            told = json.loads(fetched(f"{url}/api/providers")[0])["providers"]
    answered = [row["status"] for row in told if row["id"] in names]
    assert answered == ["ok"] * refresh.PROVIDERS, answered
    return {name: middle(loads) for name, loads in found.items()}


def conditional(url: str, seconds: float) -> Load:
    return wrk(url + PATH, seconds, if_none_match=fetched(url + PATH)[1])


def order(url: str, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/api/refresh", body, headers)
    urllib.request.urlopen(request).close()


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


@contextmanager
def forever(work: Callable[[], None]) -> Iterator[None]:
    """Do it again and again, a few times a second."""
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(0.2):
            work()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def memory(scratch: Path, minutes: float) -> list[tuple[float, int]]:
    """Minutes and kilobytes that the answering process has, while it is asked and made anew."""
    directory = scratch / "memory"
    directory.mkdir()
    environ = {"WHICHMODEL_CACHE_DIR": str(directory), "WHICHMODEL_OFFLINE": "1"}
    found = []
    with ours(directory, environ, "--every", "0") as (url, pid, _):
        began = time.monotonic()
        while (now := time.monotonic() - began) < minutes * 60:
            wrk(url + PATH, 2, 8, accept_encoding="gzip")
            for number in range(20):
                fetched(f"{url}/api/search?q=model+{int(now)}+{number}")
                fetched(f"{url}/v1/models?provider=groq&newest={number + 1}")
            os.kill(pid, 1)  # SIGHUP: a new edition
            found.append((now / 60, resident(pid)))
    return found


def resident(pid: int) -> int:
    """Kilobytes of its own: what is mapped from a file is shared and can be dropped."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"RssAnon:\s+(\d+) kB", text)[0])


def table(loads: dict[str, Load]) -> str:
    rows = [
        f"| {name} | {load.rate:,.{3 * (load.rate < 1)}f} | {load.p99 / 1000:.2f} |"
        for name, load in loads.items()
    ]
    return "\n".join(["| | requests/s | p99, ms |", "|---|--:|--:|", *rows])


def ratios(loads: dict[str, Load], refreshing: dict[str, Load]) -> dict[str, float]:
    found = {
        f"of nginx, {kind}": loads[f"whichmodel, {kind}"].rate / loads[f"nginx, {kind}"].rate
        for kind in ("304", "body", "gzip", "gzip 304")
    }
    for models, ours in {"three models": "three models", "all models": "body"}.items():
        if proxy := loads.get(f"LiteLLM proxy, {models}"):
            times = loads[f"whichmodel, {ours}"].rate / proxy.rate
            found[f"times the LiteLLM proxy, {models}"] = times
    for kind in ("304", "body"):
        quiet, busy = refreshing[f"{kind}, quiet"], refreshing[f"{kind}, refreshing"]
        found[f"p99 while refreshing, {kind}"] = busy.p99 / quiet.p99
    return found


def page(sizes: str, parts: list[str]) -> str:
    return "\n\n".join([
        "# Serving",
        "Made by `python benchmarks/serving.py`: one server process each, wrk with one thread and"
        f" {CONNECTIONS} connections on the same machine, medians of {ROUNDS} rounds in turn. The"
        f" body is that of `{PATH}`, {sizes}."
        f" The LiteLLM proxy is asked with three models, beside ours of `{FEW_OF_OURS}`, and with"
        " the names of all of ours, one request after the other.",
        *parts,
    ]) + "\n"  # fmt: skip


def flat(found: list[tuple[float, int]]) -> str:
    """The memory at some moments."""
    step = max(1, len(found) // 10)
    rows = [f"| {minute:.1f} | {size / 1024:.1f} |" for minute, size in found[::step]]
    return "\n".join(["| minute | MB |", "|--:|--:|", *rows])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=4, help="of each load")
    parser.add_argument("--memory", type=float, default=1, help="minutes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        environ = {"WHICHMODEL_CACHE_DIR": str(scratch / "cache"), "WHICHMODEL_OFFLINE": "1"}
        with ours(scratch, environ, "--every", "0") as (url, _, ready):
            body, _ = fetched(url + PATH)
            gzipped = body
            while len(gzipped) == len(body):  # the codings are made after the first answers
                gzipped, _ = fetched(url + PATH, accept_encoding="gzip")
            with nginx(scratch, body, gzipped) as beside, litellm_proxy(scratch, FEW) as proxy:
                loads = rates(url, beside, proxy, args.seconds)
        every = [row["id"] for row in json.loads(body)["data"]]
        with litellm_proxy(scratch, every) as proxy:
            if proxy:
                loads["LiteLLM proxy, all models"] = one_by_one(proxy + PATH)
        refreshing = while_refreshing(scratch, args.seconds)
        told = ratios(loads, refreshing)
        held = memory(scratch, args.memory)
    lines = [f"- {name}: {ratio:,.2f}" for name, ratio in told.items()]
    sizes = f"{len(body):,} bytes ({len(gzipped):,} in gzip)"
    parts = [
        table(loads),
        "With and without a refresh of forty providers that goes on all the while:",
        table(refreshing),
        "\n".join(lines),
        f"Ready {ready:.2f} s after the start, with the bundled snapshot.",
        f"Memory of the answering process over {args.memory:g} minutes of load, with a new edition"
        " every few seconds:",
        flat(held),
    ]
    text = page(sizes, parts)
    RESULTS.write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
