"""What people do with the page, in a real Chromium."""

from pathlib import Path
from typing import Any

import pytest

from whichmodel.server.page.subject import Subject
from whichmodel.server.page.writing import replace

from .conftest import PHONE, tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GROQ = "#provider=groq&kind=all&status=all"
MODEL = "#view=model&model=groq/openai/gpt-oss-120b"


def test_search_as_you_type_shows_the_best_first(browser: Any, site: str) -> None:
    with tab(browser, site) as seen:
        seen.page.locator("#q").press_sequentially("claude sonnet 4.5")
        seen.settled("best first")
        assert seen.ids()[0] == "anthropic/claude-sonnet-4-5"
        assert "q=claude+sonnet+4.5" in seen.page.url


def test_filters_stand_in_the_address_and_a_shared_link_shows_the_same(
    browser: Any, site: str
) -> None:
    with tab(browser, site) as seen:
        seen.page.get_by_label("Tools").check()
        seen.page.locator("#f-context").select_option("128k")
        seen.page.locator("#f-price").select_option("1")
        seen.page.locator("details.providers summary").click()
        seen.page.get_by_label("Groq", exact=False).first.check()
        seen.until("() => document.querySelectorAll('tr[data-at]').length < 30")
        shared, count, ids = seen.page.url, seen.page.inner_text("#count"), seen.ids()
        assert ids
        assert all(name.startswith("groq/") for name in ids)
        for wish in ("provider=groq", "can=tools", "context=128k", "price=1"):
            assert wish in shared
    with tab(browser, shared) as again:
        assert (again.page.inner_text("#count"), again.ids()) == (count, ids)
        assert again.page.get_by_label("Tools").is_checked()
        again.page.reload()
        again.settled(count)
        assert again.ids() == ids


def test_back_undoes_a_filter(browser: Any, site: str) -> None:
    with tab(browser, site) as seen:
        before = seen.page.inner_text("#count")
        seen.page.get_by_label("Vision").check()
        seen.until("() => location.hash.includes('vision')")
        seen.page.go_back()
        seen.settled(before)
        assert not seen.page.get_by_label("Vision").is_checked()


def test_a_heading_sorts_up_then_down_then_as_before(browser: Any, site: str) -> None:
    with tab(browser, site + GROQ) as seen:
        usual = seen.ids()
        heading = seen.page.get_by_role("button", name="Model string")
        heading.click()
        seen.until("() => document.querySelector('[aria-sort=ascending]')")
        up = seen.ids()
        assert up == sorted(up, key=str.lower)
        heading.click()
        seen.until("() => document.querySelector('.c-id[aria-sort=descending]')")
        down = seen.ids()
        assert down == sorted(down, key=str.lower, reverse=True)
        heading.click()
        seen.until("() => document.querySelector('.c-created[aria-sort=descending]')")
        assert seen.ids() == usual


def test_columns_are_chosen_and_kept_in_the_address(browser: Any, site: str) -> None:
    with tab(browser, site + GROQ) as seen:
        seen.page.locator("details.columns summary").click()
        seen.page.get_by_label("Max output").check()
        seen.page.get_by_role("columnheader", name="Max output").wait_for()
        shared = seen.page.url
    with tab(browser, shared) as again:
        assert again.page.get_by_role("columnheader", name="Max output").is_visible()


def test_a_click_copies_the_string(browser: Any, site: str) -> None:
    allowed = {"permissions": ["clipboard-read", "clipboard-write"]}
    with tab(browser, site + GROQ, **allowed) as seen:
        first = seen.ids()[0]
        seen.page.locator("tr[data-at] button.copy").first.click()
        seen.until("() => document.getElementById('live').textContent.startsWith('Copied')")
        assert seen.page.evaluate("navigator.clipboard.readText()") == first


def test_a_model_s_page_has_a_string_for_each_tool_facts_with_sources_and_offers(
    browser: Any, site: str
) -> None:
    allowed = {"permissions": ["clipboard-read", "clipboard-write"]}
    with tab(browser, site + MODEL, "table.facts", **allowed) as seen:
        page = seen.page
        assert page.inner_text("h1.long") == "groq/openai/gpt-oss-120b"
        for name, start in (
            ("LiteLLM", "groq/openai/gpt-oss-120b"),
            ("OpenRouter", "openai/gpt-oss-120b"),
            ("Groq SDK", "openai/gpt-oss-120b"),
            ("LiteLLM proxy config", "model_list:"),
        ):
            page.locator(f'[data-spelled="{name}"]').click()
            page.wait_for_function(
                "start => navigator.clipboard.readText().then(text => text.startsWith(start))",
                arg=start,
            )
        facts = page.inner_text("table.facts")
        assert "context window" in facts
        assert "litellm" in facts
        others = page.locator("[aria-labelledby=offers] a.id").all_inner_texts()
        assert "openrouter/openai/gpt-oss-120b" in others
        assert page.locator("#history").is_visible()


def test_the_keyboard_alone_is_enough(browser: Any, site: str) -> None:
    with tab(browser, site) as seen:
        keys = seen.page.keyboard
        keys.press("/")
        seen.until("() => document.activeElement.id === 'q'")
        keys.type("gpt-oss-120b groq")
        seen.settled("best first")
        keys.press("ArrowDown")
        seen.until("() => document.activeElement.id === 'grid'")
        keys.press("ArrowDown")
        keys.press("End")
        keys.press("Home")
        chosen = seen.page.locator("tr.active a.id").inner_text()
        keys.press("Enter")
        seen.page.locator("h1.long").wait_for()
        assert seen.page.inner_text("h1.long") == chosen == "groq/openai/gpt-oss-120b"
        keys.press("Escape")
        seen.until("() => document.activeElement.id === 'grid'")
        assert "q=gpt-oss-120b+groq" in seen.page.url


def test_what_is_brushed_in_the_plot_becomes_a_filter(browser: Any, site: str) -> None:
    with tab(browser, site + "#view=plot") as seen:
        box = seen.page.locator("canvas").bounding_box()
        before = seen.page.inner_text("#count")
        mouse = seen.page.mouse
        mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.3)
        mouse.down()
        mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6, steps=4)
        mouse.up()
        seen.until("() => location.hash.includes('priceFrom')")
        assert "contextTo=" in seen.page.url
        assert seen.page.inner_text("#count") != before
        seen.page.get_by_role("button", name="Clear", exact=True).click()
        seen.settled(before)


def test_dark_and_light_follow_the_system_and_the_button(browser: Any, site: str) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    with tab(browser, site, color_scheme="dark") as seen:
        dark = seen.page.evaluate(ground)
        seen.page.locator("#theme").click()
        assert seen.page.evaluate(ground) != dark
        seen.page.reload()
        seen.page.wait_for_selector("#theme")
        assert seen.page.evaluate(ground) != dark
        seen.page.locator("#theme").click()
        assert seen.page.evaluate(ground) == dark


@pytest.mark.parametrize("view", ["", "#view=plot", "#view=providers", "#view=changes", MODEL])
def test_nothing_is_wider_than_a_phone(browser: Any, site: str, view: str) -> None:
    with tab(browser, site + view, "#tabs a", **PHONE) as seen:
        seen.page.wait_for_selector("#app h1", state="attached")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
        if not view:
            assert seen.page.locator(".brief").first.is_visible()
            seen.page.locator("tr[data-at] a.id").first.click()
            assert seen.page.locator("h1.long").is_visible()


def test_without_javascript_the_tables_are_there(browser: Any, site: str, bundled: Subject) -> None:
    with tab(browser, site, "", java_script_enabled=False) as seen:
        assert seen.page.get_by_role("link", name="Groq").first.is_visible()
        assert seen.page.locator("table >> nth=1").locator("tbody tr").count() == 100
        seen.page.get_by_role("link", name="Groq").first.click()
        strings = seen.page.locator("tbody code").all_inner_texts()
        assert sorted(strings) == sorted(model.id for model in bundled.models["groq"])


@pytest.mark.parametrize(
    "view", ["", "#q=kimi", "#view=plot", "#view=providers", "#view=changes", MODEL]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: Any, site: str, axe: str, view: str, scheme: str
) -> None:
    with tab(browser, site + view, "#tabs a", color_scheme=scheme, bypass_csp=True) as seen:
        seen.page.wait_for_selector("#app h1", state="attached")
        if view == MODEL:
            seen.page.wait_for_selector("table.facts")
        seen.page.add_script_tag(content=axe)
        found = seen.page.evaluate("axe.run()")
        bad = [
            (each["id"], [node["html"][:200] for node in each["nodes"]][:3])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert bad == []


def test_nobody_else_is_asked(browser: Any, site: str) -> None:
    with tab(browser, site + MODEL, "table.facts") as seen:
        assert seen.asked
        assert all(url.startswith((site, "data:")) for url in seen.asked)


def test_a_page_that_is_opened_as_a_file_works(
    browser: Any, bundled_files: dict[str, bytes], tmp_path: Path
) -> None:
    replace(str(tmp_path / "public"), bundled_files)
    url = (tmp_path / "public/index.html").as_uri()
    with tab(browser, f"{url}#q=gpt-4o") as seen:
        assert seen.ids()[0] == "openai/gpt-4o"
        seen.page.locator("tr[data-at] a.id").first.click()
        seen.page.wait_for_selector("table.facts")


def test_a_string_on_no_list_is_not_called_dead(browser: Any, site: str) -> None:
    with tab(browser, f"{site}#view=model&model=groq/of-this-minute", "h1.long") as seen:
        assert "may be callable all the same" in seen.page.inner_text("main")
