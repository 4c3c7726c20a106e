"""The tree of all notes in the sidebar: loaded late, by mouse and keyboard, without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

NOTES = {
    "Inbox.md": "Links to [[Wren]] with $x^2$.",
    "Birds/Wren.md": "# Song\n\nIt sings $x^2$.\n\n## Nest\n\nIn ivy.",
    "Birds/note 2.md": "two",
    "Birds/note 10.md": "ten",
    "Birds/Owls/Barn owl.md": "white",
    "Über/🦊 & fox.md": "red",
} | {f"Long/n {number}.md": str(number) for number in range(1, 151)}
PHONE = {"width": 360, "height": 700}
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture(scope="module", params=[True, False], ids=["directory-urls", "html-files"])
def site(
    request: pytest.FixtureRequest,
    build_site: BuildSite,
    serve: Serve,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, str]:
    """The address of a built site's root, and how its notes' addresses end."""
    vault = tmp_path_factory.mktemp("vault")
    write(vault, NOTES)
    built = build_site(vault, config={"use_directory_urls": request.param})
    address = serve(built.dir)
    # Material follows a link without a new page only if the sitemap names it.
    sitemap = built.dir / "sitemap.xml"
    sitemap.write_text(sitemap.read_text("utf-8").replace(built.url, address), "utf-8")
    return address, "/" if request.param else ".html"


def write(vault: Path, notes: dict[str, str]) -> None:
    for name, text in notes.items():
        path = vault / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def open_note(page: Page, site: tuple[str, str], note: str) -> None:
    address, end = site
    page.goto(f"{address}{note}{end}")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def item(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("treeitem", name=name, exact=True)


def test_current_note_is_marked_in_its_open_folders(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Birds/Owls/Barn%20owl")
    expect(item(page, "Barn owl")).to_have_attribute("aria-current", "page")
    expect(item(page, "Barn owl")).to_be_visible()
    expect(item(page, "Birds")).to_have_attribute("aria-expanded", "true")
    expect(item(page, "Über")).to_have_attribute("aria-expanded", "false")


def test_notes_of_a_closed_folder_are_not_made(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Inbox")
    expect(page.get_by_role("treeitem")).to_have_text(["Birds", "Long", "Über", "Inbox"])
    item(page, "Birds").click()
    expect(page.get_by_role("treeitem")).to_have_text(
        ["Birds", "Owls", "note 2", "note 10", "Wren", "Long", "Über", "Inbox"]
    )


def test_tree_by_keyboard(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Birds/Wren")
    item(page, "Wren").focus()
    for key, name in [
        ("ArrowUp", "note 10"),
        ("Home", "Birds"),
        ("ArrowRight", "Owls"),
        ("ArrowRight", "Owls"),
        ("ArrowRight", "Barn owl"),
        ("ArrowLeft", "Owls"),
        ("ArrowLeft", "Owls"),
        ("ArrowDown", "note 2"),
        ("ArrowLeft", "Birds"),
        ("End", "Inbox"),
        ("u", "Über"),
        ("Home", "Birds"),
    ]:
        page.keyboard.press(key)
        assert (key, focused(page)) == (key, name)
    page.keyboard.type("note 1")
    assert focused(page) == "note 10"
    page.keyboard.press("Enter")
    expect(page.locator("h1").first).to_contain_text("note 10")


def test_keyboard_goes_all_through_a_long_folder(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Long/n%20100")
    expect(item(page, "n 100")).to_be_in_viewport()
    item(page, "n 100").focus()
    for key, name in [
        ("ArrowDown", "n 101"),
        ("ArrowUp", "n 100"),
        ("ArrowLeft", "Long"),
        ("ArrowRight", "n 1"),
        ("End", "Inbox"),
        ("ArrowUp", "Über"),
        ("ArrowUp", "n 150"),
        ("ArrowDown", "Über"),
    ]:
        page.keyboard.press(key)
        assert (key, focused(page)) == (key, name)


def test_tree_is_one_tab_stop(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Birds/Wren")
    expect(item(page, "Wren")).to_have_attribute("tabindex", "0")
    item(page, "Birds").click()
    expect(page.locator("[role=treeitem][tabindex='0']")).to_have_text(["Birds"])


def test_tree_survives_instant_navigation(page: Page, site: tuple[str, str]) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_note(page, site, "Inbox")
    page.evaluate("window.samePage = true")
    item(page, "Über").click()
    item(page, "Birds").click()
    item(page, "note 2").click()
    expect(page.locator("h1").first).to_contain_text("note 2")
    assert page.evaluate("window.samePage")
    expect(page.locator("[aria-current=page]")).to_have_text(["note 2"])
    expect(page.get_by_role("tree")).to_have_count(1)
    expect(item(page, "Über")).to_have_attribute("aria-expanded", "true")
    assert len([url for url in fetched if url.endswith("explorer.json")]) == 1


def test_folds_are_remembered_by_the_next_page(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Inbox")
    item(page, "Über").click()
    open_note(page, site, "Birds/Wren")
    expect(item(page, "🦊 & fox")).to_be_visible()
    page.evaluate("sessionStorage.clear()")  # as in another tab, or tomorrow
    page.reload()
    expect(item(page, "🦊 & fox")).to_be_visible()


def test_place_in_the_tree_is_kept(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Long/n%20100")
    expect(item(page, "n 100")).to_be_in_viewport()
    box = page.locator(".md-sidebar--primary .md-sidebar__scrollwrap")
    place = box.evaluate("each => each.scrollTop -= 60")
    wait_until(page, "place => sessionStorage['/repo/:scroll'] == place", place)
    page.reload()
    expect(item(page, "n 100")).to_be_in_viewport()
    assert box.evaluate("each => each.scrollTop") == place


def test_phone_fetches_the_tree_when_the_explorer_opens(
    new_page: NewPage, site: tuple[str, str]
) -> None:
    page = new_page(viewport=PHONE)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_note(page, site, "Birds/Wren")
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if url.endswith("explorer.json")]
    page.get_by_role("button", name="Notes").click()
    expect(item(page, "Wren")).to_be_visible()
    item(page, "note 2").click()
    expect(page.locator("h1").first).to_contain_text("note 2")
    expect(page.get_by_role("tree")).to_be_hidden()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_phone_has_the_outline_in_a_sheet(
    new_page: NewPage,
    site: tuple[str, str],
    *,
    java_script_enabled: bool,
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=java_script_enabled)
    open_note(page, site, "Birds/Wren")
    outline = page.get_by_role("navigation", name="Table of contents")
    page.get_by_role("button", name="Outline").focus()
    page.keyboard.press("Enter")
    expect(outline).to_be_visible()
    page.keyboard.press("Escape")
    expect(outline).to_be_hidden()
    expect(page.get_by_role("button", name="Outline")).to_be_focused()
    page.keyboard.press("Enter")
    outline.get_by_text("Nest").click()
    assert page.url.endswith("#nest")
    if java_script_enabled:  # else a tap beside it
        expect(outline).to_be_hidden()


def test_phone_offers_no_outline_where_there_is_none(
    new_page: NewPage, site: tuple[str, str]
) -> None:
    page = new_page(viewport=PHONE)
    open_note(page, site, "Inbox")
    expect(page.get_by_role("button", name="Notes")).to_be_visible()
    expect(page.get_by_role("button", name="Outline")).to_be_hidden()


def test_without_script_a_link_leads_to_all_notes(new_page: NewPage, site: tuple[str, str]) -> None:
    page = new_page(java_script_enabled=False, viewport=DESKTOP)
    open_note(page, site, "Birds/Owls/Barn%20owl")
    page.get_by_role("link", name="All notes").click()
    page.get_by_text("Über").click()
    page.get_by_role("link", name="🦊 & fox").click()
    expect(page.locator("h1").first).to_contain_text("🦊 & fox")


def test_folder_above_a_note_leads_to_its_place(new_page: NewPage, site: tuple[str, str]) -> None:
    page = new_page(java_script_enabled=False)
    open_note(page, site, "Birds/Owls/Barn%20owl")
    page.get_by_role("navigation", name="Folders").get_by_text("Owls").click()
    expect(page.locator(".explorer-page").get_by_role("link", name="Barn owl")).to_be_visible()


def test_tree_works_on_the_page_for_missing_notes(
    page: Page, site: tuple[str, str], page_problems: list[str]
) -> None:
    page.goto(f"{site[0]}no/such/note")
    page_problems.clear()  # the console names the missing page
    item(page, "Inbox").click()
    expect(page.locator("h1").first).to_contain_text("Inbox")


def test_backlink_shows_the_sentence_with_its_formula(page: Page, site: tuple[str, str]) -> None:
    open_note(page, site, "Birds/Wren")
    backlinks = page.locator(".backlinks")
    expect(backlinks.get_by_role("link", name="Inbox")).to_be_visible()
    expect(backlinks.locator(".backlinks__snippet")).to_contain_text("Links to")
    expect(backlinks.locator("mjx-container svg")).to_be_visible()
