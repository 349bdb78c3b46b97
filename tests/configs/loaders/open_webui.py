"""Open WebUI's own lines that read addresses and keys, run alone: `open_webui.py WHEEL-DIRECTORY`.

The rest of its configuration wants a database and gigabytes of packages.
"""

import ast
import json
import os
import sys

NAMES = {
    "OPENAI_API_KEY",
    "OPENAI_API_BASE_URL",
    "OPENAI_API_KEYS",
    "OPENAI_API_BASE_URLS",
    "DEFAULT_MODELS",
}
found = {"os": os}
with open(os.path.join(sys.argv[1], "open_webui/config.py"), encoding="utf-8") as file:
    tree = ast.parse(file.read())


def sets(node):
    """Whether all that a statement does is to set these names."""
    stored = {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    plain = isinstance(node, (ast.Assign, ast.If))
    return plain and bool(stored & NAMES) and stored <= NAMES | {"url"}


for node in filter(sets, tree.body):
    exec(compile(ast.Module([node], []), "config.py", "exec"), found)
models = found["DEFAULT_MODELS"].split(",")
print(json.dumps([models, found["OPENAI_API_BASE_URLS"], found["OPENAI_API_KEYS"]]))
