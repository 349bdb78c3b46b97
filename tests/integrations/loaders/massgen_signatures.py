"""The functions of MassGen that others import, with their arguments."""

import inspect
import json

from massgen.utils import model_catalog, model_matcher

NAMES = {
    model_catalog: (
        "get_models_for_provider",
        "get_models_for_provider_sync",
        "get_model_metadata_for_provider",
        "get_model_metadata_for_provider_sync",
    ),
    model_matcher: ("get_all_models_for_provider",),
}
print(
    json.dumps(
        {
            name: str(inspect.signature(getattr(module, name)))
            for module, names in NAMES.items()
            for name in names
        }
    )
)
