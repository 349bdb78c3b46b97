"""Write the reference pages that are made from the code: `python docs/generate.py [--check]`."""

import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from whichmodel.check.rules import DEFAULTS, described
from whichmodel.cli import main as command_line
from whichmodel.cli.coverage import TITLES, cells
from whichmodel.discovery.catalogue.coverage import coverage, is_counted, is_left_over
from whichmodel.discovery.catalogue.merge import merged
from whichmodel.discovery.model import Listed, Model, Provider
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.discovery.stores.compiling import compile_bundle

DOCS = Path(__file__).parent
TABLE = DOCS.parent / "src/whichmodel/discovery/providers/providers.toml"


def cli_page() -> str:
    """Every verb with its help."""
    parser = command_line.parser()
    parts = ["# The command line\n", "Made from the code by `docs/generate.py`.\n"]
    parts.append(f"```text\n{parser.format_help()}```\n")
    for verb in command_line.VERBS:
        parts.append(f"## {verb}\n\n```text\n{command_line.help_of(verb)}```\n")
    return "\n".join(parts)


def providers_page() -> str:
    """Every provider that can be asked: how, with which key, under which names."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rows = [provider_row(name, table) for name, table in tables.items()]
    lines = [
        "# Providers",
        "",
        "Made from `providers.toml` by `docs/generate.py`. Besides these, any OpenAI-compatible",
        "server can be configured, and published catalogues know about ninety more providers.",
        "",
        "| id | name | listing | key | prefix | also called |",
        "|---|---|---|---|---|---|",
        *(provider_line(row) for row in rows),
        "",
        "## Notes",
        "",
        *(f"- **{row.name}**: {row.note}." for row in rows if row.note),
        *(f"- **{row.name}** has sites: {sites(row)}." for row in rows if row.regions),
        "",
    ]
    return "\n".join(lines)


def provider_line(row: Provider) -> str:
    """A row of the table."""
    key = " or ".join(f"`{name}`" for name in row.key_env) or "none"
    name = f"[{row.name}]({row.docs})" if row.docs else row.name
    aliases = ", ".join(row.aliases)
    return f"| `{row.id}` | {name} | {row.listing} | {key} | `{row.prefix}/` | {aliases} |"


def sites(row: Provider) -> str:
    """The regions and their hosts."""
    return ", ".join(f'`region = "{name}"` ({url})' for name, url in row.regions.items())


NINE = (
    "openrouter", "openai", "anthropic", "groq", "nebius", "together", "cerebras", "qwen",
    "moonshot",
)  # fmt: skip
NAMED = 12
"""How many models are named at most where something is missing."""
LACKING: dict[str, Callable[[Model], bool]] = {
    "context window": lambda model: model.context_window is None,
    "price": lambda model: model.price is None,
}
WHAT = """\
On your machine `whichmodel coverage` counts what is known there, with the providers' own lists.

Counted as **for chat** is a model for conversations that is offered, as far as anybody tells:

- it is neither retired (a dated notice, or the provider's word) nor unlisted;
- the provider itself or a catalogue that drops what is gone lists it: LiteLLM, models.dev, or
  OpenRouter's list as pi-ai has it. Notices name what goes, and genai-prices keeps the prices of
  models that are long gone, so their word alone is no evidence that a model is offered.

The columns after it tell of how many of these the fact is known. Notices are counted of all models,
gone ones too.
"""
WHY = """\
What the sources of the snapshot do not state is not made up here. Why it is missing:

- **Qwen, context window**: LiteLLM's map has the longest prompt, which is less than the window;
  models.dev and Alibaba's documentation have the window of all but an id that neither names.
- **OpenAI, context window**: access to these models has to be applied for, and the published
  catalogues have their prices only.
- **OpenRouter, price**: routers, which cost what the model costs that they choose.
- What is new or about to go has often one entry in one catalogue, with a price and nothing else.
"""
ONLY_NAMED = """\
A price list still names these models for chat; nobody lists them, and nobody has said that they are
gone. They are in no row above.
"""


def coverage_page() -> str:
    """What the snapshot knows of each provider's models on its own day, and what it lacks."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "bundle.sqlite"
        compile_bundle(path)
        bundle = open_bundle(str(path))
        day, providers = bundle.date, bundle.providers()
        known = {
            provider.id: [
                merged(provider, model, said, Listed("catalogue", day, None, None), day)
                for model, said in bundle.records(provider.id).items()
            ]
            for provider in providers.values()
        }
        bundle.close()
    others = [provider for provider in known if provider not in NINE and known[provider]]
    return "\n".join(
        [
            "# Coverage",
            "",
            f"What the bundled snapshot of {day} knows, counted by `docs/generate.py`.",
            WHAT,
            *coverage_table(NINE, known),
            "",
            "## What is missing",
            "",
            WHY,
            *(line for provider in NINE for line in lacking(provider, known[provider])),
            "",
            "## Models that only a price list names",
            "",
            ONLY_NAMED,
            *only_named_table(NINE, known),
            "",
            "## Other providers",
            "",
            *coverage_table(others, known),
            "",
        ]
    )


def coverage_table(providers: Iterable[str], known: dict[str, list[Model]]) -> list[str]:
    """The lines of a table, a row for each provider."""
    titles = ("provider", *TITLES.values())
    rows = [cells(coverage(provider, known[provider])) for provider in providers]
    return [f"| {' | '.join(row)} |" for row in (titles, ("---",) * len(titles), *rows)]


def only_named_table(providers: Iterable[str], known: dict[str, list[Model]]) -> list[str]:
    """The lines of a table, a row for each provider that has such models."""
    lines = ["| provider | models | context window | price |", "| --- | --- | --- | --- |"]
    for provider in providers:
        models = [model for model in known[provider] if is_left_over(model)]
        sized = sum(model.context_window is not None for model in models)
        priced = sum(model.price is not None for model in models)
        lines += [f"| {provider} | {len(models)} | {sized} | {priced} |"] if models else []
    return lines


def lacking(provider: str, models: list[Model]) -> list[str]:
    """Which models that are counted lack what: by name where they are few."""
    found = []
    for fact, lacks in LACKING.items():
        names = sorted(model.model for model in models if is_counted(model) and lacks(model))
        some = ", ".join(f"`{name}`" for name in names[:NAMED])
        more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
        found += [f"- `{provider}`, no {fact}: {some}{more}"] if names else []
    return found


def rule_page(name: str, page: str) -> str:
    """What a rule finds, why, and an example of each: the docstring of its module."""
    severity, on = DEFAULTS[name]
    words, examples = page.split("\nbad:", 1)
    shown = "\n".join(line.rstrip() for line in f"bad:{examples}".splitlines())
    switched = "on" if on else f"off; `whichmodel check . --rule {name}` switches it on"
    parts = (
        f"# {name}",
        "Made from the code by `docs/generate.py`; [how to check](../../how-to/check.md).",
        f"Severity: {severity}. By default: {switched}.",
        words.strip(),
        f"```text\n{shown}\n```",
    )
    return "\n\n".join(parts) + "\n"


def rule_pages() -> dict[str, Callable[[], str]]:
    """A page for each rule of `check`."""
    return {
        f"reference/rules/{rule.name}.md": partial(rule_page, rule.name, rule.page)
        for rule in described()
    }


PAGES = {
    **rule_pages(),
    "reference/cli.md": cli_page,
    "reference/providers.md": providers_page,
    "reference/coverage.md": coverage_page,
}


def main() -> int:
    """Write the pages, or tell which differ."""
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"stale: {', '.join(stale)}; run `python docs/generate.py`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
