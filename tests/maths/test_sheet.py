"""The HTML of a page's formulas: the contract's elements, nothing twice."""

from __future__ import annotations

import re

import pytest

from vaultsite.maths import Drawing, Formula, Sheet, browser_html
from vaultsite.maths.records import Part

LONG = "".join(f'<use xlink:href="#M-I-{number}" x="{number}"/>' for number in range(10))


def drawn(body: str = LONG, *, glyphs: str = "A", head: str = "", full: bool = False) -> Drawing:
    """A drawing of one piece."""
    part = Part("", head or ' style="height:2ex" width="9ex"', ' transform="scale(1,-1)"', body)
    return Drawing((part,), tuple((f"M-{name}", f"M{name}") for name in glyphs), full)


def test_a_formula_in_a_line() -> None:
    html = Sheet().html(Formula("a < b"), drawn('<use xlink:href="#M-A"/>'))
    assert html == (
        '<span class="arithmatex math math-inline" data-tex="a &lt; b">'
        '<mjx-container role="img" aria-label="a &lt; b"><svg style="height:2ex" width="9ex">'
        '<g transform="scale(1,-1)"><use xlink:href="#M-A"/></g></svg></mjx-container></span>'
    )


def test_a_display() -> None:
    html = Sheet().html(Formula("a", display=True, anchors=("eq-a", "eq-b")), drawn())
    assert html.startswith(
        '<div class="arithmatex math math-block" id="eq-a" data-tex="a" style="--h:2ex">'
        '<a id="eq-b"></a><mjx-container'
    )
    assert html.endswith("</mjx-container></div>")


@pytest.mark.parametrize(("display", "tag"), [(False, "span"), (True, "div")])
def test_a_broken_formula_shows_its_tex_and_what_is_wrong(display: bool, tag: str) -> None:
    html = Sheet().html(Formula(r"\no<b>", display), Drawing(error="Undefined \\no<b>"))
    assert re.match(rf'<{tag} class="arithmatex math math-\w+ math-error"', html)
    assert '<code class="math-tex">\\no&lt;b&gt;</code>' in html
    assert '<span class="math-message">Undefined \\no&lt;b&gt;</span>' in html


def test_the_tex_cannot_leave_its_attribute() -> None:
    html = Sheet().html(Formula('"><script>'), drawn())
    assert "<script>" not in html
    assert 'data-tex="&quot;&gt;&lt;script&gt;"' in html


def test_a_repeated_formula_is_drawn_once() -> None:
    sheet = Sheet()
    first, second = (sheet.html(Formula("a"), drawn()) for _ in range(2))
    [name] = re.findall(r'<g id="(\w+)"', first)
    assert LONG in first
    assert f'<use xlink:href="#{name}"/>' in second
    assert LONG not in second


def test_a_short_formula_is_repeated() -> None:
    sheet = Sheet()
    first, second = (sheet.html(Formula("a"), drawn('<use xlink:href="#M-A"/>')) for _ in range(2))
    assert first == second


def test_links_and_tagged_displays_are_never_shared() -> None:
    sheet = Sheet()
    for drawing in (drawn(f'<a xlink:href="#eq-a">{LONG}</a>'), drawn(full=True)):
        first, second = (sheet.html(Formula("a"), drawing) for _ in range(2))
        assert first == second


def test_ids_come_once() -> None:
    sheet = Sheet()
    formula = Formula("a", display=True, anchors=("eq-a",))
    html = [sheet.html(formula, drawn()) for _ in range(2)]
    assert ['id="eq-a"' in text for text in html] == [True, False]
    assert 'id="eq-a"' not in Sheet().html(formula, drawn(), anchor=False)


def test_the_glyphs_of_all_formulas_come_once() -> None:
    sheet = Sheet()
    assert sheet.defs() == ""
    sheet.html(Formula("a"), drawn(glyphs="AB"))
    sheet.html(Formula("b"), drawn(glyphs="BC"))
    assert re.findall(r'<path id="M-(\w)" d="M(\w)"/>', sheet.defs()) == [
        ("A", "A"),
        ("B", "B"),
        ("C", "C"),
    ]


def test_a_wide_formula_in_a_line_scrolls_and_keeps_its_place() -> None:
    wide = drawn(head=' style="vertical-align:-0.5ex;height:2ex" width="40ex"')
    assert '<span class="math-scroll" style="vertical-align:-0.5ex"><svg' in Sheet().html(
        Formula("a"), wide
    )
    assert "math-scroll" not in Sheet().html(Formula("a", display=True), wide)
    assert "math-scroll" not in Sheet().html(Formula("a"), drawn())


@pytest.mark.parametrize(
    ("formula", "html"),
    [
        (
            Formula("a<b"),
            '<span class="arithmatex math math-inline" data-tex="a&lt;b">\\(a&lt;b\\)</span>',
        ),
        (
            Formula("a", display=True),
            '<div class="arithmatex math math-block" data-tex="a">\\[a\\]</div>',
        ),
    ],
)
def test_the_markup_for_the_browsers_mathjax(formula: Formula, html: str) -> None:
    assert browser_html(formula) == html
