"""How many tokens per second?"""

import os
import time

from cerebras.cloud.sdk import Cerebras

client = Cerebras(api_key=os.environ.get("CEREBRAS_API_KEY"))

for model in ("llama3.1-8b", "llama-3.3-70b", "qwen-3-32b", "gpt-oss-120b", "gemma-4-31b"):
    start = time.perf_counter()
    answer = client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": "Count to one hundred."}],
    )
    seconds = time.perf_counter() - start
    print(f"{model}: {answer.usage.completion_tokens / seconds:.0f} tokens/s")

# llama3.1-70b was measured too, before it went away
slow = client.chat.completions.create(model="llama3.1-70b", messages=[])
wrong = client.chat.completions.create(model="gpt-oss-70b", messages=[])
