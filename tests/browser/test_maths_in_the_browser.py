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

    from tests.browser.conftest import Serve
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
