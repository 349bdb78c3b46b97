"""aider's options and models, and where LiteLLM leads them: `aider.py FILE`."""

import json
import os
import sys

from aider.args import get_parser
from aider.models import Model
from litellm import get_llm_provider

options, unknown = get_parser([sys.argv[1]], None).parse_known_args([])
if unknown:
    sys.exit(f"aider does not know {unknown}")
os.environ.update(line.split("=", 1) for line in options.set_env)
main = Model(options.model, weak_model=options.weak_model, editor_model=options.editor_model)
models = [main, main.weak_model, main.editor_model]
models += [Model(line.partition(":")[2]) for line in options.alias or []]
missing = {model.name: model.missing_keys for model in models if model.missing_keys}
if missing:
    sys.exit(f"aider misses {missing}")
reached = [[model.name, *get_llm_provider(model.name)[:1:-1]] for model in models]
print(json.dumps(reached))
