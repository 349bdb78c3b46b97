import os

from openai import OpenAI

fast = OpenAI(
    api_key=os.environ["CEREBRAS_API_KEY"],
    base_url="https://api.cerebras.ai/v1",
)
slow = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
open_weights = OpenAI(
    api_key=os.environ["DEEPINFRA_TOKEN"],
    base_url="https://api.deepinfra.com/v1/openai",
)


def both(prompt: str) -> list[str]:
    messages = [{"role": "user", "content": prompt}]
    a = fast.chat.completions.create(model="llama-3.3-70b", messages=messages)
    b = slow.chat.completions.create(model="gpt-4-turbo", messages=messages)
    c = open_weights.chat.completions.create(model="Qwen/Qwen3-32B", messages=messages)
    d = fast.chat.completions.create(model="gpt-oss-120b", messages=messages)
    e = open_weights.chat.completions.create(model="mistralai/Mixtral-8x7B-Instruct-v0.1", messages=messages)
    return [x.choices[0].message.content for x in (a, b, c, d, e)]
