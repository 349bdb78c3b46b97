from llama_index.core import Settings, SimpleDirectoryReader, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.llms.anthropic import Anthropic
from llama_index.llms.bedrock_converse import BedrockConverse
from llama_index.llms.cerebras import Cerebras
from llama_index.llms.deepseek import DeepSeek
from llama_index.llms.groq import Groq
from llama_index.llms.ollama import Ollama
from llama_index.llms.openai import OpenAI
from llama_index.llms.openai_like import OpenAILike
from llama_index.llms.openrouter import OpenRouter

Settings.llm = OpenAI(model="gpt-4-turbo", temperature=0.1)
Settings.embed_model = OpenAIEmbedding(model="text-embedding-ada-002")
# Settings.embed_model = HuggingFaceEmbedding(model_name="BAAI/bge-small-en-v1.5")

LLMS = {
    "anthropic": Anthropic(model="claude-3-sonnet-20240229"),
    "groq": Groq(model="llama3-70b-8192"),
    "cerebras": Cerebras(model="llama-3.3-70b"),
    "deepseek": DeepSeek(model="deepseek-reasoner"),
    "bedrock": BedrockConverse(model="us.meta.llama3-2-90b-instruct-v1:0"),
    "openrouter": OpenRouter(model="mistralai/mistral-nemo"),
    "ollama": Ollama(model="llama3.2:3b", request_timeout=120),
    "vllm": OpenAILike(model="mistralai/Mistral-7B-Instruct-v0.3", api_base="http://localhost:8000/v1"),
}

documents = SimpleDirectoryReader("data/gpt4_paper").load_data()
index = VectorStoreIndex.from_documents(documents)
engine = index.as_query_engine(llm=LLMS["groq"])
print(engine.query("What is new?"))
