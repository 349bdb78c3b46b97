import os

import dashscope
from openai import OpenAI

dashscope.base_http_api_url = "https://dashscope-intl.aliyuncs.com/api/v1"
messages = [{"role": "user", "content": "你好"}]

print(dashscope.Generation.call(model="qwen-turbo", messages=messages))
print(dashscope.Generation.call("qwen-max", messages=messages))

client = OpenAI(
    api_key=os.getenv("DASHSCOPE_API_KEY"),
    base_url="https://dashscope.aliyuncs.com/compatible-mode/v1",
)
print(client.chat.completions.create(model="qwen-plus-latest", messages=messages))
print(client.chat.completions.create(model="qwen3-coder-plus", messages=messages))
print(client.chat.completions.create(model="qwen3-vl-plus", messages=messages))
print(client.chat.completions.create(model="qwen3.8-max", messages=messages))
print(client.chat.completions.create(model="qwq-plus", messages=messages))
print(client.chat.completions.create(model="qwen-pluss", messages=messages))
