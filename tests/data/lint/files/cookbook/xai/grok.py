import os

from openai import OpenAI
from xai_sdk import Client

client = OpenAI(api_key=os.environ["XAI_API_KEY"], base_url="https://api.x.ai/v1")
native = Client(api_key=os.environ["XAI_API_KEY"])

client.chat.completions.create(model="grok-beta", messages=[])
client.chat.completions.create(model="grok-2-1212", messages=[])
client.chat.completions.create(model="grok-3-mini", reasoning_effort="high", messages=[])
client.chat.completions.create(model="grok-4.3", messages=[])
native.chat.create(model="grok-4")
native.chat.create(model="grok-4.7")
native.chat.create(model="grok-code-fast-1")
native.chat.create(model="grok-4.33")
