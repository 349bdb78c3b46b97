"""What a person sees in MassGen with our replacement: `massgen_lists.py TYPE…`."""

import json
import sys

import massgen_replaced
import questionary
from fastapi.testclient import TestClient
from massgen import config_builder
from massgen.backend.capabilities import BACKEND_CAPABILITIES
from massgen.frontend.displays.textual_widgets.quickstart_wizard import (
    _resolve_quickstart_provider_models as wizard,
)
from massgen.frontend.web.server import create_app

assert config_builder.get_all_models_for_provider is (
    massgen_replaced.OURS.get_all_models_for_provider
)


class Prompt:
    """Shows choices, and takes the first."""

    def __init__(self, _prompt, choices, **_more):
        self.choices = [getattr(choice, "value", choice) for choice in choices]
        shown.append(self.choices)

    def ask(self):
        return self.choices[0]


shown = []
questionary.autocomplete = questionary.select = Prompt
client = TestClient(create_app())


def seen(kind):
    models = BACKEND_CAPABILITIES[kind].models
    picked = config_builder.ConfigBuilder().select_model_smart(kind, models)
    return {
        "builder": shown.pop(),
        "picked": picked,
        "web": client.get(f"/api/providers/{kind}/models").json(),
        "metadata": client.get(f"/api/providers/{kind}/models/metadata").json(),
        "wizard": wizard(kind, models),
        "static": models,
    }


print(json.dumps({kind: seen(kind) for kind in sys.argv[1:]}))
