"""Where keys are found; what of a `.env` counts, and what must not."""

from pathlib import Path

import pytest
from homes import Home

from whichmodel.cli.keys import Keys, dotenv, gathered, told
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.providers import key_of


def written(directory: Path, text: str | bytes) -> str:
    path = directory / ".env"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def keys(home: Home, **values: str) -> Keys:
    return gathered(home.world().providers.values(), home.environ, values)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("GROQ_API_KEY=gsk", "gsk"),
        ("export GROQ_API_KEY=gsk", "gsk"),
        ("  GROQ_API_KEY = gsk  ", "gsk"),
        ("GROQ_API_KEY=gsk # mine", "gsk"),
        ("GROQ_API_KEY=gsk#1", "gsk#1"),
        ('GROQ_API_KEY="gsk # 1"', "gsk # 1"),
        ("GROQ_API_KEY='gsk=='", "gsk=="),
        ("GROQ_API_KEY=gsk\r\nOTHER=1\r\n", "gsk"),
        ("\ufeffGROQ_API_KEY=gsk", "gsk"),
        ("# a comment\n\nGROQ_API_KEY=gsk", "gsk"),
        ("GROQ_API_KEY=old\nGROQ_API_KEY=gsk", "gsk"),
        ("this is no line of it\n=nor this\nGROQ_API_KEY=gsk", "gsk"),
        ("OTHER='never closed\nGROQ_API_KEY=gsk", "gsk"),
        ("GROQ_API_KEY=${OTHER}", "${OTHER}"),
        ("GROQ_API_KEY=", ""),
        ("GROQ_API_KEY", None),
        ("# GROQ_API_KEY=gsk", None),
    ],
)
def test_a_line_is_read_as_loaders_read_it(tmp_path: Path, line: str, value: str | None) -> None:
    assert dotenv(written(tmp_path, line)).get("GROQ_API_KEY") == value


def test_what_is_no_text_does_not_hide_the_rest(tmp_path: Path) -> None:
    path = written(tmp_path, b"NAME=caf\xe9\nGROQ_API_KEY=gsk\n")
    assert dotenv(path)["GROQ_API_KEY"] == "gsk"


def test_no_file_and_a_directory_of_its_name_hold_no_keys(tmp_path: Path) -> None:
    assert dotenv(str(tmp_path / "none")) == {}
    (tmp_path / ".env").mkdir()
    assert dotenv(str(tmp_path / ".env")) == {}


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="move it away"):
        dotenv(written(tmp_path, "A=1\n" * (1 << 19)))


def test_reading_leaves_the_environment_as_it_was(tmp_path: Path, monkeypatch: object) -> None:
    import os

    before = dict(os.environ)
    dotenv(written(tmp_path, "GROQ_API_KEY=gsk\n"))
    assert dict(os.environ) == before


# ── what counts ──────────────────────────────────────────────────────────────────────────────────


def test_the_environment_goes_before_the_file(home: Home) -> None:
    home.environ["KIMI_API_KEY"] = "here"
    found = keys(home, MOONSHOT_API_KEY="there", GROQ_API_KEY="there")
    known = home.world().providers
    assert key_of(known["moonshot"], found.environ) == "here"
    assert key_of(known["groq"], found.environ) == "there"
    assert found.added == {"GROQ_API_KEY"}


def test_a_blank_variable_does_not_hide_the_file(home: Home) -> None:
    home.environ["GROQ_API_KEY"] = " "
    assert keys(home, GROQ_API_KEY="there").added == {"GROQ_API_KEY"}


@pytest.mark.parametrize(
    "name",
    [
        "GROQ_API_BASE",
        "OPENAI_BASE_URL",
        "WHICHMODEL_CONFIG",
        "WHICHMODEL_STORE",
        "HTTPS_PROXY",
        "PATH",
        "AWS_CONFIG_FILE",
        "AWS_ACCESS_KEY_ID",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "DASHSCOPE_REGION",
    ],
)
def test_nothing_but_plain_keys_is_taken_from_the_file(home: Home, name: str) -> None:
    assert keys(home, **{name: "http://127.0.0.1:1/x"}).environ == home.environ


def test_a_key_beside_an_address_of_its_own_is_not_sent_elsewhere(home: Home) -> None:
    found = keys(home, GROQ_API_KEY="there", GROQ_API_BASE="https://gateway.example/v1")
    assert found.withheld == {"groq": ".env also sets GROQ_API_BASE"}


def test_a_reference_is_no_key_to_send(home: Home) -> None:
    found = keys(home, GROQ_API_KEY="${SECRET}")
    assert found.withheld == {"groq": "GROQ_API_KEY refers to another variable"}


# ── what is said ─────────────────────────────────────────────────────────────────────────────────


def test_it_is_told_which_provider_a_key_opens_and_where_it_was(home: Home) -> None:
    home.environ["GROQ_API_KEY"] = "canary-here"
    lines = list(told(home.world(), keys(home, MISTRAL_API_KEY="canary-there")))
    assert [line.split()[:3] for line in lines[:2]] == [
        ["provider", "key", "found"],
        ["Groq", "GROQ_API_KEY", "environment"],
    ]


def test_a_key_of_the_file_counts_as_found_there(home: Home) -> None:
    found = keys(home, MISTRAL_API_KEY="canary-there")
    known = home.world()._replace(environ=found.environ)
    lines = list(told(known, found))
    assert lines[1].split()[:3] == ["Mistral", "MISTRAL_API_KEY", ".env"]
    assert "canary" not in "".join(lines)


def test_without_any_key_it_is_told_what_works_without_and_where_keys_are(home: Home) -> None:
    lines = "\n".join(told(home.world(), keys(home)))
    for words in ("Ollama", "OpenRouter", "GROQ_API_KEY", home.world().providers["groq"].keys_url):
        assert words in lines
