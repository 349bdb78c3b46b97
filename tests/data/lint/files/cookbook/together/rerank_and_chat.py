import os

from together import AsyncTogether, Together

client = Together(api_key=os.environ.get("TOGETHER_API_KEY"))
aclient = AsyncTogether()

REFERENCE_MODELS = [
    "Qwen/Qwen2.5-72B-Instruct-Turbo",
    "meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo",
    "mistralai/Mixtral-8x7B-Instruct-v0.1",
    "google/gemma-2-27b-it",
    "deepseek-ai/DeepSeek-V3",
    "moonshotai/Kimi-K2-Instruct",
]
AGGREGATOR = "meta-llama/Llama-3.3-70B-Instruct-Turbo"
RERANKER = "Salesforce/Llama-Rank-V1"


async def one(model: str, question: str) -> str:
    answer = await aclient.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": question}],
        temperature=0.7,
    )
    return answer.choices[0].message.content


def final(question: str, drafts: list[str]) -> str:
    stream = client.chat.completions.create(
        model=AGGREGATOR,
        messages=[{"role": "system", "content": "\n".join(drafts)}, {"role": "user", "content": question}],
        stream=True,
    )
    return "".join(chunk.choices[0].delta.content or "" for chunk in stream)


def rank(query: str, documents: list[str]):
    return client.rerank.create(model=RERANKER, query=query, documents=documents, top_n=3)


vectors = client.embeddings.create(model="BAAI/bge-base-en-v1.5", input=["a", "b"])
coder = client.chat.completions.create(model="Qwen/Qwen3-Coder-Next-FP8", messages=[])
glm = client.chat.completions.create(model="zai-org/GLM-4.7", messages=[])
new = client.chat.completions.create(model="zai-org/GLM-5.3", messages=[])
