"""A wheel holds the bundle; a source distribution holds what it is made from."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from whichmodel.discovery.stores.bundle import open_bundle

ROOT = Path(__file__).parents[1]


@pytest.fixture
def hook_class() -> Any:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CustomBuildHook


def run(hook_class: Any, root: Path, target: str) -> dict[str, Any]:
    (root / "src" / "whichmodel").mkdir(parents=True)
    build_data: dict[str, Any] = {"artifacts": []}
    hook = hook_class(str(root), {}, None, None, str(root), target)
    hook.initialize("standard", build_data)
    return build_data


def test_building_a_wheel_compiles_the_bundle(hook_class: Any, tmp_path: Path) -> None:
    build_data = run(hook_class, tmp_path, "wheel")

    names = ("bundle.sqlite", "bundle-names.sqlite")
    assert build_data["artifacts"] == [f"src/whichmodel/{name}" for name in names]
    bundle = open_bundle(str(tmp_path / "src" / "whichmodel" / "bundle.sqlite"))
    assert bundle.count("openrouter") > 0
    bundle.close()


def test_building_a_source_distribution_compiles_nothing(hook_class: Any, tmp_path: Path) -> None:
    assert run(hook_class, tmp_path, "sdist") == {"artifacts": []}
    assert not (tmp_path / "src" / "whichmodel" / "bundle.sqlite").exists()
