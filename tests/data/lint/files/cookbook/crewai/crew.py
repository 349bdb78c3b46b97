from crewai import LLM, Agent, Crew, Task

smart = LLM(model="openai/gpt-4.1", temperature=0.3)
cheap = LLM(model="gemini/gemini-1.5-flash")
watson = LLM(model="watsonx/meta-llama/llama-3-3-70b-instruct")
grok = LLM(model="xai/grok-beta")
nim = LLM(model="nvidia_nim/meta/llama3-70b-instruct")
cerebras = LLM(model="cerebras/llama3.1-70b", base_url="https://api.cerebras.ai/v1")
samba = LLM(model="sambanova/Meta-Llama-3.3-70B-Instruct")

researcher = Agent(role="researcher", goal="Find", backstory="", llm="gpt-4o-mini", function_calling_llm="gpt-3.5-turbo")
writer = Agent(role="writer", goal="Write", backstory="", llm=smart)
gpt4_critic = Agent(role="critic", goal="Judge", backstory="", llm="claude-3-5-sonnet-20240620")

crew = Crew(
    agents=[researcher, writer, gpt4_critic],
    tasks=[Task(description="Write about lamps", expected_output="text", agent=writer)],
    manager_llm="gpt-4",
    planning_llm="o1-mini",
    embedder={"provider": "openai", "config": {"model": "text-embedding-3-small"}},
)
