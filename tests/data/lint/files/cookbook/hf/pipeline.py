from datasets import load_dataset
from peft import PeftModel
from sentence_transformers import CrossEncoder, SentenceTransformer
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

name = "mistralai/Mistral-7B-Instruct-v0.2"
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForCausalLM.from_pretrained("meta-llama/Llama-2-7b-chat-hf", device_map="auto")
adapter = PeftModel.from_pretrained(model, "acme/llama-2-7b-support-lora")
asr = pipeline("automatic-speech-recognition", model="openai/whisper-large-v3")
chat = pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct")
vectors = SentenceTransformer("sentence-transformers/all-MiniLM-L6-v2")
cross = CrossEncoder("BAAI/bge-reranker-v2-m3")

data = load_dataset("openai/gsm8k", "main", split="train")
arena = load_dataset("lmsys/mt_bench_human_judgments")
prefs = load_dataset("argilla/distilabel-intel-orca-dpo-pairs")
llama_data = load_dataset("Open-Orca/SlimOrca-Dedup")

model.save_pretrained("checkpoints/llama-2-7b-epoch3")
