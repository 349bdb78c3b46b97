"""OAI_CONFIG_LIST as Python."""

config_list = [
    {"model": "gpt-4", "api_key": "sk-...", "tags": ["gpt4"]},
    {"model": "gpt-4-1106-preview", "api_key": "sk-..."},
    {"model": "gpt-35-turbo-0613", "api_type": "azure", "base_url": "https://contoso.openai.azure.com", "api_version": "2024-02-01"},
    {"model": "claude-3-5-sonnet-20240620", "api_type": "anthropic", "api_key": "..."},
    {"model": "llama3-8b-8192", "api_type": "groq", "api_key": "gsk_..."},
    {"model": "gemini-1.5-pro-002", "api_type": "google", "api_key": "..."},
    {"model": "mistralai/Mixtral-8x7B-Instruct-v0.1", "api_type": "together", "api_key": "..."},
    {"model": "command-r-plus", "api_type": "cohere", "api_key": "..."},
    {"model": "llama3.1-8b", "api_type": "cerebras", "api_key": "..."},
    {"model": "deepseek-chat", "base_url": "https://api.deepseek.com/v1", "api_type": "deepseek"},
    {"model": "llama3.1:8b", "api_type": "ollama", "client_host": "http://localhost:11434"},
]

filter_dict = {"tags": ["gpt4"]}
llm_config = {"config_list": config_list, "cache_seed": 42, "timeout": 60}
