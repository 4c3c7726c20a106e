"""Reading a site: formulas, cards, links, search, on telephones, in the dark, without script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.reading import NOTES, serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite

PHONE = {"width": 360, "height": 740}
# A drawing has an area, and each glyph that it uses is on the page.
DRAWN = """formulas => formulas.map(formula => {
    const box = formula.querySelector("mjx-container svg").getBoundingClientRect();
    const uses = [...formula.querySelectorAll("use")];
    const found = uses.every(use => document.getElementById(use.href.baseVal.slice(1)));
    return formula.checkVisibility() && box.width > 3 && box.height > 3 && found;
})"""
INK = """formula => {
    const color = getComputedStyle(formula.querySelector("mjx-container svg")).fill;
    const paper = getComputedStyle(document.body).backgroundColor;
    const light = text => {
        const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
        return [0.2126 * r + 0.7152 * g + 0.0722 * b, a];
    };
    const [ink, alpha] = light(color), [back] = light(paper);
    return [back, Math.abs(ink - back) * alpha];
}"""


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite
) -> BuiltSite:
    vault = write_vault(tmp_path_factory.mktemp("reading"), NOTES)
    return build_site(vault, config={"use_directory_urls": request.param})


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve_instantly(site, serve)


@pytest.fixture(scope="module")
def end(site: BuiltSite) -> str:
    """Return how the addresses of notes end."""
    return "/" if (site.dir / "orchard/apples/index.html").is_file() else ".html"


def expect_drawn(page: Page, selector: str = ".arithmatex") -> None:
    formulas = page.locator(f"article {selector}")
    drawn = formulas.evaluate_all(DRAWN)
    assert drawn
    assert all(drawn)


def test_formulas_need_no_script(new_page: NewPage, root: str, end: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{root}orchard/apples{end}")
    boxes = [
        formula.bounding_box() for formula in page.locator("article > p svg, .math-block svg").all()
    ]
    assert len(boxes) >= 3
    assert all(box and box["width"] > 3 and box["height"] > 3 for box in boxes)


@pytest.mark.parametrize("width", [360, 1200])
def test_formulas_are_drawn(new_page: NewPage, root: str, end: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 740})
    page.goto(f"{root}orchard/apples{end}")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    expect_drawn(page)


def test_a_formula_in_a_fold_is_seen_once_it_is_open(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}orchard/apples{end}")
    fold = page.locator("details.callout")
    expect(fold.locator(".arithmatex")).to_be_hidden()
    fold.locator("summary").click()
    expect_drawn(page, "details.callout .arithmatex")


def test_instant_navigation_keeps_formulas_and_cards_alive(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}orchard/apples{end}")
    page.evaluate("window.stays = true")
    page.locator("article > p a.internal-link").first.click()
    page.wait_for_url(re.compile("orchard/pears"))
    expect(page.locator("article h1")).to_have_text("pears")
    assert page.evaluate("window.stays")
    expect_drawn(page, "> .math-block, article > p .arithmatex")
    page.locator(".cards-toggle").click()
    expect(page.locator(".card-answer")).to_have_attribute("open", "")
    expect_drawn(page, ".card .arithmatex")


@pytest.mark.parametrize("key", [None, "Enter", "Space"])
def test_a_card_opens(page: Page, root: str, end: str, key: str | None) -> None:
    page.goto(f"{root}orchard/apples{end}")
    question, answer = page.locator(".card summary"), page.locator(".card-back")
    expect(answer).to_be_hidden()
    if key:
        question.press(key)
    else:
        question.click()
    expect(answer).to_be_visible()
    expect_drawn(page, ".card .arithmatex")


def test_a_link_to_a_card_opens_it(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}orchard/apples{end}")
    page.locator("a[href$='#card-1700000000002']").click()
    page.wait_for_url(re.compile("#card-1700000000002$"))
    expect(page.locator("#card-1700000000002 .card-back")).to_be_visible()


def test_an_address_with_a_card_opens_it(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}orchard/pears{end}#card-1700000000002")
    expect(page.locator("#card-1700000000002 .card-back")).to_be_visible()


def test_a_link_to_a_heading_leads_there(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}orchard/pears{end}")
    page.locator("article > p a.internal-link").first.click()
    expect(page.locator("#far-below")).to_be_in_viewport()


@pytest.mark.parametrize(
    "name", ["", "orchard/apples{end}", "deep/er/wide{end}", "explorer{end}", "no/such/note"]
)
def test_a_telephone_never_scrolls_sideways(
    new_page: NewPage, page_problems: list[str], root: str, end: str, name: str
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(root + name.format(end=end))
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    _forget_the_missing_page(page_problems, name)


def test_search_on_a_telephone_never_scrolls_sideways(
    new_page: NewPage, root: str, end: str
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{root}deep/er/wide{end}")
    page.locator("[data-search-open]").click()
    page.locator(".search__input").press_sequentially("Donau")
    expect(page.locator(".search__result").first).to_be_visible()
    wait_until(page, f"document.documentElement.scrollWidth <= {PHONE['width']}")


def test_a_wide_formula_scrolls_in_itself(new_page: NewPage, root: str, end: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{root}deep/er/wide{end}")
    block = page.locator("article > .math-block").first
    # What is far below is laid out only once it is near.
    block.scroll_into_view_if_needed()
    scrolled = """() => {
      const block = document.querySelector("article > .math-block");
      block.scrollLeft = 50;
      return block.scrollLeft === 50;
    }"""
    wait_until(page, scrolled)


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_formulas_stand_out_in_both_schemes(
    new_page: NewPage, root: str, end: str, scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 740})
    page.goto(f"{root}orchard/apples{end}")
    for formula in page.locator("article > p .arithmatex, article > .math-block").all():
        paper, contrast = formula.evaluate(INK)
        assert (paper < 100) == (scheme == "dark")
        assert contrast > 110
    expect_drawn(page, "> .math-block")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("apples", True),
        ("Pruning in winter", True),
        ("zyxapple", True),
        ("sqrt", True),
        ("quincemarmalade", False),
        ("arithmatex", False),
    ],
)
def test_search_finds_what_is_seen(
    page: Page, root: str, end: str, words: str, *, found: bool
) -> None:
    page.goto(f"{root}orchard/pears{end}")
    page.keyboard.press("/")
    page.locator(".search__input").press_sequentially(words)
    if found:
        expect(page.locator(".search__result[href*='orchard/apples']").first).to_be_visible()
    else:
        expect(page.locator(".search__status")).to_have_text("Nothing found")


def test_a_result_of_the_search_leads_to_its_heading(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}orchard/pears{end}")
    page.keyboard.press("/")
    page.locator(".search__input").press_sequentially("medlars")
    page.locator(".search__result[href*='far-below']").first.click()
    expect(page.locator("#far-below")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["missing", "very/deep/missing/", "orchard/missing.html"])
def test_the_404_page_works_anywhere(
    page: Page, page_problems: list[str], root: str, end: str, name: str
) -> None:
    page.goto(root + name)
    expect(page.locator("h1")).to_have_text("No such note")
    _forget_the_missing_page(page_problems, "no/such")
    color = page.locator(".md-header").evaluate("bar => getComputedStyle(bar).backgroundColor")
    assert color not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    page.locator("article a", has_text="all notes").click()
    page.wait_for_url(f"{root}explorer{end}")
    page.locator("article summary", has_text="orchard").click()
    page.locator("article a", has_text="pears").click()
    expect(page.locator("h1")).to_have_text("pears")


def _forget_the_missing_page(problems: list[str], name: str) -> None:
    """Drop what the browser says about a page that the test means to be missing."""
    if name.startswith("no/such"):
        problems[:] = [problem for problem in problems if "404" not in problem]
