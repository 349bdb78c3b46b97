import pytest

LIVE = ["gpt-4o-mini", "claude-3-haiku-20240307"]


@pytest.mark.parametrize(
    ("given", "provider"),
    [
        ("openai/gpt-4o", "openai"),
        ("groq/llama3-8b-8192", "groq"),
        ("bedrock/anthropic.claude-v2", "bedrock"),
        ("azure/foo-gpt-4", "azure"),
        ("custom/llama-x-99b", None),
    ],
)
def check_split(given, provider):
    assert given.partition("/")[0] == provider or provider is None


def check_dated_names():
    assert "gpt-4-0613".startswith("gpt-4")
    assert not "gpt4".startswith("gpt-")
