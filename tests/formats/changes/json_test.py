"""The JSON reads back as what changed."""

import json

from histories import DEARER, NEW, SOME, span, spans
from hypothesis import given

from whichmodel.discovery.catalogue.changes import Changes
from whichmodel.formats.changes.json import render


def test_the_document_is_a_span_of_time_and_its_changes() -> None:
    document = json.loads(render(span(DEARER, NEW)))
    assert document == {
        "schema": 1,
        "since": "2026-11-01T00:00:00Z",
        "until": "2026-11-22T08:00:00Z",
        "changes": [
            {
                "at": "2026-11-17T08:00:00Z",
                "provider": "groq",
                "id": "groq/llama-4",
                "model": "llama-4",
                "kind": "changed",
                "field": "price_input",
                "old": "0.5",
                "new": "0.59",
                "source": "listing",
            },
            {
                "at": "2026-11-12",
                "provider": "groq",
                "id": "groq/openai/gpt-oss-20b",
                "model": "openai/gpt-oss-20b",
                "kind": "appeared",
                "field": None,
                "old": None,
                "new": None,
                "source": "litellm",
            },
        ],
    }


@given(spans())
def test_whatever_is_in_it_it_reads_back_and_holds_nothing_a_terminal_obeys(told: Changes) -> None:
    text = render(told)
    rows = json.loads(text)["changes"]
    assert [(row["model"], row["old"]) for row in rows] == [
        (change.model, change.old) for change in told.changes
    ]
    assert text.replace("\n", "").isprintable()


def test_a_provider_is_told_by_id_and_its_models_with_the_prefix() -> None:
    rows = json.loads(render(SOME))["changes"]
    assert (rows[2]["provider"], rows[2]["id"]) == ("together", "together_ai/old")
