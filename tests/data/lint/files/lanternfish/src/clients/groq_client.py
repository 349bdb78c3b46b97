"""Groq through its own SDK and through the OpenAI one."""

import os

from groq import Groq
from openai import OpenAI

client = Groq(api_key=os.environ.get("GROQ_API_KEY"))


def summarise(text: str) -> str:
    completion = client.chat.completions.create(
        model="llama3-8b-8192",
        messages=[{"role": "user", "content": f"Summarise: {text}"}],
    )
    return completion.choices[0].message.content


def transcribe(path: str) -> str:
    with open(path, "rb") as file:
        return client.audio.transcriptions.create(file=file, model="whisper-large-v3").text


def transcribe_english(path: str) -> str:
    with open(path, "rb") as file:
        return client.audio.transcriptions.create(
            file=file, model="distil-whisper-large-v3-en"
        ).text


compatible = OpenAI(
    base_url="https://api.groq.com/openai/v1",
    api_key=os.environ["GROQ_API_KEY"],
)

plan = compatible.chat.completions.create(
    model="deepseek-r1-distill-llama-70b",
    messages=[{"role": "user", "content": "Plan the week"}],
)
guard = compatible.chat.completions.create(
    # model="llama-guard-3-8b",
    model="meta-llama/llama-guard-4-12b",
    messages=[{"role": "user", "content": "Is this fine?"}],
)
final = compatible.chat.completions.create(model="openai/gpt-oss-20b", messages=[])
