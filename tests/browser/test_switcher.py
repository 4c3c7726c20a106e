"""Ways to a note: by a few letters of its name, by chance, by its change; the list of keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

NOTES = {
    "Start.md": "[[Log-sum-exp]]\n",
    "maths/Log-sum-exp.md": "---\naliases: [smooth maximum, RealSoftMax]\n---\nText.\n",
    "maths/Logarithm.md": "---\ntitle: The logarithm\n---\nText.\n",
    "maths/Entropy.md": "Text.\n",
    "maths/Cross entropy.md": "Text.\n",
    "Übung/Müller-Straße.md": "Text.\n",
    "lists/alseep.md": "Text.\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite, serve: Serve) -> str:
    site = build_site(write_vault(tmp_path_factory.mktemp("switcher"), NOTES))
    return serve_instantly(site, serve)


@pytest.fixture
def start(page: Page, root: str) -> Page:
    page.goto(f"{root}Start/")
    return page


def hits(page: Page) -> Locator:
    return page.get_by_role("option")


def ask(page: Page, letters: str) -> Locator:
    page.keyboard.press("o")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    field.fill(letters)
    return hits(page)


@pytest.mark.parametrize(
    ("letters", "first", "marked"),
    [
        ("entropy", "Entropy", ["Entropy"]),
        ("cent", "Cross entropy", ["C", "ent"]),
        ("lse", "Log-sum-exp", ["L", "s", "e"]),
        ("sum log", "Log-sum-exp", ["Log", "sum"]),
        ("realsoft", "RealSoftMax", ["RealSoft"]),
        ("the log", "The logarithm", ["The log"]),
        ("logarithm", "Logarithm", ["Logarithm"]),
        ("muller strasse", "Müller-Straße", ["Müller", "Straße"]),
        ("ubung", "Müller-Straße", ["Übung"]),
        ("maths/entropy", "Entropy", ["maths/Entropy"]),
    ],
)
def test_found_by_name_other_name_and_folder(
    start: Page, letters: str, first: str, marked: list[str]
) -> None:
    found = ask(start, letters).first
    expect(found.locator(".switcher__name")).to_have_text(first)
    assert found.locator("b").all_inner_texts() == marked


def test_other_name_tells_whose_it_is(start: Page) -> None:
    expect(ask(start, "smooth").first).to_contain_text("Log-sum-exp · maths")


def test_nothing_found_is_said(start: Page) -> None:
    expect(ask(start, "mathe log")).to_have_count(0)
    expect(start.get_by_role("status")).to_have_text("No note is called so.")


def test_arrows_and_enter_lead_there(start: Page) -> None:
    start.evaluate("window.samePage = true")
    found = ask(start, "entropy")
    expect(found).to_have_count(2)
    start.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = start.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert chosen == found.nth(1).get_attribute("id")
    start.keyboard.press("ArrowDown")
    expect(found.nth(0)).to_have_attribute("aria-selected", "true")
    start.keyboard.press("ArrowUp")
    start.keyboard.press("Enter")
    expect(start.locator("article h1")).to_contain_text("Cross entropy")
    expect(start.get_by_role("dialog")).to_have_count(0)
    assert start.evaluate("window.samePage")


def test_click_leads_there(start: Page) -> None:
    ask(start, "alseep").first.click()
    expect(start.locator("article h1")).to_contain_text("alseep")


def test_in_a_new_tab(start: Page) -> None:
    ask(start, "alseep")
    with start.context.expect_page() as opened:
        start.keyboard.press("Control+Enter")
    expect(opened.value.locator("article h1")).to_contain_text("alseep")
    expect(start.get_by_role("combobox")).to_be_visible()
    start.keyboard.press("Escape")
    expect(start.get_by_role("combobox")).to_be_hidden()


def test_visited_last_come_first(start: Page, root: str) -> None:
    start.goto(f"{root}maths/Entropy/")
    ask(start, "alseep").first.click()  # without loading a whole page
    expect(start.locator("article h1")).to_contain_text("alseep")
    names = ask(start, "").locator(".switcher__name")
    expect(names.nth(0)).to_have_text("Entropy")
    expect(names.nth(1)).to_have_text("Start")
    expect(names).to_have_count(len(NOTES) - 1)  # not the one that is open
    kept = start.evaluate("Object.keys(localStorage).filter(key => key.includes('visited'))")
    assert kept == ["/repo/:visited"]


@pytest.mark.parametrize("kept", ["not JSON", json.dumps(["no/such/", "%E0%A4%A"])])
def test_memory_of_another_kind_does_no_harm(start: Page, kept: str) -> None:
    start.evaluate("kept => localStorage.setItem('/repo/:visited', kept)", kept)
    expect(ask(start, "")).to_have_count(len(NOTES) - 1)


def test_control_o_as_in_obsidian(start: Page) -> None:
    start.keyboard.press("Control+o")
    expect(start.get_by_role("combobox")).to_be_focused()


def test_keys_do_nothing_while_something_is_typed(start: Page) -> None:
    ask(start, "")
    start.keyboard.type("o?r")
    expect(start.get_by_role("combobox")).to_have_value("o?r")
    expect(start.get_by_role("dialog")).to_have_count(1)


def test_button_of_the_phone(new_page: NewPage, root: str) -> None:
    page = new_page(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page.goto(f"{root}Start/")
    page.locator("[data-switcher]").tap()
    expect(hits(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert hits(page).first.evaluate("row => row.offsetHeight") >= 44
    page.get_by_role("combobox").fill("alseep")
    hits(page).first.tap()
    expect(page.locator("article h1")).to_contain_text("alseep")


def test_by_chance_but_never_here(start: Page) -> None:
    for _ in range(5):
        before = start.url
        start.keyboard.press("r")
        wait_until(start, "before => location.href !== before", before)


def test_explorer_leads_to_chance_and_changes(start: Page) -> None:
    explorer = start.locator(".explorer")
    explorer.get_by_role("link", name="Recently changed").click()
    expect(start.locator("article h1")).to_have_text("Recently changed")
    expect(start.locator("article .home-recent a")).to_have_count(len(NOTES))
    explorer.get_by_role("button", name="Random note").click()
    expect(start.locator("article h1")).not_to_have_text("Recently changed")


def test_list_of_all_keys(start: Page) -> None:
    start.keyboard.press("?")
    dialog = start.get_by_role("dialog", name="Keys")
    for key in ("O", "Ctrl O", "R", "?", "/", "N", "P", "Space", "Esc"):
        expect(dialog.get_by_text(key, exact=True).first).to_be_visible()
    start.keyboard.press("o")  # nothing behind an open dialog
    expect(start.get_by_role("combobox")).to_have_count(0)
    start.mouse.click(5, 5)
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: NewPage, root: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{root}Start/")
    ask(page, "e")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert violations(page) == []


def test_fetched_on_first_use(page: Page, root: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{root}Start/")
    page.wait_for_load_state("networkidle")
    names = ("switcher", "dialog", "keys-list")
    assert not [url for url in fetched if any(name in url for name in names)]
    ask(page, "")
    assert len([url for url in fetched if url.endswith("explorer.json")]) == 1
