"""`whichmodel lsp` as editors use it: a real client, over stdio, with a process of its own."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from homes import Home, key_for
from server.extras import needs
from servers import liar
from servers.liar import Liar, Script, lying

needs("lsp")

from editors import Editor
from lsprotocol import types

from whichmodel.server.lsp import words

OLD = "claude-3-opus-20240229"
CONFIG = f"""\
backend:
  type: anthropic
  model: "{OLD}"  # the large one
"""
NEW = "groq/openai/gpt-oss-120b"
SEVERITIES = {"error": 1, "warning": 2, "info": 3}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One editor for all who leave its home as it is."""
    directory = tmp_path_factory.mktemp("editor")
    with Editor(Home(directory), directory) as opened:
        yield opened
    assert (opened.code, opened.talk, opened.messages) == (0, "", [])


@pytest.fixture
def editor(running: Editor) -> Iterator[Editor]:
    """In a directory of its own below what is open."""
    running.root = Path(tempfile.mkdtemp(dir=running.home.directory))
    yield running
    assert running.messages == []


@pytest.fixture
def root(home: Home) -> Path:
    directory = home.directory / "project"
    directory.mkdir()
    return directory


def checked(editor: Editor) -> list[dict[str, object]]:
    """What `check` finds in the same directory."""
    ran = editor.home.run("check", ".", "--json", cwd=editor.root)
    found: list[dict[str, object]] = json.loads(ran.stdout)["findings"]
    return found


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%d")


def strings(items: list[types.CompletionItem]) -> list[str]:
    return [item.label for item in items]


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Liar]]:
    """Start servers that end with the test and have one script for `/v1/models`."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(lying({"/v1/models": script}))


# ── diagnostics ──────────────────────────────────────────────────────────────────────────────────

TEXTS = {
    "a.yaml": CONFIG,
    "crlf.yaml": f"x: 1\n{CONFIG}models:\n  - gpt-4-32k\n".replace("\n", "\r\n"),
    "emoji.md": f"😀 Use `{OLD}` 👍 or `groq/gemma2-9b-it`.\n",
    "broken.yaml": f"a: [1, {{\n  model: {OLD}\n : : 'x\n",
    "a.py": f'client = Anthropic()\nclient.messages.create(model="{OLD}")\n',
    ".env": f"# mine\nANTHROPIC_MODEL={OLD}\n",
    "a.ini": f"[a]\nmodel = {OLD}\n",
    "run.sh": f"llm -m {OLD} 'hello'\n",
    "nb.ipynb": json.dumps(
        {"cells": [{"cell_type": "code", "source": [f'ask(model="{OLD}")\n'], "outputs": []}]},
        indent=1,
    ),
    "odd.yaml": f"a: 'page\fbreak \u2028 line'\nmodel: {OLD}\n",
    "fixtures/a.yaml": CONFIG,
    "fine.yaml": "model: my-own-thing\n",
    "CHANGELOG.md": f"`{OLD}` is the default.\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_an_editor_is_told_what_check_finds(name: str, editor: Editor) -> None:
    file = editor.root / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(TEXTS[name].encode())
    told = editor.open(name, TEXTS[name])
    found = checked(editor)
    assert [
        (each.code, each.message, each.severity, editor.marked(each.range)) for each in told
    ] == [
        (each["rule"], each["message"], SEVERITIES[str(each["severity"])], each["text"])
        for each in found
    ]
    data = [{key: each[key] for key in ("replacement", "source_url", "fixable")} for each in found]
    assert [each.data for each in told] == data
    assert bool(told) == (name not in ("fine.yaml", "CHANGELOG.md"))


def test_a_diagnostic_leads_to_the_page_of_its_rule_and_is_struck_through(editor: Editor) -> None:
    (told,) = editor.open("a.yaml", CONFIG)
    page = told.code_description.href if told.code_description else ""
    assert (Path(__file__).parents[2] / page).read_text("utf-8").startswith("# retired-model")
    assert (told.source, told.tags) == ("whichmodel", (types.DiagnosticTag.Deprecated,))
    assert told.data["source_url"].startswith("https://")


def test_columns_are_counted_in_utf_16(editor: Editor) -> None:
    text = f"😀é: 1\nmodel: '😀', {OLD}\nx: {{a: '👍👍', model: {OLD}}}\n"
    told = editor.open("a.yaml", text)
    assert [editor.marked(each.range) for each in told] == [OLD] * len(told)
    assert told[-1].range.start == types.Position(2, len("x: {a: '") + 4 + len("', model: "))


def test_places_that_an_editor_names_are_counted_in_utf_16(editor: Editor) -> None:
    editor.open("a.yaml", f"x: {{a: '{'👍' * 40}', model: {NEW}, b: {OLD}, c: {'x' * 80}}}\n")
    assert f"`{NEW}`" in editor.hover("model: gr")
    assert OLD in editor.hover(OLD[:2])
    assert editor.hover("c: x") == ""


def test_columns_are_counted_in_what_was_agreed_on(home: Home, root: Path) -> None:
    utf8 = types.GeneralClientCapabilities(position_encodings=["utf-8"])
    with Editor(home, root, general=utf8) as editor:
        assert editor.server.capabilities.position_encoding == "utf-8"
        (told,) = editor.open("a.yaml", f"x: {{a: '👍', model: {OLD}}}\n")
    before = "x: {a: '👍', model: ".encode()
    assert told.range.start == types.Position(0, len(before))


def test_a_carriage_return_alone_ends_a_line_for_an_editor(editor: Editor) -> None:
    text = f"a: 1\rmodel: {OLD}\r"
    assert [editor.marked(each.range) for each in editor.open("a.yaml", text)] == [OLD]


def test_what_is_written_is_judged_and_what_is_closed_is_not(editor: Editor) -> None:
    assert editor.open("a.yaml", "model: x\n") == []
    editor.write("model: \n")
    editor.write(CONFIG)
    assert [each.code for each in editor.diagnostics()] == ["retired-model"]
    editor.write("")
    assert editor.diagnostics() == []
    editor.write(CONFIG)
    assert editor.close() == []


def test_saving_judges_at_once_what_was_written(editor: Editor) -> None:
    editor.open("a.yaml", "")
    editor.write(CONFIG)
    editor.save()
    assert len(editor.diagnostics()) == 1


def test_a_text_that_was_never_saved_is_read_by_its_language(editor: Editor) -> None:
    told = editor.open("untitled:Untitled-1", f"# hello\n\nUse `{OLD}`.\n", "markdown")
    assert [each.code for each in told] == ["retired-model"]


@pytest.mark.parametrize(
    "text",
    [
        "\0\1\2" * 1000,
        f"model: {OLD}\n" * 400_000,
        "{" * 100_000,
        f"model: {OLD}\ud83d\n",
        "a" * 10**6,
    ],
    ids=["binary", "huge", "deep", "half a character", "one line"],
)
def test_a_hostile_text_is_no_crash(text: str, editor: Editor) -> None:
    if "\ud83d" in text:
        text = text.encode("utf-8", "replace").decode()
    editor.open("a.yaml", text)
    editor.hover(text[:3])
    editor.complete(text[:3])
    assert len(editor.open("b.yaml", CONFIG)) == 1


# ── the project's settings ───────────────────────────────────────────────────────────────────────


def test_settings_comments_and_the_baseline_count_as_for_check(editor: Editor) -> None:
    settings = editor.root / "whichmodel.toml"
    (editor.root / "a.yaml").write_text(CONFIG)
    for phrase in (
        '[check.rules]\nretired-model = "info"',
        '[check]\naliases = ["claude-3-*"]',
        '[check]\nexclude = ["a.yaml"]',
        '[check]\nbaseline = "known.json"',
    ):
        settings.write_text(phrase)
        if "baseline" in phrase:
            editor.home.run("check", ".", "--write-baseline", "known.json", cwd=editor.root)
        told = editor.open("a.yaml", CONFIG)
        levels = [SEVERITIES[str(each["severity"])] for each in checked(editor)]
        assert [each.severity for each in told] == levels
        assert levels == ([3] if "info" in phrase else [])
        editor.close()
    ignored = CONFIG.replace("the large one", "whichmodel: ignore[retired-model] until 2999-01-01")
    settings.unlink()
    assert editor.open("a.yaml", ignored) == []
    editor.write(ignored.replace("2999", "2026"))
    assert len(editor.diagnostics()) == 1


def test_saved_settings_count_for_what_is_open(editor: Editor) -> None:
    assert len(editor.open("a.yaml", CONFIG)) == 1
    open_text = editor.uri
    (editor.root / "whichmodel.toml").write_text("[check.rules]\nretired-model = false\n")
    editor.open("whichmodel.toml", "", "toml")
    editor.save()
    editor.uri = open_text
    assert editor.diagnostics() == []


def test_wrong_settings_are_told_of_once(home: Home, root: Path) -> None:
    (root / "whichmodel.toml").write_text("[check]\nwithn = 3\n")
    with Editor(home, root) as editor:
        assert editor.open("a.yaml", CONFIG) == []
        assert editor.open("b.yaml", CONFIG) == []
    (message,) = editor.messages
    assert "no key is called 'withn': did you mean" in message


# ── hover ────────────────────────────────────────────────────────────────────────────────────────


def test_hovering_tells_limits_prices_and_their_sources(editor: Editor) -> None:
    editor.open("a.yaml", f"model: {NEW}\n")
    told = editor.hover("groq/open")
    assert told.startswith(f"**`{NEW}`** GPT OSS 120B: chat, tools reasoning json\n")
    for phrase in (
        "context window: 131,072 (", "price input: &#36;0.15 per 1M tokens (", "listed: catalogue",
    ):  # fmt: skip
        assert phrase in told
    assert editor.hover("mode") == ""


def test_hovering_tells_what_became_of_a_model_and_who_says_so(editor: Editor) -> None:
    editor.open("a.yaml", CONFIG)
    told = editor.hover(OLD[:8])
    assert told.startswith(f"**`anthropic/{OLD}`**: chat, retired 2026-01-05")
    for phrase in ("error retired-model: ", "[notice](<https://", "retires on: `2026-01-05` (",
                  "replacement: `claude-"):  # fmt: skip
        assert phrase in told


def test_hovering_tells_of_what_no_list_has(editor: Editor) -> None:
    editor.open("a.yaml", "model: groq/llama-99-imagined\n")
    assert "no list that we know has it" in editor.hover("groq/llama")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/x>) **y**", "[notice](<https://a.example/x%3E)%20**y**>)"),
        ("command:run", "[notice](<about:blank>)"),
    ],
)
def test_an_address_neither_ends_its_link_nor_runs_anything(address: str, shown: str) -> None:
    assert words.MARKDOWN.link(address) == shown


def test_plain_text_is_sent_to_editors_that_want_it(home: Home, root: Path) -> None:
    wish = types.HoverClientCapabilities(content_format=[types.MarkupKind.PlainText])
    text_document = types.TextDocumentClientCapabilities(hover=wish)
    with Editor(home, root, text_document=text_document) as editor:
        editor.open("a.yaml", CONFIG)
        told = editor.hover(OLD)
    assert told.startswith(f"anthropic/{OLD}: chat") and "`" not in told


# ── completion ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "model: groq/openai/gpt-o"),
        ("a.yaml", "a: 😀\nx: {b: '😀', model: groq/openai/gpt-o"),
        ("a.yaml", "models:\n  - groq/openai/gpt-o\n  - x\n"),
        ("a.yaml", "# model: groq/openai/gpt-o"),
        ("a.py", 'completion(model="groq/openai/gpt-o'),
        ("a.json", '{"model": "groq/openai/gpt-o'),
        (".env", "MODEL=groq/openai/gpt-o"),
        ("a.sh", "llm --model groq/openai/gpt-o"),
        ("a.md", "```yaml\r\nmodel: groq/openai/gpt-o"),
    ],
)
def test_a_string_that_is_begun_is_completed_where_a_model_is_expected(
    name: str, text: str, editor: Editor
) -> None:
    editor.open(name, text)
    items = editor.complete("groq/openai/gpt-o")
    assert items and all(item.label.startswith("groq/openai/gpt-o") for item in items)
    (item,) = [each for each in items if each.label == NEW]
    assert isinstance(item.text_edit, types.TextEdit)
    assert editor.edited([item.text_edit]) == text.replace("groq/openai/gpt-o", item.label)
    assert item.detail and item.detail.startswith("131k, $0.15 / $0.60")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "title: groq/openai/gpt-o"),
        ("a.md", "I like groq/openai/gpt-o"),
        ("a.md", "`gpt-4o`, `groq/openai/gpt-o`"),
        ("a.py", "completion(model=groq/openai/gpt-o"),
        ("a.json", '{"model": groq/openai/gpt-o'),
        ("a.yaml", "file: groq/openai/gpt-o"),
        ("a.png", "model: groq/openai/gpt-o"),
    ],
)
def test_nothing_is_offered_where_no_model_is_expected(
    name: str, text: str, editor: Editor
) -> None:
    editor.open(name, text)
    assert editor.complete("groq/openai/gpt-o") == []


def test_the_whole_string_is_replaced(editor: Editor) -> None:
    editor.open("a.yaml", 'model: "groq/openai/gpt-oss-999b"  # x\n')
    (item,) = [each for each in editor.complete("groq/openai/gpt") if each.label == NEW]
    assert isinstance(item.text_edit, types.TextEdit)
    assert editor.edited([item.text_edit]) == f'model: "{NEW}"  # x\n'


def test_ids_of_the_provider_around_are_offered_without_its_prefix(editor: Editor) -> None:
    editor.open("a.yaml", "backend:\n  type: groq\n  model: \n")
    assert "openai/gpt-oss-20b" in strings(editor.complete("model: "))
    editor.write("backend:\n  type: groq\n  model: openai/\n")
    assert strings(editor.complete("openai/"))[0].startswith("openai/gpt-oss-")


def test_prefixes_are_offered_where_nothing_is_written_yet(editor: Editor) -> None:
    editor.open("a.yaml", "model: \n")
    assert {"groq/", "anthropic/"} <= set(strings(editor.complete("model: ")))


def test_what_is_retired_comes_last_and_struck_through(editor: Editor) -> None:
    editor.open("a.yaml", "backend:\n  type: anthropic\n  model: claude\n")
    items = editor.complete("model: claude")
    over = [types.CompletionItemTag.Deprecated in (item.tags or ()) for item in items]
    assert OLD in strings(items) and over[strings(items).index(OLD)]
    assert over == sorted(over) and not over[0]
    order = [item.sort_text or "" for item in items]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("before", "begun", "offered"),
    [("", "120b-oss-groq", NEW), ("type: cerebras\n", "120b-oss", "gpt-oss-120b")],
)
def test_strings_that_begin_otherwise_are_searched(
    before: str, begun: str, offered: str, editor: Editor
) -> None:
    editor.open("a.yaml", f"{before}model: {begun}\n")
    items = editor.complete(begun)
    assert strings(items)[0] == offered
    assert {item.filter_text for item in items} == {begun}


def test_a_completion_is_resolved_to_what_hovering_tells(editor: Editor) -> None:
    editor.open("a.yaml", "model: groq/openai/gpt-oss-1\n")
    (item,) = editor.complete("groq/openai/gpt-oss-1")
    resolved = editor.run(editor.client.completion_item_resolve_async(item))
    assert isinstance(resolved.documentation, types.MarkupContent)
    editor.write(f"model: {item.label}\n")
    assert resolved.documentation.value == editor.hover(item.label)


# ── quick fixes ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["a.yaml", "crlf.yaml", "a.py", ".env", "run.sh", "nb.ipynb"])
def test_fixes_write_what_fix_writes(name: str, editor: Editor) -> None:
    file = editor.root / name
    file.write_bytes(TEXTS[name].encode())
    told = editor.open(name, TEXTS[name])
    (whole,) = editor.actions(only="source.fixAll")
    first = next(each for each in editor.actions(told[:1]) if each.is_preferred)
    assert first.title == f"Replace with {told[0].data['replacement']}"
    if len(told) == 1:
        assert editor.applied(first) == editor.applied(whole)
    editor.home.run("check", ".", "--fix", cwd=editor.root)
    assert editor.applied(whole) == file.read_bytes().decode()
    editor.write(editor.applied(whole))
    assert [each for each in editor.diagnostics() if each.data["fixable"]] == []


@pytest.mark.parametrize(
    "name", ["a.yaml", "crlf.yaml", "emoji.md", "a.py", ".env", "run.sh", "a.ini"]
)
def test_a_comment_lets_a_finding_be_for_ninety_days(name: str, editor: Editor) -> None:
    told = editor.open(name, TEXTS[name])
    action = next(each for each in editor.actions(told[:1]) if each.title.startswith("Ignore"))
    assert action.title == f"Ignore retired-model here until {in_days(90)}"
    text = editor.applied(action)
    assert f"whichmodel: ignore[retired-model] until {in_days(90)}" in text
    assert text.count("\r\n") in (0, text.count("\n"))
    if name in (".env", "a.ini"):  # a value goes on to the end of its line
        assert TEXTS[name].splitlines()[1] in text.splitlines()
    editor.write(text)
    assert all(editor.marked(each.range) != OLD for each in editor.diagnostics())


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", f'{{"model": "{OLD}"}}\n'), ("nb.ipynb", TEXTS["nb.ipynb"]),
     ("a.sh", f"llm -m {OLD} \\\n  'hello'\n"), ("a.txt", f"use {OLD}\n"),
     ("Makefile", f"run:\n\tllm \\\n\t-m {OLD}\n")],
)  # fmt: skip
def test_no_comment_is_offered_where_none_can_stand(name: str, text: str, editor: Editor) -> None:
    titles = [each.title for each in editor.actions(editor.open(name, text)[:1])]
    assert titles and not any(title.startswith("Ignore") for title in titles)


def test_a_comment_of_its_own_line_ends_as_the_other_lines_do(editor: Editor) -> None:
    told = editor.open(".env", TEXTS[".env"].replace("\n", "\r\n"))
    (action,) = [each for each in editor.actions(told) if each.title.startswith("Ignore")]
    text = editor.applied(action)
    assert text.count("\r\n") == text.count("\n") == 3


def test_what_stands_elsewhere_is_not_acted_on(editor: Editor) -> None:
    told = editor.open("a.yaml", f"model: {OLD}\n{CONFIG}")
    assert len(told) == 2
    for each in told:
        named = [action.diagnostics for action in editor.actions([each], only="quickfix")]
        assert [found[0].range for found in named if found] == [each.range] * 2


def test_only_the_kinds_that_are_asked_for_are_offered(editor: Editor) -> None:
    told = editor.open("a.yaml", CONFIG)
    assert {str(each.kind) for each in editor.actions(told, only="quickfix")} == {"quickfix"}
    assert editor.actions(told, only="refactor") == []


# ── the world around ─────────────────────────────────────────────────────────────────────────────


def test_a_refresh_elsewhere_is_noticed(
    home: Home, root: Path, serve: Callable[[Script], Liar]
) -> None:
    told: list[types.Diagnostic] = []
    had = liar.listed("x", NEW.removeprefix("groq/"))
    server = serve(liar.by_turns(had, liar.listed("x"), liar.listed("x")))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    with Editor(home, root) as editor:
        assert editor.open("a.yaml", f"model: {NEW}\n") == []
        for hours in (1, 26):
            home.ask("groq", hours=hours)
        while not told:
            told = editor.diagnostics()
        assert [each.code for each in told] == ["unlisted-model"]
        assert "listed: cached, 2026-11-23 10:00" in editor.hover("groq/open")


def test_nothing_is_asked_over_the_network(home: Home, root: Path) -> None:
    home.environ["GROQ_API_KEY"] = key_for("groq")
    home.environ["HTTPS_PROXY"] = "http://127.0.0.1:1"
    with Editor(home, root) as editor:
        editor.open("a.yaml", "model: groq/llama-99\n")
        editor.complete("groq/llama-99")
        editor.hover("groq/llama-99")
    assert (editor.code, editor.talk) == (0, "")
    assert key_for("groq").encode() not in home.files()


def test_without_the_extra_one_line_says_what_to_install(home: Home, root: Path) -> None:
    (home.directory / "pygls").mkdir()
    (home.directory / "pygls" / "__init__.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'pygls'\", name='pygls')"
    )
    home.environ["PYTHONPATH"] = f"{home.directory}:{home.environ['PYTHONPATH']}"
    ran = home.run("lsp")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == "whichmodel: pygls is not installed: pip install 'whichmodel[lsp]'\n"


def test_an_editor_that_vanishes_ends_the_server(home: Home) -> None:
    ran = home.run("lsp")
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "")
