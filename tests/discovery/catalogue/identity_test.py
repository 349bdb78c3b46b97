"""Offers that are called the same model are; what cannot be told is not told.

The labelled pairs and how they were labelled: `identity_pairs.md`, beside this file.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue import releases
from whichmodel.discovery.catalogue.identity import Identity, identity, identity_of, offers, same
from whichmodel.discovery.catalogue.merge import merged
from whichmodel.discovery.catalogue.spelling import parts, spelled
from whichmodel.discovery.model import Listed, Model, Record, Statement
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.sources import text

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs/reference/identity.md"
NAMES = {True: "same", False: "different", None: "unknown"}


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


PAIRS = lines("identity_pairs.jsonl")
FACTS = {tuple(row["offer"]): row for row in lines("identity_facts.jsonl")}
SNAPSHOT = text.read(ROOT / "src/whichmodel/discovery/catalogue/snapshot")
OFFERS = sorted(
    {(provider, model) for provider, models in SNAPSHOT.items() for model in models}
    | {(row[side][0], row[side][1]) for row in PAIRS for side in ("a", "b")}
)
KNOWN = [known for offer in OFFERS if (known := identity(*offer))]


def of(offer: list[str], with_facts: bool = True) -> Identity | None:
    facts = FACTS.get(tuple(offer), {}) if with_facts else {}
    return identity(offer[0], offer[1], facts.get("hugging_face_id"), facts.get("canonical"))


class Figures(NamedTuple):
    pairs: int
    precision: float
    recall: float
    different_precision: float
    abstained: int
    wrong: int


def figures(rows: list[dict[str, Any]], with_facts: bool) -> Figures:
    counts = Counter(
        (row["label"], NAMES[same(of(row["a"], with_facts), of(row["b"], with_facts))])
        for row in rows
    )
    said: Counter[str] = Counter()
    meant: Counter[str] = Counter()
    for (label, answer), number in counts.items():
        said[answer] += number
        meant[label] += number
    right, apart = counts["same", "same"], counts["different", "different"]
    return Figures(
        len(rows),
        right / said["same"],
        right / meant["same"],
        apart / said["different"],
        said["unknown"] - counts["unknown", "unknown"],
        said["same"] - right + said["different"] - apart,
    )


def shares(set_name: str) -> list[dict[str, Any]]:
    return [row for row in PAIRS if set_name in ("all", row["set"])]


SETS = [(name, facts) for name in ("held-out", "development", "all") for facts in (True, False)]


@pytest.mark.parametrize(("set_name", "with_facts"), SETS)
def test_same_is_said_rightly_and_often_enough(set_name: str, with_facts: bool) -> None:
    measured = figures(shares(set_name), with_facts)
    print(set_name, "with facts" if with_facts else "names alone", measured)
    assert measured.precision >= 0.99
    assert measured.recall >= 0.9
    assert measured.different_precision >= 0.99


def figures_table() -> str:
    rows = ["| pairs | read with | precision of same | recall of same | precision of different "
            "| abstained though labelled | wrong |", "|---|---|---|---|---|---|---|"]  # fmt: skip
    for set_name, with_facts in SETS:
        found = figures(shares(set_name), with_facts)
        rows.append(
            f"| {set_name}, {found.pairs} | {'names and facts' if with_facts else 'names alone'} "
            f"| {found.precision:.3f} | {found.recall:.3f} | {found.different_precision:.3f} "
            f"| {found.abstained} | {found.wrong} |"
        )
    return "\n".join(rows)


def test_the_page_states_these_figures() -> None:
    assert figures_table() in PAGE.read_text(encoding="utf-8")


def test_the_labelled_set_is_what_it_claims_to_be() -> None:
    labels = Counter(row["label"] for row in PAIRS)
    assert len(PAIRS) >= 420
    assert labels["same"] / len(PAIRS) == pytest.approx(0.4, abs=0.05)
    assert labels["different"] / len(PAIRS) == pytest.approx(0.5, abs=0.05)
    assert len(shares("held-out")) / len(PAIRS) == pytest.approx(1 / 3, abs=0.03)
    assert len({frozenset((*row["a"], "|", *row["b"])) for row in PAIRS}) == len(PAIRS)
    present = Counter(provider for row in PAIRS for provider in (row["a"][0], row["b"][0]))
    mission = ("openrouter", "openai", "anthropic", "groq", "nebius", "together", "cerebras",
               "qwen", "moonshot")  # fmt: skip
    assert min(present[provider] for provider in mission) >= 30


LINKED = [
    (identity(*row["offer"]), identity("huggingface", row["hugging_face_id"]))
    for row in FACTS.values() if "hugging_face_id" in row
]  # fmt: skip


def links_sentence() -> str:
    found = Counter(NAMES[same(name, link)] for name, link in LINKED)
    return (
        f"By their names alone, {found['same']} of {len(LINKED)} models were called the same "
        f"as the repository that OpenRouter states for them, {found['unknown']} could not be told, "
        f"and {found['different']} were wrongly called different."
    )


def test_names_agree_with_the_repositories_that_openrouter_states() -> None:
    assert links_sentence() in " ".join(PAGE.read_text(encoding="utf-8").split())


def test_no_two_names_of_different_repositories_are_the_same() -> None:
    """OpenRouter's own judgement, which nobody here labelled."""
    for name, link in LINKED:
        for other, its_link in LINKED:
            assert same(name, other) is not True or same(link, its_link) is not False


# ── properties ───────────────────────────────────────────────────────────────────────────────────

identities = st.sampled_from(KNOWN)
near = st.sampled_from(sorted({known.maker for known in KNOWN})).flatmap(
    lambda maker: st.tuples(
        *[st.sampled_from([known for known in KNOWN if known.maker == maker])] * 3
    )
)


@given(identities)
def test_every_offer_is_the_same_as_itself(one: Identity) -> None:
    assert same(one, one) is True


@given(near)
def test_order_does_not_matter(three: tuple[Identity, Identity, Identity]) -> None:
    assert same(three[0], three[1]) is same(three[1], three[0])


@given(near)
def test_sameness_carries_over_because_it_is_equality_of_keys(
    three: tuple[Identity, Identity, Identity],
) -> None:
    one, two, three_ = three
    assert (same(one, two) is True) == (one.key == two.key)
    if same(one, two) and same(two, three_):
        assert same(one, three_) is True


@given(st.text(), st.text(), st.none() | st.text(), st.none() | st.text())
def test_nothing_makes_it_fail(
    provider: str, model: str, repository: str | None, slug: str | None
) -> None:
    known = identity(provider, model, repository, slug)
    assert known is None or known.key


@given(st.sampled_from(OFFERS))
def test_capitals_do_not_matter(offer: tuple[str, str]) -> None:
    lower, upper = identity(offer[0], offer[1].lower()), identity(offer[0], offer[1].upper())
    assert (lower and lower.key) == (upper and upper.key)


def stated(pattern: str, name: str) -> set[str]:
    return set(re.findall(pattern, name.lower().replace("p", ".").replace("_", "-")))


def grouped() -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for offer in OFFERS:
        if known := identity(*offer):
            groups.setdefault(known.key, []).append(offer)
    return groups


GROUPS = [offers_ for offers_ in grouped().values() if len(offers_) > 1]
SIZE = r"(?<![\w.])\d+(?:\.\d+)?b\b"
DATE = r"\b20[12]\d[01]\d[0-3]\d\b|\b20[12]\d-[01]\d-[0-3]\d\b"


@pytest.mark.parametrize("pattern", [SIZE, DATE], ids=["size", "date"])
def test_offers_of_different_sizes_or_dates_are_never_the_same(pattern: str) -> None:
    """Read with a pattern of its own, not by the code under test."""
    for group in GROUPS:
        told = [
            frozenset(found.replace("-", "") for found in stated(pattern, model))
            for _, model in group
        ]
        sayings = [saying for saying in told if saying]
        assert all(one & other for one in sayings for other in sayings), group


def test_a_preview_is_never_the_same_as_what_is_none() -> None:
    named = {offer for offer in releases.AT_ONE_HOST if "preview" in offer[1]}
    for group in GROUPS:
        previews = {"preview" in model for offer in group if offer not in named
                    for model in [offer[1].lower()]}  # fmt: skip
        assert len(previews) <= 1, group


@given(st.sampled_from(OFFERS))
def test_a_spelling_has_the_parts_that_it_was_made_of(offer: tuple[str, str]) -> None:
    found = parts(offer[1])
    if len(found.versions) <= 1:
        assert parts(spelled(found)) == found


# ── traps ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [("gpt-4.5", "gpt-4-5"), ("kimi-k2.5", "kimi-k2-5"), ("llama3.1-8b", "Llama-3_1-8B"),
     ("claude-3.5-sonnet-20241022", "claude-3-5-sonnet@20241022"), ("qwen-3-32b", "Qwen3-32B"),
     ("gpt-4o-2024-08-06", "gpt-4o-20240806"), ("gemini-flash-1.5", "gemini-1.5-flash")],
)  # fmt: skip
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert parts(one) == parts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gpt-4.1", "gpt-4.5"), ("grok-4.20", "grok-4.2"), ("gpt-4-0613", "gpt-4-1106"),
     ("gemini-2.5-pro", "gemini-2.5-pro-preview-06-05"), ("glm-4.5", "glm-4.5v")],
)  # fmt: skip
def test_names_that_only_look_alike(one: str, other: str) -> None:
    assert parts(one) != parts(other)


def test_the_variant_is_named_and_explained() -> None:
    known = identity("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo")
    assert known is not None
    assert (known.key, known.variant) == ("meta/llama-3.3-instruct-70b", "turbo")
    assert ("mark", "-turbo: Together AI: Turbo endpoints run FP8") in known.evidence


def test_a_repository_that_contradicts_the_name_is_set_aside() -> None:
    known = identity("openrouter", "aion-labs/aion-1.0-mini", "FuseAI/FuseO1-Preview")
    assert known is not None
    assert not known.settled
    assert known.evidence[-1].rule == "hugging_face_id set aside"


def test_a_slug_with_a_date_that_was_never_published_is_set_aside() -> None:
    known = identity("openrouter", "anthropic/claude-sonnet-4",
                     canonical="anthropic/claude-4-sonnet-20250522")  # fmt: skip
    assert known is not None
    assert known.key == "anthropic/claude-4-sonnet-2025-05-14"
    assert known.evidence[-1].rule == "canonical set aside"


def test_a_name_that_moves_equals_nothing_but_itself() -> None:
    here, there = identity("openai", "gpt-4o"), identity("azure", "gpt-4o")
    dated = identity("openai", "gpt-4o-2024-08-06")
    assert same(here, identity("openai", "gpt-4o")) is True
    assert same(here, there) is None
    assert same(here, dated) is None


@pytest.mark.parametrize("name", ["", " ", "auto", "model-router", "/", "~", ":free"])
def test_no_identity_without_a_name(name: str) -> None:
    assert identity("openrouter", name) is None


# ── offers ───────────────────────────────────────────────────────────────────────────────────────


def model(provider: str, name: str, repository: str = "") -> Model:
    row = provider_row(provider, {"name": provider, "base_url": "https://x.example/v1"})
    record = Record(model=name, hugging_face_id=repository)
    said = [Statement("listing", "2026-11-22", record)]
    return merged(row, name, said, Listed("live", "2026-11-22", None, None), "2026-11-22")


def test_offers_of_a_model_come_first_and_what_may_be_one_after() -> None:
    asked = model("groq", "moonshotai/kimi-k2-instruct-0905")
    shelf = [
        model("together", "moonshotai/Kimi-K2-Instruct-0905"),
        model("together", "moonshotai/Kimi-K2-Instruct"),
        model("moonshot", "kimi-k2-turbo-preview"),
        model("openrouter", "some/name", "moonshotai/Kimi-K2-Instruct-0905"),
        asked,
    ]
    found = [(offer.model.provider, offer.same) for offer in offers(asked, shelf)]
    assert found == [("groq", True), ("together", True), ("moonshot", None)]


def test_a_link_makes_an_offer_of_a_name_that_tells_nothing() -> None:
    linked = model("openrouter", "deepseek/deepseek-chat", "deepseek-ai/DeepSeek-V3")
    asked = model("nebius", "deepseek-ai/DeepSeek-V3")
    assert [offer.same for offer in offers(asked, [linked])] == [True]
    assert identity_of(linked) == identity(
        "openrouter", "deepseek/deepseek-chat", "deepseek-ai/DeepSeek-V3"
    )


def test_the_offers_of_a_name_that_says_nothing_are_none() -> None:
    assert offers(model("assemblyai", "auto"), [model("groq", "openai/gpt-oss-20b")]) == []
