"""Cards in the browser: opened by click, key, button and address, found and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

CARD = "START\nBasic\n{front}\nBack: {back}\n<!--ID: {key}-->\nEND\n\n"
BIRDS = [
    ("Who sings in the ivy?", "The wren, of $x^2$ grams.", 1111111111111),
    ("Who hunts at night?", "The barn owl with zebrafinch.", 2222222222222),
    ("Who migrates?", "The swallow.", 3333333333333),
]
NOTE = "A text.\n\n" + "".join(
    CARD.format(front=front, back=back, key=key) for front, back, key in BIRDS
)
GAPS = """A text.

START
Cloze
A wren weighs {{c1::ten $g$}} and sings in {{c2::[[Birds|ivy]]::which plant?}}.
<!--ID: 4444444444444-->
END
"""
LINES = """A text.

- Birds STARTI [Basic] Who swims? Back: The duck. <!--ID: 5555555555555--> ENDI and more
"""
OWL = "card-2222222222222"


@pytest.fixture(scope="module")
def site(build_site: BuildSite, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    vault = tmp_path_factory.mktemp("vault")
    (vault / "Birds.md").write_text(NOTE, "utf-8")
    (vault / "Gaps.md").write_text(GAPS, "utf-8")
    (vault / "Lines.md").write_text(LINES, "utf-8")
    (vault / "Links.md").write_text(f"[owl](Birds.md#{OWL})", "utf-8")
    built = build_site(vault)
    address = serve(built.dir)
    sitemap = built.dir / "sitemap.xml"
    sitemap.write_text(sitemap.read_text("utf-8").replace(built.url, address), "utf-8")
    return address


def answers_shown(page: Page) -> list[bool]:
    return [answer.is_visible() for answer in page.locator(".card-back").all()]


def test_answer_opens_by_click_and_by_key(page: Page, site: str) -> None:
    page.goto(f"{site}Birds/")
    assert answers_shown(page) == [False, False, False]
    page.locator(".card-answer summary").first.click()
    assert answers_shown(page) == [True, False, False]
    page.locator(".card-answer summary").nth(1).focus()
    page.keyboard.press("Enter")
    assert answers_shown(page) == [True, True, False]


def test_answer_opens_without_script(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}Birds/")
    page.locator(".card-answer summary").first.click()
    assert answers_shown(page) == [True, False, False]
    expect(page.locator(".cards-toggle")).to_have_count(0)


def test_button_reveals_and_hides_all_answers(page: Page, site: str) -> None:
    page.goto(f"{site}Birds/")
    button = page.locator(".cards-toggle")
    expect(button).to_have_text("Reveal all")
    button.click()
    assert answers_shown(page) == [True, True, True]
    expect(button).to_have_text("Hide all")
    page.locator(".card-answer summary").first.click()
    expect(button).to_have_text("Reveal all")
    button.click()
    button.click()
    assert answers_shown(page) == [False, False, False]


def test_address_of_a_card_opens_its_answer(page: Page, site: str) -> None:
    page.goto(f"{site}Birds/#{OWL}")
    expect(page.locator(f"#{OWL} .card-back")).to_be_visible()
    assert answers_shown(page) == [False, True, False]
    expect(page.locator(f"#{OWL}")).to_be_in_viewport()


def test_link_on_a_card_opens_it_each_time(page: Page, site: str) -> None:
    page.goto(f"{site}Birds/")
    for _ in range(2):
        page.locator(f"#{OWL} .card-link").click()
        expect(page.locator(f"#{OWL} .card-back")).to_be_visible()
        assert page.url == f"{site}Birds/#{OWL}"
        page.locator(f"#{OWL} summary").click()
        expect(page.locator(f"#{OWL} .card-back")).to_be_hidden()


def test_cards_work_once_after_instant_navigation(page: Page, site: str) -> None:
    page.goto(f"{site}Birds/")
    page.evaluate("window.samePage = true")
    for name in ("Links", "Birds"):
        page.get_by_role("treeitem", name=name).click()
        expect(page.locator("h1").first).to_contain_text(name)
    assert page.evaluate("window.samePage")
    button = page.locator(".cards-toggle")
    expect(button).to_have_count(1)
    button.click()
    assert answers_shown(page) == [True, True, True]


def test_answer_is_found_by_the_browser(page: Page, site: str) -> None:
    """A text fragment opens what it finds by the same steps as the search within the page."""
    page.goto(f"{site}Birds/#:~:text=zebrafinch")
    expect(page.locator(f"#{OWL} .card-back")).to_be_visible()
    assert answers_shown(page) == [False, True, False]


@pytest.mark.parametrize("script", [True, False])
def test_answers_are_printed_open(new_page: NewPage, site: str, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(f"{site}Birds/")
    page.emulate_media(media="print")
    heights = [answer.bounding_box() for answer in page.locator(".card-back").all()]
    assert all(box and box["height"] > 0 for box in heights)
    assert len(heights) == len(BIRDS)
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator(".neighbours")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_never_scrolls_sideways(new_page: NewPage, site: str, scheme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 700}, color_scheme=scheme)
    page.goto(f"{site}Birds/")
    page.locator(".cards-toggle").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def gaps_shown(page: Page) -> list[bool]:
    return [text.is_visible() for text in page.locator(".card-hidden").all()]


@pytest.mark.parametrize("script", [True, False])
def test_a_gap_opens_by_click_and_by_key(new_page: NewPage, site: str, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(f"{site}Gaps/")
    assert gaps_shown(page) == [False, False]
    page.locator(".card-gap").first.click()
    assert gaps_shown(page) == [True, False]
    page.locator(".card-gap > input").nth(1).focus()
    page.keyboard.press("Enter" if script else "Space")
    assert gaps_shown(page) == [True, True]
    page.keyboard.press("Space")
    assert gaps_shown(page) == [True, False]


def test_a_gap_hides_again_when_pressed_but_not_by_a_link_in_it(page: Page, site: str) -> None:
    page.goto(f"{site}Gaps/")
    page.locator(".card-gap").first.click()
    page.locator(".card-hidden").first.click(position={"x": 3, "y": 8})
    assert gaps_shown(page) == [False, False]
    page.locator(".card-gap").nth(1).click()
    page.locator(".card-hidden a").click()
    expect(page.locator("h1").first).to_contain_text("Birds")


@pytest.mark.parametrize("script", [True, False])
def test_the_answer_opens_all_gaps(new_page: NewPage, site: str, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(f"{site}Gaps/")
    page.locator(".card-answer summary").click()
    assert gaps_shown(page) == [True, True]
    expect(page.locator(".card-gap").first).to_be_hidden()
    page.locator(".card-answer summary").click()
    assert gaps_shown(page) == [False, False]


def test_button_reveals_and_hides_all_gaps(page: Page, site: str) -> None:
    page.goto(f"{site}Gaps/")
    page.locator(".card-gap").first.click()
    page.locator(".cards-toggle").click()
    assert gaps_shown(page) == [True, True]
    page.locator(".cards-toggle").click()
    assert gaps_shown(page) == [False, False]


def test_gaps_are_printed_open(page: Page, site: str) -> None:
    page.goto(f"{site}Gaps/")
    page.emulate_media(media="print")
    assert gaps_shown(page) == [True, True]
    expect(page.locator(".card-gap").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_gap_says_what_it_is(new_page: NewPage, site: str, scheme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 700}, color_scheme=scheme)
    page.goto(f"{site}Gaps/")
    expect(page.get_by_role("checkbox", name="Gap, which plant?")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("checkbox", name="Gap", exact=True).press("Enter")
    assert violations(page) == []


def test_an_inline_card_opens_in_its_place_and_by_its_address(page: Page, site: str) -> None:
    page.goto(f"{site}Lines/")
    card = page.locator("li > #card-5555555555555")
    assert answers_shown(page) == [False]
    card.locator("summary").click()
    assert answers_shown(page) == [True]
    expect(page.locator("section.cards")).to_have_count(0)
    assert violations(page) == []
    page.goto(f"{site}Birds/")
    page.goto(f"{site}Lines/#card-5555555555555")
    expect(card.locator(".card-back")).to_be_visible()


def test_the_number_of_cards_leads_to_the_first_one(page: Page, site: str) -> None:
    page.goto(f"{site}Lines/")
    page.locator(".note-cards").click()
    expect(page.locator("#card-5555555555555 .card-back")).to_be_visible()
