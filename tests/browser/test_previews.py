"""Previews of links: what they show, how they open, and that none ever stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until
from tests.embeds.test_files import png

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite

NOTES = {
    "Start.md": r"""[[Birch]], [[Birch#Leaves]], [[Birch#^bark]], [[Birch#^second]],
[[Birch#^inner]], [[Nowhere]], [outside](https://example.org), [[leaf.png]], [[#Below]],
a footnote[^1]. The same glyph as there: $x$.

## Below
Deep ground with $\Gamma$.

## After
Not below.

[^1]: What is **small**, as $\Sigma$.
"""
    + "\nA line.\n" * 60,
    "wood/Birch.md": r"""The birch is white, $x + \alpha$, as [[Alder|an alder]] is not.

Again $x + \alpha$ with ![[leaf.png]].

A block about bark, $\beta$. ^bark

1. first
2. second ^second

## Leaves
They fall, $x + \alpha = \gamma$.

### Veins
Fine ones.

## Roots
Deep ones.

START
Basic
Which tree
Back: The birch, $\delta$. ^inner
<!--ID: 1700000000009-->
END
""",
    "wood/Alder.md": "The alder stands in water, near [[Birch#Roots]]. It has [[Empty]] rooms,"
    " as the [[Chart]] shows.\n",
    "Empty.md": "",
    "wood/Chart.md": "```mermaid\ngraph LR\n  A[Alder]:::internal-link --> B\n```\n",
    "Dense.md": " ".join(["[[Birch]] and [[Alder]],"] * 30) + "\n",
}
# Each glyph that a formula uses is in the preview itself, and no id is on the page twice.
WHOLE = """box => {
    const uses = [...box.querySelectorAll("mjx-container use")];
    const found = uses.map(use => document.getElementById(use.getAttribute("href").slice(1)));
    const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
    return uses.length > 0 && found.every(each => box.contains(each))
        && new Set(ids).size === ids.length;
}"""
SHOWN = """box => {
    const { left, top, right, bottom } = box.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}"""
LONG_ENOUGH = 700  # milliseconds after which a preview would have come


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = write_vault(tmp_path_factory.mktemp("previews"), NOTES)
    (vault / "leaf.png").write_bytes(png(60, 40))
    return vault


@pytest.fixture(scope="module")
def site(vault: Path, build_site: BuildSite) -> BuiltSite:
    return build_site(vault)


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve_instantly(site, serve)


@pytest.fixture
def start(page: Page, root: str) -> Page:
    page.goto(f"{root}Start/")
    return page


def link(page: Page, target: str) -> Locator:
    return page.locator(f'article a[data-href="{target}"]').first


def preview(page: Page, number: int = 0) -> Locator:
    return page.locator(".preview").nth(number)


def rest_on(place: Locator) -> Locator:
    place.hover()
    shown = preview(place.page)
    expect(shown).to_be_visible()
    return shown


@pytest.mark.parametrize(
    ("target", "there", "not_there"),
    [
        ("Birch", ["The birch is white", "Deep ones", "Which tree"], ["Last changed"]),
        ("Birch#Leaves", ["They fall", "Fine ones"], ["Deep ones", "white", "Which tree"]),
        ("Birch#^bark", ["A block about bark"], ["white", "Again"]),
        ("Birch#^second", ["second"], ["first", "white"]),
        ("Birch#^inner", ["Which tree", "The birch, "], ["white"]),
        ("#Below", ["Deep ground"], ["Not below", "birch"]),
    ],
)
def test_what_a_link_leads_to(
    start: Page, target: str, there: list[str], not_there: list[str]
) -> None:
    shown = rest_on(link(start, target))
    for text in there:
        expect(shown.get_by_text(text).first).to_be_visible()
    for text in not_there:
        expect(shown.get_by_text(text)).to_have_count(0)
    assert shown.evaluate(SHOWN)


@pytest.mark.parametrize("target", ["Birch", "Birch#Leaves", "Birch#^bark", "#Below"])
def test_formulas_have_all_their_glyphs(start: Page, target: str) -> None:
    assert rest_on(link(start, target)).evaluate(WHOLE)


def test_card_is_shown_with_its_answer(start: Page) -> None:
    shown = rest_on(link(start, "Birch#^inner"))
    expect(shown.locator(".card-back mjx-container svg")).to_be_visible()


def test_item_of_a_list_keeps_its_number(start: Page) -> None:
    shown = rest_on(link(start, "Birch#^second"))
    assert shown.locator("ol").evaluate("list => list.start") == 2


def test_of_an_empty_note_what_others_say(page: Page, root: str) -> None:
    page.goto(f"{root}wood/Alder/")
    expect(rest_on(link(page, "Empty"))).to_contain_text("rooms")


def test_diagrams_are_drawn_with_their_links(page: Page, root: str) -> None:
    page.goto(f"{root}wood/Alder/")
    shown = rest_on(link(page, "Chart"))
    expect(shown.locator(".mermaid-drawing svg")).to_be_visible(timeout=20_000)
    target = shown.locator(".mermaid-drawing a").first.evaluate("each => each.href.baseVal")
    assert target == f"{root}wood/Alder/"


def test_footnote_is_read_where_it_is_marked(start: Page) -> None:
    shown = rest_on(start.locator(".footnote-ref"))
    expect(shown).to_have_text(re.compile(r"^\s*What is small, as\s"))
    assert shown.evaluate(WHOLE)
    assert shown.evaluate("box => box.offsetHeight") < 80


def test_picture_is_shown(start: Page) -> None:
    shown = rest_on(link(start, "leaf.png"))
    expect(shown.locator("img")).to_be_visible()
    assert shown.locator("img").evaluate("each => each.naturalWidth") == 60


def test_addresses_are_seen_from_the_page_they_stand_on(start: Page, root: str) -> None:
    shown = rest_on(link(start, "Birch"))
    picture = shown.locator("img").first
    wait_until(start, "document.querySelector('.preview img').complete")
    assert picture.evaluate("each => each.naturalWidth") == 60
    alder = shown.get_by_role("link", name="an alder")
    assert alder.evaluate("each => each.href") == f"{root}wood/Alder/"
    alder.click()
    expect(start.locator("article h1")).to_contain_text("Alder")
    expect(preview(start)).to_have_count(0)


def test_title_leads_to_the_note(start: Page) -> None:
    rest_on(link(start, "Birch")).get_by_role("link", name="Birch", exact=True).click()
    expect(start.locator("article h1")).to_contain_text("Birch")


@pytest.mark.parametrize("other", [".internal-link.is-unresolved", "article .external-link"])
def test_what_leads_nowhere_on_the_site_shows_nothing(start: Page, other: str) -> None:
    rest_on(link(start, "Birch"))
    start.locator(other).hover()
    expect(preview(start)).to_have_count(0)
    start.wait_for_timeout(LONG_ENOUGH)
    expect(preview(start)).to_have_count(0)


def test_preview_is_entered_and_links_in_it_go_one_level_deeper(start: Page) -> None:
    shown = rest_on(link(start, "Birch"))
    shown.get_by_role("link", name="an alder").hover()
    inner = preview(start, 1)
    expect(inner).to_contain_text("stands in water")
    expect(shown).to_be_visible()
    inner.get_by_role("link", name="Birch > Roots").hover()
    start.wait_for_timeout(LONG_ENOUGH)
    expect(start.locator(".preview")).to_have_count(2)
    start.keyboard.press("Escape")
    expect(start.locator(".preview")).to_have_count(1)
    start.mouse.move(2, 2)
    expect(preview(start)).to_have_count(0)


def test_by_keys_alone(start: Page) -> None:
    link(start, "Birch").focus()
    start.keyboard.press("Tab")
    start.keyboard.press("Shift+Tab")
    start.keyboard.press(" ")
    expect(preview(start)).to_be_focused()
    assert start.evaluate("scrollY") == 0
    start.keyboard.press("Tab")
    start.keyboard.press("Tab")
    expect(preview(start).get_by_role("link", name="an alder")).to_be_focused()
    start.keyboard.press(" ")
    expect(preview(start, 1)).to_be_focused()
    start.keyboard.press("Escape")
    expect(preview(start).get_by_role("link", name="an alder")).to_be_focused()
    start.keyboard.press("Escape")
    expect(preview(start)).to_have_count(0)
    expect(link(start, "Birch")).to_be_focused()


def test_tab_leads_through_a_preview_and_on(start: Page) -> None:
    link(start, "Birch#^bark").focus()
    start.keyboard.press("Tab")
    start.keyboard.press("Shift+Tab")
    start.keyboard.press(" ")
    expect(preview(start)).to_be_focused()
    start.keyboard.press("Tab")
    expect(preview(start).get_by_role("link", name="Birch")).to_be_focused()
    start.keyboard.press("Tab")
    expect(preview(start)).to_have_count(0)
    expect(link(start, "Birch#^second")).to_be_focused()


def test_enter_still_follows_a_link(start: Page) -> None:
    link(start, "Birch").press("Enter")
    expect(start.locator("article h1")).to_contain_text("Birch")


def test_never_by_touch(new_page: NewPage, root: str) -> None:
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 700})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{root}Start/")
    link(page, "Birch").dispatch_event("pointerover", {"pointerType": "touch", "bubbles": True})
    link(page, "#Below").tap()
    page.wait_for_timeout(LONG_ENOUGH)
    expect(preview(page)).to_have_count(0)
    assert not [url for url in fetched if "preview" in url]


def test_fast_movement_over_many_links_leaves_nothing(page: Page, root: str) -> None:
    page.goto(f"{root}Dense/")
    rest_on(link(page, "Birch"))
    for number in range(40):
        page.locator("article p a").nth(number % 30).hover(force=True)
    page.mouse.move(2, 2)
    page.wait_for_timeout(LONG_ENOUGH)
    expect(preview(page)).to_have_count(0)
    assert page.locator("[aria-expanded=true].internal-link").count() == 0


def test_gone_with_its_page(start: Page) -> None:
    start.evaluate("window.samePage = true")
    rest_on(link(start, "Birch"))
    start.keyboard.press("r")
    expect(start.locator("article h1")).not_to_contain_text("Start")
    expect(preview(start)).to_have_count(0)
    assert start.evaluate("window.samePage")


def test_gone_with_its_tab(start: Page) -> None:
    rest_on(link(start, "Birch"))
    start.evaluate(
        """Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    expect(preview(start)).to_have_count(0)


def test_gone_when_its_link_is_scrolled_away(start: Page) -> None:
    height = start.evaluate("document.documentElement.scrollHeight")
    rest_on(link(start, "#Below"))
    assert start.evaluate("document.documentElement.scrollHeight") == height
    start.mouse.move(2, 2)
    start.evaluate("scrollTo(0, 2000)")
    expect(preview(start)).to_have_count(0)


def test_moves_with_the_page_until_then(start: Page) -> None:
    link(start, "Birch").focus()
    start.keyboard.press("Tab")
    start.keyboard.press("Shift+Tab")
    start.keyboard.press(" ")
    expect(preview(start)).to_be_focused()
    before = preview(start).evaluate("box => box.getBoundingClientRect().top")
    start.evaluate("scrollTo(0, 50)")
    assert preview(start).evaluate("box => box.getBoundingClientRect().top") == before - 50


def test_nothing_happens_without_a_connection(start: Page, page_problems: list[str]) -> None:
    rest_on(link(start, "Birch"))
    start.mouse.move(2, 2)
    expect(preview(start)).to_have_count(0)
    start.context.set_offline(True)
    alder = start.locator("article a").first
    alder.evaluate("each => { each.href = each.href.replace('Birch', 'Alder') }")
    alder.hover()
    start.wait_for_timeout(LONG_ENOUGH)
    expect(preview(start)).to_have_count(0)
    start.context.set_offline(False)
    assert all("ERR_INTERNET_DISCONNECTED" in problem for problem in page_problems)
    page_problems.clear()
    start.mouse.move(2, 2)
    expect(rest_on(alder)).to_contain_text("stands in water")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_of_the_page(new_page: NewPage, root: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{root}Start/")
    shown = rest_on(link(page, "Birch"))
    assert violations(page) == []
    style = "each => [getComputedStyle(each).color, getComputedStyle(each).fontFamily]"
    assert shown.locator("p").last.evaluate(style) == page.locator("article p").first.evaluate(
        style
    )


def test_fetched_on_first_use_and_once(page: Page, site: BuiltSite, serve: Serve) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    # Where Material's instant navigation does not work, which fetches pages by itself.
    page.goto(f"{serve(site.dir)}Start/")
    assert not [url for url in fetched if "preview" in url]
    rest_on(link(page, "Birch"))
    assert [url for url in fetched if url.endswith("/preview.js")]
    page.mouse.move(2, 2)
    expect(preview(page)).to_have_count(0)
    rest_on(link(page, "Birch#Leaves"))
    assert len([url for url in fetched if url.endswith("/Birch/")]) == 1


def test_with_pages_as_files(page: Page, vault: Path, build_site: BuildSite, serve: Serve) -> None:
    root = serve_instantly(build_site(vault, config={"use_directory_urls": False}), serve)
    page.goto(f"{root}Start.html")
    shown = rest_on(link(page, "Birch#Leaves"))
    expect(shown).to_contain_text("They fall")
    assert shown.evaluate(WHOLE)
    shown.get_by_role("link", name="Birch").click()
    assert page.url.endswith("wood/Birch.html#leaves")
    expect(preview(page)).to_have_count(0)
