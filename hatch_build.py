"""Compiles the bundled catalogue, and the index of its names, when a wheel is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Put both into the package; an editable install reads it from the tree."""
        if self.target_name != "wheel":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from whichmodel.discovery.stores.compiling import compile_bundle
        finally:
            sys.path.remove(str(source))
        compile_bundle(source / "whichmodel" / "bundle.sqlite")
        for name in ("bundle.sqlite", "bundle-names.sqlite"):
            build_data["artifacts"].append(f"src/whichmodel/{name}")
