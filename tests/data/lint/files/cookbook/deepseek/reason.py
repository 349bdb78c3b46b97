from openai import OpenAI

client = OpenAI(api_key="<DeepSeek API Key>", base_url="https://api.deepseek.com")

response = client.chat.completions.create(model="deepseek-reasoner", messages=[{"role": "user", "content": "9.11 or 9.8?"}])
print(response.choices[0].message.reasoning_content)

chat = client.chat.completions.create(model="deepseek-chat", messages=[])
fim = client.completions.create(model="deepseek-chat", prompt="def f():", suffix="return 1")
new = client.chat.completions.create(model="deepseek-v4-pro", messages=[])
flash = client.chat.completions.create(model="deepseek-v4-flash", messages=[])
