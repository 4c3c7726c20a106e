"""A session of studying: asked, shown and graded by key, button and finger, on any screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

_SUM = " + ".join(f"x_{{{number}}}^2" for number in range(40))
_CELLS = " | ".join(f"column{number}" for number in range(14))
_RULE = "|".join("-" * 14 for _ in range(14)).join("||")


def _card(key: int, kind: str, *lines: str) -> str:
    return "\n".join(("", "START", kind, *lines, f"<!--ID: {key}-->", "END", ""))


NOTES = {
    "birds/wren.md": "The wren weighs $w = 9$ grams, as in [[owl]].\n"
    + _card(1, "Basic", "Who sings in the ivy, of mass $w$?", "Back: The wren, $w = \\frac{x}{y}$.")
    + _card(2, "Basic", "Who hunts at night?", "Back: See [[owl#Hunting]].")
    + _card(3, "Basic", "Who migrates?", "Back: The swallow: ![[swallow.svg]]"),
    "birds/owl.md": "An owl.\n\n" + "Line.\n\n" * 60 + "## Hunting\nIt hunts voles.\n",
    "gaps/cloze.md": _card(
        4, "Cloze", "A wren weighs {{c1::ten $g$}} and sings in {{c2::ivy::which plant?}}."
    ),
    "turned/both.md": _card(5, "Basic (and reversed card)", "Zaunkönig", "Back: wren"),
    "turned/optional.md": _card(
        6, "Basic (optional reversed card)", "Eule", "Back: owl", "Add Reverse: yes"
    ),
    "typed/type.md": _card(7, "Basic (type in the answer)", "Who swims?", "Back: The duck $d$"),
    "inline/line.md": "- Birds STARTI [Basic] Who dives? Back: The teal. <!--ID: 8--> ENDI\n",
    "wide/wide.md": _card(
        9,
        "Basic",
        f"$$\n{_SUM}\n$$",
        "Back:",
        f"| {_CELLS} |\n{_RULE}\n| {_CELLS} |\n",
        f"```python\nvalue = '{'long' * 60}'\n```\n",
        "Line.\n\n" * 50,
        "# A heading",
    ),
    "birds/swallow.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90"/>',
    "nest/nest.md": "Nests.\n\n"
    + "Line.\n\n" * 60
    + "## Moss\nIt is $m$.\n\n## Down\nSoft.\n"
    + _card(10, "Basic", "What is it made of?", "Back:", "### Moss", "It is $m$."),
    "index.md": "Start with [[wren]].\n",
}
_STORE = """
    const start = document.querySelector("script[src$='/start.js']").src;
    const { store } = await import(start.replace("start.js", "study-state.js"));
"""
CHANGE = f"async (settings) => {{{_STORE} store.change(settings); }}"
KEPT = f"""async () => {{{_STORE}
    const keys = Array.from({{ length: 10 }}, (_, key) => String(key));
    return Object.fromEntries(keys.map((key) => [key, store.card(key) ?? null]));
}}"""


@pytest.fixture(scope="module")
def site(build_site: BuildSite, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    vault = write_vault(tmp_path_factory.mktemp("vault"), NOTES)
    return serve_instantly(build_site(vault), serve)


def study(page: Page, site: str, folder: str, *, practise: bool = False) -> Locator:
    """Begin a session with the cards of a folder; its question."""
    page.goto(f"{site}study/?in={folder}{'&practise=1' * practise}")
    question = page.locator(".session-question")
    expect(question).to_be_visible()
    return question


def kept(page: Page) -> dict[str, Any]:
    """What the browser keeps of each card that was graded, by its key."""
    found: dict[str, Any] = page.evaluate(KEPT)
    return found


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def said(page: Page) -> Locator:
    return page.locator(".session [role=status]")


def test_a_card_is_asked_shown_and_graded_by_keys(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    expect(question).to_be_focused()
    expect(question).to_contain_text("Who sings in the ivy")
    expect(page.locator(".session-answer")).to_be_hidden()
    expect(page.locator(".session-grades")).to_be_hidden()
    expect(said(page)).to_have_text("Question 1, 3 left.")
    press(page, "3")  # means nothing yet
    press(page, "Space")
    expect(page.locator(".session-answer")).to_contain_text("The wren")
    expect(question).to_be_visible()
    expect(said(page)).to_have_text("The answer is shown.")
    expect(page.get_by_role("button", name="Good")).to_be_focused()
    printed = page.locator(".session-grade small").all_inner_texts()
    press(page, "3")
    expect(question).to_contain_text("Who hunts at night?")
    expect(said(page)).to_have_text("Question 2, 3 left.")
    card = kept(page)["1"]
    assert printed[2] == f"{round((card['due'] - card['last']) / 60_000)} min"
    assert len(set(printed)) == 4
    press(page, "Enter", "4")
    expect(question).to_contain_text("Who migrates?")
    card = kept(page)["2"]
    assert printed[3] == f"{round((card['due'] - card['last']) / 86_400_000)} days"


def test_a_card_is_shown_and_graded_by_clicks(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    question.click()
    expect(page.locator(".session-answer")).to_be_visible()
    page.get_by_role("button", name="Hard").click()
    expect(question).to_contain_text("Who hunts at night?")
    expect(question).to_be_focused()
    page.get_by_role("button", name="Show answer").click()
    page.get_by_role("button", name="Easy").click()
    expect(question).to_contain_text("Who migrates?")
    assert {key for key, card in kept(page).items() if card} == {"1", "2"}


def test_again_returns_and_good_does_it_by_space(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    press(page, "Space", "1")
    expect(question).to_contain_text("Who hunts")
    expect(page.locator(".session-count").nth(1)).to_have_text("1 learning")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who migrates")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who sings")
    press(page, "Space", "Space")
    expect(said(page)).to_contain_text("Question 5")
    assert kept(page)["1"]["reps"] == 2


def test_a_key_that_is_held_down_grades_nothing(page: Page, site: str) -> None:
    study(page, site, "birds")
    for _ in range(4):
        page.keyboard.down("Space")
    page.keyboard.up("Space")
    expect(page.locator(".session-answer")).to_be_visible()
    assert kept(page)["1"] is None


def test_undo_has_no_limit_and_reaches_back_from_the_end(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    press(page, "z")
    expect(said(page)).to_have_text("There is nothing to take back.")
    for answer in ("Who hunts", "Who migrates"):
        press(page, "Space", "4")
        expect(question).to_contain_text(answer)
    press(page, "Space", "4")
    expect(page.get_by_role("heading", name="Well done")).to_be_focused()
    for answer in ("Who migrates", "Who hunts", "Who sings"):
        press(page, "z")
        expect(question).to_contain_text(answer)
        expect(page.locator(".session-answer")).to_be_hidden()
    assert not any(kept(page).values())


def test_skipped_comes_at_the_end_and_buried_not_today(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    press(page, "s")
    expect(question).to_contain_text("Who hunts")
    expect(said(page)).to_contain_text("Skipped.")
    press(page, "Space", "b")
    expect(question).to_contain_text("Who migrates")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who sings")
    press(page, "z")
    expect(question).to_contain_text("Who migrates")
    press(page, "z")
    expect(question).to_contain_text("Who hunts")
    press(page, "b")
    expect(question).to_contain_text("Who migrates")
    study(page, site, "birds")
    expect(page.locator(".session-count").first).to_have_text("2 new")


def test_the_end_says_how_it_went_and_offers_practice(page: Page, site: str) -> None:
    question = study(page, site, "turned")
    press(page, "Space", "1")
    expect(question).to_contain_text("Eule")
    press(page, "Space", "4")
    expect(question).to_contain_text("Zaunkönig")
    press(page, "Space", "4")
    end = page.locator(".session-end")
    expect(end.get_by_role("heading")).to_be_focused()
    expect(end).to_contain_text(re.compile(r"2 cards in \d+ sec"))
    shares = end.get_by_role("list", name="How well").get_by_role("listitem")
    expect(shares).to_have_text(["Again 1 33%", "Easy 2 67%"])
    expect(end).to_contain_text("1 card is due tomorrow.")
    before = kept(page)
    end.get_by_role("button", name="Practise these again").click()
    expect(page.locator(".session-mode")).to_have_text("Practice")
    press(page, "Space", "1")
    expect(question).to_be_focused()
    assert kept(page) == before
    press(page, "Escape")
    expect(page.locator(".session")).to_have_count(0)


def test_more_new_cards_than_the_day_has(page: Page, site: str) -> None:
    page.goto(f"{site}study/")
    page.evaluate(CHANGE, {"newPerDay": 1})
    question = study(page, site, "birds")
    press(page, "Space", "4")
    page.locator(".session-end").get_by_role("button", name="Study 2 more new cards").click()
    expect(question).to_contain_text("Who hunts")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who migrates")
    press(page, "Space", "4")
    expect(page.locator(".session-end")).to_contain_text("2 cards")
    expect(page.get_by_role("button", name="more new")).to_have_count(0)


def test_practice_asks_all_and_writes_nothing(page: Page, site: str) -> None:
    question = study(page, site, "gaps", practise=True)
    before = page.evaluate("JSON.stringify(localStorage)")
    expect(page.locator(".session-mode")).to_have_text("Practice")
    press(page, "Space")
    expect(page.locator(".session-grade small").first).to_be_empty()
    press(page, "1")
    expect(said(page)).to_contain_text("Question 2")
    press(page, "Space", "3")
    expect(said(page)).to_contain_text("Question 3")
    expect(question).to_be_visible()
    press(page, "Space", "3")
    expect(page.locator(".session-end")).to_contain_text("nothing was recorded")
    assert page.evaluate("JSON.stringify(localStorage)") == before


def test_the_source_is_read_in_place(page: Page, site: str) -> None:
    study(page, site, "birds")
    press(page, "Space", "o")
    note = page.get_by_role("dialog", name="wren")
    expect(note).to_contain_text("The wren weighs")
    expect(note.locator(".card")).to_have_count(1)  # others are still to be asked
    link = note.get_by_role("link", name="Go to its page")
    expect(link).to_have_attribute("href", f"{site}birds/wren/#card-1")
    press(page, "4", "o")  # mean nothing here
    press(page, "Escape")
    expect(note).to_be_hidden()
    expect(page.locator(".session-answer")).to_be_visible()
    expect(page.get_by_role("button", name="Good")).to_be_focused()
    assert not any(kept(page).values())


def test_the_source_is_read_where_it_says_what_the_card_asks(page: Page, site: str) -> None:
    study(page, site, "nest")
    press(page, "o")
    note = page.get_by_role("dialog", name="nest")
    expect(note.get_by_role("heading", name="Moss").first).to_be_in_viewport()
    expect(note.get_by_text("Nests.")).not_to_be_in_viewport()


def test_an_enlarged_picture_ends_nothing(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who hunts")
    press(page, "s")
    expect(question).to_contain_text("Who migrates")
    press(page, "Space")
    page.evaluate("addEventListener('popstate', () => setTimeout(() => (window.wentBack = 1), 99))")
    page.locator(".session-back img").click()
    expect(page.locator(".lightbox")).to_be_visible()
    press(page, "Escape")
    wait_until(page, "window.wentBack")
    expect(page.locator(".session-answer")).to_contain_text("The swallow")
    press(page, "z")
    expect(question).to_contain_text("Who hunts")
    press(page, "z")
    expect(question).to_contain_text("Who sings")


def test_a_link_in_a_card_opens_in_place(page: Page, site: str) -> None:
    study(page, site, "birds")
    press(page, "s")
    expect(said(page)).to_contain_text("Skipped.")
    press(page, "Space")
    page.locator(".session-back a").click()
    note = page.get_by_role("dialog", name="owl")
    expect(note.get_by_role("heading", name="Hunting")).to_be_in_viewport()
    press(page, "Escape")
    expect(page.locator(".session-answer")).to_contain_text("See")
    expect(page).to_have_url(f"{site}study/?in=birds")


def test_a_gap_is_asked_and_the_others_are_read(page: Page, site: str) -> None:
    question = study(page, site, "gaps", practise=True)
    for number in (1, 2):
        expect(said(page)).to_contain_text(f"Question {number}")
        is_ivy = "which plant?" in question.inner_text()
        shown, hidden = ("ten", "ivy") if is_ivy else ("ivy", "ten")
        expect(question.get_by_text(shown)).to_be_visible()
        expect(question.get_by_text(hidden)).to_be_hidden()
        gap = question.locator(".session-gap")
        expect(gap).to_have_text("Gap, which plant?" if is_ivy else "Gap…")
        press(page, "Space")
        expect(question.get_by_text(hidden)).to_be_visible()
        expect(gap).to_be_hidden()
        expect(page.locator(".session-answer")).to_be_hidden()
        press(page, "3")
    expect(page.locator(".session-end")).to_contain_text("2 cards")


def test_a_turned_card_asks_for_the_question(page: Page, site: str) -> None:
    study(page, site, "turned", practise=True)
    asked = set()
    for number in range(1, 5):
        expect(said(page)).to_contain_text(f"Question {number}")
        press(page, "Space")
        texts = page.locator(".session-front, .session-back").all_inner_texts()
        asked.add(tuple(text.strip() for text in texts))
        press(page, "3")
    pairs = {("Zaunkönig", "wren"), ("Eule", "owl")}
    assert asked == pairs | {(back, front) for front, back in pairs}


def test_a_typed_answer_is_compared(page: Page, site: str) -> None:
    study(page, site, "typed")
    field = page.get_by_role("textbox", name="Type the answer")
    expect(field).to_be_focused()
    page.keyboard.type("The  dick d")
    press(page, "Enter")
    result = page.locator(".session-compared")
    expect(result.locator("del")).to_have_text("i")
    expect(result.locator("ins")).to_have_text("u")
    expect(page.get_by_role("button", name="Good")).to_be_focused()
    assert kept(page)["7"] is None
    press(page, "1")
    expect(field).to_be_focused()
    page.keyboard.type("The duck d")
    press(page, "Enter")
    expect(result).to_have_text("Right: The duck d")


def test_an_inline_card_is_asked_too(page: Page, site: str) -> None:
    question = study(page, site, "inline")
    expect(question).to_contain_text("Who dives?")
    press(page, "o")
    note = page.get_by_role("dialog", name="line")
    expect(note.locator("li .card")).to_be_in_viewport()


def test_formulas_are_drawn_and_heard(page: Page, site: str) -> None:
    study(page, site, "birds")
    press(page, "Space")
    drawn = """() => [...document.querySelectorAll(".session-card use")].map(
        (use) => document.querySelector(use.getAttribute("href"))?.getBBox().width > 0)"""
    found = page.evaluate(drawn)
    assert len(found) >= 2
    assert all(found)
    assert page.locator(".session-front .math").get_attribute("data-tex") == "w"


def test_the_sites_other_keys_mean_nothing_until_the_session_is_left(page: Page, site: str) -> None:
    study(page, site, "turned")
    page.evaluate("window.samePage = true")
    press(page, "/", "f", "r", "p", "n", "Control+o")
    expect(page.locator("dialog:open")).to_have_count(0)
    press(page, "?")
    keys = page.get_by_role("dialog", name="Keys").locator("dd")
    expect(keys).to_contain_text(["Show the answer", "Again", "Hard", "Good", "Easy", "step back"])
    expect(keys.filter(has_text="random")).to_have_count(0)
    press(page, "Escape")
    expect(page.locator(".session-question")).to_be_visible()
    page.locator(".md-header__button.md-logo").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Study")
    assert page.evaluate("window.samePage")
    press(page, "o")
    expect(page.get_by_role("dialog", name="Go to a note")).to_be_visible()


def test_leaving_leads_to_the_decks_and_loses_nothing(page: Page, site: str) -> None:
    study(page, site, "birds")
    press(page, "Space", "4", "Space")
    page.get_by_role("button", name="Leave").click()
    expect(page.locator(".session")).to_have_count(0)
    assert kept(page)["1"]["reps"] == 1
    press(page, "o")
    expect(page.get_by_role("dialog", name="Go to a note")).to_be_visible()


def test_a_card_that_is_gone_is_passed(page: Page, site: str) -> None:
    def without(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('id="card-1"', ""))

    page.route("**/birds/wren/", without)
    page.goto(f"{site}study/?in=birds")
    expect(page.locator(".session-line")).to_have_text("This card is no longer in its note.")
    expect(said(page)).to_have_text("This card is no longer in its note.")
    press(page, "Space")
    expect(page.locator(".session-question")).to_contain_text("Who hunts")
    assert not any(kept(page).values())


def test_a_card_that_takes_its_time_is_waited_for(page: Page, site: str) -> None:
    held: list[Any] = []
    page.route("**/birds/wren/", lambda route: held.append(route))
    page.goto(f"{site}study/?in=birds")
    expect(page.locator(".session-line")).to_have_text("Fetching the card …")
    press(page, "Space", "3", "s")  # mean nothing yet
    for route in held:
        route.continue_()
    expect(page.locator(".session-question")).to_contain_text("Who sings")
    expect(page.locator(".session-answer")).to_be_hidden()


def test_without_a_connection_nothing_is_lost(
    page: Page, site: str, page_problems: list[str]
) -> None:
    page.route("**/birds/wren/", lambda route: route.abort())
    page.goto(f"{site}study/?in=birds")
    question = page.locator(".session-question")
    expect(page.locator(".session-line")).to_contain_text("could not be fetched")
    page.unroute("**/birds/wren/")
    page.get_by_role("button", name="Next card").click()
    expect(question).to_contain_text("Who hunts")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who migrates")
    press(page, "Space", "4")
    expect(question).to_contain_text("Who sings")  # it has come again
    page_problems.clear()


def swipe(page: Page, start: tuple[int, int], by: tuple[int, int]) -> None:
    """A finger that goes some way in ten steps."""
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = start
    send("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        send("touchMove", {"x": x + by[0] * step / 10, "y": y + by[1] * step / 10})
    send("touchEnd")


def test_a_swipe_grades_but_only_a_long_one_and_only_an_answer(
    new_page: NewPage, site: str
) -> None:
    page = new_page(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    question = study(page, site, "birds")
    question.tap()
    expect(page.locator(".session-answer")).to_be_visible()
    swipe(page, (100, 250), (60, 0))
    expect(page.locator(".session-main")).to_have_attribute("data-way", "")
    expect(page.locator(".session-swipes")).to_have_text("← Again · Good →")
    swipe(page, (100, 250), (200, 10))
    expect(question).to_contain_text("Who hunts")
    swipe(page, (100, 250), (200, 0))
    expect(page.locator(".session-answer")).to_be_hidden()
    press(page, "Space")
    expect(page.locator(".session-swipes")).to_have_count(0)  # known by now
    swipe(page, (300, 250), (-200, 10))
    expect(question).to_contain_text("Who migrates")
    states = kept(page)
    assert (states["1"]["wait"], states["2"]["wait"]) == (600_000, 60_000)


def test_a_swipe_leaves_scrolling_alone(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    study(page, site, "wide")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Show answer").tap()
    expect(page.locator(".session-answer")).to_be_visible()
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    formula = page.locator(".session-front .math-block")
    expect(formula).to_have_attribute("tabindex", "0")
    box = formula.bounding_box()
    assert box
    swipe(page, (300, int(box["y"] + box["height"] / 2)), (-250, 0))
    wait_until(page, "document.querySelector('.session-front .math-block').scrollLeft > 50")
    swipe(page, (200, 500), (20, -300))
    wait_until(page, "scrollY > 100")
    assert not any(kept(page).values())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.get_by_role("button", name="Good")).to_be_in_viewport()
    scrollers = page.locator(".session-back :is(.md-typeset__scrollwrap, pre > code)")
    for each in scrollers.all():
        expect(each).to_have_attribute("tabindex", "0")
    assert scrollers.count() == 2


def test_nothing_moves_when_the_answer_is_shown(page: Page, site: str) -> None:
    question = study(page, site, "birds")
    before = question.bounding_box(), page.locator(".session-foot").bounding_box()
    press(page, "Space")
    expect(page.locator(".session-answer")).to_be_visible()
    assert (question.bounding_box(), page.locator(".session-foot").bounding_box()) == before


def test_less_motion_if_the_reader_wants_that(new_page: NewPage, site: str) -> None:
    moves = "getComputedStyle(document.querySelector('.session-card')).animationName"
    page = new_page()
    study(page, site, "birds")
    assert page.evaluate(moves) == "session-card"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moves) == "none"


# What scrolls in itself gets its tab stop when it has been laid out.
REACHED = """[...document.querySelectorAll(".math-block")].every(
    (each) => each.scrollWidth <= each.clientWidth + 1 || each.hasAttribute("tabindex")
)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_study(new_page: NewPage, site: str, width: int, scheme: str) -> None:
    page = new_page(
        viewport={"width": width, "height": 700},
        color_scheme=scheme,
        has_touch=width == 360,
        reduced_motion="reduce",
    )
    study(page, site, "wide")
    assert violations(page) == []
    press(page, "Space")
    expect(page.locator(".session-back [tabindex='0']")).to_have_count(2)
    assert violations(page) == []
    press(page, "o")
    expect(page.get_by_role("dialog")).to_be_visible()
    wait_until(page, REACHED)
    assert violations(page) == []
    press(page, "Escape", "4")
    expect(page.locator(".session-end")).to_be_visible()
    assert violations(page) == []
    study(page, site, "gaps", practise=True)
    assert violations(page) == []
    study(page, site, "typed")
    assert violations(page) == []
    page.keyboard.type("The dock")
    press(page, "Enter")
    expect(page.locator(".session-compared")).to_be_visible()
    assert violations(page) == []
    buttons = [each for each in page.locator(".session button").all() if each.is_visible()]
    boxes = [each.bounding_box() or {"width": 0, "height": 0} for each in buttons]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
