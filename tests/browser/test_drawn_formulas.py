"""Formulas in a real browser: visible, in the text's colour, never wider than the screen."""

from __future__ import annotations

import shutil
from base64 import b64encode
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from vaultsite import packages
from vaultsite.maths import Formula, Renderer, Sheet, browser_files, browser_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve

ASSETS = Path(__file__).parents[2] / "theme" / "assets"
STYLES = Path(str(files("material"))) / "templates/assets/stylesheets"
[MATERIAL] = STYLES.glob("main.*.min.css")
HEAD = (
    "<!doctype html><meta charset=utf-8><link rel=icon href=data:,>"
    "<meta name=viewport content='width=device-width'>"
)


class Draw(Protocol):
    """Gives a formula's HTML on a sheet."""

    def __call__(self, sheet: Sheet, formula: Formula) -> str: ...


@pytest.fixture(scope="module")
def renderer(node_modules: Path) -> Iterator[Renderer]:
    with Renderer(packages.node(), node_modules) as renderer:
        yield renderer


@pytest.fixture
def draw(renderer: Renderer) -> Draw:
    def draw(sheet: Sheet, formula: Formula) -> str:
        return sheet.html(formula, renderer.draw([formula])[formula])

    return draw


def show(page: Page, sheet: Sheet, body: str) -> None:
    """Put formulas into a page under Material's own style sheet, which has rules for all SVG."""
    css = (MATERIAL.read_text("utf-8"), (ASSETS / "maths.css").read_text("utf-8"))
    page.set_content(
        f"{HEAD}<style>{''.join(css)}</style>"
        f"<article class='md-content__inner md-typeset'>{sheet.defs()}{body}</article>"
    )


def test_a_repeat_is_visible_though_the_first_is_folded_away(page: Page, draw: Draw) -> None:
    formula, sheet = Formula(r"\sum_{i=1}^n x_i = \frac{a}{b}", display=True), Sheet()
    show(page, sheet, f"<div id=here>{draw(sheet, formula)}</div>")
    alone = page.locator("#here").screenshot()
    sheet = Sheet()
    first, repeat = draw(sheet, formula), draw(sheet, formula)
    assert repeat.count("<use") == 1
    show(page, sheet, f"<div id=here>{repeat}</div><details><summary>?</summary>{first}</details>")
    assert page.locator("#here").screenshot() == alone


def test_a_formula_has_the_colour_of_its_text(page: Page, draw: Draw) -> None:
    sheet = Sheet()
    show(page, sheet, f"<p style='color: rgb(1, 2, 3)'>{draw(sheet, Formula('x'))}</p>")
    fill = "getComputedStyle(document.querySelector('p svg use')).fill"
    assert page.evaluate(fill) == "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    "formula",
    [
        Formula(" + ".join(f"x_{{{number}}}" for number in range(60)), display=True),
        Formula(r"\underbrace{" + "+".join("abcdefghijklmnopqrstuvwxyz" * 3) + "}_{n}"),
        Formula(r"a = b \tag{1}", display=True),
        Formula(" + ".join("abcdefghijklmnopqrstuvwxyz" * 3)),
        Formula(r"\nosuch" + "x" * 10),
    ],
    ids=["display", "one piece in a line", "tagged", "in a line", "broken"],
)
def test_a_telephone_does_not_scroll_sideways(
    new_page: NewPage, draw: Draw, formula: Formula
) -> None:
    page, sheet = new_page(viewport={"width": 360, "height": 640}), Sheet()
    show(page, sheet, f"<p>Text</p><div>before {draw(sheet, formula)} after</div>")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 1000])
def test_the_theme_does_not_deform_a_formula(new_page: NewPage, draw: Draw, width: int) -> None:
    page, sheet = new_page(viewport={"width": width, "height": 640}), Sheet()
    brace = r"\left\{ \begin{array}{c} a \\ b \\ c \\ d \\ e \\ f \end{array} \right."
    show(page, sheet, draw(sheet, Formula(brace, display=True)))
    shape = """e => {
      const box = e.getBoundingClientRect(), view = e.viewBox.baseVal;
      return (box.width / box.height) / (view.width / view.height);
    }"""
    assert page.locator("mjx-container > svg").evaluate(shape) == pytest.approx(1, abs=0.01)


ROWS_WITHOUT_INK = """async (png) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${png}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
  const rows = [];
  for (let row = 0; row < picture.height; row++) {
    const pixels = data.subarray(4 * row * picture.width, 4 * (row + 1) * picture.width);
    rows.push(pixels.some((value, at) => at % 4 === 0 && value < 128));
  }
  return rows.slice(rows.indexOf(true), rows.lastIndexOf(true)).filter((ink) => !ink).length;
}"""


@pytest.mark.parametrize("rows", [2, 5, 9])
def test_a_tall_parenthesis_is_one_stroke(new_page: NewPage, draw: Draw, rows: int) -> None:
    """A browser puts its pieces together: ends, and a bar that it cuts to length."""
    page, sheet = new_page(device_scale_factor=4), Sheet()
    empty = r"\\".join([r"\phantom{x}"] * rows)
    tex = rf"\left( \begin{{matrix}} {empty} \end{{matrix}} \right."
    show(page, sheet, draw(sheet, Formula(tex, display=True)))
    shot = page.locator("mjx-container").screenshot()
    assert page.evaluate(ROWS_WITHOUT_INK, b64encode(shot).decode()) == 0


@pytest.mark.parametrize("width", [360, 1000])
def test_a_tag_stands_at_the_edge(new_page: NewPage, draw: Draw, width: int) -> None:
    page, sheet = new_page(viewport={"width": width, "height": 640}), Sheet()
    show(page, sheet, draw(sheet, Formula(r"a = b \tag{1}", display=True)))
    right = "es => Math.max(...es.map(e => e.getBoundingClientRect().right))"
    edge = page.locator(".math-block").evaluate("e => e.getBoundingClientRect().right")
    assert page.locator("svg use").evaluate_all(right) == pytest.approx(edge, abs=4)


def test_a_wide_display_can_be_scrolled(new_page: NewPage, draw: Draw) -> None:
    page, sheet = new_page(viewport={"width": 360, "height": 640}), Sheet()
    formula = Formula(" + ".join(f"x_{{{number}}}" for number in range(60)), display=True)
    show(page, sheet, draw(sheet, formula))
    scrolled = "e => { e.scrollLeft = 100; return e.scrollLeft }"
    assert page.locator(".math-block").evaluate(scrolled) == 100


def test_a_long_formula_breaks_on_a_telephone(new_page: NewPage, draw: Draw) -> None:
    page, sheet = new_page(viewport={"width": 360, "height": 640}), Sheet()
    show(page, sheet, f"<p>{draw(sheet, Formula(' + '.join('abcdefghijklmnopqrstuvw')))}</p>")
    tops = "[...document.querySelectorAll('p svg')].map(e => e.getBoundingClientRect().top)"
    assert len({round(top / 10) for top in page.evaluate(tops)}) > 1


def test_a_page_takes_no_room_before_it_is_laid_out(page: Page, draw: Draw) -> None:
    """The place that a display far below takes is the one it will have."""
    sheet = Sheet()
    tall = Formula(r"\begin{pmatrix} 1 \\ 2 \\ 3 \\ 4 \\ 5 \end{pmatrix}", display=True)
    show(page, sheet, "<div style='height:9000px'></div>" + draw(sheet, tall))
    height = "document.querySelector('.math-block').getBoundingClientRect().height"
    before = page.evaluate(height)
    page.evaluate("document.querySelector('.math-block').scrollIntoView()")
    page.wait_for_timeout(200)
    assert page.evaluate(height) == pytest.approx(before, abs=2)


def test_the_browser_can_do_it_itself(
    tmp_path: Path, node_modules: Path, serve: Serve, new_page: NewPage
) -> None:
    for source, place in browser_files(node_modules):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, tmp_path / place)
    (tmp_path / "assets/0").mkdir()
    shutil.copyfile(ASSETS / "maths-browser.js", tmp_path / "assets/0/maths-browser.js")
    texs = ("x", r"\ce{H2O ->[a] B}", r"\qty(\frac{a}{b})", r"\mathfrak{g}\text{ÄЖ}\bcancel{x}")
    formulas = "".join(browser_html(Formula(tex)) for tex in texs)
    script = '<script type="module" src="assets/0/maths-browser.js"></script>'
    (tmp_path / "index.html").write_text(f"{HEAD}<body>{formulas}<p>\\(a\\)</p>{script}", "utf-8")
    page = new_page()
    page.goto(serve(tmp_path))
    page.locator(".math mjx-container svg").nth(3).wait_for()
    assert page.locator("mjx-container > svg").count() == 4
    assert page.locator("[data-mjx-error]").count() == 0
