from langchain.chat_models import init_chat_model
from langchain_anthropic import ChatAnthropic
from langchain_cohere import CohereRerank
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_groq import ChatGroq
from langchain_mistralai import ChatMistralAI
from langchain_ollama import ChatOllama
from langchain_openai import AzureChatOpenAI, ChatOpenAI, OpenAIEmbeddings
from langchain_together import ChatTogether

openai = ChatOpenAI(model="gpt-4o", temperature=0)
old = ChatOpenAI(model_name="gpt-3.5-turbo")
legacy = ChatOpenAI(model="gpt-3.5-turbo-instruct")
claude = ChatAnthropic(model="claude-3-opus-20240229")
gemini = ChatGoogleGenerativeAI(model="gemini-1.5-pro")
groq = ChatGroq(model="llama-3.1-70b-versatile")
groq2 = ChatGroq(model_name="mixtral-8x7b-32768", temperature=0)
mistral = ChatMistralAI(model="mistral-large-latest")
together = ChatTogether(model="Qwen/Qwen2.5-Coder-32B-Instruct")
local = ChatOllama(model="llama3.1")
azure = AzureChatOpenAI(azure_deployment="gpt-4o-eu", model="gpt-4o", api_version="2024-10-21")
embeddings = OpenAIEmbeddings(model="text-embedding-3-large")
rerank = CohereRerank(model="rerank-english-v3.0")
any1 = init_chat_model("claude-3-5-sonnet-20241022", model_provider="anthropic")
any2 = init_chat_model("groq:llama-3.3-70b-versatile")
any3 = init_chat_model("openai:gpt-4.1-nano")
any4 = init_chat_model("google_genai:gemini-2.0-flash")
any5 = init_chat_model("qwen/qwen3-32b", model_provider="groq")
hub = "hwchase17/openai-functions-agent"
