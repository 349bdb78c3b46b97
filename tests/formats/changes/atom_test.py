"""The feed is what RFC 4287 asks for, and every change keeps its id from feed to feed."""

from xml.etree import ElementTree as ET

from histories import DEARER, GONE, NEW, SOME, span, spans
from hypothesis import given

from whichmodel.discovery.catalogue.changes import Changes
from whichmodel.formats.changes.atom import render
from whichmodel.formats.words import visible

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(told: Changes) -> ET.Element:
    return ET.fromstring(render(told).encode())


def texts(parent: ET.Element, path: str) -> list[str]:
    return [
        found.text or "" for found in parent.findall("/".join(map(ATOM.__add__, path.split("/"))))
    ]


@given(spans())
def test_a_feed_and_each_entry_has_what_it_must_have_once(told: Changes) -> None:
    feed = parsed(told)
    assert feed.tag == f"{ATOM}feed"
    assert [len(texts(feed, name)) for name in ("id", "title", "updated", "author/name")] == [1] * 4
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(told.changes)
    for entry in entries:
        names = [child.tag.removeprefix(ATOM) for child in entry]
        assert names == ["id", "title", "updated", "content"]


@given(spans())
def test_what_is_told_reads_as_itself_or_is_replaced(told: Changes) -> None:
    titles = texts(parsed(told), "entry/title")
    for title, change in zip(titles, told.changes, strict=True):
        assert title.startswith(visible(told.id(change)))


def test_times_are_times() -> None:
    feed = parsed(SOME)
    assert texts(feed, "updated") == ["2026-11-22T08:00:00Z"]
    assert texts(feed, "entry/updated") == [
        "2026-11-17T08:00:00Z",
        "2026-11-17T08:00:00Z",
        "2026-11-16T08:00:00Z",
        "2026-11-12T00:00:00Z",
    ]


def test_the_same_change_has_the_same_id_and_another_has_another() -> None:
    ids = texts(parsed(SOME), "entry/id")
    assert len(set(ids)) == 4
    assert texts(parsed(span(NEW)._replace(until="2027-01-01T00:00:00Z")), "entry/id") == ids[3:]
    assert all(name.startswith("urn:uuid:") for name in ids)
    assert texts(parsed(span()), "id") == texts(parsed(SOME), "id")


def test_an_entry_says_what_changed_and_who_says_so() -> None:
    contents = texts(parsed(span(DEARER, GONE, NEW)), "entry/content")
    assert contents == [
        "Groq: groq/llama-4 input price $0.50 -> $0.59, says its own list.",
        "Together AI: together_ai/old disappeared, says its own list.",
        "Groq: groq/openai/gpt-oss-20b appeared, says litellm.",
    ]
