from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="QUAYSIDE_")

    openai_model: str = "gpt-4o-2024-11-20"
    anthropic_model: str = "claude-opus-4-20250514"
    groq_model: str = Field("llama-3.1-8b-instant", description="a Groq model")
    cerebras_model: str = "gpt-oss-120b"
    together_model: str = "meta-llama/Llama-3.3-70B-Instruct-Turbo"
    gemini_model: str = "gemini-3.1-pro-preview"
    mistral_model: str = "mistral-medium-latest"
    xai_model: str = "grok-4.3"
    embedding_model: str = "text-embedding-3-large"
    azure_deployment: str = "gpt-4o-quayside"
    log_dir: str = "logs/gpt-4o"
    prompt_file: str = "prompts/claude-3.txt"
    gpt4_enabled: bool = True
