"""What a model is for, guessed from its name: the last resort, and marked as a guess."""

NAME_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("chat", ("inkling",)),
    ("moderation", ("moderation", "guard", "safeguard", "shieldgemma", "safety", "jailbreak")),
    ("rerank", ("rerank",)),
    ("embedding", ("embed", "bge-", "e5-", "gte-", "minilm", "mpnet", "voyage-", "jina-clip")),
    ("transcription", ("whisper", "transcribe", "-asr", "stt", "scribe")),
    ("speech", ("tts", "text-to-speech", "orpheus", "playai", "kokoro", "sonic", "-speech")),
    (
        "video",
        (
            "sora", "veo-", "veo3", "video", "kling", "runway", "-t2v", "-i2v", "hailuo",
            "seedance", "nova-reel",
        ),
    ),
    ("realtime", ("realtime", "-live", "native-audio", "grok-voice")),
    ("ocr", ("ocr",)),
    (
        "image",
        (
            "dall-e", "image", "flux", "stable-diffusion", "stablediffusion", "sdxl", "sd3",
            "imagen", "ideogram", "nova-canvas", "recraft", "seedream", "-t2i",
            "playground-v", "hidream", "nano-banana",
        ),
    ),
    ("completion", ("davinci", "babbage", "gpt-3.5-turbo-instruct", "gpt-35-turbo-instruct")),
    (
        "chat",
        (
            "gpt-", "chatgpt", "o1", "o3", "o4-", "codex", "claude", "gemini", "gemma", "llama",
            "qwen", "qwq", "kimi", "moonshot", "mistral", "mixtral", "ministral", "codestral",
            "devstral", "magistral", "pixtral", "grok", "deepseek", "command", "aya", "glm-",
            "minimax", "nemotron", "phi-", "hermes", "sonar", "jamba", "nova-", "ernie", "granite",
            "olmo", "exaone", "yi-", "solar", "instruct", "chat", "coder", "thinking",
        ),
    ),
)  # fmt: skip
"""First rule wins: what a model plainly is not comes before what it probably is."""


def kind_by_name(model: str) -> str | None:
    """A guess at the kind; None where the name says nothing."""
    name = model.lower().rsplit("/", 1)[-1]
    for kind, words in NAME_RULES:
        if any(word in name for word in words):
            return kind
    return None
