"""What MathJax makes of TeX: drawn, or a message; and nothing that could hurt a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from vaultsite.maths.records import Drawing, Job, Label

if TYPE_CHECKING:
    from vaultsite.maths.engine import Engine


def draw(
    engine: Engine, tex: str, *, display: bool = True, prelude: tuple[str, ...] = ()
) -> Drawing:
    [drawing] = engine.draw([Job(tex, display, prelude)])
    return drawing


def svg(drawing: Drawing) -> str:
    assert drawing.error is None
    return "".join(f"{part.head}>{part.body}" for part in drawing.parts)


def glyphs(drawing: Drawing) -> list[str]:
    return re.findall(r"href=#M-(?:\w+-)*(\w+)", svg(drawing))


@pytest.mark.parametrize(
    "tex",
    [
        r"x",
        r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
        r"\left\{ \begin{array}{c|c:c} a & b & c \\ \hline d & e & f \end{array} \right.",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{CD} A @>a>> B \\ @VVbV @VVcV \\ C @>d>> D \end{CD}",
        r"\begin{prooftree} \AxiomC{A} \UnaryInfC{B} \end{prooftree}",
        r"\cancel{x} \bcancel{y} \xcancel{z} \cancelto{0}{w}",
        r"\boxed{E = mc^2}",
        r"\boldsymbol{\alpha} \upalpha \mathscr{L} \mathfrak{g} \mathbb{R}",
        r"\color{red} x \textcolor{#00f}{y} \colorbox{yellow}{z}",
        r"\text{Größe, dann $x_1$ und \textbf{fett}}",
        r"\coloneqq \prescript{a}{b}{X} \begin{dcases} 1 \\ 2 \end{dcases} \xrightleftharpoons{k}",
        r"\begin{rcases} 1 \\ 2 \end{rcases}",
        r"\DeclarePairedDelimiter{\ceil}{\lceil}{\rceil} \ceil*{\frac12}",
        r"\ce{2 H2 + O2 -> 2 H2O} \ce{A <=>[k_1][k_2] B} \pu{3 kJ mol-1}",
        r"\dv{f}{x} \pdv[2]{f}{x} \qty(\frac{a}{b}) \mqty(a & b \\ c & d) \grad \norm{v} \Tr A",
        r"\require{physics} \dv{f}{x}",
        r"\require{mhchem} \ce{H2O}",
        r"\bra{\phi} \ket{\psi} \braket{\phi | \psi} \Set{x | x > 0}",
        r"\unicode{x41} \char`A \verb|a_b|",
        r"\underbrace{a + b}_{2} \xrightarrow[b]{a} \mathop{\mathrm{Res}}\limits_{z = 0}",
        r"x \tag{1} \label{here}",
    ],
)
def test_obsidians_packages_are_there(engine: Engine, tex: str) -> None:
    assert draw(engine, tex).parts


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\nosuchcommand", r"Undefined control sequence \\nosuchcommand"),
        (r"\frac{1}", r"Missing argument for \\frac"),
        (r"{x", r"missing close brace"),
        (r"x_1_2", r"Double subscripts"),
        (r"\begin{align} x", r"Missing \\end{align}"),
        (r"\begin{nosuch} x \end{nosuch}", r"Unknown environment 'nosuch'"),
        (r"\left( x", r"missing \\right"),
        (r"\require{nosuch}", r'Extension "\[tex\]/nosuch" is not allowed'),
        (r"\require{texhtml}", r"is not allowed"),
        (r"\def\a{\a\a}\a", r"macro substitution count exceeded"),
        (r"\def\a{b\a\a c}\a", r"exceeded"),
    ],
)
def test_a_mistake_has_a_message(engine: Engine, tex: str, message: str) -> None:
    drawing = draw(engine, tex)
    assert drawing.error is not None
    assert re.search(message, drawing.error)
    assert drawing.parts == ()


def test_ordinary_commands_keep_their_meaning_beside_physics(engine: Engine) -> None:
    assert glyphs(draw(engine, r"\div")) == ["F7"]
    assert glyphs(draw(engine, r"\Re")) == ["211C"]
    assert glyphs(draw(engine, r"\require{physics} \div")) == ["F7"]  # as in Obsidian


def test_text_holds_maths(engine: Engine) -> None:
    assert glyphs(draw(engine, r"\text{a $x$}")) == ["61", "1D465"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (r"\newcommand{\mine}{x}", r"\mine"),
        (r"\def\mine{x}", r"\mine"),
        (r"\gdef\mine{x}", r"\mine"),
        (r"\let\mine=x", r"\mine"),
        (r"\DeclareMathOperator{\mine}{mine}", r"\mine"),
        (r"\newenvironment{mine}{a}{b}", r"\begin{mine} x \end{mine}"),
        (r"\DeclarePairedDelimiter{\mine}{|}{|}", r"\mine{x}"),
        (r"\Newextarrow{\mine}{1,1}{0x2192}", r"\mine{x}"),
        (r"\newtagform{mine}[a]{<}{>}", r"\usetagform{mine} x"),
        (r"\require{begingroup} \begingroup x", r"\endgroup x"),
        (r"\require{units}", r"\units{m}"),
    ],
)
def test_a_definition_stays_in_its_formula(engine: Engine, first: str, then: str) -> None:
    draw(engine, first)
    assert draw(engine, then).error is not None


def test_a_redefinition_stays_in_its_formula(engine: Engine) -> None:
    before = draw(engine, r"\alpha + \sin x")
    assert draw(engine, r"\renewcommand{\alpha}{z} \def\sin{y} \alpha + \sin x") != before
    assert draw(engine, r"\alpha + \sin x") == before


def test_the_prelude_is_executed_first(engine: Engine) -> None:
    prelude = (r"\newcommand{\mine}{y}", r"\def\yours{\mine\mine}")
    assert glyphs(draw(engine, r"\yours", prelude=prelude)) == ["1D466", "1D466"]


def test_a_broken_prelude_breaks_only_itself(engine: Engine) -> None:
    assert draw(engine, "x", prelude=(r"\frac{",)).error is None


def test_labels_do_not_outlive_their_formula(engine: Engine) -> None:
    first = draw(engine, r"x \tag{1} \label{a}")
    assert draw(engine, r"x \tag{1} \label{a}") == first
    assert glyphs(draw(engine, r"\ref{a}")) == ["3F", "3F", "3F"]


def test_a_reference_shows_the_tag_and_leads_to_it(engine: Engine) -> None:
    [drawing] = engine.draw([Job(r"\eqref{a}", False, (), (Label("a", "7", "eq-a"),))])
    assert '<a xlink:href="#eq-a">' in svg(drawing)
    assert glyphs(drawing) == ["28", "37", "29"]


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\href{JaVaScRiPt:alert(1)}{x}",
        r"\href{ javascript:alert(1)}{x}",
        r"\href{data:text/html,<script>alert(1)</script>}{x}",
        r"\href{vbscript:x}{x}",
        r'\href{https://example.org" onclick="alert(1)}{x}',
        r"\style{background: url(https://example.org/x.png)}{x}",
        r"\style{position: fixed; top: 0; color: expression(alert(1))}{x}",
        r"\class{md-header}{x}",
        r"\cssId{__search}{x}",
        r"\data{onclick=alert(1)}{x}",
        r"\color{url(https://example.org/x.svg#a)}{x}",
        r"\bbox[url(https://example.org/x.png)]{x}",
        r'\text{<img src=x onerror="alert(1)">}',
        r"\mmlToken{mi}[href='javascript:alert(1)' onclick='alert(1)' id='toc']{x}",
        r"\unicode[url(https://example.org)]{x3c}",
    ],
)
def test_a_formula_cannot_hurt_the_page(engine: Engine, tex: str) -> None:
    drawing = draw(engine, tex)
    if drawing.error is None:
        markup = svg(drawing)
        bad = r"script|onclick=\"|onerror|url\(|position|expression|class=\"md|id=|<img|data-"
        assert not re.search(bad, re.sub(r'href="https://[^"]*"', "", markup), re.IGNORECASE)
        assert not re.search(r'href="(?!#|https://)', markup)


def test_a_link_is_kept(engine: Engine) -> None:
    drawing = draw(engine, r"\href{https://example.org/?a=1&b=2}{x}")
    link = '<a xlink:href="https://example.org/?a=1&amp;b=2" class="external-link" rel="noopener">'
    assert link in svg(drawing)


def test_the_drawing_is_lean(engine: Engine) -> None:
    markup = svg(draw(engine, r"\frac{a}{b} + \sqrt{c_i}"))
    assert not re.search(r"data-|xmlns|<defs|<path", markup)


def test_a_long_formula_in_a_line_may_break_and_a_display_may_not(engine: Engine) -> None:
    tex = "a = b + c + d + e + f + g + h + i + j + k + l + m"
    inline, display = draw(engine, tex, display=False), draw(engine, tex)
    assert [part.gap for part in inline.parts][:2] == ["", " "]
    assert len(display.parts) == 1
    assert glyphs(inline) == glyphs(display)


def test_a_short_formula_in_a_line_does_not_break(engine: Engine) -> None:
    assert len(draw(engine, "a = b + c", display=False).parts) == 1


def test_a_tagged_display_takes_the_whole_width(engine: Engine) -> None:
    drawing = draw(engine, r"x \tag{1}")
    assert drawing.full
    formula, number = drawing.parts
    assert "width" not in formula.head + number.head


def test_the_number_of_a_formula_is_a_picture_of_its_own(engine: Engine) -> None:
    formula, number = draw(engine, r"\begin{align} a &= b \\ c &= d \tag{1} \end{align}").parts
    assert formula.head.split("viewBox")[0] == number.head.split("viewBox")[0]
    assert len(re.findall("<use", formula.body)) == 6
    assert len(re.findall("<use", number.body)) == 3
