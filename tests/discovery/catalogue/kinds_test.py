"""A name says what a model is for, or nothing; what it plainly is not comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.kinds import NAME_RULES, kind_by_name
from whichmodel.discovery.model import KINDS

KNOWN = {
    "chat": (
        "gpt-4.1-mini", "gpt-4o-audio-preview", "chatgpt-4o-latest", "o3-mini-2025-01-31",
        "openai/gpt-oss-120b", "codex-mini-latest", "claude-3-5-haiku-20241022",
        "anthropic.claude-v2:1:18k", "gemini-2.5-flash-lite", "gemma-3n-e2b-it",
        "llama-3.3-70b-versatile", "meta-llama/llama-4-scout-17b-16e-instruct", "qwen/qwen3-32b",
        "Qwen/QwQ-32B", "moonshot-v1-8k-vision-preview", "accounts/fireworks/models/glm-4p5-air",
        "x-ai/grok-code-fast-1", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B", "command-r-plus",
        "perplexity/sonar-reasoning-pro", "mistralai/mistral-nemo", "minimax/minimax-01",
        "amazon/nova-2-lite-v1", "us.amazon.nova-2-pro-preview-20251202-v1:0",
        "thinkingmachines/Inkling-Small", "Aya-Expanse-32B", "cerebras/qwen-3-coder-480b",
    ),
    "completion": (
        "davinci-002", "babbage-002", "gpt-3.5-turbo-instruct", "gpt-35-turbo-instruct-0914",
    ),
    "embedding": (
        "text-embedding-3-small", "BAAI/bge-m3", "Alibaba-NLP/gte-modernbert-base",
        "E5-Mistral-7B-Instruct", "codestral-embed-2505", "models/gemini-embedding-exp",
        "amazon.titan-embed-image-v1:0", "nvidia/nv-embedqa-mistral-7b-v2",
        "sentence-transformers/multi-qa-mpnet-base-dot-v1", "all-MiniLM-L12-v2",
    ),
    "rerank": ("Cohere-rerank-v4.0-fast", "amazon.rerank-v1:0", "mxbai/Mxbai-Rerank-Large-V2"),
    "image": (
        "dall-e-3", "gpt-image-1", "gemini-2.5-flash-image-preview", "imagen-4.0-generate-001",
        "black-forest-labs/FLUX.1-kontext-max", "stability.sd3-5-large-v1:0",
        "StableDiffusion3.5-T", "stabilityai/sdxl-turbo", "amazon.nova-canvas-v1:0",
    ),
    "video": ("veo-3.0-fast-generate-preview", "aoai-sora-2025-02-28", "Kling-2.1-Master",
              "Hailuo-Live", "Seedance-1.0-Pro", "amazon.nova-reel-v1:1"),
    "speech": ("tts-1-hd", "gpt-4o-mini-tts", "playai-tts-arabic", "gemini-2.5-pro-preview-tts"),
    "transcription": ("whisper-large-v3-turbo", "gpt-4o-transcribe-diarize"),
    "realtime": ("gpt-4o-realtime-preview", "gemini-2.0-flash-live-001", "gemini-3.8-live",
                 "gemini-2.5-flash-preview-native-audio-dialog", "grok-voice-latest"),
    "moderation": ("omni-moderation-latest", "meta-llama/Llama-Guard-4-12B"),
    "ocr": ("mistral-ocr-2505", "glm-ocr"),
    None: ("aqa", "auto", "weaver", "inflection-3-pi", "groq/compound", "r1-1776"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "model"), [(kind, model) for kind, models in KNOWN.items() for model in models]
)
def test_real_names_lead_to_their_kind(kind: str | None, model: str) -> None:
    assert kind_by_name(model) == kind


def test_every_rule_names_a_kind_with_words_that_can_match() -> None:
    for kind, words in NAME_RULES:
        assert kind in KINDS
        assert words and all(word == word.lower() and word for word in words)


@given(st.text())
def test_any_text_gets_a_kind_or_none(model: str) -> None:
    assert kind_by_name(model) in (None, *KINDS)


@given(st.text(), st.sampled_from(["gpt-4o", "dall-e-3", "whisper-1", "auto"]))
def test_the_organisation_and_the_case_say_nothing(organisation: str, model: str) -> None:
    assert kind_by_name(f"{organisation}/{model.upper()}") == kind_by_name(model)
