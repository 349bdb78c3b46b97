"""Bedrock with and without the Converse API."""

import json

import boto3

runtime = boto3.client("bedrock-runtime", region_name="us-west-2")

SONNET = "us.anthropic.claude-sonnet-4-20250514-v1:0"
LLAMA = "us.meta.llama3-1-405b-instruct-v1:0"
SMALL = "meta.llama3-2-1b-instruct-v1:0"
NOVA = "amazon.nova-micro-v1:0"


def converse(model_id: str, text: str) -> str:
    answer = runtime.converse(modelId=model_id, messages=[{"role": "user", "content": [{"text": text}]}])
    return answer["output"]["message"]["content"][0]["text"]


def embed(text: str) -> list[float]:
    body = json.dumps({"inputText": text})
    answer = runtime.invoke_model(modelId="amazon.titan-embed-text-v2:0", body=body)
    return json.loads(answer["body"].read())["embedding"]


print(converse(SONNET, "Hi"), converse(LLAMA, "Hi"), converse(SMALL, "Hi"), converse(NOVA, "Hi"))
print(converse("global.anthropic.claude-opus-4-8", "Hi"))
print(converse("anthropic.claude-v2", "Hi"))
print(converse(model_id="eu.anthropic.claude-opus-5", text="Hi"))
runtime.invoke_model(
    # modelId="anthropic.claude-3-5-sonnet-20240620-v1:0",
    modelId="us.amazon.nova-2-lite-v1:0",
    body="{}",
)
