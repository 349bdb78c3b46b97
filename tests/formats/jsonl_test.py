"""Each line is one model's row."""

import json

from hypothesis import given
from samples import catalogue, catalogues

from whichmodel.discovery.model import Catalogue
from whichmodel.formats.envelope import envelope
from whichmodel.formats.jsonl import render


@given(catalogues())
def test_each_line_reads_back_as_a_row_of_the_envelope(hostile: Catalogue) -> None:
    text = render(hostile)
    assert [json.loads(line) for line in text.splitlines()] == envelope(hostile)["models"]


@given(catalogues())
def test_it_can_be_encoded_and_holds_nothing_a_terminal_obeys(hostile: Catalogue) -> None:
    text = render(hostile)
    text.encode()
    assert text.replace("\n", "").isprintable()


def test_no_models_are_no_lines() -> None:
    assert render(catalogue()) == ""
