from openai import OpenAI

client = OpenAI(api_key="$MOONSHOT_API_KEY", base_url="https://api.moonshot.ai/v1")

WINDOWS = {"moonshot-v1-8k": 8192, "moonshot-v1-32k": 32768, "moonshot-v1-128k": 131072}


def pick(tokens: int) -> str:
    for name, window in WINDOWS.items():
        if tokens < window:
            return name
    return "kimi-k2.5"


print(client.chat.completions.create(model="moonshot-v1-auto", messages=[]))
print(client.chat.completions.create(model="kimi-k2.6", messages=[]))
print(client.chat.completions.create(model="kimi-k3", messages=[]))
print(client.chat.completions.create(model="moonshot-v1-8k-vision-preview", messages=[]))
print(client.chat.completions.create(model="kimi-k2.7-coder", messages=[]))
