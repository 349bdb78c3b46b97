"""MassGen's backend types, each with the variable and the address that it is known by."""

import json

from massgen.backend.capabilities import BACKEND_CAPABILITIES

print(
    json.dumps({kind: [each.env_var, each.base_url] for kind, each in BACKEND_CAPABILITIES.items()})
)
