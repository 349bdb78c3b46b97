# Windows set-up
$env:OPENAI_MODEL = "gpt-4o-2024-05-13"
$env:GROQ_MODEL = 'llama-3.2-90b-vision-preview'
quayside --model mistral/mistral-large-latest --embedding-model text-embedding-3-small
# quayside --model gpt-4-vision-preview
Invoke-RestMethod -Uri "https://api.anthropic.com/v1/messages" -Method Post -Body '{"model": "claude-2.0", "max_tokens": 5}'
Copy-Item .\models\llama-2-7b.Q4_0.gguf D:\cache
