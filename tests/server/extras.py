"""What an extra brings, so that only those tests are skipped that want what is not there."""

import sys

import pytest

ZSTD = () if sys.version_info >= (3, 14) else ("backports.zstd",)
EXTRAS = {
    "serve": ("uvicorn", "httptools", "brotli", *ZSTD),
    "mcp": ("mcp", "uvicorn", "jsonschema"),
    "lsp": ("pygls", "lsprotocol"),
    "postgres": ("psycopg",),
}


def needs(extra: str) -> None:
    """Skip the test, or the file, where a package of an extra is missing; it says which."""
    for name in EXTRAS[extra]:
        pytest.importorskip(name, reason=f"{name}, of the extra `{extra}`, is not installed")
