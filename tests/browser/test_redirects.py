"""Old addresses in a real browser, on a site below a path: they lead on, with their fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite


@pytest.fixture(scope="module")
def site(build_site: BuildSite, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    vault = tmp_path_factory.mktemp("vault")
    (vault / "deep").mkdir()
    (vault / "deep/Robins.md").write_text(
        "---\naliases: [Redbreast]\npermalink: birds/robin\nredirect_from: old/robins.html\n---\n"
        + "Robins sing.\n\n" * 60
        + "## Nests of größe\n\nIn ivy.",
        "utf-8",
    )
    return serve(build_site(vault).dir)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("old", ["Redbreast/", "Redbreast", "deep/Robins/", "old/robins.html"])
def test_an_old_address_leads_to_the_note(
    new_page: NewPage, site: str, old: str, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(site + old)
    page.wait_for_url(f"{site}birds/robin/")
    expect(page.locator("h1")).to_have_text("Robins")


def test_the_fragment_goes_along(page: Page, site: str) -> None:
    page.goto(f"{site}Redbreast/#nests-of-größe")
    expect(page.locator("h2")).to_be_in_viewport()
    assert page.url == f"{site}birds/robin/#nests-of-gr%C3%B6%C3%9Fe"


def test_the_way_back_skips_the_redirect(page: Page, site: str) -> None:
    page.goto(f"{site}explorer/")
    before = page.evaluate("history.length")
    page.goto(f"{site}Redbreast/")
    page.wait_for_url(f"{site}birds/robin/")
    assert page.evaluate("history.length") == before + 1
