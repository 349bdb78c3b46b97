"""What a person is told of a model that the pointer rests on, as Markdown or as plain text."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from whichmodel.check.findings import Finding
from whichmodel.check.mentions import Mention
from whichmodel.discovery.catalogue.explain import Explained, explained
from whichmodel.discovery.model import Model
from whichmodel.formats.markdown import code, escaped
from whichmodel.formats.words import capabilities, lifecycle, money, visible

FIELDS = (
    "context_window", "max_output_tokens", "price_input", "price_output", "price_cache_read",
    "deprecated_on", "retires_on", "replacement",
)  # fmt: skip
"""Facts that are told with their sources, in this order."""
NAMED = 8
"""So many providers are named."""


class Style(NamedTuple):
    """How words are marked: ids, a title, words of others, and an address."""

    code: Callable[[str], str]
    strong: Callable[[str], str]
    plain: Callable[[str], str]
    link: Callable[[str], str]


MARKDOWN = Style(code, lambda text: f"**{text}**", escaped, lambda url: f"[notice](<{_safe(url)}>)")
PLAIN = Style(visible, str, visible, visible)


def _safe(url: str) -> str:
    """An address that cannot end its link; only those that lead into the web."""
    found = visible(url).replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return found if found.startswith(("https://", "http://")) else "about:blank"


def told_of(
    mention: Mention,
    model: Model | None,
    holders: Sequence[str],
    findings: Sequence[Finding],
    style: Style,
) -> str:
    """What is wrong with a mention, and what is known of its model or who has it."""
    wrong = [_wrong(finding, style) for finding in findings]
    if model:
        title, facts = about(model, style)
        return "\n\n".join([title, *wrong, facts])
    return "\n\n".join([style.strong(style.code(mention.text)), *wrong, _held(holders, style)])


def about(model: Model, style: Style) -> tuple[str, str]:
    """A title, and a list of what is known of a model."""
    return _title(model, style), "\n".join(_facts(model, style))


def _held(holders: Sequence[str], style: Style) -> str:
    """Who has a model of this name, where nobody can tell which is meant."""
    if not holders:
        return "no list that we know has it"
    more = f" and {len(holders) - NAMED} more" if len(holders) > NAMED else ""
    return style.plain(f"listed by {', '.join(holders[:NAMED])}") + more


def _wrong(finding: Finding, style: Style) -> str:
    message = f"{finding.severity} {finding.rule}: {style.plain(finding.message)}"
    return f"{message} ({style.link(finding.source_url)})" if finding.source_url else message


def _title(model: Model, style: Style) -> str:
    """Its string and name, where it stands, and what it can do."""
    name = f" {style.plain(model.name)}" if model.name else ""
    stands = ", ".join(filter(None, [model.kind, capabilities(model), lifecycle(model.lifecycle)]))
    title = style.strong(style.code(model.id)) + name
    return f"{title}: {style.plain(stands)}" if stands else title


def _facts(model: Model, style: Style) -> Iterator[str]:
    """Each fact with who states it and when, and who contradicts it; who lists the model."""
    facts = [fact for fact in explained(model) if fact.field in FIELDS]
    for fact in sorted(facts, key=lambda each: FIELDS.index(each.field)):
        if fact.won:
            differ = [each for each in facts if each.field == fact.field and _differs(each)]
            others = "".join(f"; {_stated(other, style)}" for other in differ)
            yield f"- {fact.field.replace('_', ' ')}: {_stated(fact, style)}{others}"
    if model.lifecycle.notice:
        yield f"- {style.link(model.lifecycle.notice)}"
    listed = model.listed
    at = f", {listed.at[:16].replace('T', ' ')}" if listed.at else ""
    since = f", since {listed.first_seen[:10]}" if listed.first_seen else ""
    yield f"- listed: {style.plain(listed.source)}{at}{since}"


def _differs(fact: Explained) -> bool:
    return fact.conflict and not fact.won


def _stated(fact: Explained, style: Style) -> str:
    source = f"{fact.source}, {fact.at[:10]}" if fact.at else fact.source
    return f"{_value(fact, style)} ({style.plain(source)})"


def _value(fact: Explained, style: Style) -> str:
    if isinstance(fact.value, int):
        return f"{fact.value:,}"
    if fact.field.startswith("price_"):
        return style.plain(f"{money(str(fact.value))} per 1M tokens")
    return style.code(str(fact.value))
