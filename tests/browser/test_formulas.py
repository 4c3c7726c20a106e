"""Formulas to work with: copied, enlarged, scrolled, reached by Tab, and heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.reading import serve_instantly, write_vault
from tests.browser.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite

_SUM = " + ".join(f"x_{{{number}}}^2" for number in range(40))

NOTES = {
    "sentences.md": r"""Euler found **boldly** that $e^{i\pi} + 1 = 0$ in [[others|a book]].

See [his works](https://example.org/works) with $a < b$ and, again, $e^{i\pi} + 1 = 0$.

- one: $x$
- two

| name | formula |
| --- | --- |
| bar | $\vert x \vert \| y$ |

$$
\frac{a}{b}
$$

> [!tip]- Folded $t$
> The folded density $\rho$.

[$linked$](https://example.org/link) and a [[others|$noted$]].
""",
    "others.md": "Back to [[sentences]] with $y$.\n\n## A heading of $z$\n\nText.\n\n## More\n",
    "wide.md": f"Narrow:\n$$\na = b\n$$\nWide:\n$$\n{_SUM}\n$$\nNumbered:\n$$\n{_SUM} \\tag{{7}}\n"
    "$$\nNumbered and narrow:\n$$\nc = d \\tag{8}\n$$\n\n" + "Text.\n\n" * 60,
}
SELECT = """([from, to]) => {
  const node = (selector) => document.querySelector(`article ${selector}`);
  const range = document.createRange();
  range.setStart(node(from), 0);
  range.setEnd(node(to), node(to).childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
HTML = """async () => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType("text/html")).text();
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite, serve: Serve) -> str:
    folder = tmp_path_factory.mktemp("formulas")
    built = build_site(write_vault(folder / "vault", NOTES), cache=str(folder / "cache"))
    return serve_instantly(built, serve)


@pytest.fixture
def desk(new_page: NewPage) -> Page:
    return new_page(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    return new_page(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        permissions=["clipboard-read", "clipboard-write"],
    )


def copied(page: Page, first: str, last: str) -> str:
    """Select from an element to another, copy with the keyboard, and read the clipboard."""
    with page.expect_response(re.compile("maths-copy.js")) as response:
        page.evaluate(SELECT, [first, last])
    response.value.finished()
    wait_until(page, "performance.getEntriesByName(document.baseURI).length >= 0")
    page.wait_for_timeout(200)  # the module is there, and is run
    page.keyboard.press("ControlOrMeta+c")
    return clipboard(page)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def drawn(page: Page, tex: str) -> Locator:
    return page.locator(f'article [data-tex="{tex}"] svg').first


def test_a_sentence_is_copied_with_its_formulas(desk: Page, site: str) -> None:
    desk.goto(f"{site}sentences/")
    text = copied(desk, "h1 ~ p", "h1 ~ p ~ p")
    assert text == (
        "Euler found **boldly** that $e^{i\\pi} + 1 = 0$ in a book.\n\n"
        "See [his works](https://example.org/works) with $a < b$ and, again, $e^{i\\pi} + 1 = 0$."
    )
    html = desk.evaluate(HTML)
    assert html.count("$e^{i\\pi} + 1 = 0$") == 2
    assert f'href="{site}others/"' in html
    assert "<strong>boldly</strong>" in html
    assert not re.search("<svg|<use|class=|mjx", html)


def test_all_of_a_note_is_copied_as_markdown(desk: Page, site: str) -> None:
    desk.goto(f"{site}sentences/")
    text = copied(desk, "h1", ".callout")
    for part in (
        "# sentences\n",
        "\n- one: $x$\n- two\n",
        "| name | formula |\n| --- | --- |\n| bar | $\\vert x \\vert \\| y$ |\n",
        "\n$$\n\\frac{a}{b}\n$$\n",
        "Folded $t$",
    ):
        assert part in text
    assert "density" not in text


def test_a_formula_that_is_half_selected_is_copied_whole(desk: Page, site: str) -> None:
    desk.goto(f"{site}sentences/")
    formula = '[data-tex^="e^"] svg g'
    assert copied(desk, formula, f"p + p {formula.replace(' g', ' use')}").endswith("+ 1 = 0$")
    assert clipboard(desk).startswith("$e^{i\\pi} + 1 = 0$ in a book.\n\nSee")


def test_a_click_copies_a_formula_and_says_so(desk: Page, site: str) -> None:
    desk.goto(f"{site}sentences/")
    drawn(desk, "a < b").click()
    expect(desk.get_by_role("status").filter(has_text="TeX copied")).to_be_visible()
    assert clipboard(desk) == "a < b"
    drawn(desk, "\\\\frac{a}{b}").click()
    wait_until(desk, "navigator.clipboard.readText().then((text) => text === '\\\\frac{a}{b}')")
    expect(desk.locator(".math-told")).to_have_text("")  # it goes by itself


def test_a_click_does_what_else_it_means(desk: Page, site: str) -> None:
    desk.goto(f"{site}sentences/")
    desk.evaluate("navigator.clipboard.writeText('before')")
    drawn(desk, "t").click()
    expect(desk.locator("details.callout")).to_have_attribute("open", "")
    box = drawn(desk, "a < b").bounding_box()
    assert box
    desk.mouse.move(box["x"] - 60, box["y"] + 5)  # selects, and ends on the formula
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5, steps=4)
    desk.mouse.up()
    desk.evaluate("getSelection().removeAllRanges()")
    drawn(desk, "noted").click()
    desk.wait_for_url("**/others/")
    desk.locator(".md-nav--secondary .math svg").first.click()
    wait_until(desk, "location.hash !== ''")
    assert clipboard(desk) == "before"


def test_nothing_is_fetched_before_it_is_wanted(desk: Page, site: str) -> None:
    fetched: list[str] = []
    desk.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    desk.goto(f"{site}sentences/")
    desk.wait_for_load_state("networkidle")
    assert "maths.js" in fetched
    lazy = re.compile(r"^(?:maths-.*|copy-.*|enlarge\.js|lightbox\.css|.*\.mathml\.json)$")
    assert [name for name in fetched if lazy.match(name)] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_only_what_scrolls_is_reached_by_tab(new_page: NewPage, site: str, width: int) -> None:
    page = new_page(
        viewport={"width": width, "height": 740}, permissions=["clipboard-read", "clipboard-write"]
    )
    page.goto(f"{site}wide/")
    expect(page.get_by_role("group", name="Wide formula")).to_have_count(2)
    wide, numbered = page.get_by_role("group", name="Wide formula").all()
    assert wide.get_attribute("data-tex") == _SUM
    wide.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")
    page.keyboard.press("Tab")
    expect(numbered).to_be_focused()
    assert numbered.evaluate("e => e.closest('[aria-hidden=true]')") is None
    page.keyboard.press("Enter")
    wait_until(page, "navigator.clipboard.readText().then((text) => text.endsWith('\\\\tag{7}'))")
    page.evaluate("document.querySelectorAll('.math').forEach(e => { e.style.fontSize = '1px' })")
    expect(page.get_by_role("group", name="Wide formula")).to_have_count(0)


def test_a_focused_formula_is_copied_as_a_selection_is(desk: Page, site: str) -> None:
    desk.goto(f"{site}wide/")
    desk.get_by_role("group", name="Wide formula").first.focus()
    desk.keyboard.press("ControlOrMeta+c")
    expect(desk.get_by_role("status").filter(has_text="TeX copied")).to_be_visible()
    assert clipboard(desk) == _SUM


@pytest.fixture(params=["light", "dark"])
def narrow(request: pytest.FixtureRequest, new_page: NewPage, site: str) -> Page:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme=request.param)
    page.goto(f"{site}wide/")
    return page


def test_a_wide_formula_fades_where_it_goes_on(narrow: Page) -> None:
    expect(narrow.get_by_role("group", name="Wide formula")).to_have_count(2)
    shade = "n => getComputedStyle(document.querySelectorAll('.math-block')[n]).maskImage"
    assert narrow.evaluate(shade, 0) == "none"
    assert re.search(r"\) 0px.*100% - \d\d", narrow.evaluate(shade, 1))
    scroll = "left => { document.querySelectorAll('.math-block')[1].scrollLeft = left }"
    narrow.evaluate(scroll, 100)
    wait_until(narrow, f"/\\) 32px.*100% - 32px/.test(({shade})(1))")
    narrow.evaluate(scroll, 100_000)
    wait_until(narrow, f"/\\) 32px.*100%(?! - 32px)/.test(({shade})(1))")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_equation_number_stays_at_the_margin(narrow: Page) -> None:
    for tex in (f"{_SUM} \\\\tag{{7}}", "c = d \\\\tag{8}"):
        block = narrow.locator(f'[data-tex="{tex}"]')
        number = block.locator(".math-numbered > svg")
        formula = block.locator(".math-scroll")
        ends = "e => e.getBoundingClientRect().right"
        before = number.evaluate(ends)
        assert before == pytest.approx(block.evaluate(ends), abs=2)
        formula.evaluate("e => { e.scrollLeft = 200 }")
        assert number.evaluate(ends) == before
        starts = number.evaluate("e => e.getBoundingClientRect().left")
        assert formula.evaluate(ends) <= starts
    middle = "e => { const box = e.getBoundingClientRect(); return (box.left + box.right) / 2 }"
    assert formula.evaluate(middle) == pytest.approx(block.evaluate(middle), abs=1)


@pytest.mark.parametrize("way", ["back", "Escape", "tap", "button"])
def test_a_tap_enlarges_a_formula(phone: Page, site: str, way: str) -> None:
    phone.goto(f"{site}wide/")
    formula = phone.locator(".math-block").nth(1)
    small = formula.locator("svg").bounding_box()
    phone.evaluate("scrollTo(0, 40)")
    formula.locator("svg").tap(position={"x": 60, "y": 10})
    view = phone.get_by_role("dialog", name="Formula")
    expect(view.locator("code")).to_have_text(_SUM)
    large = view.locator("svg").first.bounding_box()
    assert small
    assert large
    assert large["height"] > 1.3 * small["height"]
    assert (
        view.locator(".lightbox-formula").evaluate(
            "e => { e.scrollLeft = 90; return e.scrollLeft }"
        )
        == 90
    )
    view.get_by_role("button", name="Copy TeX").tap()
    expect(view.get_by_role("button", name="TeX copied")).to_be_visible()
    assert clipboard(phone) == _SUM
    if way == "back":
        phone.evaluate("history.back()")
    elif way == "Escape":
        phone.keyboard.press(way)
    elif way == "tap":
        view.locator(".lightbox-formula").tap(position={"x": 20, "y": 20})
    else:
        view.get_by_role("button", name="Close").tap()
    expect(view).to_be_hidden()
    expect(formula).to_be_focused()
    wait_until(phone, "scrollY === 40")
    assert phone.url == f"{site}wide/"


def test_a_tap_on_a_linked_formula_follows_the_link(phone: Page, site: str) -> None:
    phone.goto(f"{site}sentences/")
    drawn(phone, "noted").tap()
    phone.wait_for_url("**/others/")
    assert phone.locator("dialog.lightbox").count() == 0


SAID = "getComputedStyle(document.querySelector('article .math'), '::before').content"


def test_formulas_are_heard_as_mathml_by_who_asks_for_it(desk: Page, site: str) -> None:
    desk.goto(f"{site}sentences/")
    assert "e^{i" in desk.evaluate(SAID)
    desk.get_by_role("button", name="Read formulas as MathML").press("Enter")
    expect(desk.locator("article .math > .math-heard math")).not_to_have_count(0)
    expect(desk.locator("article .math:not(:has(> .math-heard math))")).to_have_count(0)
    assert desk.locator("article math[display=block] > mfrac").count() == 1
    assert desk.evaluate(SAID) == "none"
    box = desk.locator("article .math-heard").first.bounding_box()
    assert box
    assert box["width"] <= 1
    desk.locator("article a", has_text="a book").click()  # remembered, without a reload
    expect(desk.locator("article .math-heard math")).not_to_have_count(0)
    expect(desk.locator(".math-offer")).to_have_count(1)
    desk.get_by_role("button", name="Read formulas as TeX").press("Enter")
    expect(desk.locator(".math-heard")).to_have_count(0)
    desk.goto(f"{site}sentences/")
    expect(desk.get_by_role("button", name="Read formulas as MathML")).to_have_count(1)
    assert "e^{i" in desk.evaluate(SAID)
