"""Send a folder of reviews through the batch API."""

import sys
from pathlib import Path

import anthropic

MODEL = "claude-3-5-haiku-20241022"
FALLBACKS = ["claude-3-haiku-20240307", "claude-haiku-4-5"]
PRICES = {  # dollars per million tokens, in and out
    "claude-3-opus-20240229": (15, 75),
    "claude-sonnet-4-5-20250929": (3, 15),
    "claude-opus-4-1-20250805": (15, 75),
    "claude-haiku-4-5-20251001": (1, 5),
    "claude-opus-5": (5, 25),
}

client = anthropic.Anthropic(default_headers={"anthropic-beta": "message-batches-2024-09-24"})


def request(path: Path) -> dict:
    return {
        "custom_id": path.stem,
        "params": {
            "model": MODEL,
            "max_tokens": 256,
            "messages": [{"role": "user", "content": path.read_text()}],
        },
    }


def main(folder: str) -> None:
    batch = client.messages.batches.create(requests=[request(p) for p in Path(folder).glob("*.txt")])
    print(batch.id)
    text = client.completions.create(model="claude-instant-1.2", prompt="\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample=5)
    print(text.completion)
    # before: client.completions.create(model="claude-2.1", ...)
    tokens = client.messages.count_tokens(model="claude-3-5-sonnet-latest", messages=[])
    print(tokens.input_tokens)


if __name__ == "__main__":
    main(sys.argv[1])
