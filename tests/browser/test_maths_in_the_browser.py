"""`maths: browser`: MathJax comes from the site itself, and draws again on each page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.reading import NOTES, serve_instantly, write_vault

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite) -> BuiltSite:
    folder = tmp_path_factory.mktemp("browser-maths")
    notes = NOTES | {"orchard/pears.md": "$\\R$ and [[apples]] and $$\\Gamma(n)$$\n"}
    return build_site(
        write_vault(folder / "vault", notes),
        cache=str(folder / "cache"),
        maths="browser",
        maths_preamble="\\newcommand{\\R}{\\mathbb{R}}",
    )


def cache_of(site: BuiltSite) -> Path:
    return site.dir.parent


def expect_drawn(page: Page, count: int) -> None:
    expect(
        page.locator("article > :not(section) mjx-container, article > .math-block > mjx-container")
    ).to_have_count(count)
    assert page.locator("[data-mjx-error]").count() == 0


def test_the_build_draws_nothing(site: BuiltSite) -> None:
    html = site.html("orchard/pears/index.html")
    assert "\\(\\R\\)" in html
    assert "mjx-container" not in html
    assert not list(cache_of(site).rglob("maths.sqlite"))


def test_formulas_are_copied_and_enlarged_as_ever(
    new_page: NewPage, site: BuiltSite, serve: Serve
) -> None:
    page = new_page(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.goto(f"{serve(site.dir)}orchard/pears/")
    expect_drawn(page, 2)
    drawn = page.locator("article > p .arithmatex mjx-container svg").first
    drawn.click()
    expect(page.get_by_role("status").filter(has_text="TeX copied")).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('article > p'))")
    page.keyboard.press("ControlOrMeta+c")
    said = "navigator.clipboard.readText()"
    assert page.evaluate(said).startswith("$\\R$ and apples and")
    page.evaluate("getSelection().removeAllRanges()")
    assert page.locator(".math-offer").count() == 0
    page.locator("article .math-block mjx-container svg").first.tap()
    view = page.get_by_role("dialog", name="Formula")
    expect(view.locator("code")).to_have_text("\\Gamma(n)")
    expect(view.locator("mjx-container svg").first).to_be_visible()


def test_formulas_are_drawn_again_after_instant_navigation(
    page: Page, site: BuiltSite, serve: Serve
) -> None:
    page.goto(f"{serve_instantly(site, serve)}orchard/pears/")
    expect_drawn(page, 2)
    page.evaluate("window.stays = true")
    page.locator("article a", has_text="apples").first.click()
    page.wait_for_url(re.compile("orchard/apples"))
    expect(page.locator("article h1")).to_have_text("apples")
    expect(page.locator("article > p .arithmatex mjx-container").first).to_be_visible()
    assert page.evaluate("window.stays")
    assert page.locator("article .arithmatex:not(:has(mjx-container))").count() == 0


def test_a_card_that_is_studied_is_drawn(page: Page, site: BuiltSite, serve: Serve) -> None:
    page.goto(f"{serve(site.dir)}study/?in=")
    expect(page.locator(".session-front mjx-container")).to_be_visible()
    page.keyboard.press("Space")
    answer = page.locator(".session-back mjx-container")
    expect(answer).to_be_visible()
    assert (answer.bounding_box() or {"height": 0})["height"] > 5
