from smolagents import CodeAgent, InferenceClientModel, LiteLLMModel, OpenAIServerModel, TransformersModel

a = InferenceClientModel(model_id="Qwen/Qwen2.5-Coder-32B-Instruct")
b = InferenceClientModel("meta-llama/Llama-3.3-70B-Instruct", provider="together")
c = LiteLLMModel(model_id="anthropic/claude-3-5-sonnet-latest", temperature=0.2)
d = LiteLLMModel("gpt-4o")
e = OpenAIServerModel(model_id="deepseek-ai/DeepSeek-R1-Distill-Qwen-14B", api_base="https://api.together.xyz/v1/")
f = TransformersModel(model_id="HuggingFaceTB/SmolLM2-1.7B-Instruct", device_map="auto")
g = OpenAIServerModel(model_id="gpt-oss-120b", api_base="https://api.cerebras.ai/v1")

agent = CodeAgent(tools=[], model=a, additional_authorized_imports=["numpy"])
agent.push_to_hub("acme/gpt-agent-2")
