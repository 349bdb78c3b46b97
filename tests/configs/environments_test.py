"""A tool that cannot be installed is a skipped test with the reason, never a passed one."""

import sys

import pytest
from configs import environments, loading


def test_what_cannot_be_installed_says_so_in_a_line() -> None:
    with pytest.raises(environments.Missing, match=r"^acme cannot be installed here: no way$"):
        environments.install("acme", [sys.executable, "-c", "import sys; sys.exit('no way')"])
    with pytest.raises(environments.Missing, match=r"^acme cannot be installed here: "):
        environments.install("acme", ["no-such-program-here"])


def test_a_test_without_its_tool_is_skipped_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise environments.Missing(f"{name} cannot be installed here: offline")

    monkeypatch.setattr(environments, "environment", missing)
    with pytest.raises(pytest.skip.Exception, match="not checked against the real tool: acme"):
        loading.place("acme")
