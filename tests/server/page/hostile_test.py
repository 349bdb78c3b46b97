"""Models whose names are attacks, and more models than anybody has, in a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from samples import model

from whichmodel.discovery.model import Price, Statement
from whichmodel.server.page.page import files

from .conftest import PHONE, hosted, subject, tab
from .page_test import ATTACKS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MANY = 60_000
IN_PAGE = 120
"""Rows of a table, at most, however long it is."""


@pytest.fixture(scope="module")
def attacked() -> Iterator[str]:
    """A page of nothing but attacks."""
    models = [
        model(
            f"groq/{attack}",
            name=attack,
            statements=(Statement(attack, "2026-11-20", {"model": attack, "notice": attack}),),
        )
        for attack in ATTACKS
    ]
    with hosted(files(subject(*models))) as url:
        yield url


def test_a_name_that_is_an_attack_is_shown_and_does_nothing(browser: Any, attacked: str) -> None:
    with tab(browser, attacked) as seen:
        shown = seen.ids()
        assert len(shown) == len(ATTACKS)
        assert "groq/<img src=x onerror=alert(1)>" in shown
        assert seen.page.locator("td img, td script, [onmouseover]").count() == 0
        for view in ("providers", "changes", "plot", "models"):
            seen.page.evaluate("view => { location.hash = `#view=${view}`; }", view)
            seen.page.wait_for_selector(f"#tabs a[aria-current][href*='{view}'], #tabs a")
        links = seen.page.eval_on_selector_all("a", "all => all.map(each => each.protocol)")
        assert set(links) == {"http:"}


@pytest.mark.parametrize("place", range(len(ATTACKS)))
def test_its_own_page_is_as_harmless(browser: Any, attacked: str, place: int) -> None:
    with tab(browser, attacked, **PHONE) as seen:
        identity = seen.ids()[place]
        seen.page.locator("tr[data-at] a.id").nth(place).click()
        seen.page.wait_for_selector("table.facts")
        assert seen.page.inner_text("h1.long") == " ".join(identity.split())
        assert seen.page.locator("article img, article script").count() == 0
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    "wish",
    ["q=<img src=x onerror=alert(1)>", "sort=__proto__", "provider=%22%3E", "view=constructor",
     "context=-1&price=x&since=zzz", "hide=toString", "axis=__proto__&view=plot", "%%%"],
)  # fmt: skip
def test_an_address_that_is_an_attack_does_nothing(browser: Any, attacked: str, wish: str) -> None:
    with tab(browser, f"{attacked}#{wish}") as seen:
        assert seen.page.locator("#q").is_visible()


@pytest.fixture(scope="module")
def many() -> Iterator[str]:
    models = [
        model(
            f"groq/maker-{number % 97}/name-{number}",
            kind="chat",
            created=f"20{20 + number % 7}-0{1 + number % 9}-11",
            context_window=1000 * (1 + number % 1000),
            tools=number % 2 == 0,
            price=Price(str(number % 50), str(number % 90), None, None),
        )
        for number in range(MANY)
    ]
    made = files(subject(*models))
    kept = {path: body for path, body in made.items() if not path.startswith("providers/")}
    with hosted(kept) as url:
        yield url


def test_sixty_thousand_models_are_scrolled_searched_and_sorted(browser: Any, many: str) -> None:
    rows = "document.querySelectorAll('tr[data-at]').length"
    with tab(browser, many) as seen:
        seen.settled("60,000 models")
        assert seen.page.evaluate(rows) <= IN_PAGE
        for part in (0.1, 0.5, 0.9, 1.0):
            seen.page.evaluate(
                "part => { const f = document.querySelector('.frame');"
                " f.scrollTop = part * f.scrollHeight; }",
                part,
            )
            seen.until(f"() => document.querySelector('tr[data-at]').dataset.at >= {part} * 59000")
            assert seen.page.evaluate(rows) <= IN_PAGE
        seen.page.locator("#grid").focus()
        seen.page.keyboard.press("End")
        assert seen.page.locator("tr.active").get_attribute("aria-rowindex") == str(MANY + 1)
        seen.page.get_by_role("button", name="$ in").click()
        seen.until("() => document.querySelector('.c-inward[aria-sort=ascending]')")
        seen.page.fill("#q", "name-31415")
        seen.settled("best first")
        assert seen.ids()[0] == "groq/maker-84/name-31415"
        seen.page.evaluate("location.hash = '#view=plot'")
        seen.page.wait_for_selector("canvas")
        assert seen.page.evaluate(rows) <= IN_PAGE


def test_a_page_whose_data_does_not_load_says_so_and_shows_the_plain_tables(
    browser: Any, bundled_files: dict[str, bytes]
) -> None:
    kept = {path: body for path, body in bundled_files.items() if not path.startswith("data-")}
    with hosted(kept) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector(".failed")
        assert "did not load" in page.inner_text("#app")
        assert page.get_by_role("link", name="Groq").first.is_visible()
        context.close()
