import os

from mistralai import Mistral

client = Mistral(api_key=os.environ["MISTRAL_API_KEY"])

chat = client.chat.complete(model="mistral-large-latest", messages=[{"role": "user", "content": "Bonjour"}])
small = client.chat.complete(model="mistral-small-latest", messages=[])
tiny = client.chat.complete(model="mistral-tiny", messages=[])
nemo = client.chat.complete(model="open-mistral-nemo", messages=[])
code = client.fim.complete(model="codestral-latest", prompt="def f(", suffix="return x")
ocr = client.ocr.process(model="mistral-ocr-latest", document={"type": "document_url", "document_url": "https://example.org/a.pdf"})
old_ocr = client.ocr.process(model="mistral-ocr-4-0", document={})
agent = client.beta.agents.create(model="mistral-medium-latest", name="mistral-medium-agent")
vectors = client.embeddings.create(model="mistral-embed", inputs=["a"])
devstral = client.chat.complete(model="devstral-latest", messages=[])
wrong = client.chat.complete(model="mistral-big-latest", messages=[])
