"""`.env`: the strings as variables, for programs that read theirs from the environment."""

from whichmodel.configs.choice import Choice, by_string, litellm_url, named_key
from whichmodel.configs.writing import header
from whichmodel.discovery.errors import UsageError

FILE = ".env"
LINE = "env: MODEL and FALLBACK_MODELS, and which keys are missing, as variables"
RUN = "set -a; . ./.env; set +a, or any dotenv loader"
DOCS = "https://github.com/theskumar/python-dotenv#file-format"
EXPANDS = ("'", "\\", "${")
"""Shells and dotenv loaders agree on what stands between single quotes, but for these."""

takes = by_string
key = named_key


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Keys are named and left out: an empty assignment would hide one that is set."""
    first, *others = [choice.string for choice in choices]
    if any("," in string for string in others):
        raise UsageError("a model with a comma in its name cannot stand in FALLBACK_MODELS")
    lines = [_line("MODEL", first)]
    if others:
        lines.append(_line("FALLBACK_MODELS", ",".join(others)))
    urls = {choice.string: litellm_url(choice) for choice in choices}
    lines += [f"# {string} is at {url}\n" for string, url in urls.items() if url]
    keys = dict.fromkeys(choice.key for choice in choices if choice.key)
    lines += [f"# {key}=\n" for key in keys]
    return header(f"Variables. Use: {RUN}", choices, made) + "\n" + "".join(lines)


def _line(variable: str, value: str) -> str:
    return f"{variable}='{value}'\n"
