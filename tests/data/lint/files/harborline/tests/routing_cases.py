"""Cases for the router; the names in FAKE exist nowhere."""

CASES = [
    ("gpt-4o", "openai"),
    ("claude-3-opus-20240229", "anthropic"),
    ("groq/llama3-8b-8192", "groq"),
    ("gemini/gemini-1.5-pro", "gemini"),
]

FAKE = [
    "fake-model-1",
    "gpt-999",
    "test-llama",
    "mock-gpt-4",
]


def case_default_model(monkeypatch):
    monkeypatch.setenv("HARBORLINE_MODEL", "gpt-4.1-nano")


def case_error_text():
    body = {"error": {"message": "The model `gpt-4-32k` does not exist", "code": "model_not_found"}}
    assert body["error"]["code"] == "model_not_found"
