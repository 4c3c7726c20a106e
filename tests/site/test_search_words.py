"""Texts and queries are split into the same words: by Python at first, by the browser later."""

from __future__ import annotations

import pytest
from tests.ask_search import run

from vaultsite.site.search_words import fold, tex_words, words

TEXTS = [
    "Gradient descent, step by step",
    "Größe, Straße, ÄRZTE; naïve Bézout; Łukasiewicz",
    "l'Hôpital's rule: e.g. x_1 and snake_case",
    "recall@5, C++17, 3.14, k-means, 2024-05-01",
    "ΣΊΣΥΦΟΣ και ς",
    "機械学習のモデル and 統計 in one line, 数",
    "한국어 검색",
    "İstanbul ıssız ﬁeld ²",
    "सीखना الرياضيات",
    "a" * 60,
    "🙂 emoji 🙂",
    "",
    "\u00ad\u200b",
]
FORMULAS = [
    r"\frac{\partial f}{\partial x}",
    r"x \in \mathbb{R}^n, y \in \mathbb N, \mathcal{L}(\theta)",
    r"\arg\max_\theta p + \operatorname*{arg\,min}_x + \argmax + \arg \max",
    r"\boldsymbol{x}^\top \mathbf{Ab} \mathrm{Var}(X)",
    r"\text{für größe } x",
    "",
    "{{{",
]


def test_texts_are_split_alike() -> None:
    assert [[*words(text)] for text in TEXTS] == run(words=TEXTS)["words"]


def test_formulas_are_split_alike() -> None:
    assert [[*tex_words(tex)] for tex in FORMULAS] == run(texWords=FORMULAS)["texWords"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Größe der ÄRZTE", ["grosse", "der", "arzte"]),
        ("Bézout's identity", ["bezout", "s", "identity"]),
        ("統計学", ["統計", "計学"]),
        ("数 x", ["数", "x"]),
    ],
)
def test_words_are_without_case_and_accents(text: str, found: list[str]) -> None:
    assert [*words(text)] == found


@pytest.mark.parametrize(
    ("tex", "found"),
    [
        (r"\frac{\partial f}{\partial x}", ["frac", "partial", "partial"]),
        (r"\mathbb{R}^n \to \mathbb R", ["mathbbr", "to", "mathbbr"]),
        (r"\arg\max_x", ["argmax"]),
        (r"\operatorname*{arg\,min}", ["operatorname", "argmin"]),
    ],
)
def test_a_formula_has_the_words_of_its_tex(tex: str, found: list[str]) -> None:
    assert [*tex_words(tex)] == found


def test_folding_twice_changes_nothing() -> None:
    assert [fold(fold(text)) for text in TEXTS] == [fold(text) for text in TEXTS]


READABLE = {
    r"\frac{\partial f}{\partial x_i}": "∂f/∂xᵢ",
    r"\mathbb{R}^n \to \mathbb{R}": "ℝⁿ → ℝ",
    r"\hat\theta = \arg\max_{\theta} \log p(x_i)": "θ = arg max_(θ) log p(xᵢ)",
    r"\sum_{i=1}^n a_{(2:1)}": "∑_(i=1)ⁿ a_(2:1)",
    r"\left\{ x \mid \|x\|_2 \leq 1 \right\}": "{ x | ‖x‖₂ ≤ 1 }",
    r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}": "1 0 ; 0 1",
    r"\frac{\frac{a}{b}}{\sqrt{c+1}}": "(a/b)/(√(c+1))",
    r"\frac{x+1}{2}": "(x+1)/2",
    r"\operatorname{Var}(X) = 50\%": "Var(X) = 50%",
    r"e^{-\frac{x^2}{2}}": "e^(-x²/2)",
    r"\frac{a": "a",
    "\\": "\\",
}


def test_a_formula_reads_as_signs() -> None:
    assert run(readable=[*READABLE])["readable"] == [*READABLE.values()]
