#!/usr/bin/env fish
set -gx OPENAI_MODEL gpt-4-turbo
set -gx ANTHROPIC_MODEL "claude-3-opus-20240229"
for model in gpt-4o-mini claude-3-haiku-20240307 groq/llama-3.1-8b-instant cohere/command-r
    quayside eval --model $model --out "results/nightly-gpt-4"
end
# quayside eval --model gpt-4-32k
