"""Formulas are found as TeX reads them: by Python at first, by the browser later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ask_search import ask, run

from vaultsite.site.search_formulas import signs
from vaultsite.site.search_index import SearchPage

if TYPE_CHECKING:
    from pathlib import Path

ALIKE = [
    (r"x^{2}", "x ^2"),
    (r"\frac12", r"\dfrac{1} {2}"),
    (r"a \le b \to c", r"a\leq b\rightarrow c"),
    (r"\sum\limits^{n}_{i=1} a^i_j", r"\sum_{i = 1}^n a_j^i"),
    (r"\left( \frac{a}{b} \right)^2", r"\bigl(\frac ab\bigr)^2"),
    (r"P(A \mid B)", r"P\left(A | B\right)"),
    (r"\|x\|_2", r"||x||_2"),
    (r"{n \choose k}", r"\binom{n}{k}"),
    (r"\operatorname*{arg\,min}_x f", r"\arg\min_x f"),
    (r"\mathrm{Var}(X)", r"\operatorname{Var}(X)"),
    (r"\mathbb R^n", r"\mathbb{R}^{n}"),
    (r"\boldsymbol{x}", r"\mathbf x"),
    (r"\int f(x)\,\mathrm{d}x", r"\int f ( x ) dx"),
    (r"1, \ldots, n", "1, ..., n"),
    (r"\begin{align} a &= b \\ &= c \end{align}", "a = b = c"),
    (r"\widehat{\theta}", r"\hat\theta"),
    ("a % why\n", "a"),
]
UNLIKE = [
    ("x^2", "y^2"),
    ("X", "x"),
    (r"x_i^2", r"x_2^i"),
    (r"\epsilon", r"\varepsilon"),
    (r"\left\{", r"\leftarrow"),
    (r"\mathbb{P}", "P"),
    (r"\{x\}", "(x)"),
]
STRANGE = [
    "",
    "\\",
    "{",
    "}",
    "^",
    "_",
    "^_",
    "{{{",
    r"\frac",
    r"\frac{",
    r"\begin{",
    "x^",
    "ö_β",
    "%",
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_tex_reads_alike_is_alike(one: str, other: str) -> None:
    assert signs(one) == signs(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_what_tex_reads_otherwise_is_not(one: str, other: str) -> None:
    assert signs(one) != signs(other)


def test_python_and_the_browser_read_alike() -> None:
    formulas = [tex for pair in [*ALIKE, *UNLIKE] for tex in pair] + STRANGE
    assert [signs(tex) for tex in formulas] == run(signs=formulas)["signs"]


# A query, and formulas in the order in which they fit it: the first two have it.
ORDERS = {
    "x^2": ["x^{2}", "1 + x^2", "x^{2y}", "y^2"],
    r"\frac{\partial": [
        r"\frac{\partial f}{\partial x}",
        r"a = \frac{\partial}{\partial t} b + c",
        "f",
    ],
    r"\sum_{i=1}^n": [r"\sum_{i=1}^n a_i", r"\bar x = \frac1n \sum_{i=1}^{n} x_i", r"\sum_{i=1}^m"],
    r"\alp": [r"\alpha", r"\alpha + 1", r"\beta"],
    "a_{i": ["a_{ij}", "a_{ij} = b", "a_{j}"],
}


@pytest.mark.parametrize("query", ORDERS)
def test_the_more_of_a_formula_is_asked_for_the_better_it_fits(query: str) -> None:
    formulas = ORDERS[query]
    fits = run(fitting=[[query, tex] for tex in formulas])["fitting"]
    assert fits == sorted(fits, reverse=True)
    assert len(set(fits)) == len(fits)
    assert fits[1] >= 1 > fits[-1]


def page(name: str, *formulas: str) -> SearchPage:
    texts = "".join(f'<p><span class="tex">{tex}</span></p>' for tex in formulas)
    return SearchPage(f"{name}/", name, texts)


PAGES = [
    page("long", r"y = a + b + c + d + e + x^2 + z"),
    page("short", "x^2", "y_1"),
    page("two halves", "x^3 + y^2"),
    page("parts", r"\alpha x", "x^2_i"),
]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("x^{2}", ["short", "long"]),
        ("$x^2 + z$", ["long"]),
        (r"\alpha", ["parts"]),
        (r"$x_i^2$", ["parts"]),
        ("x^7", []),
        (r"\nosuchsign", []),
    ],
)
def test_notes_are_found_by_their_formulas(tmp_path: Path, query: str, titles: list[str]) -> None:
    [found] = ask(tmp_path, PAGES, query)
    assert found.titles == titles


def test_where_no_note_has_a_formula_those_with_one_like_it_are_shown(tmp_path: Path) -> None:
    [found] = ask(tmp_path, PAGES, "b + c + d + e + x^7")
    assert found.titles == ["long"]


def test_what_formulas_need_is_read_for_formulas_alone(tmp_path: Path) -> None:
    words, formula = ask(tmp_path, PAGES, "short", "x^2")
    assert not [name for name in words.files if name.startswith("tex-")]
    assert [name for name in formula.files if name.startswith("tex-")]
    assert not [name for name in formula.files if name.startswith("words-")]
