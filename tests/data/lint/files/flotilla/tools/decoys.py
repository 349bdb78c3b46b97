"""Names that look like models: none of them is one."""

import gpt4all
import llama_cpp
from mistral_common.tokens.tokenizers.mistral import MistralTokenizer
from qwen_vl_utils import process_vision_info

from .gpt_4_prompts import SYSTEM
from .claude3_prompts import SYSTEM as OTHER

TEMPLATE = "prompts/gpt-4o/system.md"
BRANCH = "release/claude-3.5"
IMAGE = "acme/llama3-server:8b-q4"
RUN = "runs/2025-01-12_gpt-4o-mini_temp0"
DATASET = "Anthropic/hh-rlhf"
MATH = "openai/gsm8k"
MODEL = "your-model-here"
OTHER_MODEL = "<model>"
THIRD = "provider/model-name"
DEPLOYMENT = "my-gpt-4-deployment"
AGENT = "gpt4-planner"
METRIC = "gpt4_judge_score"
ENV = "GPT4_API_KEY"
HASH = "a3f4o1b9c7"
UUID = "4o4o4o4o-1111-2222-3333-444455556666"
CSS = "btn-gemini-2"
SLUG = "why-we-moved-from-gpt-4-to-claude-3"


class Llama3Tokenizer:
    gpt_4_compatible = False


def run_gpt4_eval(gpt4_client, claude_3_client):
    return SYSTEM, OTHER, gpt4_client, claude_3_client, process_vision_info, MistralTokenizer
