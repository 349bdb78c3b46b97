"""The rows of model-retire become notices, where they are dated announcements."""

from typing import Any

import pytest

from whichmodel.discovery.sources import model_retire

ROW = {
    "provider": "mistral",
    "id": "m-2411",
    "status": "retired",
    "deprecated_on": "2026-02-27",
    "retires_on": "2026-05-31",
    "replacement": "m-2512",
    "source": "https://mistral.example/models",
    "checked": "2026-10-16",
}
NOTICE = {
    "model": "m-2411",
    "deprecated_on": "2026-02-27",
    "retires_on": "2026-05-31",
    "replacement": "m-2512",
    "notice": "https://mistral.example/models",
}


def read(*rows: dict[str, Any]) -> dict[str, Any]:
    return model_retire.read({"models": list(rows)})


def test_a_row_is_a_notice() -> None:
    assert read(ROW) == {"mistral": [NOTICE]}
    assert list(read({**ROW, "provider": "google-vertex-ai"})) == ["vertex"]


def test_names_beside_the_id_are_told_too_unless_they_have_a_row_of_their_own() -> None:
    own = {**ROW, "id": "m-latest", "retires_on": "2027-01-01"}
    named = {**ROW, "aliases": ["m-latest", "m", "m-completions"]}

    days = {record["model"]: record["retires_on"] for record in read(own, named)["mistral"]}
    assert days == {"m": "2026-05-31", "m-2411": "2026-05-31", "m-latest": "2027-01-01"}
    assert read(named, own) == read(own, named)


@pytest.mark.parametrize(
    "changed",
    [
        {"retires_on": None},
        {"provider": "somebody"},
        {"note": "This is the earliest possible shutdown date."},
        {"status": "deprecated", "note": "EOL date applies in us-east-1."},
        {"id": "ft-gpt-4"},
        {"id": "a name of a model"},
    ],
)
def test_what_is_no_announcement_about_a_whole_model_is_left_out(changed: dict[str, Any]) -> None:
    assert read({**ROW, **changed}) == {}


def test_what_is_over_in_all_regions_that_had_it_is_told() -> None:
    assert read({**ROW, "note": "EOL date applies in us-east-1."}) == {"mistral": [NOTICE]}


def test_an_announcement_that_does_not_precede_the_shutdown_is_no_announcement() -> None:
    (record,) = read({**ROW, "deprecated_on": "2026-05-31", "replacement": None})["mistral"]
    assert record.keys() == {"model", "retires_on", "notice"}
