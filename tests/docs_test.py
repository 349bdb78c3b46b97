"""What the documentation says is there, and what is there is in the documentation."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from samples import SMALL

from whichmodel.cli import main as command_line
from whichmodel.cli.list import STATUS
from whichmodel.cli.tables import KINDS as TABLES
from whichmodel.discovery.model import KINDS, LISTINGS, SOURCES, STATUSES
from whichmodel.formats import FORMATS, render
from whichmodel.routing import route

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "whichmodel"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROVIDERS = tomllib.loads((SOURCE / "discovery/providers/providers.toml").read_text("utf-8"))


def page(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def links() -> Iterator[tuple[Path, str]]:
    """Every link to something in the repository, with the page that has it."""
    for path in PAGES:
        for token in tokens(path.read_text(encoding="utf-8")):
            address = token.attrs.get("href") or token.attrs.get("src")
            if address and not re.match(r"[a-z]+:", str(address)):
                yield path, str(address)


def anchors(text: str) -> set[str]:
    """What a `#` may lead to: headings in lower case, with dashes for spaces."""
    headings = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


def blocks(language: str) -> Iterator[tuple[Path, str]]:
    for path in PAGES:
        for token in tokens(path.read_text(encoding="utf-8")):
            if token.type == "fence" and token.info.strip() == language:
                yield path, token.content


def commands() -> list[str]:
    """Every `whichmodel …` that a page tells to type: in prose, with a prompt or without."""
    found = []
    for path in PAGES:
        for token in tokens(path.read_text(encoding="utf-8")):
            if token.type == "code_inline":
                found.append(token.content)
            if token.type == "fence" and token.info.strip() == "":
                found += [line.removeprefix("$ ") for line in token.content.splitlines()]
    typed = [line.partition("   ")[0] for line in found if line.startswith("whichmodel ")]
    return [line for line in dict.fromkeys(typed) if not re.search(r"[A-Z…]{3}|…", line)]


# ── made from the code ───────────────────────────────────────────────────────────────────────────


def test_the_pages_that_are_made_from_the_code_are_fresh() -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "docs/generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(SOURCE.parent)},
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_tables_in_the_documentation_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours ask for what is bundled, so they are the same on every machine and day."""
    assert command_line.main(["docs", "--check", str(ROOT / "README.md"), str(ROOT / "docs")]) == 0
    told = re.fullmatch(
        r"whichmodel: (\d+) tables in .*; none would change\n", capsys.readouterr().err
    )
    assert told
    assert int(told[1]) >= 4
    markers = re.findall(r"^<!-- whichmodel: (.*) -->$", "".join(map(_text, PAGES)), re.MULTILINE)
    assert [words for words in markers if "--bundled" not in words] == [IN_CODE]


IN_CODE = "models groq --tools --newest 5 columns=id,context,price,lifecycle"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("column", [name for kind in TABLES.values() for name in kind.columns])
def test_every_column_of_a_table_is_told_of(column: str) -> None:
    assert f"`{column}`" in page("docs/reference/tables.md")


@pytest.mark.parametrize("verb", command_line.VERBS)
def test_every_verb_is_told_of(verb: str) -> None:
    assert f"## {verb}\n" in page("docs/reference/cli.md")
    assert command_line.help_of(verb) in page("docs/reference/cli.md")
    # What only we ourselves use has a page of its own.
    own = {"snapshot": "docs/how-to/build-the-snapshot.md"}
    assert f"whichmodel {verb}" in page(own.get(verb, "README.md"))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_is_in_the_reference(provider: str) -> None:
    row = PROVIDERS[provider]
    (line,) = [
        line
        for line in page("docs/reference/providers.md").splitlines()
        if line.startswith(f"| `{provider}` |")
    ]
    named = [*row.get("key_env", ()), *row.get("aliases", ())]
    assert [word for word in named if word not in line] == []


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words", [STATUSES, SOURCES, STATUS[1:]], ids=["status", "source", "lifecycle"]
)
def test_every_word_of_an_answer_is_in_the_glossary(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in page("docs/glossary.md")] == []


@pytest.mark.parametrize("words", [KINDS, LISTINGS], ids=["kind", "listing"])
def test_every_kind_is_in_the_page_on_json(words: tuple[str, ...]) -> None:
    text = page("docs/reference/json.md")
    assert [word for word in words if not re.search(rf"\b{word}\b", text)] == []


@pytest.mark.parametrize("verb", command_line.VERBS)
def test_every_verb_that_has_json_is_in_the_page_on_json(verb: str) -> None:
    assert "--json" not in command_line.help_of(verb) or f"`{verb}" in page(
        "docs/reference/json.md"
    )


def test_every_key_is_in_the_page_on_json() -> None:
    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            for item in value.values():
                yield from keys(item)
        for item in value if isinstance(value, list) else ():
            yield from keys(item)

    text = page("docs/reference/json.md")
    found = set(keys(json.loads(render("json", SMALL))))
    assert {key for key in found if f'"{key}"' not in text} == set()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_told_of(name: str) -> None:
    assert name in page("docs/reference/cli.md")


def test_every_variable_of_ours_is_told_of() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    ours = set(re.findall(r"\bWHICHMODEL_[A-Z_]+\b", sources))
    assert "WHICHMODEL_CONFIG" in ours
    assert {name for name in ours if f"`{name}" not in page("docs/how-to/configure.md")} == set()


# ── links and examples ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "address"),
    [pytest.param(*found, id=f"{found[0].name}-{found[1]}") for found in dict.fromkeys(links())],
)
def test_every_link_into_the_repository_leads_somewhere(path: Path, address: str) -> None:
    name, _, anchor = address.partition("#")
    target = path.parent / name if name else path
    assert target.exists()
    assert not anchor or anchor in anchors(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_can_be_reached_from_the_readme(path: Path) -> None:
    reached = [ROOT / "README.md"]
    found = list(links())
    for here in reached:
        for source, address in found:
            target = (source.parent / address.partition("#")[0]).resolve()
            if source == here:
                beneath = target.rglob("*.md") if target.is_dir() else [target]
                reached += [page for page in beneath if page not in reached]
    assert path in reached


@pytest.mark.parametrize("command", commands())
def test_every_command_that_a_page_tells_to_type_is_understood(command: str) -> None:
    try:
        command_line.parser().parse_args(shlex.split(command)[1:])
    except SystemExit as done:
        assert done.code == 0  # --help and --version


@pytest.mark.parametrize(("path", "text"), list(blocks("toml")))
def test_every_configuration_is_toml(path: Path, text: str) -> None:
    assert tomllib.loads(text)


def test_the_readme_routes_as_we_do() -> None:
    ((string, shown),) = re.findall(r'^route\("(.+)"\) +# (.+)$', page("README.md"), re.MULTILINE)
    fields = dict(re.findall(r"(\w+)='([^']*)'", shown))
    assert len(fields) > 1
    assert fields == {name: getattr(route(string), name) for name in fields}
