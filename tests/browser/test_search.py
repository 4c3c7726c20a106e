"""The search as a reader uses it: keys, results, links, on telephones, in any folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route

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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite) -> BuiltSite:
    vault = write_vault(tmp_path_factory.mktemp("search"), NOTES)
    return build_site(vault)


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve_instantly(site, serve)


@pytest.fixture(scope="module")
def end(site: BuiltSite) -> str:
    """Return how the addresses of notes end."""
    return "/" if (site.dir / "fruit/Quince/index.html").is_file() else ".html"


INPUT, RESULTS, STATUS = ".search__input", ".search__list > *", "[role=status]"
OPTIONS = "[role=option]"


def ask(page: Page, words: str) -> None:
    """Open the search and type."""
    page.keyboard.press("/")
    page.locator(INPUT).press_sequentially(words)


def titles(page: Page) -> list[str]:
    return page.locator(".search__title").all_text_contents()


def active(page: Page) -> Locator:
    """Return the option that a screen reader is told of."""
    return page.locator(f"#{page.locator(INPUT).get_attribute('aria-activedescendant')}")


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search_and_escape_closes_it(page: Page, root: str, key: str) -> None:
    page.goto(root)
    page.locator("article a").first.focus()
    page.keyboard.press(key)
    expect(page.locator(INPUT)).to_be_focused()
    expect(page.locator(INPUT)).to_have_value("")
    page.keyboard.type(key)
    expect(page.locator(INPUT)).to_have_value(key)
    page.keyboard.press("Escape")
    expect(page.locator(INPUT)).to_be_hidden()
    expect(page.locator("article a").first).to_be_focused()


def test_nothing_is_asked_for_before_the_search_is_opened(page: Page, root: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(root, wait_until="networkidle")
    assert [path.rpartition("/")[2] for path in asked if "search" in path] == ["search.js"]
    asked.clear()
    ask(page, "honey")
    expect(page.locator(RESULTS)).to_have_count(2)
    read = [path.rpartition("/")[2].split("-")[0] for path in asked if "/search/" in path]
    assert read.count("index.json") == 1
    assert set(read) == {"index.json", "words", "text"}


def test_letters_that_come_before_the_dialog_are_in_it(page: Page, root: str) -> None:
    held: list[Route] = []
    page.route("**/search-dialog.js", lambda route: held.append(route))
    page.goto(root)
    page.keyboard.press("/")
    for letter in "or ?":  # the last three are keys of the site
        page.keyboard.press(letter)
    wait_until(
        page, "performance.getEntriesByType('resource').some(each => /search-dom/.test(each.name))"
    )
    [dialog] = held
    dialog.continue_()
    expect(page.locator(INPUT)).to_have_value("or ?")
    page.keyboard.type("x")
    expect(page.locator(INPUT)).to_have_value("or ?x")
    assert page.locator("dialog:modal").count() == 1


def test_an_opened_index_needs_no_connection(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}fruit/Medlar{end}")
    ask(page, "quince")
    expect(page.locator(RESULTS).first).to_contain_text("Quince")
    page.context.set_offline(True)
    page.locator(INPUT).fill("honey")
    expect(page.locator(STATUS)).to_have_text("2 notes")


def test_a_result_says_where_it_leads(page: Page, root: str, end: str) -> None:
    page.goto(root)
    ask(page, "march")
    expect(page.locator(STATUS)).to_have_text("1 note")
    best = page.locator(OPTIONS).first
    expect(best.locator(".search__title")).to_have_text("Quince")
    expect(best.locator(".search__path")).to_have_text("fruit")
    expect(best.locator(".search__heading")).to_have_text("In March")
    expect(best.locator(".search__more")).to_have_text("1 more place in this note")
    expect(best.locator("mark").first).to_have_text("March")
    links = page.locator(OPTIONS).evaluate_all("links => links.map(link => link.href)")
    assert links[0] == f"{root}fruit/Quince{end}?h=march#in-march"
    assert {urlsplit(link).fragment for link in links} == {"in-march", "after-march", "in-winter"}


def test_titles_come_before_texts(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "quince")
    expect(page.locator(STATUS)).to_have_text("2 notes")
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
        ("empty", "Empty"),
        ("#kitchen", "#kitchen"),
        ("tag:kitchen honey", "Quince"),
    ],
)
def test_notes_are_found_by_alias_tag_formula_and_accents(
    page: Page, root: str, words: str, title: str
) -> None:
    page.goto(root)
    ask(page, words)
    expect(page.locator(".search__title").first).to_have_text(title)


def test_a_mistyped_word_is_understood_and_shown_as_it_was(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "qiunce jelly")
    expect(page.locator(".search__title")).to_have_text(["Quince jelly"])
    # Where it leads to, the right words are marked.
    expect(page.locator(OPTIONS).first).to_have_attribute("href", re.compile(r"h=quince\+jelly"))
    page.get_by_role("button", name="quince jelly").click()
    expect(page.locator(INPUT)).to_have_value("quince jelly")
    expect(page.locator(STATUS)).to_have_text("1 note")


def test_a_formula_is_found_drawn_and_marked_on_its_page(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, r"\frac{\partial m")
    expect(page.locator(".search__title")).to_have_text(["Quince"])
    formula = page.locator("mark [data-tex], mark[data-tex]")
    expect(formula.locator("svg").first).to_be_visible()
    assert formula.locator("svg").last.bounding_box()["height"] > 10  # type: ignore[index]
    expect(formula).to_have_attribute("aria-label", "∂m/∂t")
    page.keyboard.press("Enter")
    expect(page.locator("article .is-found")).to_have_count(1)
    assert page.url.endswith("#in-winter")


def test_a_formula_that_no_note_has_shows_those_like_it(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, r"\frac{\partial m}{\partial q}")
    expect(page.locator(STATUS)).to_have_text("No such formula; 1 note has a similar one")


def test_what_is_not_there_is_said(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "xylophone")
    expect(page.locator(STATUS)).to_have_text("Nothing found")
    expect(page.locator(".search__hint")).to_contain_text("Fewer or other words")
    expect(page.locator(RESULTS)).to_have_count(0)
    page.locator(INPUT).fill("honey xylophone")
    expect(page.locator(".search__hint")).to_have_text("In no note: xylophone")
    page.locator(INPUT).fill("honey path:nowhere")
    page.get_by_role("button", name="honey").click()
    expect(page.locator(STATUS)).to_have_text("2 notes")


def test_arrows_and_enter_lead_to_a_section(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "honey")
    expect(page.locator(RESULTS)).to_have_count(2)
    first = active(page).get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(active(page)).to_have_attribute("aria-selected", "true")
    assert active(page).get_attribute("id") != first
    page.keyboard.press("ArrowUp")
    assert active(page).get_attribute("id") == first
    page.keyboard.press("ArrowUp")  # from the first to the last
    expect(active(page)).to_contain_text("Quince")
    page.keyboard.press("ArrowDown")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article #bletting")).to_be_in_viewport()
    expect(page.locator(INPUT)).to_be_hidden()
    wait_until(page, "CSS.highlights.has('search')")
    marked = page.evaluate("[...CSS.highlights.get('search')].map(range => range.toString())")
    assert marked == ["honey"]


def test_enter_leads_to_the_first_result_without_loading_the_site_anew(
    page: Page, root: str
) -> None:
    page.goto(root)
    page.evaluate("window.kept = true")
    ask(page, "medl")
    page.keyboard.press("Enter")  # whether or not it is there already
    expect(page.locator("article h1").first).to_have_text("Medlar")
    assert page.evaluate("window.kept") is True


def test_enter_with_control_opens_a_tab(page: Page, root: str, end: str) -> None:
    page.goto(root)
    ask(page, "cydonia")
    expect(page.locator(".search__title")).to_have_text(["Quince"])
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    assert opened.value.url == f"{root}fruit/Quince{end}?h=cydonia"
    expect(page.locator(INPUT)).to_be_visible()


def test_a_click_leads_to_a_result(page: Page, root: str, end: str) -> None:
    page.goto(root)
    ask(page, "cydonia")
    page.locator(OPTIONS).first.click()
    expect(page.locator("article h1").first).to_have_text("Quince")
    assert page.url == f"{root}fruit/Quince{end}?h=cydonia"


def test_what_led_to_a_result_is_offered_again(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "cydonia")
    page.locator(OPTIONS).first.click()
    expect(page.locator("article h1").first).to_have_text("Quince")
    ask(page, "x")
    page.locator(INPUT).fill("")
    page.get_by_role("button", name="cydonia").click()
    expect(page.locator(".search__title")).to_have_text(["Quince"])


def test_an_address_can_ask(page: Page, root: str, end: str) -> None:
    page.goto(f"{root}fruit/Medlar{end}?q=cydonia")
    expect(page.locator(".search__title")).to_have_text(["Quince"])
    page.keyboard.press("Escape")
    expect(page.locator(INPUT)).to_be_hidden()
    page.wait_for_url(f"{root}fruit/Medlar{end}")


def test_more_results_come_when_they_are_scrolled_to(page: Page, root: str) -> None:
    page.goto(root)
    ask(page, "basket")
    expect(page.locator(STATUS)).to_have_text("30 notes")
    expect(page.locator(RESULTS)).to_have_count(12)  # 6 at a time, till there is more than is seen
    page.locator(RESULTS).last.scroll_into_view_if_needed()
    expect(page.locator(RESULTS)).to_have_count(18)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone(new_page: NewPage, root: str, end: str, scheme: str) -> None:
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)
    page.goto(f"{root}fruit/Medlar{end}")
    page.locator("[data-search-open]").tap()
    expect(page.locator(INPUT)).to_be_focused()
    page.locator(INPUT).press_sequentially("march")
    expect(page.locator(STATUS)).to_have_text("1 note")
    assert page.evaluate("document.querySelector('dialog').scrollWidth") <= PHONE["width"]
    targets = page.locator(".search :is(a, button, input):visible")
    heights = targets.evaluate_all("all => all.map(each => each.offsetHeight)")
    assert min(heights) >= 44
    page.locator(".search__close").tap()
    expect(page.locator(INPUT)).to_be_hidden()


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
    expect(page.locator(INPUT)).to_be_visible()
    page.wait_for_load_state("networkidle")
    index.write_text(now, "utf-8")
    page.locator(INPUT).press_sequentially("honey")
    expect(page.locator(STATUS)).to_have_text("2 notes")
    assert page_problems
    assert all("404" in problem for problem in page_problems)
    page_problems.clear()


def test_an_index_of_another_form_is_not_misread(page: Page, site: BuiltSite, root: str) -> None:
    index = site.dir / "search/index.json"
    now = index.read_text("utf-8")
    index.write_text(re.sub(r'"form":\d+', '"form":0', now), "utf-8")
    try:
        page.goto(root)
        ask(page, "honey")
        expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    finally:
        index.write_text(now, "utf-8")


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
    expect(page.locator(STATUS)).to_have_text("Nothing found")


def test_letters_typed_in_a_field_stay_there(page: Page, root: str) -> None:
    page.goto(root)
    page.evaluate("document.querySelector('article').append(document.createElement('textarea'))")
    page.locator("textarea").press_sequentially("f/s")
    expect(page.locator("textarea")).to_have_value("f/s")
    expect(page.locator(INPUT)).to_have_count(0)
