from pathlib import Path

import pytest

from whichmodel.discovery.errors import ConfigurationError, UsageError
from whichmodel.server.tokens import create, digest, holder, read, revoke


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "config" / "tokens.json")


def test_a_token_is_known_again_and_no_other_is(path: str) -> None:
    first, second = create(path, "a", "read", "2026-11-22"), create(path, "b", "refresh", "today")
    tokens = read(path)
    assert [holder(tokens, each.encode()) for each in (first, second)] == tokens
    assert [(token.name, token.scope) for token in tokens] == [("a", "read"), ("b", "refresh")]
    for wrong in (b"", b"wm_", first[:-1].encode(), digest(first.encode()).encode()):
        assert holder(tokens, wrong) is None


def test_no_token_is_like_another_and_none_is_short(path: str) -> None:
    made = {create(path, str(number), "read", "today") for number in range(20)}
    assert len(made) == 20
    assert min(map(len, made)) >= 43


def test_a_revoked_token_is_gone(path: str) -> None:
    secret = create(path, "a", "read", "today")
    revoke(path, "a")
    assert holder(read(path), secret.encode()) is None
    with pytest.raises(UsageError, match="no token"):
        revoke(path, "a")


def test_no_file_is_no_token(path: str) -> None:
    assert read(path) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"tokens": [{}]}',
        '{"tokens": [{"name": "a", "scope": "all", "sha256": "x", "created": ""}]}',
    ],
)
def test_a_damaged_file_opens_nothing(path: str, text: str) -> None:
    Path(path).parent.mkdir()
    Path(path).write_text(text)
    with pytest.raises(ConfigurationError, match="no file of tokens"):
        read(path)
