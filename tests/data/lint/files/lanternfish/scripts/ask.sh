#!/usr/bin/env bash
# Ask a model from the shell.
set -euo pipefail

MODEL="${1:-gpt-4o-mini}"

curl -s https://api.openai.com/v1/chat/completions \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-4-turbo-2024-04-09", "messages": [{"role": "user", "content": "Hi"}]}'

curl -s https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "anthropic-beta: max-tokens-3-5-sonnet-2024-07-15" \
  -d '{"model": "claude-3-5-sonnet-20240620", "max_tokens": 64, "messages": []}'

curl "https://generativelanguage.googleapis.com/v1beta/models/gemini-1.5-flash:generateContent?key=$GEMINI_API_KEY" -d @body.json

curl -s https://api.groq.com/openai/v1/chat/completions \
  -H "Authorization: Bearer $GROQ_API_KEY" \
  -d '{"model": "gemma-7b-it", "messages": []}'

ollama run mistral:7b "Hi"
llm -m gpt-4.1-nano "Hi"
aider --model claude-3-opus-20240229 --weak-model gpt-3.5-turbo-0125
#aider --model deepseek/deepseek-chat
git checkout release/llama-3.1-update
docker pull acme/qwen2-server:2.5
cp weights/mistral-7b-v0.1.Q4_0.gguf /models/
