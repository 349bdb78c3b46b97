#!/bin/sh
# One call per host.
curl https://api.cerebras.ai/v1/chat/completions -H "Authorization: Bearer $CEREBRAS_API_KEY" -d '{"model":"qwen-3-32b","messages":[]}'
curl https://api.together.xyz/v1/chat/completions -H "Authorization: Bearer $TOGETHER_API_KEY" -d '{"model":"meta-llama/Meta-Llama-3-70B-Instruct-Turbo","messages":[]}'
curl https://api.mistral.ai/v1/chat/completions -H "Authorization: Bearer $MISTRAL_API_KEY" -d '{"model":"mistral-small-latest","messages":[]}'
curl https://api.deepseek.com/chat/completions -H "Authorization: Bearer $DEEPSEEK_API_KEY" -d '{"model":"deepseek-chat","messages":[]}'
curl https://api.moonshot.ai/v1/chat/completions -H "Authorization: Bearer $MOONSHOT_API_KEY" -d '{"model":"moonshot-v1-8k","messages":[]}'
curl https://api.x.ai/v1/chat/completions -H "Authorization: Bearer $XAI_API_KEY" -d '{"model":"grok-beta","messages":[]}'
curl https://openrouter.ai/api/v1/chat/completions -H "Authorization: Bearer $OPENROUTER_API_KEY" -d '{"model":"qwen/qwen3-32b","messages":[]}'
curl https://api.perplexity.ai/chat/completions -H "Authorization: Bearer $PPLX" -d '{"model":"llama-3.1-sonar-huge-128k-online","messages":[]}'
curl https://api.fireworks.ai/inference/v1/chat/completions -H "Authorization: Bearer $FIREWORKS_API_KEY" -d '{"model":"accounts/fireworks/models/kimi-k2p7-code","messages":[]}'
curl https://api.cohere.com/v2/chat -H "Authorization: Bearer $CO_API_KEY" -d '{"model":"command-light","messages":[]}'
curl "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash-lite:generateContent" -H "x-goog-api-key: $GEMINI_API_KEY" -d @body.json
curl "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-2-lite-v1:0/converse" -d @body.json
curl "https://contoso.openai.azure.com/openai/deployments/gpt-4o-eu/chat/completions?api-version=2024-10-21" -d @body.json
