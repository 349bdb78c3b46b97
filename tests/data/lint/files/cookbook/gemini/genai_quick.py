from google import genai
from google.genai import types

client = genai.Client()

print(client.models.generate_content(model="gemini-2.0-flash", contents="Hi").text)
print(client.models.generate_content(model="gemini-2.5-pro-preview-06-05", contents="Hi").text)
print(client.models.generate_content(model="gemini-3-pro-preview", contents="Hi").text)
print(client.models.generate_content(model="gemini-3.5-flash", contents="Hi").text)
print(client.models.generate_content(model="models/gemini-1.5-flash-8b", contents="Hi").text)
print(client.models.embed_content(model="text-embedding-004", contents="Hi").embeddings)
print(client.models.embed_content(model="gemini-embedding-2", contents="Hi").embeddings)
images = client.models.generate_images(model="imagen-4.0-generate-001", prompt="A lantern")
video = client.models.generate_videos(model="veo-2.0-generate-001", prompt="A lantern")
chat = client.chats.create(
    model="gemini-2.5-flash",
    config=types.GenerateContentConfig(temperature=0),
)
# chat = client.chats.create(model="gemini-2.0-flash-thinking-exp-01-21")
live = "gemini-2.0-flash-live-001"
cached = client.caches.create(model="models/gemini-1.5-pro-001", config={})
