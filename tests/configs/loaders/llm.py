"""What `llm` makes of its file of models: `llm.py FILE`."""

import json
import os
import shutil
import sys

home = os.path.join(os.environ["HOME"], "llm")
os.makedirs(home, exist_ok=True)
shutil.copy(sys.argv[1], os.path.join(home, "extra-openai-models.yaml"))
os.environ["LLM_USER_PATH"] = home

import llm  # noqa: E402 - after it was told where it lives

with_aliases = [each for each in llm.get_models_with_aliases() if each.model.api_base]
for number, each in enumerate(with_aliases, 1):
    assert llm.get_model(f"model-{number}") is not None
    assert llm.get_model(each.model.model_id).model_id == each.model.model_id
print(
    json.dumps(
        [
            [each.model.model_name, each.model.api_base, each.model.needs_key]
            for each in with_aliases
        ]
    )
)
