"""The search box as a reader uses it: keys, results, links, on telephones, in any folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite

PHONE = {"width": 360, "height": 740}
NOTES = {
    "index.md": "# Home\nOf fruit. [[Medlar]]\n",
    "fruit/Quince.md": "---\naliases: [Cydonia]\ntags: [kitchen/jars]\n---\nSmells of honey.\n\n"
    "# In winter\nKeeps until March; weighs $\\frac{\\partial m}{\\partial t}$ less.\n\n"
    "# In spring\nBlossoms in March.\n\n# In March\nStill cold.\n\n# After March\nWarmer.\n",
    "fruit/Quince jelly.md": "Sugar and quinces.\n",
    "fruit/sizes.md": "---\ntitle: Größe & <b>Maß</b>\n---\nEin Maß für Früchte: 5 < 6.\n",
    "fruit/Medlar.md": "Far.\n\n" + "Line.\n\n" * 60 + "# Bletting\nWait for honey.\n",
    "Empty.md": "",
    **{f"more/Basket {n:02}.md": "Wicker.\n" for n in range(30)},
}


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite
) -> BuiltSite:
    vault = write_vault(tmp_path_factory.mktemp("search"), NOTES)
    return build_site(vault, config={"use_directory_urls": request.param})


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve_instantly(site, serve)


@pytest.fixture(scope="module")
def end(site: BuiltSite) -> str:
    """Return how the addresses of notes end."""
    return "/" if (site.dir / "fruit/Quince/index.html").is_file() else ".html"


INPUT, RESULTS, STATUS = ".md-search__input", ".md-search-result__item", "[role=status]"


def ask(page: Page, words: str) -> None:
    """Open the search and type."""
    page.keyboard.press("/")
    page.locator(INPUT).press_sequentially(words)


def titles(page: Page) -> list[str]:
    return page.locator(f"{RESULTS} h1").all_text_contents()


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search_and_escape_closes_it(page: Page, root: str, key: str) -> None:
    page.goto(root)
    page.keyboard.press(key)
    expect(page.locator(INPUT)).to_be_focused()
    expect(page.locator(INPUT)).to_have_value("")
    expect(page.locator(STATUS)).to_have_text("Type to start searching")
    page.keyboard.type(key)
    expect(page.locator(INPUT)).to_have_value(key)
    page.keyboard.press("Escape")
    expect(page.locator(INPUT)).not_to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()


def test_nothing_is_asked_for_before_the_search_is_opened(page: Page, root: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(root, wait_until="networkidle")
    assert [path for path in asked if "search" in path] == ["/repo/assets/search.js"]
    asked.clear()
    ask(page, "honey")
    expect(page.locator(RESULTS)).to_have_count(2)
    read = [path.rpartition("/")[2].split("-")[0] for path in asked if "/search/" in path]
    assert read.count("index.json") == 1
    assert set(read) == {"index.json", "words", "text"}


def test_an_opened_index_needs_no_connection(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}fruit/Medlar{end}")
    ask(page, "quince")
    expect(page.locator(RESULTS).first).to_contain_text("Quince")
    page.context.set_offline(True)
    page.locator(INPUT).fill("honey")
    expect(page.locator(STATUS)).to_have_text("2 matching documents")


def test_titles_come_first_and_sections_below_them(page: Page, root: str, end: str) -> None:
    page.goto(root)
    ask(page, "march")
    expect(page.locator(STATUS)).to_have_text("1 matching document")
    result = page.locator(RESULTS)
    expect(result.locator("h1")).to_have_text("Quince")
    expect(result.locator("a > article > h2").nth(0)).to_have_text("In March")
    expect(result.locator("summary")).to_have_text("2 more on this page")
    expect(result.locator("mark").first).to_have_text("March")
    links = result.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert links[0] == f"{root}fruit/Quince{end}?h=march"
    assert {urlsplit(link).fragment for link in links} == {
        "", "in-winter", "in-spring", "in-march", "after-march",
    }  # fmt: skip
    page.locator(INPUT).fill("quince")
    expect(page.locator(STATUS)).to_have_text("2 matching documents")
    assert titles(page) == ["Quince", "Quince jelly"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("cydonia", "Quince"),
        ("jars", "#kitchen/jars"),
        ("frac partial", "Quince"),
        ("GROSSE", "Größe & <b>Maß</b>"),
        ("früchte", "Größe & <b>Maß</b>"),
        ("fruchte", "Größe & <b>Maß</b>"),
        ("qiunce", "Quince"),
        ("empty", "Empty"),
        ("#kitchen", "#kitchen"),
    ],
)
def test_notes_are_found_by_alias_tag_formula_accents_and_with_typos(
    page: Page, root: str, words: str, title: str
) -> None:
    page.goto(root)
    ask(page, words)
    expect(page.locator(f"{RESULTS} h1").first).to_have_text(title)


def test_formulas_are_shown_as_signs(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "partial")
    expect(page.locator(f"{RESULTS} mark")).to_have_text(["∂m/∂t"])


def test_what_is_not_there_is_said(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "xylophone")
    expect(page.locator(STATUS)).to_have_text("No matching documents")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_arrows_and_enter_lead_to_a_section(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}fruit/Quince{end}")
    ask(page, "bletting")
    expect(page.locator(f"{RESULTS} h2")).to_have_text("Bletting")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{RESULTS} a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("article #bletting")).to_be_in_viewport()
    expect(page.locator("#__search")).not_to_be_checked()
    wait_until(page, "CSS.highlights.has('search')")
    marked = page.evaluate("[...CSS.highlights.get('search')].map(range => range.toString())")
    assert marked == ["Bletting"]


def test_enter_leads_to_the_first_result_without_loading_the_site_anew(
    page: Page, root: str
) -> None:
    page.goto(root)
    page.evaluate("window.kept = true")
    ask(page, "medl")
    expect(page.locator(f"{RESULTS} h1").first).to_have_text("Medlar")
    page.keyboard.press("Enter")
    expect(page.locator("article h1").first).to_have_text("Medlar")
    assert page.evaluate("window.kept") is True


def test_a_click_leads_to_a_result(page: Page, root: str, end: str) -> None:
    page.goto(root)
    ask(page, "cydonia")
    page.locator(f"{RESULTS} a").first.click()
    expect(page.locator("article h1").first).to_have_text("Quince")
    assert page.url == f"{root}fruit/Quince{end}?h=cydonia"


def test_the_right_arrow_takes_what_is_offered(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "quince j")
    expect(page.locator(".md-search__suggest")).to_have_text("quince jelly")
    page.keyboard.press("ArrowRight")
    expect(page.locator(INPUT)).to_have_value("quince jelly")
    expect(page.locator(STATUS)).to_have_text("1 matching document")


def test_an_address_can_ask(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}fruit/Medlar{end}?q=cydonia")
    expect(page.locator(f"{RESULTS} h1")).to_have_text(["Quince"])
    page.keyboard.press("Escape")
    assert page.url == f"{root}fruit/Medlar{end}"


def test_more_results_come_when_they_are_scrolled_to(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "basket")
    expect(page.locator(STATUS)).to_have_text("30 matching documents")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.locator(RESULTS).last.scroll_into_view_if_needed()
    expect(page.locator(RESULTS)).to_have_count(20)


def test_clearing_empties_the_list(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "honey")
    expect(page.locator(RESULTS)).to_have_count(2)
    page.locator("button[type=reset]").click()
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(page.locator(INPUT)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone(new_page: NewPage, root: str, end: str, scheme: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)
    page.goto(f"{root}fruit/Medlar{end}")
    page.locator("label[for=__search]").first.tap()
    expect(page.locator(INPUT)).to_be_focused()
    page.locator(INPUT).press_sequentially("march")
    expect(page.locator(f"{RESULTS} h1")).to_have_text(["Quince"])
    # While the search opens, Material's backdrop grows beyond the screen and back.
    wait_until(page, "document.documentElement.scrollWidth === innerWidth")
    page.locator(f"{RESULTS} a[href*='in-spring'], {RESULTS} summary").first.tap()
    page.locator(".md-search__icon[for=__search]").tap()
    expect(page.locator("#__search")).not_to_be_checked()


def test_a_site_that_was_built_anew_meanwhile_is_read_again(
    page: Page, page_problems: list[str], site: BuiltSite, root: str
) -> None:
    index = site.dir / "search/index.json"
    now = index.read_text("utf-8")
    before = json.loads(now)
    before["words"] = [["", "words-gone.json"]]
    index.write_text(json.dumps(before), "utf-8")
    page.goto(root)
    page.keyboard.press("/")
    expect(page.locator(STATUS)).to_have_text("Type to start searching")
    page.wait_for_load_state("networkidle")
    index.write_text(now, "utf-8")
    page.locator(INPUT).press_sequentially("honey")
    expect(page.locator(STATUS)).to_have_text("2 matching documents")
    assert page_problems
    assert all("404" in problem for problem in page_problems)
    page_problems.clear()


def test_the_search_works_where_nothing_is_found(
    page: Page, page_problems: list[str], root: str
) -> None:
    page.goto(f"{root}no/such/place/")
    page_problems.clear()
    assert urlsplit(root).path == "/repo/"
    ask(page, "honey")
    expect(page.locator(RESULTS)).to_have_count(2)


def test_a_vault_without_notes_has_a_search(
    page: Page, build_site: BuildSite, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    site = build_site(tmp_path / "vault", maths="browser")
    page.goto(serve_instantly(site, serve))
    ask(page, "honey")
    expect(page.locator(STATUS)).to_have_text("No matching documents")


def test_letters_typed_in_a_field_stay_there(page: Page, root: str) -> None:
    page.goto(root)
    page.evaluate("document.querySelector('article').append(document.createElement('textarea'))")
    page.locator("textarea").press_sequentially("f/s")
    expect(page.locator("textarea")).to_have_value("f/s")
    expect(page.locator("#__search")).not_to_be_checked()
