from pydantic_ai import Agent
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.groq import GroqModel
from pydantic_ai.models.openai import OpenAIModel
from pydantic_ai.providers.openrouter import OpenRouterProvider

planner = Agent("openai:gpt-4o", system_prompt="Plan.")
writer = Agent("anthropic:claude-3-7-sonnet-latest")
checker = Agent("google-gla:gemini-2.0-flash")
vertex = Agent("google-vertex:gemini-2.0-flash")
fast = Agent("groq:gemma2-9b-it")
french = Agent("mistral:mistral-small-latest")
cohere = Agent("cohere:command-r-plus")
bedrock = Agent("bedrock:us.anthropic.claude-sonnet-4-20250514-v1:0")
seek = Agent("deepseek:deepseek-chat")

model = GroqModel("llama-3.3-70b-versatile")
model2 = AnthropicModel("claude-opus-4-0")
model3 = OpenAIModel("anthropic/claude-sonnet-4.6", provider=OpenRouterProvider(api_key="..."))
model4 = OpenAIModel("o3-mini")
test = Agent("test")
