"""What aider itself says: `aider_models.py MODEL WORDS`."""

import inspect
import json
import sys

from aider.models import fuzzy_match_models, model_info_manager

model, words = sys.argv[1:]
model_info_manager._update_cache = lambda: None  # it would fetch LiteLLM's map
print(
    json.dumps(
        {
            "signature": str(inspect.signature(fuzzy_match_models)),
            "matches": fuzzy_match_models(words),
            "info": {model: model_info_manager.get_model_info(model)},
        },
        default=str,
    )
)
