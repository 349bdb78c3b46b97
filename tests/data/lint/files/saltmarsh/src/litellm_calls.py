import litellm
from litellm import Router, acompletion, completion

completion(model="gpt-4", messages=[])
completion(model="groq/mixtral-8x7b-32768", messages=[])
completion("mistral/mistral-tiny", messages=[])
completion(model="together_ai/Qwen/Qwen3-Next-80B-A3B-Thinking", messages=[])
completion(model="deepinfra/meta-llama/Llama-3.3-70B-Instruct", messages=[])
completion(model="nebius/Qwen/Qwen3-30B-A3B", messages=[])
completion(model="dashscope/qwen-turbo", messages=[])
completion(model="perplexity/sonar-reasoning-pro", messages=[])
completion(model="azure/gpt4-turbo-prod", api_base="https://contoso.openai.azure.com", messages=[])
completion(model="openai/my-finetune-v2", api_base="http://10.0.0.5:8000/v1", messages=[])
completion(model="replicate/meta/llama-3-70b-instruct", messages=[])
completion(model="sambanova/DeepSeek-V3.1", messages=[])
completion(model="novita/deepseek/deepseek-v3.1", messages=[])
completion(model="hyperbolic/Qwen/QwQ-32B", messages=[])
completion(model="zai/glm-5.2", messages=[])
completion(model="minimax/MiniMax-M3", messages=[])
completion(model="xai/grok-2-latest", messages=[])
completion(model="fireworks_ai/accounts/fireworks/models/deepseek-v3p1", messages=[], fallbacks=["gpt-4o-mini", "claude-3-haiku-20240307"])

router = Router(
    model_list=[
        {"model_name": "tier-1", "litellm_params": {"model": "openai/gpt-4-turbo"}},
        {"model_name": "tier-1", "litellm_params": {"model": "groq/llama-3.3-70b-versatile"}},
        {"model_name": "gpt-4o", "litellm_params": {"model": "openrouter/openai/gpt-4o"}},
    ]
)
litellm.model_alias_map = {"gpt4": "gpt-4-0613", "fast-llama": "groq/llama-3.1-8b-instant"}
await_me = acompletion(model="gemini/gemini-2.0-flash-001", messages=[])
