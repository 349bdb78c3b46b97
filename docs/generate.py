"""Write the reference pages that are made from the code: `python docs/generate.py [--check]`."""

import sys
import tomllib
from pathlib import Path

from whichmodel.cli import main as command_line
from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers.rows import provider_row

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


PAGES = {"reference/cli.md": cli_page, "reference/providers.md": providers_page}


def main() -> int:
    """Write the pages, or tell which differ."""
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"stale: {', '.join(stale)}; run `python docs/generate.py`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
