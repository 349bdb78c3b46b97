"""A snapshot is built whole, told of, and refused when it looks absurd."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from whichmodel.cli import snapshot as command
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.sources import build, text

TODAY = "2026-11-22"


def litellm_map(*extra: str, without: str = "") -> build.Published:
    """A map with one model of each main provider but OpenRouter, and more if wanted."""
    names = {"together": "together_ai", "qwen": "dashscope"}
    keys = [
        f"{names.get(provider, provider)}/m"
        for provider in sorted(build.NINE - {"openrouter", without})
    ]
    data = {key: {"litellm_provider": key.split("/")[0]} for key in [*keys, *extra]}
    return build.Published("1.0", "2026-11-12", "a test", data)


def prices() -> build.Published:
    model = SimpleNamespace(
        id="vendor/m",
        match=SimpleNamespace(equals="vendor/m"),
        name="M",
        context_window=None,
        deprecated=None,
        prices=SimpleNamespace(),
    )
    provider = SimpleNamespace(id="openrouter", models=[model])
    return build.Published("2.0", "2026-11-09", "a test", [provider])


def built(directory: Path, published: build.Published, force: bool = False) -> list[build.Change]:
    return build.build(directory, TODAY, published, prices(), force)


def test_a_build_writes_all_models_and_where_they_are_from(tmp_path: Path) -> None:
    changes = built(tmp_path, litellm_map())

    assert text.read(tmp_path)["openrouter"] == {"vendor/m": {"genai-prices": {"name": "M"}}}
    assert {change.provider for change in changes} == build.NINE
    assert text.read_sources(tmp_path) == {
        "built": TODAY,
        "litellm": {
            "version": "1.0",
            "date": "2026-11-12",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["litellm"],
            "models": 8,
        },
        "genai-prices": {
            "version": "2.0",
            "date": "2026-11-09",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["genai-prices"],
            "models": 1,
        },
    }


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    built(tmp_path, litellm_map())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert built(tmp_path, litellm_map()) == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_was_added_removed_and_changed_is_told(tmp_path: Path) -> None:
    many = [f"groq/{number:02}" for number in range(20)]
    built(tmp_path, litellm_map(*many))
    published = litellm_map(*many[1:], "groq/new")
    published.data["groq/07"]["supports_vision"] = True

    assert built(tmp_path, published) == [build.Change("groq", 21, ["new"], ["00"], ["07"])]


def refused(tmp_path: Path, published: build.Published) -> str:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(Unavailable) as caught:
        built(tmp_path, published)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_snapshot_without_a_main_provider_is_refused(tmp_path: Path) -> None:
    assert "nothing of nebius" in refused(tmp_path, litellm_map(without="nebius"))


def test_a_snapshot_that_lost_more_than_a_tenth_is_refused(tmp_path: Path) -> None:
    many = [f"groq/{number}" for number in range(91)]
    built(tmp_path, litellm_map(*many))

    assert "has 89 models, the one before 100" in refused(tmp_path, litellm_map(*many[11:]))
    assert built(tmp_path, litellm_map(*many[10:]))


def test_what_is_refused_can_be_forced(tmp_path: Path) -> None:
    built(tmp_path, litellm_map(without="nebius"), force=True)

    assert "nebius" not in text.read(tmp_path)


@pytest.mark.parametrize(
    "find", [build.installed_litellm, lambda: build.installed_genai_prices(TODAY)]
)
def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, find: Any) -> None:
    def nothing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.distribution", nothing)

    with pytest.raises(Unavailable, match="pip install"):
        find()


def wheel(files: dict[str, str], root: Path) -> Any:
    """A distribution that is laid out in a directory."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return SimpleNamespace(
        version="1.0", files=[root / name for name in files], locate_file=root.joinpath
    )


MATERIALS = "litellm-1.0.dist-info/sboms/x.cyclonedx.json"


def test_the_date_of_litellms_data_is_that_of_its_bill_of_materials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = '{"metadata": {"timestamp": "2026-11-12T01:43:43.96Z"}}'
    files = {build.LITELLM_MAP: '{"x": {"cost": 1.1e-7}}', MATERIALS: stamp}
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: wheel(files, tmp_path))

    published = build.installed_litellm()

    assert (published.version, published.date) == ("1.0", "2026-11-12")
    assert str(published.data["x"]["cost"]) == "1.1E-7"


def test_the_date_of_litellms_data_may_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {build.LITELLM_MAP: "{}"}
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: wheel(files, tmp_path))

    published = build.installed_litellm("2026-11-12")

    assert published.date == "2026-11-12"
    assert published.date_from.startswith("given")


@pytest.mark.parametrize("files", [{build.LITELLM_MAP: "{}"}, {build.LITELLM_MAP: "{"}, {}])
def test_a_map_without_date_or_content_is_refused(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: wheel(files, tmp_path))

    with pytest.raises(Unavailable, match=r"litellm 1\.0"):
        build.installed_litellm()


def test_the_date_of_genai_prices_is_the_newest_in_it_that_is_not_to_come() -> None:
    pytest.importorskip("genai_prices")

    published = build.installed_genai_prices("2026-06-30")

    assert "2026-06-01" <= published.date <= "2026-06-30"


def test_the_command_tells_what_changed() -> None:
    ids = [f"m{number}" for number in range(7)]

    lines = command.report([build.Change("groq", 30, ids, ["old"], [])])

    assert lines == [
        "groq                        30 models  +7 (m0, m1, m2, m3, m4, … 2 more)  −1 (old)"
    ]
    assert command.report([]) == ["nothing changed"]
