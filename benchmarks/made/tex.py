"""Formulas of a small grammar, about as long as they are asked to be; what they say is nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.made.chance import Chance

_LETTERS = list("xxxyyznnkkiijjabcdfghmpqrstuvwXXYABEKLMNPSTV01123")
_GREEK = (
    *(r"\theta", r"\theta", r"\lambda", r"\lambda", r"\vartheta", r"\sigma", r"\mu", r"\alpha"),
    *(r"\Sigma", r"\epsilon", r"\Omega", r"\varphi", r"\gamma", r"\omega", r"\beta", r"\delta"),
)
_SETS = (r"\mathbb{R}", r"\mathbb{R}^n", r"\mathbb{N}", r"\mathcal{X}", r"\mathcal{F}", r"\Omega")
_RELATIONS = ("=", "=", "=", r"\in", r"\leq", r"\sim", r"\Rightarrow", r"\to", r"\geq", ":=")
_OPERATORS = ("+", "+", "-", "-", r"\cdot", r"\times", ",", ",", r"\mid", r"\cap", "")
_NAMES = (r"\min", r"\max", r"\ln", r"\log", r"\exp", r"\det", r"\lim_{n \to \infty}")
_LARGE = (r"\sum_{i=1}^{n}", r"\int_{a}^{b}", r"\sum\limits_{k}", r"\prod_{j}", r"\int")
_ACCENTS = (r"\hat{%s}", r"\widehat{%s}", r"\bar{%s}", r"\mathrm{%s}", r"\mathcal{%s}")
_MATRICES = ("pmatrix", "pmatrix", "matrix")
_COMMAND_AT_END = re.compile(r"\\[A-Za-z]+$")
_SPLIT_FROM = 70  # characters, from which on displays have several lines


def inline(chance: Chance, length: int) -> str:
    """Return TeX of about ``length`` characters for one line; never empty, no ``$``."""
    if length <= 2:
        return chance.one_of(_LETTERS)
    return _expression(chance, length)


def display(chance: Chance, length: int) -> str:
    """Return TeX of about ``length`` characters, in one or several lines."""
    if length < _SPLIT_FROM or chance.happens(0.25):
        return _expression(chance, length)
    count = min(max(1, round(length / 50)), 40)
    rows = [_row(chance, max(8, length // count - 14)) for _ in range(count)]
    return "\\begin{split}\n" + " \\\\\n".join(rows) + " \\\\\n\\end{split}"


def _row(chance: Chance, length: int) -> str:
    left = _expression(chance, length // 4) if chance.happens(0.4) else ""
    return f"{left} &{chance.one_of(_RELATIONS)} {_expression(chance, length - len(left))}".strip()


def _expression(chance: Chance, length: int) -> str:
    """Terms in a row until ``length`` is reached, with one relation among them."""
    text, related = _term(chance, length), False
    while (left := length - len(text) - 3) > 0:
        signs = _OPERATORS if related or chance.happens(0.5) else _RELATIONS
        related = related or signs is _RELATIONS
        text = _joined(_joined(text, chance.one_of(signs)), _term(chance, left))
    return text


def _joined(left: str, right: str) -> str:
    """One after the other; a command's name ends where a letter does not follow."""
    needs_blank = _COMMAND_AT_END.search(left) and right[:1].isalpha()
    return f"{left} {right}" if needs_blank else left + right


def _term(chance: Chance, length: int) -> str:
    if length > 90 and chance.happens(0.12):
        return _matrix(chance)
    if length > 24:
        return chance.weighted(_LONG)(chance, length)
    return _atom(chance, length)


def _atom(chance: Chance, length: int) -> str:
    if length < 6:
        return chance.one_of(_LETTERS)
    if length > 11 and chance.happens(0.3):
        return chance.one_of(_SETS if chance.happens(0.5) else _NAMES) + " " + _letter(chance)
    base = chance.one_of(_GREEK) if chance.happens(0.3) else _letter(chance)
    if chance.happens(0.2):
        base = chance.one_of(_ACCENTS) % chance.one_of("ABFLMPQRSXxyp")
    if chance.happens(0.5):
        base += chance.one_of(("_{%s}", "_%s", "^{%s}", "^%s")) % _letter(chance)
    return base


def _letter(chance: Chance) -> str:
    return chance.one_of(_LETTERS)


def _fraction(chance: Chance, length: int) -> str:
    part = min(length // 3, 24)
    return rf"\frac{{{_expression(chance, part)}}}{{{_expression(chance, part // 2)}}}"


def _brackets(chance: Chance, length: int) -> str:
    inner = _expression(chance, min(length - 14, 40))
    left, right = chance.one_of((("(", ")"), ("(", ")"), ("[", "]"), (r"\{", r"\}"), ("|", "|")))
    return rf"{_letter(chance)}\left{left} {inner} \right{right}"


def _large(chance: Chance, length: int) -> str:
    return f"{chance.one_of(_LARGE)} {_atom(chance, min(length, 12))}"


def _root(chance: Chance, length: int) -> str:
    return rf"\sqrt{{{_expression(chance, min(length // 2, 16))}}}"


def _braced(chance: Chance, length: int) -> str:
    what = chance.one_of((r"\underbrace", r"\overbrace"))
    return rf"{what}{{{_expression(chance, min(length // 2, 20))}}}_{{{_atom(chance, 8)}}}"


def _matrix(chance: Chance) -> str:
    size = chance.one_of((2, 2, 3))
    rows = (" & ".join(_atom(chance, 8) for _ in range(size)) for _ in range(size))
    return (
        rf"\begin{{{(name := chance.one_of(_MATRICES))}}}"
        + r" \\ ".join(rows)
        + (rf"\end{{{name}}}")
    )


_LONG = {_brackets: 55, _fraction: 32, _large: 16, _root: 4, _braced: 4, _atom: 100}
