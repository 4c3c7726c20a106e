"""Formulas as MathML: what they say, and nothing of how they look."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.maths.test_formulas import draw
from vaultsite.maths import Drawing, Formula, Sheet
from vaultsite.site import mathml

if TYPE_CHECKING:
    from vaultsite.maths.engine import Engine


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("x", "<mi>x</mi>"),
        (r"\frac{a+b}{2}", "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"),
        ("x_{}^2", "<msubsup><mi>x</mi><mrow></mrow><mn>2</mn></msubsup>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\mathbb{R}", "<mi mathvariant=double-struck>R</mi>"),
        (r"\mathcal{L}", "<mi mathvariant=script>L</mi>"),
        (r"\binom nk", "<mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac>"),
        (r"\cancel{x}", "<menclose notation=updiagonalstrike><mi>x</mi></menclose>"),
        (r"a \quad \phantom{b} \color{red}{c} \href{https://a.b}{d}", "<mi>a</mi><mi>c</mi><mi>d"),
        (r"\text{if } x<1", "<mtext>if </mtext><mi>x</mi><mo>&lt;</mo><mn>1</mn>"),
        (r"x \tag{7}", "<mtr><mtd intent=:equation-label>"),
        (r"\begin{matrix} a & b \end{matrix}", "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd>"),
    ],
)  # fmt: skip
def test_what_a_formula_says(engine: Engine, tex: str, said: str) -> None:
    assert said in draw(engine, tex).mathml.replace("\u00a0", " ")


def test_nothing_of_a_formula_can_run_or_leave_its_element(engine: Engine) -> None:
    tex = r"\text{</math><script>} \class{evil}{x} \href{javascript:alert(1)}{y} \cssId{z}{z}"
    said = draw(engine, tex).mathml
    assert "&lt;/math" in said
    for word in ("<script", "evil", "javascript", "href", "id="):
        assert word not in said


def test_it_is_well_formed(engine: Engine) -> None:
    said = draw(engine, r"\sum_{k=0}^n \binom nk x^k = {}_1F_2 \overbrace{a}^{b}").mathml
    quoted = said.replace("=0>", '="0">')
    assert ET.fromstring(f"<math>{quoted}</math>").find(".//mover") is not None  # noqa: S314


def drawn(said: str) -> Drawing:
    return Drawing(mathml=said)


def test_a_page_lists_each_formula_once() -> None:
    sheet = Sheet()
    for formula in (Formula("x"), Formula("x"), Formula("x", display=True)):
        assert "data-form" not in sheet.html(formula, drawn("<mi>x</mi>"))
    assert mathml.text(sheet).decode() == '{"$x":["<mi>x</mi>"],"$$x":["<mi>x</mi>"]}'
    assert mathml.text(Sheet()) == b""


def test_the_same_tex_may_mean_another_thing_further_down() -> None:
    sheet = Sheet()
    first, second, third = (
        sheet.html(Formula(r"\R"), drawn(f"<mi>{letter}</mi>")) for letter in "RSR"
    )
    assert first == third
    assert " data-form=1" in second
    assert sheet.mathml() == {r"$\R": ["<mi>R</mi>", "<mi>S</mi>"]}


def test_it_may_stand_in_the_page() -> None:
    sheet = Sheet(mathml=True)
    html = sheet.html(Formula("x", display=True), drawn("<mi>x</mi>"))
    assert "<span class=math-heard><math display=block><mi>x</mi></math></span>" in html
    assert mathml.text(sheet) == b""


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("index.html", "index.mathml.json"),
        ("a b/index.html", "a b/index.mathml.json"),
        ("a.html", "a.mathml.json"),
    ],
)
def test_the_file_stands_beside_its_page(page: str, file: str) -> None:
    assert mathml.place(page) == file
