"""One client per provider, all through the OpenAI library."""

import os

from openai import AsyncOpenAI

together = AsyncOpenAI(base_url="https://api.together.xyz/v1", api_key=os.environ["TOGETHER_API_KEY"])
cerebras = AsyncOpenAI(base_url="https://api.cerebras.ai/v1", api_key=os.environ["CEREBRAS_API_KEY"])
router = AsyncOpenAI(base_url="https://openrouter.ai/api/v1", api_key=os.environ["OPENROUTER_API_KEY"])
moonshot = AsyncOpenAI(base_url="https://api.moonshot.cn/v1", api_key=os.environ["MOONSHOT_API_KEY"])
nebius = AsyncOpenAI(base_url="https://api.studio.nebius.com/v1/", api_key=os.environ["NEBIUS_API_KEY"])
deepseek = AsyncOpenAI(base_url="https://api.deepseek.com", api_key=os.environ["DEEPSEEK_API_KEY"])
local = AsyncOpenAI(base_url="http://localhost:1234/v1", api_key="lm-studio")


async def draft(prompt):
    messages = [{"role": "user", "content": prompt}]
    a = await together.chat.completions.create(model="mistralai/Mistral-Small-24B-Instruct-2501", messages=messages)
    b = await cerebras.chat.completions.create(model="llama3.1-8b", messages=messages)
    c = await router.chat.completions.create(model="openai/gpt-oss-20b:free", messages=messages)
    d = await moonshot.chat.completions.create(model="moonshot-v1-8k", messages=messages)
    e = await nebius.chat.completions.create(model="meta-llama/Meta-Llama-3.1-70B-Instruct", messages=messages)
    f = await deepseek.chat.completions.create(model="deepseek-chat", messages=messages)
    g = await local.chat.completions.create(model="qwen/qwen3-4b-2507", messages=messages)
    # h = await router.chat.completions.create(model="anthropic/claude-3-opus", messages=messages)
    return [a, b, c, d, e, f, g]
