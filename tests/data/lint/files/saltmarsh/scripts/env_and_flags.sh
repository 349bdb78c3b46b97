#!/bin/bash
export OPENAI_MODEL=gpt-4-1106-preview ANTHROPIC_MODEL='claude-3-sonnet-20240229'
: "${GEMINI_MODEL:=gemini-1.5-flash-002}"
MODELS=(gpt-4o gpt-3.5-turbo-0125 claude-sonnet-5)
for m in "${MODELS[@]}"; do
  saltmarsh run -m "$m" --judge openai/o1-preview
done
llm -m claude-3-opus-20240229 'hi'; llm models default gpt-4o-mini
saltmarsh run --provider moonshot --model moonshot-v1-32k
saltmarsh run --provider=nebius --model=Qwen/Qwen3-14B
OPENAI_BASE_URL=https://api.groq.com/openai/v1 saltmarsh run --model llama3-70b-8192
docker run --rm -e MODEL=gpt-4-turbo acme/gpt4-runner:2.0 --model-file /weights/qwen2-7b.gguf
cat <<'EOF' > config.yaml
model: gpt-4-32k
EOF
jq -r '.model' results/gpt-4.json | grep -v '^gpt-4'
pip install gpt-engineer llama-stack==0.2
python -m vllm.entrypoints.openai.api_server --model Qwen/Qwen2.5-7B-Instruct
hf download openai/gpt-oss-20b
git switch -c bump-claude-3-5
