"""The page to study cards: decks and counts, the ways to it, settings, the year, progress."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite


def card(front: str, key: int, *, kind: str = "Basic", tags: str = "") -> str:
    tagged = f"Tags: {tags}\n" if tags else ""
    return f"START\n{kind}\n{front}\nBack: So.\n{tagged}<!--ID: 17000000000{key}-->\nEND\n\n"


NOTES = {
    "wood/Oak.md": "Oaks.\n\n" + card("Old?", 10, tags="tree") + card("Tall?", 11, tags="tree"),
    "wood/deep/Elm & Ash.md": "Elms. #wet/bog\n\n"
    + card("Elm", 12, kind="Basic (and reversed card)", tags="tree"),
    "bog/Moor.md": "Peat.\n\n- STARTI [Basic] Wet? Back: Yes. <!--ID: 1700000000013--> ENDI\n",
    "bog/Plain.md": "No cards, but ![[Oak]]\n",
    "hidden.md": "---\npublish: false\n---\n" + card("Secret?", 14),
}
DAY = 86_400_000
EMPTY = '<!doctype html><link rel="icon" href="data:,">'
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
TODAY = int(time.time() * 1000) // DAY


class Site(NamedTuple):
    """The address of a site, and how the addresses of its pages end."""

    root: str
    end: str

    @property
    def study(self) -> str:
        return f"{self.root}study{self.end}"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_vault(tmp_path_factory.mktemp("study"), NOTES)


@pytest.fixture(scope="module")
def site(vault: Path, build_site: BuildSite, serve: Serve) -> Site:
    return Site(serve_instantly(build_site(vault), serve), "/")


@pytest.fixture
def desktop(new_page: NewPage) -> Page:
    return new_page(viewport=DESKTOP, reduced_motion="reduce", locale="en", timezone_id="UTC")


def reviewed(ids: list[str], *, days: int) -> dict[str, list[float]]:
    """Cards that were reviewed an hour ago and are due in ``days``."""
    last = int(time.time() * 1000) - 3_600_000
    return {each: [last, TODAY + days, 5.0, 5.0, 3] for each in ids}


def keep(page: Page, site: Site, progress: object) -> None:
    """Have progress in the browser before the page is opened."""
    page.route("**/empty", lambda route: route.fulfill(content_type="text/html", body=EMPTY))
    page.goto(site.root + "empty")
    text = progress if isinstance(progress, str) else json.dumps({"version": 1, **progress})  # type: ignore[dict-item]
    page.evaluate("text => localStorage.setItem('/repo/:study', text)", text)


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))


def expect_figures(page: Page, name: str, figures: list[str]) -> None:
    """New, learning and due cards of a deck or tag."""
    expect(row(page, name).locator("td:not(.study-acts)")).to_have_text(figures)


def open_decks(page: Page, site: Site, address: str = "") -> None:
    page.goto(site.study + address)
    expect(page.get_by_role("columnheader", name="Due").first).to_be_visible()


def test_decks_and_tags_are_counted_with_what_is_in_them(desktop: Page, site: Site) -> None:
    keep(desktop, site, {"cards": reviewed(["1700000000010"], days=-2)})
    open_decks(desktop, site)
    expect(desktop.locator(".study-today")).to_have_text("3 new · 1 due")  # one side a day
    expect_figures(desktop, "wood", ["2", "0", "1"])
    expect_figures(desktop, "deep", ["1", "0", "0"])
    expect_figures(desktop, "bog", ["1", "0", "0"])
    desktop.get_by_role("button", name="Tags").click()
    expect_figures(desktop, "tree", ["2", "0", "1"])
    expect_figures(desktop, "wet", ["1", "0", "0"])
    expect(row(desktop, "wood")).to_be_hidden()
    desktop.reload()
    expect(row(desktop, "wet::bog")).to_be_visible()  # the choice is remembered


def test_decks_fold_by_keyboard_and_stay_so(desktop: Page, site: Site) -> None:
    open_decks(desktop, site)
    fold = desktop.get_by_role("button", name="wood")
    expect(fold).to_have_attribute("aria-expanded", "true")
    fold.focus()
    desktop.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(row(desktop, "deep")).to_be_hidden()
    desktop.reload()
    expect(row(desktop, "bog")).to_be_visible()
    expect(row(desktop, "deep")).to_be_hidden()
    desktop.get_by_role("button", name="wood").press("Space")
    desktop.keyboard.press("Tab")
    expect(row(desktop, "wood").get_by_role("link", name="Study: wood")).to_be_focused()
    expect(row(desktop, "deep")).to_be_visible()


def test_a_session_starts_from_a_deck_and_leads_back(desktop: Page, site: Site) -> None:
    open_decks(desktop, site)
    link = row(desktop, "bog").get_by_role("link", name="Study")
    link.focus()
    desktop.keyboard.press("Enter")
    session = desktop.locator(".session")
    expect(session).to_contain_text("Wet?")
    expect(desktop).to_have_url(site.study + "?deck=bog")
    expect(desktop.get_by_role("heading", name="Study", exact=True)).to_be_hidden()
    desktop.keyboard.press("Space")
    desktop.keyboard.press("4")
    wait_until(desktop, "localStorage.getItem('/repo/:study')?.includes('cards')")
    desktop.go_back()
    expect(session).to_have_count(0)
    expect(row(desktop, "bog")).to_be_visible()
    expect(desktop).to_have_url(site.study)
    expect_figures(desktop, "bog", ["0", "0", "0"])
    expect(link).to_be_focused()
    desktop.keyboard.press("c")  # the keys are the site's again
    expect(desktop).to_have_url(site.study)


def test_leaving_a_session_leaves_its_address(desktop: Page, site: Site) -> None:
    desktop.goto(f"{site.root}wood/Oak/")
    desktop.get_by_role("link", name="Study these 2 cards").click()
    expect(desktop.locator(".session")).to_contain_text("Old?")
    desktop.keyboard.press("Escape")
    expect(row(desktop, "wood")).to_be_visible()
    expect(desktop).to_have_url(site.study)
    desktop.go_back()
    expect(desktop).to_have_url(re.compile("/wood/Oak/$"))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("?deck=wood%3A%3Adeep", "Elm"),
        ("?in=bog", "Wet?"),
        ("?note=wood/deep/Elm%2520%2526%2520Ash/", "Elm"),
        ("?tag=wet/bog", "Elm"),
        ("?in=bog&practise=1", "Wet?"),
    ],
)
def test_the_address_says_which_cards(desktop: Page, site: Site, address: str, shown: str) -> None:
    desktop.goto(site.study + address)
    expect(desktop.locator(".session")).to_contain_text(shown)


def test_where_nothing_is_due_practice_is_offered(desktop: Page, site: Site) -> None:
    progress = {"cards": reviewed(["1700000000010", "1700000000011"], days=3)}
    keep(desktop, site, progress)
    open_decks(desktop, site, "?note=wood/Oak/")
    panel = desktop.locator(".study-nothing")
    expect(panel.get_by_role("heading")).to_have_text("Nothing to study now: Oak")
    expect(panel).to_contain_text("The next card is due: in 3 days")
    before = desktop.evaluate("localStorage.getItem('/repo/:study')")
    panel.get_by_role("link", name="Practise these 2 cards").click()
    expect(desktop.locator(".session")).to_be_visible()
    for _ in range(2):
        desktop.keyboard.press("Space")
        expect(desktop.locator(".session-grades")).to_be_visible()
        desktop.keyboard.press("1")
    assert desktop.evaluate("localStorage.getItem('/repo/:study')") == before
    open_decks(desktop, site, "?note=gone/")
    expect(panel.get_by_role("heading")).to_have_text("There are no such cards")


def test_settings_hold_at_once_and_for_the_next_visit(desktop: Page, site: Site) -> None:
    open_decks(desktop, site)
    desktop.get_by_text("Settings", exact=True).click()
    new = desktop.get_by_label("New cards a day")
    new.fill("2")
    new.press("Tab")
    expect(desktop.locator(".study-today")).to_have_text("2 new")
    new.fill("-1")
    new.press("Tab")
    expect(desktop.get_by_role("alert").first).to_have_text(
        "A whole number from 0 to 9,999, please."
    )
    expect(new).to_have_attribute("aria-invalid", "true")
    desktop.get_by_label("Reviews a day").fill("9")
    desktop.get_by_label("How much is to be remembered").fill("85")
    expect(desktop.locator("output")).to_have_text("85%")
    desktop.get_by_label("A day begins at").select_option("0")
    desktop.reload()
    desktop.get_by_text("Settings", exact=True).click()
    expect(new).to_have_value("2")
    expect(desktop.get_by_label("Reviews a day")).to_have_value("9")
    expect(desktop.get_by_label("How much is to be remembered")).to_have_value("85")
    expect(desktop.get_by_label("A day begins at")).to_have_value("0")


def test_what_another_tab_does_is_shown(desktop: Page, site: Site) -> None:
    open_decks(desktop, site)
    desktop.get_by_text("Settings", exact=True).click()
    other = desktop.context.new_page()
    progress = {"cards": reviewed(["1700000000013"], days=9), "settings": {"newPerDay": 5}}
    keep(other, site, progress)
    expect(row(desktop, "bog").get_by_role("cell").first).to_have_text("0")
    expect(desktop.get_by_label("New cards a day")).to_have_value("5")


def test_progress_is_saved_forgotten_and_loaded(desktop: Page, site: Site, tmp_path: Path) -> None:
    kept = reviewed(["1700000000010", "1700000000013"], days=9)
    keep(desktop, site, {"cards": kept})
    open_decks(desktop, site)
    desktop.get_by_text("Your progress", exact=True).click()
    with desktop.expect_download() as waiting:
        desktop.get_by_role("button", name="Save to a file").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert re.fullmatch(r"repo-study-\d{4}-\d\d-\d\d\.json", file.name)
    desktop.get_by_role("button", name="Forget everything").click()
    dialog = desktop.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    assert violations(desktop) == []
    desktop.keyboard.press("Escape")
    expect_figures(desktop, "bog", ["0", "0", "0"])
    desktop.get_by_role("button", name="Forget everything").click()
    dialog.get_by_role("button", name="Forget everything").click()
    expect(desktop.get_by_text("All is forgotten")).to_be_visible()
    expect_figures(desktop, "bog", ["1", "0", "0"])
    for said in ("2 cards added, 0 brought up to date, 0 kept", "0 cards added, 0 brought up"):
        with desktop.expect_file_chooser() as choosing:
            desktop.get_by_role("button", name="Load from a file").click()
        choosing.value.set_files(file)
        expect(desktop.locator(".study-said").first).to_contain_text(said)
    expect_figures(desktop, "bog", ["0", "0", "0"])
    file.write_text("no progress", "utf-8")
    with desktop.expect_file_chooser() as choosing:
        desktop.get_by_role("button", name="Load from a file").click()
    choosing.value.set_files(file)
    expect(desktop.locator(".study-said").first).to_contain_text("could not be read")
    assert json.loads(desktop.evaluate("localStorage.getItem('/repo/:study')"))["cards"] == kept


def test_damaged_progress_is_told_and_set_aside(desktop: Page, site: Site) -> None:
    keep(desktop, site, '{"version": 1, "cards": 7')
    open_decks(desktop, site)
    expect(desktop.locator(".study-notice")).to_contain_text("set aside, not deleted")
    kept = desktop.evaluate("Object.values(localStorage)")
    assert '{"version": 1, "cards": 7' in kept


def test_the_year_shows_its_days(desktop: Page, site: Site) -> None:
    open_decks(desktop, site)
    expect(desktop.get_by_role("grid")).to_have_count(0)
    keep(desktop, site, {"days": {TODAY - 1: [8, 2, 3, 5], TODAY - 9: [1, 0, 0, 1]}})
    desktop.clock.set_fixed_time(TODAY * DAY // 1000 + 43_200)
    open_decks(desktop, site)
    year, said = desktop.get_by_role("grid"), desktop.locator(".study-day")
    expect(said).to_have_text("9 answers on 2 days.")
    assert desktop.locator(".study-grid [class^=study-shade]").count() == 2
    assert desktop.locator(".study-grid [role=gridcell]").count() in range(365, 372)
    days = year.get_by_role("gridcell")
    days.last.focus()
    expect(said).to_contain_text("nothing")
    desktop.keyboard.press("ArrowUp")
    expect(said).to_contain_text("8 answers, 2 of them “again”, 3 new")
    desktop.keyboard.press("Home")
    expect(days.first).to_be_focused()
    assert year.locator("[tabindex='0']").count() == 1


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(new_page: NewPage, site: Site, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport, reduced_motion="reduce")
    days = {TODAY - past: [past, 0, 0, 1] for past in range(1, 300, 3)}
    keep(page, site, {"cards": reviewed(["1700000000013"], days=3), "days": days})
    open_decks(page, site, "?in=bog")
    for part in page.locator(".study-part > summary").all():
        part.click()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert violations(page, rules=["color-contrast", "link-in-text-block"]) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= viewport["width"]
    weeks = page.locator(".study-weeks")
    assert weeks.evaluate("each => each.scrollLeft + each.clientWidth >= each.scrollWidth - 1")
    page.set_viewport_size({"width": 320, "height": 400})  # enlarged four times
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_without_script_the_decks_lead_to_the_cards(new_page: NewPage, site: Site) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site.study)
    expect(page.locator(".study noscript p")).to_contain_text("kept and counted by a script")
    page.locator("summary", has_text="wood").click()
    page.locator("summary", has_text="deep").click()
    page.get_by_role("link", name="Elm & Ash").click()
    expect(page).to_have_url(re.compile("Ash/#cards$"))
    page.get_by_role("link", name="Study", exact=True).click()
    expect(page).to_have_url(re.compile("/study/\\?note="))


def test_every_way_leads_to_the_cards_that_it_names(desktop: Page, site: Site) -> None:
    desktop.goto(f"{site.root}bog/Plain/")
    expect(desktop.locator(".markdown-embed")).to_contain_text("Oaks.")
    assert desktop.locator("article a[href*=study]").count() == 0
    ways = desktop.locator(".explorer__ways")
    expect(ways.get_by_role("link", name="Study")).to_have_attribute("href", site.study)
    hrefs = {}
    for place, name in {
        "": "4 cards",
        "bog/Moor/": "Study",
        "explorer/": "Study 3 cards",
        "tags/wet/": "Study 1 card",
    }.items():
        desktop.goto(site.root + place)
        for summary in desktop.locator(".explorer-folder > summary").all():
            summary.click()
        link = desktop.locator("article").get_by_role("link", name=name, exact=True)
        hrefs[place] = link.evaluate("link => link.href").removeprefix(site.study)
    assert hrefs == {
        "": "",
        "bog/Moor/": "?note=bog/Moor/",
        "explorer/": "?in=wood",
        "tags/wet/": "?tag=wet",
    }
    desktop.keyboard.press("c")
    expect(row(desktop, "wood")).to_be_visible()
    desktop.keyboard.press("?")
    expect(desktop.get_by_role("dialog")).to_contain_text("Study the cards")


def test_pages_may_end_in_html(
    vault: Path, build_site: BuildSite, serve: Serve, desktop: Page
) -> None:
    built = build_site(vault, config={"use_directory_urls": False})
    files = Site(serve_instantly(built, serve), ".html")
    desktop.goto(f"{files.root}wood/Oak.html")
    desktop.get_by_role("link", name="Study these 2 cards").click()
    expect(desktop.locator(".session")).to_contain_text("Old?")
    desktop.keyboard.press("Escape")
    expect(desktop).to_have_url(files.study)
    expect(row(desktop, "wood")).to_be_visible()


def test_nothing_moves_while_the_page_loads(desktop: Page, site: Site) -> None:
    desktop.add_init_script(
        "new PerformanceObserver(list => list.getEntries().forEach(each =>"
        " { window.shift = (window.shift ?? 0) + each.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    open_decks(desktop, site)
    wait_until(desktop, "document.querySelector('.explorer__ways')")
    assert desktop.evaluate("window.shift ?? 0") < 0.01
