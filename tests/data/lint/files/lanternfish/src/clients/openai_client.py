"""A thin client for OpenAI-compatible servers."""

import os
from dataclasses import dataclass

from openai import OpenAI

DEFAULT_MODEL = "gpt-4o-mini"
EMBEDDING_MODEL = "text-embedding-ada-002"
MODERATION_MODEL = "text-moderation-latest"

# context windows we rely on when the server does not tell
CONTEXT = {
    "gpt-3.5-turbo": 16_385,
    "gpt-4": 8_192,
    "gpt-4-32k": 32_768,
    "gpt-4-turbo": 128_000,
    "gpt-4o": 128_000,
    "gpt-4.1": 1_047_576,
    "o1-preview": 128_000,
    "o3-mini": 200_000,
    "gpt-5.6-terra": 1_050_000,
}


@dataclass
class Gpt4Settings:
    model: str = DEFAULT_MODEL
    temperature: float = 0.2


def ask(prompt: str, model: str = "gpt-4o-mini") -> str:
    client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
    answer = client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": prompt}],
    )
    return answer.choices[0].message.content


def vision(url: str) -> str:
    client = OpenAI()
    answer = client.chat.completions.create(
        model="gpt-4-vision-preview",
        messages=[{"role": "user", "content": [{"type": "image_url", "image_url": url}]}],
    )
    return answer.choices[0].message.content


def is_reasoning(model: str) -> bool:
    return model.startswith(("o1-", "o3-", "gpt-5"))
