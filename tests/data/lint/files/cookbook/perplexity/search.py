import requests

URL = "https://api.perplexity.ai/chat/completions"

for model in ("sonar", "sonar-pro", "sonar-reasoning-pro"):
    print(requests.post(URL, json={"model": model, "messages": []}, timeout=30).json())

requests.post(URL, json={"model": "llama-3.1-sonar-large-128k-online", "messages": []}, timeout=30)
requests.post(URL, json={"model": "llama-3.1-sonar-small-128k-chat", "messages": []}, timeout=30)
