"""On paper: a note as a handout, a folder as one document, read from the browser's PDF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.reading import NOTES, write_vault

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite

PAPER = {"width": 658, "height": 980}  # A4 without its margins, in CSS pixels
LINKS = [
    "https://example.org/one?a=b&c=d", "https://example.org/two", "mailto:owl@example.org",
    "https://example.org/folded",
]  # fmt: skip
MORE = {
    "links.md": f"[one]({LINKS[0]}), [two]({LINKS[1]}) and [three]({LINKS[2]}). [[pears]]\n\n"
    f"> [!note]- Folded\n> See [four]({LINKS[3]}).\n\n```mermaid\ngraph LR; A-->B\n```\n",
    "orchard/odd folder 100%+/figs.md": "Figs are not [[apples#Pruning in winter|apples]]. $f$\n\n"
    "## Pruning in winter\nNor [[long]], [[nowhere]], [[#Pruning in winter|here]]^[A footnote.]\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite) -> BuiltSite:
    vault = write_vault(tmp_path_factory.mktemp("paper"), NOTES | MORE)
    return build_site(vault)


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve(site.dir)


@pytest.fixture(scope="module")
def end(site: BuiltSite) -> str:
    """Return how the addresses of pages end."""
    return "/" if (site.dir / "links/index.html").is_file() else ".html"


def printed(page: Page) -> list[str]:
    """Return the text of each sheet that a page is printed on."""
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))
    return [sheet.extract_text() for sheet in pdf.pages]


def joined(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_note_is_printed_with_all_its_answers(
    new_page: NewPage, root: str, end: str, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(f"{root}orchard/apples{end}")
    sheets = printed(page)
    text = joined(sheets)
    assert "quincemarmalade" in text
    assert "The density is" in text
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet
    assert not any(word in text for word in ("Linked from", "Search", "Reveal", "All notes"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_links_have_numbers_and_addresses_at_the_end(
    new_page: NewPage, root: str, end: str, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(f"{root}links{end}")
    expect(page.locator(".print-links")).to_be_hidden()
    text = joined(printed(page))
    assert "one[1], two[2] and three[3]. pears" in text
    assert "four[4]" in text
    for number, address in enumerate(LINKS, 1):
        assert f"{number}. {address}" in text
    assert "[5]" not in text


def test_nothing_is_wider_than_the_paper(new_page: NewPage, root: str, end: str) -> None:
    page = new_page(viewport=PAPER)
    page.goto(f"{root}deep/er/wide{end}")
    page.emulate_media(media="print")
    wide = page.evaluate(
        """[...document.querySelectorAll("article *")]
            .filter(each => each.getBoundingClientRect().right > innerWidth * 1.01)
            .map(each => each.outerHTML.slice(0, 80))"""
    )
    assert wide == []


def test_formulas_and_cards_are_not_cut(new_page: NewPage, root: str, end: str) -> None:
    page = new_page(viewport=PAPER)
    page.goto(f"{root}orchard/apples{end}")
    page.emulate_media(media="print")
    for element in page.locator(".math-block, .card").all():
        style = element.evaluate(
            "each => (({breakInside, contentVisibility}) => [breakInside, contentVisibility])"
            "(getComputedStyle(each))"
        )
        assert style == ["avoid", "visible"]


def test_paper_is_white_in_the_dark_scheme(new_page: NewPage, root: str, end: str) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"{root}orchard/apples{end}")
    ink = "getComputedStyle(document.querySelector('article .math svg')).fill"
    on_screen = page.evaluate(ink)
    page.emulate_media(media="print")
    assert page.evaluate(ink) == "rgb(0, 0, 0)" != on_screen
    assert page.evaluate("getComputedStyle(document.querySelector('article p')).color") == (
        "rgb(0, 0, 0)"
    )


def open_folder(page: Page, root: str, end: str, name: str) -> None:
    """Follow the folder's link on the page of all notes, and wait for its document."""
    page.goto(f"{root}explorer{end}#in/{name}")
    link = page.locator(f".explorer-folder:has(> ul[id='in/{name}']) > .explorer-print")
    page.goto(link.evaluate("link => link.href"))
    expect(page.locator("html")).to_have_attribute("data-handout", "ready")


def test_a_folder_is_printed_as_one_document(page: Page, root: str, end: str) -> None:
    open_folder(page, root, end, "orchard")
    expect(page.locator("h1").first).to_have_text("orchard")
    expect(page.locator(".handout [role=status]")).to_have_text("4 notes")
    expect(page.get_by_role("button", name="Print", exact=True)).to_be_enabled()
    sheets = printed(page)
    assert "Contents" in sheets[0]
    assert all(
        name in sheets[0] for name in ("apples", "long", "pears", "odd folder 100%+", "figs")
    )
    text = joined(sheets)
    for words in ("zyxapple", "quincemarmalade", "That of pears", "There are medlars", "Figs are"):
        assert words in text
    assert not any(word in text for word in ("Linked from", "Last changed", "Print this folder"))


def test_links_within_the_folder_lead_within_the_document(page: Page, root: str, end: str) -> None:
    open_folder(page, root, end, "orchard")
    ids = page.evaluate("[...document.querySelectorAll('.handout [id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    links = page.evaluate("[...document.querySelectorAll('.handout a')].map(a => a.href)")
    here = page.url.partition("#")[0]
    within = [link.partition("#")[2] for link in links if link.startswith(f"{here}#")]
    assert len(within) > 8
    lost = "ids => ids.filter(id => !document.getElementById(decodeURIComponent(id)))"
    assert page.evaluate(lost, within) == []
    drawn = "[...document.querySelectorAll('.handout use')].map(use => use.href.baseVal.slice(1))"
    assert set(page.evaluate(drawn)) <= set(ids)
    figs = page.locator(".handout-note", has=page.get_by_role("heading", name="figs"))
    expect(figs.get_by_role("link", name="apples")).to_have_attribute(
        "href", "#n1-pruning-in-winter"
    )


def test_a_folder_with_an_odd_name_has_its_document(page: Page, root: str, end: str) -> None:
    open_folder(page, root, end, "orchard/odd+folder+100%25%2B")
    expect(page.locator("h1").first).to_have_text("odd folder 100%+")
    expect(page.locator(".handout-note")).to_have_count(1)
    # What is not in the folder keeps its whole address.
    link = page.locator(".handout-note").get_by_role("link", name="apples")
    expect(link).to_have_attribute("href", f"{root}orchard/apples{end}#pruning-in-winter")


def test_any_folder_can_be_chosen(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}explorer/print{end}?in=gone")
    expect(page.locator("html")).to_have_attribute("data-handout", "ready")
    page.get_by_role("link", name="orchard/odd folder 100%+").click()
    expect(page.locator(".handout-note")).to_have_count(1)
    expect(page.locator(".handout-note")).to_contain_text("Figs are not")


def test_a_note_that_cannot_be_fetched_is_a_link(
    page: Page, root: str, end: str, page_problems: list[str]
) -> None:
    page.route(f"**/orchard/pears{end}", lambda route: route.fulfill(status=404))
    open_folder(page, root, end, "orchard")
    status = page.locator(".handout [role=status]")
    expect(status).to_have_text("1 note could not be fetched; its link stands in its place.")
    link = page.locator("#n3").get_by_role("link")
    expect(link).to_have_attribute("href", f"{root}orchard/pears{end}")
    page_problems.clear()


def test_without_a_script_the_way_to_all_notes_is_shown(
    new_page: NewPage, root: str, end: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{root}explorer/print{end}")
    way = page.locator(".handout").get_by_role("link", name="All notes")
    assert way.evaluate("link => link.href") == f"{root}explorer{end}"
    page.goto(f"{root}explorer{end}#in/orchard")
    expect(page.locator(".explorer-print").first).to_be_hidden()
