"""Rules of models that are over, or will be: what each tells of, and what it lets be."""

from typing import Any

import pytest
from knowledge import NOTICE, TODAY, Knowledge, case, mention, named

from whichmodel.check.rules import (
    RULES,
    deprecated_model,
    retired_model,
    retiring_model,
    unlisted_model,
)
from whichmodel.check.settings import Settings
from whichmodel.discovery.model import Statement

OLD = named(
    "anthropic/claude-3-opus-20240229", "notices", status="retired", retires_on="2026-01-05",
    replacement="claude-opus-4-8", notice=NOTICE,
)  # fmt: skip
NEW = named("anthropic/claude-opus-4-8")


def test_a_retired_model_is_told_of_with_its_day_its_notice_and_what_replaces_it() -> None:
    known = Knowledge(OLD, NEW)
    problem = retired_model.judge(case(known, mention("claude-3-opus-20240229", "anthropic")))
    assert problem and problem.replacement == "claude-opus-4-8" and problem.source_url == NOTICE
    assert problem.message == (
        "claude-3-opus-20240229 was retired at anthropic on 2026-01-05: use claude-opus-4-8"
    )


def test_a_replacement_that_is_over_itself_is_replaced_by_its_own() -> None:
    middle = named("anthropic/b", status="retired", retires_on="2026-02-01", replacement="c")
    first = named("anthropic/a", status="retired", retires_on="2025-02-01", replacement="b")
    known = Knowledge(first, middle, named("anthropic/c"))
    problem = retired_model.judge(case(known, mention("a", "anthropic")))
    assert problem and problem.replacement == "c"


def test_replacements_in_a_circle_end_without_one() -> None:
    one = named("anthropic/a", status="retired", retires_on="2025-02-01", replacement="b")
    other = named("anthropic/b", status="retired", retires_on="2025-02-01", replacement="a")
    problem = retired_model.judge(case(Knowledge(one, other), mention("a", "anthropic")))
    assert problem and problem.replacement is None


def test_a_replacement_that_the_provider_does_not_have_is_named_and_not_offered() -> None:
    problem = retired_model.judge(
        case(Knowledge(OLD), mention("claude-3-opus-20240229", "anthropic"))
    )
    assert problem and problem.replacement is None
    assert problem.message.endswith("its notice names claude-opus-4-8")


def test_a_notice_of_one_snapshot_says_nothing_about_the_alias_while_another_stands() -> None:
    known = Knowledge(
        named("openai/gpt-4o"),
        named("openai/gpt-4o-2024-05-13", status="retired", retires_on="2026-10-23"),
        named("openai/gpt-4o-2024-11-20"),
    )
    assert all(
        rule.judge(case(known, mention("gpt-4o", "openai"))) is None
        for rule in RULES.values()
        if rule.ON
    )


def test_an_alias_is_over_with_the_last_of_its_snapshots() -> None:
    known = Knowledge(
        named("openai/gpt-4o"),
        named("openai/gpt-4o-2024-05-13", status="retired", retires_on="2026-10-23"),
        named("openai/gpt-4o-2024-11-20", status="deprecated", retires_on="2027-01-14"),
    )
    problem = retiring_model.judge(case(known, mention("gpt-4o", "openai")))
    assert problem
    assert problem.message == "gpt-4o (as gpt-4o-2024-11-20) goes at openai on 2027-01-14"


@pytest.mark.parametrize("listed", [True, False])
def test_latest_is_over_with_its_snapshots_only_where_nobody_lists_it(listed: bool) -> None:
    snapshot = named("mistral/some-2506", status="retired", retires_on="2026-01-01")
    latest = named("mistral/magistral-medium-latest")
    old = snapshot._replace(model="magistral-medium-2506", id="mistral/magistral-medium-2506")
    known = Knowledge(old, *([latest] if listed else []))
    given = case(known, mention("magistral-medium-latest", "mistral"))
    assert (retired_model.judge(given) is None) is listed


def test_open_weights_without_a_date_are_no_alias() -> None:
    known = Knowledge(
        named("deepseek/deepseek-v3"),
        named("deepseek/deepseek-v3-0324", status="retired", retires_on="2026-01-01"),
    )
    assert retired_model.judge(case(known, mention("deepseek-v3", "deepseek"))) is None


def test_a_notice_of_one_provider_says_nothing_about_another() -> None:
    known = Knowledge(
        named("azure/gpt-4", status="retired", retires_on="2025-06-06"), named("openai/gpt-4")
    )
    assert retired_model.judge(case(known, mention("gpt-4", "openai"))) is None
    assert retired_model.judge(case(known, mention("gpt-4", "azure"))) is not None


@pytest.mark.parametrize(
    ("other", "found"),
    [({"status": "retired", "retires_on": "2026-03-01"}, True), ({"status": "active"}, False)],
)
def test_without_a_provider_all_that_have_it_must_agree(other: dict[str, Any], found: bool) -> None:
    known = Knowledge(
        named("groq/some-70b", status="retired", retires_on="2026-08-16"),
        named("together/some-70b", **other),
    )
    assert (retired_model.judge(case(known, mention("some-70b"))) is not None) is found


def test_without_a_provider_a_makers_own_model_is_judged_at_its_maker() -> None:
    known = Knowledge(
        named("openai/gpt-4", status="retired", retires_on="2026-10-23"), named("poe/gpt-4")
    )
    assert retired_model.judge(case(known, mention("gpt-4"))) is not None


def test_a_neighbour_that_never_had_the_model_does_not_decide_about_it() -> None:
    known = Knowledge(named("groq/mixtral-8x7b-32768", status="retired", retires_on="2025-03-20"))
    assert retired_model.judge(case(known, mention("mixtral-8x7b-32768", "openai"))) is not None
    prefixed = mention("openai/mixtral-8x7b-32768", "openai")
    assert retired_model.judge(case(known, prefixed)) is None


@pytest.mark.parametrize(("within", "found"), [(90, True), (53, True), (52, False), (0, False)])
def test_a_retirement_is_told_of_so_many_days_ahead(within: int, found: bool) -> None:
    known = Knowledge(named("openai/gpt-9", status="deprecated", retires_on="2027-01-14"))
    given = case(known, mention("gpt-9", "openai"), Settings(within=within))
    assert (retiring_model.judge(given) is not None) is found
    later = deprecated_model.judge(given)
    assert (later is None) is found
    assert later is None or later.severity == "info"


@pytest.mark.parametrize(
    ("sources", "severity"),
    [(("notices",), ""), (("models.dev", "litellm"), "info"), (("models.dev",), None)],
)
def test_the_providers_word_is_a_warning_two_catalogues_are_information_and_one_is_nothing(
    sources: tuple[str, ...], severity: str | None
) -> None:
    said = tuple(Statement(source, TODAY, {"lifecycle": "deprecated"}) for source in sources)
    model = named("openai/gpt-9", status="deprecated", deprecated_on="2026-09-01")
    known = Knowledge(model._replace(statements=said))
    problem = deprecated_model.judge(case(known, mention("gpt-9", "openai")))
    assert (problem.severity if problem else None) == severity
    assert not problem or problem.message == "gpt-9 is deprecated at openai since 2026-09-01"


def test_what_catalogues_dropped_without_a_notice_may_be_gone_and_is_not_called_retired() -> None:
    known = Knowledge(dropped={"xai/grok-beta": "2026-09-01"})
    given = case(known, mention("xai/grok-beta", "xai"))
    assert retired_model.judge(given) is None
    problem = deprecated_model.judge(given)
    assert problem and "since 2026-09: it may be gone" in problem.message


def test_what_only_a_price_list_still_has_counts_as_dropped() -> None:
    only = named("openrouter/anthropic/claude-2", "genai-prices")
    known = Knowledge(only, dropped={"openrouter/anthropic/claude-2": "2026-02-01"})
    text = mention("openrouter/anthropic/claude-2", "openrouter")
    assert deprecated_model.judge(case(known, text)) is not None
    listed = named("openrouter/anthropic/claude-2", "models.dev")
    known = Knowledge(listed, dropped={"openrouter/anthropic/claude-2": "2026-02-01"})
    assert deprecated_model.judge(case(known, text)) is None


def test_a_dropped_snapshot_of_a_retired_name_is_retired() -> None:
    known = Knowledge(
        named("gemini/gemini-1.5-pro", "notices", status="retired", retires_on="2025-09-29"),
        dropped={"gemini/gemini-1.5-pro-002": "2026-03-01"},
    )
    problem = retired_model.judge(case(known, mention("gemini-1.5-pro-002", "gemini")))
    assert problem and "2025-09-29" in problem.message


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("azure/my-deployment", "azure"),  # names of one's own
        ("ollama/llama2", "ollama"),
        ("mistralai/Mistral-7B-Instruct-v0.2", "deepinfra"),  # weights that anybody may run
        ("openrouter/openai/gpt-oss-20b:free", "openrouter"),  # comes and goes
        ("replicate/llama:" + "0123456789abcdef" * 4, "replicate"),
        ("claude-sonnet-4.5", "github_copilot"),  # whose it is was only guessed
    ],
)
def test_of_what_proves_nothing_nothing_is_told(text: str, provider: str) -> None:
    of = mention(text, provider)
    known = Knowledge(dropped={f"{provider}/{of.model}": "2025-09-01"})
    assert deprecated_model.judge(case(known, of)) is None


def test_what_the_persons_own_list_lost_is_unlisted_and_not_retired() -> None:
    gone = named("groq/some-model", status="unlisted")
    known = Knowledge(gone._replace(listed=gone.listed._replace(last_seen="2026-11-01T08:00:00Z")))
    given = case(known, mention("some-model", "groq"))
    assert retired_model.judge(given) is None
    problem = unlisted_model.judge(given)
    assert problem and problem.message.endswith("it was last there on 2026-11-01")


def test_a_region_in_front_is_kept_where_the_replacement_has_it() -> None:
    known = Knowledge(
        named("bedrock/us.maker.old", status="retired", retires_on="2026-01-01",
              replacement="maker.new"),
        named("bedrock/maker.new"), named("bedrock/us.maker.new"),
    )  # fmt: skip
    problem = retired_model.judge(case(known, mention("us.maker.old", "bedrock")))
    assert problem and problem.replacement == "us.maker.new"
