"""The document that opencode carries is found in its program and read as what it stands for."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.sources import models_dev, opencode

PROGRAM = rb"""\x7fELF;var a={models:{id:"no"}};p=n.sync(()=>({acme:{id:"acme",env:["ACME_KEY"],
models:{"m-1":{id:"m-1",name:'A "quoted" name\u2019s \x41',tool_call:!0,reasoning:!1,
limit:{context:1e6,output:65536},cost:{input:.15,output:1.20},last_updated:"2026-09-30",modalities:{input:["text"]}}}},
"b-2":{id:"b-2",env:[],models:{3:{last_updated:"2026-09-28"}}}})),more={id:"x"}"""


def test_the_literal_is_read_with_exact_numbers_and_nothing_after_it() -> None:
    found = opencode.document(PROGRAM)

    assert found.keys() == {"acme", "b-2"}
    assert found["b-2"]["models"].keys() == {"3"}
    (record,) = models_dev.read(found)["acme"]
    assert record == {
        "model": "m-1",
        "name": 'A "quoted" name’s A',
        "context_window": 1_000_000,
        "max_output_tokens": 65536,
        "input_modalities": ["text"],
        "vision": False,
        "tools": True,
        "reasoning": False,
        "price_input": "0.15",
        "price_output": "1.2",
    }
    assert found["acme"]["models"]["m-1"]["cost"]["input"] == Decimal("0.15")


def test_the_newest_change_dates_the_document() -> None:
    assert opencode.newest_day(opencode.document(PROGRAM)) == "2026-09-30"


@pytest.mark.parametrize("program", [b"", b"var a=1", b'{acme:{id:"acme",env:["K"],models:{'])
def test_a_program_without_the_document_is_told(program: bytes) -> None:
    with pytest.raises(Unavailable, match=r"models\.dev"):
        opencode.document(program)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_whatever_json_can_say_is_read_as_json_reads_it(value: Any) -> None:
    body = json.dumps({"id": "a", "env": [], "value": value}, separators=(",", ":"))
    literal = '{"a":' + body.replace('{"id":"a","env":', '{id:"a",env:', 1) + "}"

    assert opencode.document(literal.encode())["a"]["value"] == value
