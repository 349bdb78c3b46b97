"""curl: one request for each model, in its provider's own words."""

from whichmodel.configs.choice import NO_KEY, Choice, address, by_address, named_key
from whichmodel.configs.writing import as_json_word, as_word, header

FILE = "ask.sh"
LINE = "curl: a request for each model, with the key from the environment"
RUN = 'sh ask.sh "Your question"'
DOCS = "https://platform.openai.com/docs/api-reference/chat/create"
EXPANDS = ()

takes = by_address
key = named_key

HEAD = """
set -eu
question=${1:-Say hello in one word.}
# The question as a string of JSON.
question=$(printf '%s' "$question" | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g' | tr '\\n\\t' '  ')

# The key goes to curl on its standard input: an argument could be seen by everybody here.
ask() {  # ask URL HEADER KEY MODEL-AS-JSON MORE-JSON
    printf '\\n== %s\\n' "$4"
    printf 'header = "%s%s"\\n' "$2" "$3" | curl --silent --show-error --fail-with-body \\
        --config - --header 'Content-Type: application/json' --header "$version" \\
        --data "{\\"model\\": $4, $5
                 \\"messages\\": [{\\"role\\": \\"user\\", \\"content\\": \\"$question\\"}]}" "$1"
}

"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """The answers as they come, in JSON."""
    asked = "".join(ask(choice) for choice in choices)
    return "#!/bin/sh\n" + header(f"curl. Run: {RUN}", choices, made) + HEAD + asked


def ask(choice: Choice) -> str:
    """The lines that ask one model; Anthropic has headers of its own."""
    own = choice.provider is not None and choice.provider.id == "anthropic"
    path, mark = (
        ("/messages", "x-api-key: ") if own else ("/chat/completions", "Authorization: Bearer ")
    )
    version = "anthropic-version: 2023-06-01" if own else "Accept: application/json"
    more = '"max_tokens": 1000,' if own else ""
    key = f'"${choice.key}"' if choice.key else NO_KEY
    return (
        f"version={as_word(version)}\n"
        f"ask {as_word(address(choice) + path)} {as_word(mark)} {key} \\\n"
        f"    {as_json_word(choice.model)} {as_word(more)}\n"
    )
