"""The JSON reads back as the envelope, whatever strings are in it."""

import json

from hypothesis import given
from hypothesis import strategies as st
from samples import PRINTABLE, SMALL, catalogue, catalogues, model

from whichmodel.discovery.model import Catalogue
from whichmodel.formats.envelope import envelope
from whichmodel.formats.json import indented, render

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
)


@given(catalogues())
def test_it_reads_back_as_the_envelope(hostile: Catalogue) -> None:
    assert json.loads(render(hostile)) == envelope(hostile)


@given(catalogues())
def test_it_can_be_encoded_and_holds_nothing_a_terminal_obeys(hostile: Catalogue) -> None:
    text = render(hostile)
    text.encode()
    assert text.replace("\n", "").isprintable()


@given(catalogues(PRINTABLE))
def test_printable_text_is_laid_out_as_the_standard_library_does(given_: Catalogue) -> None:
    standard = json.dumps(envelope(given_), indent=2, ensure_ascii=False)
    assert render(given_) == standard + "\n"


@given(JSON)
def test_any_value_reads_back_the_same(value: object) -> None:
    assert json.loads(indented(value)) == value


def test_only_a_string_that_needs_it_is_escaped() -> None:
    text = render(catalogue(model("groq/\u202ea", name="中文 é")))
    assert '"id": "groq/\\u202ea"' in text
    assert '"name": "中文 é"' in text


def test_it_ends_with_one_newline() -> None:
    assert render(SMALL).endswith("}\n")
    assert not render(SMALL).endswith("\n\n")
