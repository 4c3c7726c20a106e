"""Formulas of a small grammar, about as long as they are asked to be; what they say is nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.made.chance import Chance

T = TypeVar("T")

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
_ACCENTED = "ABFLMPQRSX"
_SCRIPTS = ("_{%s}", "_%s", "^{%s}", "^%s")
_BRACKETS = (("(", ")"), ("(", ")"), ("[", "]"), (r"\{", r"\}"), ("|", "|"))
_MATRICES = ("pmatrix", "pmatrix", "matrix")
_COMMAND_AT_END = re.compile(r"\\[A-Za-z]+$")
_SPLIT_FROM = 70  # characters, from which on displays have several lines
_LINE = 50


class Formulas:
    """Writes the formulas of one note, which go on about the same few symbols."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.letters = self._few(_LETTERS, 9)
        self.greek = self._few(_GREEK, 3)
        self.sets = self._few(_SETS, 2)
        self.relations = ("=", *self._few(_RELATIONS, 3))
        self.operators = self._few(_OPERATORS, 5)
        self.names = self._few(_NAMES, 1)
        self.large = self._few(_LARGE, 1)
        self.accents = self._few(_ACCENTS, 2)
        self.accented = self._few(_ACCENTED, 2)
        self.brackets = self._few(_BRACKETS, 3)

    def _few(self, symbols: Sequence[T], count: int) -> tuple[T, ...]:
        return tuple(self.chance.one_of(symbols) for _ in range(count))

    def inline(self, length: int) -> str:
        """Return TeX of about ``length`` characters for one line; never empty, no ``$``."""
        return self._letter() if length <= 2 else self._expression(length)

    def display(self, length: int) -> str:
        """Return TeX of about ``length`` characters, in one or several lines."""
        if length < _SPLIT_FROM or self.chance.happens(0.25):
            return self._expression(length)
        count = min(max(1, round(length / _LINE)), 40)
        rows = [self._row(max(8, length // count - 14)) for _ in range(count)]
        return "\\begin{split}\n" + " \\\\\n".join(rows) + " \\\\\n\\end{split}"

    def _row(self, length: int) -> str:
        left = self._expression(length // 4) if self.chance.happens(0.4) else ""
        right = self._expression(length - len(left))
        return f"{left} &{self.chance.one_of(self.relations)} {right}".strip()

    def _expression(self, length: int) -> str:
        """Terms in a row until ``length`` is reached, with one relation among them."""
        text, related = self._term(length), False
        while (left := length - len(text) - 3) > 0:
            signs = self.operators if related or self.chance.happens(0.5) else self.relations
            related = related or signs is self.relations
            text = _joined(_joined(text, self.chance.one_of(signs)), self._term(left))
        return text

    def _term(self, length: int) -> str:
        if length > 90 and self.chance.happens(0.12):
            return self._matrix()
        if length > 24:
            return self.chance.weighted(_LONG)(self, length)
        return self._atom(length)

    def _atom(self, length: int) -> str:
        if length < 6:
            return self._letter()
        chance = self.chance
        if length > 11 and chance.happens(0.3):
            return chance.one_of(self.sets if chance.happens(0.5) else self.names) + (
                f" {self._letter()}"
            )
        base = chance.one_of(self.greek) if chance.happens(0.3) else self._letter()
        if chance.happens(0.2):
            base = chance.one_of(self.accents) % chance.one_of(self.accented)
        return base + (chance.one_of(_SCRIPTS) % self._letter() if chance.happens(0.5) else "")

    def _letter(self) -> str:
        return self.chance.one_of(self.letters)

    def _fraction(self, length: int) -> str:
        part = min(length // 3, 24)
        return rf"\frac{{{self._expression(part)}}}{{{self._expression(part // 2)}}}"

    def _bracketed(self, length: int) -> str:
        left, right = self.chance.one_of(self.brackets)
        inner = self._expression(min(length - 14, 40))
        return rf"{self._letter()}\left{left} {inner} \right{right}"

    def _sum(self, length: int) -> str:
        return f"{self.chance.one_of(self.large)} {self._atom(min(length, 12))}"

    def _root(self, length: int) -> str:
        return rf"\sqrt{{{self._expression(min(length // 2, 16))}}}"

    def _braced(self, length: int) -> str:
        what = self.chance.one_of((r"\underbrace", r"\overbrace"))
        return rf"{what}{{{self._expression(min(length // 2, 20))}}}_{{{self._atom(8)}}}"

    def _matrix(self) -> str:
        name, size = self.chance.one_of(_MATRICES), self.chance.one_of((2, 2, 3))
        rows = (" & ".join(self._atom(8) for _ in range(size)) for _ in range(size))
        return rf"\begin{{{name}}}" + r" \\ ".join(rows) + rf"\end{{{name}}}"


_LONG: dict[Callable[[Formulas, int], str], int] = {
    Formulas._bracketed: 55,
    Formulas._fraction: 32,
    Formulas._sum: 16,
    Formulas._root: 4,
    Formulas._braced: 4,
    Formulas._atom: 100,
}


def _joined(left: str, right: str) -> str:
    """One after the other; a command's name ends where a letter does not follow."""
    needs_blank = _COMMAND_AT_END.search(left) and right[:1].isalpha()
    return f"{left} {right}" if needs_blank else left + right
