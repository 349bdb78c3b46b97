"""The page as files."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import Any

import pytest
from samples import lifecycle, model, provider

from whichmodel.discovery.catalogue.changes import Change
from whichmodel.discovery.model import Price
from whichmodel.server.page.page import MODULES, files, script, told
from whichmodel.server.page.plain import file_name
from whichmodel.server.page.subject import Subject

from .conftest import subject

RTL = "\u202egnp.exe\u2066"
ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "javascript:alert(3)",
    f"safe{RTL}",
    '" onmouseover="alert(4)',
    "__proto__",
    "${alert(5)}`",
    "a" * 4000,
    "line\nbreak\x1b[31m",
)


def data(made: dict[str, bytes], name: str) -> Any:
    """What a script tells."""
    path = next(path for path in made if re.match(rf"{name}(-[0-9a-f]+)?\.js$", path))
    found = re.fullmatch(r'whichmodelTold\(("[^"]*"),(".*")\);\n', made[path].decode(), re.DOTALL)
    assert found
    return json.loads(json.loads(found[2]))


class Reader(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_the_same_data_gives_the_same_bytes_whenever_they_are_made() -> None:
    one = subject(model("groq/llama-4"))
    later = one.catalogue._replace(generated_at="2027-01-01T00:00:00Z")
    other = Subject.of(later, one.providers, one.changes._replace(until=later.generated_at))
    assert files(one) == files(other)


def test_what_never_changes_has_its_digest_in_its_name() -> None:
    one = files(subject(model("groq/llama-4")))
    other = files(subject(model("groq/llama-5")))
    shared = {path for path in one if path in other and re.search(r"-[0-9a-f]{12}\.", path)}
    assert {path.partition("-")[0] for path in shared} == {"app", "style", "icon"}
    assert all(one[path] == other[path] for path in shared)


def test_every_file_that_the_page_names_is_there(bundled_files: dict[str, bytes]) -> None:
    for path, body in bundled_files.items():
        if path.endswith(".html"):
            folder = path.rpartition("/")[0]
            for name, value in Reader(body.decode()).attributes:
                if name in ("href", "src", "data-data") and value and not value.startswith("#"):
                    place = value.removeprefix("../") if value.startswith("../") else value
                    assert place in bundled_files, (path, value)
                    assert value.startswith("../") == bool(folder)


def test_no_page_has_a_script_or_a_style_of_its_own_or_asks_anybody_else(
    bundled_files: dict[str, bytes],
) -> None:
    for path, body in bundled_files.items():
        if path.endswith(".html"):
            text = body.decode()
            names = [name for name, _ in Reader(text).attributes]
            assert "style" not in names
            assert not any(name.startswith("on") for name in names)
            assert "<style" not in text
            assert not re.search(r"<script(?! src=)", text)
            assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
            policy = "default-src 'none';"
            assert policy in text
            assert "unsafe" not in text


def test_every_model_stands_on_its_provider_s_page(
    bundled: Subject, bundled_files: dict[str, bytes]
) -> None:
    for name, models in bundled.models.items():
        text = bundled_files[f"providers/{file_name(name)}.html"].decode()
        assert text.count('<th scope="row">') == len(models)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_name_that_is_an_attack_is_text_in_every_file(attack: str) -> None:
    stated = {"name": attack, "lifecycle": lifecycle("active", replacement=attack)}
    bad = model(f"groq/{attack}", **stated)
    change = Change("2026-11-20", "groq", attack, "appeared", source=attack)
    made = files(subject(bad, changes=(change,)))
    plain = files(subject(model("groq/harmless")))
    for path in ("index.html", "providers/groq.html"):
        assert Reader(made[path].decode()).tags == Reader(plain[path].decode()).tags
    for path, body in made.items():
        text = body.decode()
        assert not set(text) & set("\u202e\u2066\x1b"), path
    assert data(made, "data")["models"]["id"][0].startswith("groq/")


def test_a_file_is_named_after_its_provider_and_never_leads_elsewhere() -> None:
    assert file_name("scx-ai") == "scx-ai"
    assert file_name("../../etc/passwd") == "~2e~2e~2f~2e~2e~2fetc~2fpasswd"
    assert file_name("a.b") != file_name("a~2eb")


def test_unknown_is_neither_zero_nor_false() -> None:
    made = data(files(subject(model("groq/silent"))), "data")["models"]
    assert (made["in"], made["out"]) == ([""], [""])
    assert made["can"] == [0]
    free = model("groq/free", tools=True, vision=False, price=Price("0", "0", None, None))
    made = data(files(subject(free)), "data")["models"]
    assert made["in"] == ["0"]
    assert made["can"] == [0b00100001]


def test_a_key_that_nobody_used_is_not_told_of() -> None:
    known = subject(model("groq/llama-4"))
    status = provider("groq", key_found=True)
    other = known.catalogue._replace(providers=(status._replace(key_found=False),))
    mine = known._replace(catalogue=known.catalogue._replace(providers=(status,)))
    assert files(mine) == files(mine._replace(catalogue=other))


def test_data_is_a_call_with_two_texts_whatever_it_holds() -> None:
    for attack in ATTACKS:
        text = told("data", {"it": attack})
        assert json.loads(json.loads(text[text.index(",") + 1 : -3])) == {"it": attack}


def test_the_modules_import_only_what_stands_before_them() -> None:
    text = script()
    assert "import " not in re.sub(r"//.*|/\*.*?\*/", "", text)
    places = {name: text.index(f"const in_{name} =") for name in MODULES}
    for used in re.finditer(r"= in_(\w+);", text):
        assert places[used[1]] < used.start()


def test_the_script_is_one_that_an_engine_can_read(tmp_path: Any) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node")
    (tmp_path / "app.js").write_text(script(), "utf-8")
    checked = subprocess.run([node, "--check", tmp_path / "app.js"], capture_output=True, text=True)
    assert checked.stderr == ""
