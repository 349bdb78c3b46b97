"""Virtual environments to measure in: made as a user would make them, bytecode compiled."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def install(directory: Path, packages: Sequence[str]) -> Path:
    """Make a fresh environment with these packages; gives its folder of programs."""
    programs, python = directory / "bin", str(directory / "bin" / "python")
    if uv := shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}"):
        make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable]
        fill = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    else:
        make = [sys.executable, "-m", "venv", "--clear"]
        fill = [python, "-m", "pip", "install", "--quiet"]
    subprocess.run([*make, str(directory)], check=True)
    subprocess.run([*fill, *packages], check=True)
    return programs


def whichmodel(directory: Path) -> Path:
    """Install this project as it would be from an index: not editable."""
    return install(directory, [str(ROOT)])
