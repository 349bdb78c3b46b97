"""Small spans of change made by hand, and strategies for hostile ones."""

from hypothesis import strategies as st
from samples import HOSTILE, NOW

from whichmodel.discovery.catalogue.changes import (
    APPEARED,
    CHANGED,
    DISAPPEARED,
    WATCHED,
    Change,
    Changes,
)
from whichmodel.discovery.catalogue.merge import LISTING

SINCE = "2026-11-01T00:00:00Z"
MONDAY, TUESDAY = "2026-11-16T08:00:00Z", "2026-11-17T08:00:00Z"

PREFIXES = {"groq": "groq", "together": "together_ai"}
NAMES = {"groq": "Groq", "together": "Together AI"}


def span(*changes: Change) -> Changes:
    return Changes(SINCE, NOW, changes, PREFIXES, NAMES)


DEARER = Change(TUESDAY, "groq", "llama-4", CHANGED, "price_input", "0.5", "0.59")
LARGER = Change(TUESDAY, "groq", "llama-4", CHANGED, "context_window", 8192, 131072)
GONE = Change(MONDAY, "together", "old", DISAPPEARED)
NEW = Change("2026-11-12", "groq", "openai/gpt-oss-20b", APPEARED, source="litellm")
SOME = span(DEARER, LARGER, GONE, NEW)


def spans(texts: st.SearchStrategy[str] = HOSTILE) -> st.SearchStrategy[Changes]:
    """Spans whose every free text is drawn from `texts`, values included."""
    values = st.none() | st.booleans() | st.integers() | texts
    plain = {
        "at": st.sampled_from((MONDAY, TUESDAY, "2026-11-12")),
        "provider": st.sampled_from(("one", "two")),
        "model": texts,
        "source": st.sampled_from((LISTING, "litellm")),
    }
    kinds = st.sampled_from((APPEARED, DISAPPEARED))
    unchanged = dict.fromkeys(("field", "old", "new"), st.none())
    moved = st.builds(Change, kind=kinds, **plain, **unchanged)
    changed = st.builds(
        Change, kind=st.just(CHANGED), field=st.sampled_from(WATCHED), old=values, new=values,
        **plain,
    )  # fmt: skip
    names = st.fixed_dictionaries({"one": texts, "two": texts})
    return st.builds(
        Changes, st.just(SINCE), st.just(NOW), st.lists(moved | changed, max_size=4).map(tuple),
        names, names,
    )  # fmt: skip
