import os

from openai import OpenAI

client = OpenAI(base_url="https://api.studio.nebius.ai/v1/", api_key=os.environ.get("NEBIUS_API_KEY"))

for model in [
    "meta-llama/Meta-Llama-3.1-8B-Instruct",
    "Qwen/Qwen2.5-72B-Instruct",
    "deepseek-ai/DeepSeek-V3",
    "Qwen/Qwen3-235B-A22B",
    "openai/gpt-oss-120b",
    "moonshotai/Kimi-K3",
    "zai-org/GLM-5.2",
]:
    answer = client.chat.completions.create(model=model, messages=[{"role": "user", "content": "Hi"}])
    print(model, answer.usage.total_tokens)

print(client.embeddings.create(model="BAAI/bge-en-icl", input="Hi"))
print(client.embeddings.create(model="Qwen/Qwen3-Embedding-8B", input="Hi"))
