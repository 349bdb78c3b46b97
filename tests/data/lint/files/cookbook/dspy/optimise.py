import dspy

lm = dspy.LM("openai/gpt-4o-mini", temperature=0)
teacher = dspy.LM("anthropic/claude-3-opus-20240229", max_tokens=4000)
student = dspy.LM("together_ai/meta-llama/Meta-Llama-3-8B-Instruct")
groq = dspy.LM("groq/llama-3.1-8b-instant")
local = dspy.LM("ollama_chat/llama3.2:1b", api_base="http://localhost:11434", api_key="")
served = dspy.LM("openai/meta-llama/Llama-3.1-8B-Instruct", api_base="http://localhost:7501/v1", api_key="")
dspy.configure(lm=lm)

METRIC_MODEL = "gpt-4-0613"
DATASET = "openai/gsm8k"
SAVE = "compiled/gpt-4o-mini_mipro.json"


class Rag(dspy.Module):
    def __init__(self):
        self.respond = dspy.ChainOfThought("context, question -> response")

    def forward(self, question):
        return self.respond(context="", question=question)


optimizer = dspy.MIPROv2(metric=None, teacher_settings={"lm": teacher}, prompt_model=dspy.LM("openai/gpt-4-turbo"))
