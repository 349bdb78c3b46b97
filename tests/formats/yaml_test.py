"""The YAML says the same as the JSON, and nothing in it is more than data."""

import json

import pytest
import yaml
from hypothesis import given
from samples import PRINTABLE, SMALL, catalogue, catalogues, model

from whichmodel.discovery.model import Catalogue, Price
from whichmodel.formats import json as json_format
from whichmodel.formats.yaml import render


@given(catalogues())
def test_it_loads_to_the_same_as_the_json(hostile: Catalogue) -> None:
    assert yaml.safe_load(render(hostile)) == json.loads(json_format.render(hostile))


@given(catalogues())
def test_it_can_be_encoded_and_holds_nothing_a_terminal_obeys(hostile: Catalogue) -> None:
    text = render(hostile)
    text.encode()
    assert text.replace("\n", "").isprintable()


@given(catalogues(PRINTABLE))
def test_keys_keep_their_order(given_: Catalogue) -> None:
    loaded = yaml.safe_load(render(given_))
    assert json.dumps(loaded) == json.dumps(json.loads(json_format.render(given_)))


@pytest.mark.parametrize("trap", ["no", "1e3", "2026-11-22", "!!python/object", "&a", "*a", "null"])
def test_a_string_stays_a_string(trap: str) -> None:
    loaded = yaml.safe_load(render(catalogue(model(name=trap))))
    assert loaded["models"][0]["name"] == trap


def test_prices_are_strings_and_nothing_is_an_alias() -> None:
    text = render(catalogue(model(price=Price("0.59", "0.59", None, None))))
    assert "input: '0.59'" in text
    assert "&id" not in text


def test_text_beyond_ascii_reads_as_itself() -> None:
    assert "name: 中文" in render(catalogue(model(name="中文")))


def test_it_ends_with_a_newline() -> None:
    assert render(SMALL).endswith("\n")
