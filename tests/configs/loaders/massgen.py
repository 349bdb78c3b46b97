"""MassGen's validator, loader and agents: `massgen.py FILE`."""

import json
import sys

from massgen.cli import create_agents_from_config, load_config_file
from massgen.config_validator import ConfigValidator

found = ConfigValidator().validate_config_file(sys.argv[1])
if not found.is_valid() or found.has_warnings():
    sys.exit(found.format_all())
agents = create_agents_from_config(load_config_file(sys.argv[1])[0])


def key(backend):
    """The key that is sent: a header of the file's own goes before the backend's."""
    header = backend.config.get("extra_headers", {}).get("Authorization", "")
    return header.removeprefix("Bearer ") or backend.api_key


backends = [agent.backend for agent in agents.values()]
print(
    json.dumps(
        [[each.config["model"], each.config.get("base_url"), key(each)] for each in backends]
    )
)
