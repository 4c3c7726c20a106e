"""The HTML of a page's formulas: the contract's elements, nothing twice."""

from __future__ import annotations

import re

import pytest

from vaultsite.maths import Drawing, Formula, Sheet, browser_html
from vaultsite.maths.records import Part

LONG = "".join(f"<use href=#M-I-{number} x={number} />" for number in range(10))


def drawn(body: str = LONG, *, glyphs: str = "A", head: str = "", full: bool = False) -> Drawing:
    """A drawing of one piece."""
    head = head or " style=height:2ex viewBox=0,-800,4000,884"
    part = Part("", head, " transform=scale(1,-1)", body)
    return Drawing((part,), tuple((f"M-{name}", f"M{name}") for name in glyphs), full)


def test_a_formula_in_a_line() -> None:
    html = Sheet().html(Formula("a < b"), drawn("<use href=#M-A />"))
    assert html == (
        '<span class="arithmatex math math-inline" data-tex="a &lt; b">'
        "<mjx-container aria-hidden=true><svg style=height:2ex viewBox=0,-800,4000,884>"
        "<g id=A transform=scale(1,-1)><use href=#B /></g></svg></mjx-container></span>"
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


@pytest.mark.parametrize("body", [LONG, "<use href=#M-A />"])
def test_a_repeated_formula_is_drawn_once(body: str) -> None:
    sheet = Sheet()
    first, second = (sheet.html(Formula("a"), drawn(body)) for _ in range(2))
    [name] = re.findall(r"<g id=(\w+)", first)
    assert len(re.findall("<use", first)) == len(re.findall("<use", body))
    assert f"<use href=#{name} /></svg>" in second
    assert len(re.findall("<use", second)) == 1


def test_names_are_short_and_never_those_of_a_heading() -> None:
    sheet = Sheet()
    bodies = [f"<use href=#M-{number} />" for number in range(600)]
    html = "".join(sheet.html(Formula("a"), drawn(body)) for body in bodies)
    names = re.findall(r"(?:<g id|use href)=#?(\w+)", html)
    assert len(set(names)) == 1200
    assert names[0] == "A"
    assert all(re.fullmatch("[A-Z][A-Z0-9]{0,2}", name) for name in names)


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
    for glyphs in ("xy", "yz", "xy"):
        body = "".join(f"<use href=#M-{glyph} />" for glyph in glyphs)
        sheet.html(Formula("a"), drawn(body, glyphs=glyphs))
    assert re.findall(r'<path id=(\w) d="M(\w)"/>', sheet.defs()) == [
        ("B", "x"),
        ("C", "y"),
        ("E", "z"),
    ]


def test_a_wide_formula_in_a_line_scrolls_and_keeps_its_place() -> None:
    wide = drawn(head=" style=vertical-align:-.5ex;height:2ex viewBox=0,-800,18000,884")
    assert '<span class="math-scroll" style="vertical-align:-.5ex"><svg' in Sheet().html(
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
