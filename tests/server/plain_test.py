from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from server.extras import needs

needs("mcp")

from server.agents import texts

from whichmodel.server.plain import LONGEST, plain

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.text(min_size=LONGEST),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abcdef"), inner),
    max_leaves=20,
)


@given(VALUES)
def test_plain_is_on_one_line_and_short_and_stays_so(value: Any) -> None:
    once = plain(value)
    for text in texts(once):
        assert text.isprintable()
        assert len(text) <= LONGEST
    assert plain(once) == once


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=LONGEST))
def test_plain_leaves_a_usual_text_as_it_is(text: str) -> None:
    assert plain({"name": text}) == {"name": text}
