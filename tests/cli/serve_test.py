import pytest
from commands import Run
from homes import Home

from whichmodel.discovery.errors import UsageError
from whichmodel.server.settings import Access, is_local, rules
from whichmodel.server.tokens import Token

TOKEN = Token("a", "read", "0" * 64, "2026-11-22")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost", "LOCALHOST"]
)
def test_here_everybody_may_ask(host: str) -> None:
    assert is_local(host)
    made = rules(host, Access([TOKEN]))
    assert (made.tokens, made.rate) == (None, 0.0)
    assert "localhost" in made.hosts


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "localhost.example"])
def test_elsewhere_a_token_is_needed_or_the_word_public(host: str) -> None:
    with pytest.raises(UsageError, match="--public"):
        rules(host, Access([]))
    assert rules(host, Access([TOKEN])).tokens == [TOKEN]
    public = rules(host, Access([], public=True))
    assert (public.tokens, public.free, public.hosts) == ([], True, frozenset())
    assert public.rate > 0


def test_here_too_it_can_be_private() -> None:
    assert rules("127.0.0.1", Access([TOKEN], private=True)).tokens == [TOKEN]
    with pytest.raises(UsageError, match="--new-token"):
        rules("127.0.0.1", Access([], private=True))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--port", "70000"),
        ("--port", "-1"),
        ("--workers", "0"),
        ("--every", "-1"),
        ("--rate", "nan"),
        ("--max-age", "1.5"),
        ("--kind", "nonsense"),
        ("--host", "0.0.0.0"),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_starts(
    run: Run, arguments: tuple[str, ...]
) -> None:
    ran = run("serve", *arguments)
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_tokens_are_made_told_and_taken_back(run: Run, home: Home) -> None:
    made = run("serve", "--new-token", "ci", "--scope", "refresh")
    assert (made.code, len(made.lines)) == (0, 1)
    assert made.lines[0] not in home.files().decode("utf-8", "replace")
    assert run("serve", "--list-tokens").lines[0].split()[1:] == ["refresh", "ci"]
    assert run("serve", "--revoke-token", "ci").code == 0
    assert run("serve", "--list-tokens").out == ""
