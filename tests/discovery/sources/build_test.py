"""A snapshot is built whole, told of, and refused when it looks absurd."""

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from whichmodel.cli import snapshot as command
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.sources import build, history, text

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


def feed(*rows: dict[str, Any], date: str = "2026-10-02") -> build.Published:
    return build.Published("3.0", date, "a test", list(rows))


def own(batches: str = "") -> build.Published:
    """One batch of notices, of a model at a main provider that is there anyway."""
    document = tomllib.loads(batches or OWN)
    return build.Published("2026-11-22", "2026-11-22", "a test", document)


OWN = """
[[batch]]
provider = "cerebras"
retires_on = 2026-05-27
url = "https://cerebras.example/deprecation"
read_on = 2026-11-22
says = "The model goes."
[batch.models]
"m" = ""
"""


MODELS_DEV = {
    "a-reseller": {"models": {"m": {"limit": {"context": 4096}}}},
    "groq": {"models": {"nobody-else-knows-it": {"limit": {"context": 4096}}}},
    "poe": {"models": {"Only-Here": {"limit": {"context": 8192}}}},
}


def built(
    directory: Path,
    published: build.Published,
    force: bool = False,
    notices: build.Published | None = None,
    others: dict[str, Any] | None = None,
) -> list[build.Change]:
    given = {
        build.LITELLM: published,
        build.GENAI_PRICES: prices(),
        build.NOTICES: notices or feed(),
        build.CURATED: own(),
        "models.dev": build.Published("4.0", "2026-08-18", "a test", others or {}),
        "pi-ai": build.Published("5.0", "2026-11-10", "a test", {}),
        "model-retire": build.Published("6.0", "2026-10-16", "a test", {"models": []}),
    }
    return build.build(directory, TODAY, given, force)


def test_a_build_writes_all_models_and_where_they_are_from(tmp_path: Path) -> None:
    changes = built(tmp_path, litellm_map(), notices=feed(GONE, {"provider": "Groq"}))

    assert text.read(tmp_path)["openrouter"] == {
        "vendor/m": {"genai-prices": {"first_seen": "2026-11-09", "name": "M"}}
    }
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
        "notices": {
            "version": "3.0",
            "date": "2026-10-02",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["notices"],
            "models": 1,
            "left_out": 1,
        },
        "curated": {
            "version": "2026-11-22",
            "date": "2026-11-22",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["curated"],
            "models": 1,
        },
        "models.dev": {
            "version": "4.0",
            "date": "2026-08-18",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["models.dev"],
            "models": 0,
        },
        "pi-ai": {
            "version": "5.0",
            "date": "2026-11-10",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["pi-ai"],
            "models": 0,
        },
        "model-retire": {
            "version": "6.0",
            "date": "2026-10-16",
            "date_from": "a test",
            "licence": "MIT",
            "url": build.URLS["model-retire"],
            "models": 0,
        },
    }


GONE = {
    "provider": "Groq",
    "model_id": "gone",
    "deprecation_date": "2026-06-17",
    "shutdown_date": "2026-08-16",
}


def test_a_retired_model_that_only_a_notice_names_is_known_as_retired(tmp_path: Path) -> None:
    built(tmp_path, litellm_map(), notices=feed(GONE))

    assert text.read(tmp_path)["groq"] == {
        "gone": {"notices": {"deprecated_on": "2026-06-17", "retires_on": "2026-08-16"}},
        "m": {"litellm": {"first_seen": "2026-11-12"}},
    }


def test_a_notice_stands_beside_what_catalogues_say(tmp_path: Path) -> None:
    built(tmp_path, litellm_map())

    assert text.read(tmp_path)["cerebras"]["m"] == {
        "curated": {"notice": "https://cerebras.example/deprecation", "retires_on": "2026-05-27"},
        "litellm": {"first_seen": "2026-11-12"},
    }


def test_only_what_is_listed_has_a_history(tmp_path: Path) -> None:
    built(tmp_path, litellm_map(), notices=feed(GONE))

    assert {path.name for path in tmp_path.glob("history-*")} == {
        "history-genai-prices.json",
        "history-litellm.json",
        "history-models.dev.json",
    }
    assert '"gone"' not in (tmp_path / "history-litellm.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("announced", "later", "feed_date", "kept"),
    [
        (None, "2027-03-15", "2026-10-02", False),
        (None, "2027-03-15", "2026-11-20", True),
        (None, "2026-10-01", "2026-10-02", True),
        (None, None, "2026-10-02", True),
        ("2026-06-01", "2027-03-15", "2026-10-02", True),
    ],
)
def test_a_planned_day_gives_way_to_a_later_one_in_a_newer_catalogue(
    tmp_path: Path, announced: str | None, later: str | None, feed_date: str, kept: bool
) -> None:
    published = litellm_map()
    published.data["groq/m"]["deprecation_date"] = later
    row = {
        "provider": "Groq",
        "model_id": "m",
        "shutdown_date": "2026-10-02",
        "deprecation_date": announced or "2026-10-02",
    }

    built(tmp_path, published, notices=feed(row, date=feed_date))

    assert ("notices" in text.read(tmp_path)["groq"]["m"]) == kept


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
    "find",
    [
        build.installed_litellm,
        lambda: build.installed_genai_prices(TODAY),
        build.installed_notices,
    ],
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


def test_the_date_of_the_notices_is_that_of_the_last_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = '[{"last_observed": "2026-10-02"}, {"last_observed": "2026-05-01"}]'
    monkeypatch.setattr(
        "importlib.metadata.distribution", lambda _: wheel({build.FEED: rows}, tmp_path)
    )

    assert build.installed_notices().date == "2026-10-02"


@pytest.mark.parametrize("files", [{build.FEED: "[]"}, {build.FEED: "["}, {build.FEED: "[1]"}, {}])
def test_a_feed_without_rows_is_refused(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: wheel(files, tmp_path))

    with pytest.raises(Unavailable, match=r"llm-sunset 1\.0"):
        build.installed_notices()


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


def test_models_dev_adds_models_of_providers_that_a_string_reaches(tmp_path: Path) -> None:
    built(tmp_path, litellm_map(), others=MODELS_DEV)

    found = text.read(tmp_path)
    assert found["poe"]["Only-Here"]["models.dev"]["context_window"] == 8192
    assert found["groq"]["nobody-else-knows-it"]["models.dev"]["context_window"] == 4096
    assert "a-reseller" not in found


def test_what_a_catalogue_drops_keeps_the_kind_that_it_told(tmp_path: Path) -> None:
    earlier = litellm_map()._replace(date="2026-11-01")
    leaving = {"groq/leaving": {"litellm_provider": "groq", "mode": "embedding"}}
    built(tmp_path, earlier._replace(data={**earlier.data, **leaving}))
    built(tmp_path, litellm_map(), force=True)

    seen = history.read(tmp_path, "litellm").seen["groq"]
    assert seen["leaving"] == ["2026-11-01", "2026-11-01", "embedding"]
