"""What a project has set: found upwards, understood whole or refused in one line."""

from pathlib import Path

import pytest

from whichmodel.check.rules import NAMES
from whichmodel.check.settings import Settings, days, known_rule, settings_for, settings_in
from whichmodel.discovery.errors import ConfigurationError, UsageError

ALL = """
[tool.whichmodel.check]
paths = ["docs"]
exclude = ["docs/old"]
within = "6m"
aliases = ["acme-*"]
changelogs = true
names = true
strict = true
baseline = "b.json"
[tool.whichmodel.check.rules]
retired-model = "warning"
wrong-prefix = false
floating-alias = true
"""


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(ALL)
    assert settings_for(str(tmp_path), NAMES) == Settings(
        directory=str(tmp_path),
        paths=("docs",),
        exclude=("docs/old",),
        rules={"retired-model": "warning", "wrong-prefix": "off", "floating-alias": True},
        within=180,
        aliases=("acme-*",),
        changelogs=True,
        names=True,
        strict=True,
        baseline=str(tmp_path / "b.json"),
    )


def test_the_nearest_file_upwards_counts_and_ours_before_pyproject(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.whichmodel.check]\nwithin = 1")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert settings_for(str(deep / "file.md"), NAMES).within == 1
    (tmp_path / "whichmodel.toml").write_text("[check]\nwithin = 2")
    assert settings_for(str(deep), NAMES).within == 2
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.whichmodel.check]\nwithin = 3")
    assert settings_for(str(deep), NAMES).within == 3


def test_a_file_of_ours_without_checks_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "whichmodel.toml").write_text("[providers.groq]\nkey_env = 'X'")
    (tmp_path / "pyproject.toml").write_text("[tool.whichmodel.check]\nwithin = 4")
    assert settings_for(str(tmp_path), NAMES).within == 4


def test_a_file_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("[check]\nstrict = true")
    assert settings_in(str(file), NAMES).strict
    file.write_text("[tool.black]")
    with pytest.raises(ConfigurationError, match="has no table"):
        settings_in(str(file), NAMES)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("withn = '90d'", "no key is called 'withn': did you mean within?"),
        ("zzz = 1", "no key is called 'zzz': known are aliases, baseline"),
        ("within = 'soon'", "within: 'soon' is no span of time: write 90d"),
        ("within = true", "within: True is no span of time"),
        ("paths = 'docs'", "paths is a list of strings"),
        ("exclude = [1]", "exclude is a list of strings"),
        ("strict = 'yes'", "strict is true or false"),
        ("baseline = 1", "baseline is the name of a file"),
        ("rules = 1", "rules is a table of rules"),
        ("rules = {retired = true}", "no rule is called 'retired': did you mean retir"),
        ("rules = {retired-model = 'fatal'}", "is true, false, error, warning, info or off"),
        ("rules = {retired-model = 1}", "is true, false, error, warning, info or off"),
        ("x = ", "is not valid TOML"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_the_file(
    text: str, advice: str, tmp_path: Path
) -> None:
    file = tmp_path / "whichmodel.toml"
    file.write_text(f"[check]\n{text}")
    with pytest.raises(ConfigurationError) as caught:
        settings_for(str(tmp_path), NAMES)
    assert str(file) in str(caught.value) and advice in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_that_are_no_table_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "whichmodel.toml").write_text("check = 1")
    with pytest.raises(ConfigurationError, match="are a table"):
        settings_for(str(tmp_path), NAMES)


@pytest.mark.parametrize(
    ("text", "number"), [("90d", 90), ("90", 90), (7, 7), ("2w", 14), ("6 m", 180), ("1Y", 365)]
)
def test_spans_of_time_are_days(text: str | int, number: int) -> None:
    assert days(text) == number


@pytest.mark.parametrize("text", ["", "d", "-1d", "1.5d", "90h", "9999999"])
def test_other_spans_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no span of time"):
        days(text)


def test_a_rule_is_known_by_its_name() -> None:
    assert known_rule("retired-model", NAMES) == "retired-model"
    with pytest.raises(UsageError, match="did you mean unknown-model"):
        known_rule("unknown-modle", NAMES)
