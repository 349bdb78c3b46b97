import instructor
from anthropic import Anthropic
from groq import Groq
from openai import OpenAI
from pydantic import BaseModel


class User(BaseModel):
    name: str
    age: int


client = instructor.from_openai(OpenAI())
user = client.chat.completions.create(model="gpt-4o-mini", response_model=User, messages=[{"role": "user", "content": "Ada is 36"}])

client = instructor.from_anthropic(Anthropic())
user = client.messages.create(model="claude-3-haiku-20240307", max_tokens=1024, response_model=User, messages=[])

client = instructor.from_groq(Groq(), mode=instructor.Mode.JSON)
user = client.chat.completions.create(model="mixtral-8x7b-32768", response_model=User, messages=[])

client = instructor.from_openai(OpenAI(base_url="http://localhost:11434/v1", api_key="ollama"), mode=instructor.Mode.JSON)
user = client.chat.completions.create(model="llama3", response_model=User, messages=[])

client = instructor.from_openai(OpenAI(base_url="https://openrouter.ai/api/v1"))
user = client.chat.completions.create(model="google/gemini-2.5-flash-lite", response_model=User, messages=[])

client = instructor.from_provider("openai/gpt-4.1-mini")
client = instructor.from_provider("anthropic/claude-3-5-haiku-latest")
client = instructor.from_provider("groq/llama-3.3-70b-versatile")
assert user.name == "Ada"
