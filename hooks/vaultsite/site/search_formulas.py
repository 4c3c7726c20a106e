r"""What formulas are found by: every three neighbours among their signs, as TeX reads them.

``x^{2}`` and ``x ^2``, ``\le`` and ``\leq``, ``\frac12`` and ``\frac{1}{2}``, ``a^i_j`` and
``a_j^i`` are alike; names of variables are not. ``theme/assets/search-formulas.js`` reads queries
the same way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_RANKS = (5, 8, 12, 18, 28, 44, 70)
"""Signs of a formula: with more than these it ranks 6, 5, … 0; the shortest have 7."""

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_BREAK = re.compile(r"\\\\(?:\[[^\]]*\])?")
_NOTHING = re.compile(r"\\(?:label|tag\*?|color|textcolor)\s*\{[^}]*\}")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+)\*?\}(?:\s*\{[lcr|@ ]*\})?")
_NAME = re.compile(r"\\(?:operatorname\*?|mathrm|text(?:rm|it|bf|normal)?|mbox)\s*\{([^{}$]*)\}")
_NORM = re.compile(r"\\(?:\||[lr]?Vert(?![A-Za-z]))")
_SPACE = re.compile(r"\\[,:;! >]|~")
_WORD = re.compile(r"[A-Za-z]+|[^\sA-Za-z]")
_ARG = re.compile(r"\\?(?<![A-Za-z])arg\s*(?:\\[,:;! ]\s*)*\\?(max|min)(?![A-Za-z])")
_FONT = re.compile(
    r"\\(mathbb|mathcal|mathfrak|mathscr|mathbf|boldsymbol|bm)"
    r"(?:\s*\{\s*([A-Za-z0-9]+)\s*\}|\s*([A-Za-z0-9](?![A-Za-z0-9])))"
)
_BOLD = frozenset(("boldsymbol", "bm"))
_GROUP = r"(\\[A-Za-z]+|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^\s{}\\])"
_SCRIPTS = re.compile(rf"\^\s*{_GROUP}\s*_\s*{_GROUP}")
_CHOICE = re.compile(r"\{([^{}]*)\\choose(?![A-Za-z])([^{}]*)\}")
_SIGN = re.compile(
    r"\\(?:left|right)(?![A-Za-z])\s*\.?|\\[bB]igg?[lrm]?(?![A-Za-z])|\\[A-Za-z]+|\\\S|\.\.\.|\S"
)
_SIZE = re.compile(r"\\(?:(?:left|right)(?![A-Za-z])|[bB]igg?[lrm]?$)")
_DROPPED = frozenset(
    r"{ } & \limits \nolimits \displaystyle \textstyle \scriptstyle \quad \qquad \nonumber "
    r"\notag \begin \end \rm \mathop \mathstrut \hfill".split()
)
_SAME = {
    r"\le": r"\leq", r"\ge": r"\geq", r"\ne": r"\neq", r"\to": r"\rightarrow",
    r"\gets": r"\leftarrow", r"\land": r"\wedge", r"\lor": r"\vee", r"\lnot": r"\neg",
    r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\cfrac": r"\frac", r"\dbinom": r"\binom",
    r"\tbinom": r"\binom", r"\mid": "|", r"\vert": "|", r"\lvert": "|", r"\rvert": "|",
    r"\lbrace": r"\{", r"\rbrace": r"\}",
    "...": r"\dots", r"\ldots": r"\dots", r"\cdots": r"\dots", r"\widehat": r"\hat",
    r"\widetilde": r"\tilde", r"\bar": r"\overline", r"\ast": "*", r"\colon": ":", r"\lt": "<",
    r"\gt": ">", r"\implies": r"\Rightarrow", r"\iff": r"\Leftrightarrow", r"\prime": "'",
}  # fmt: skip


def ranks(formulas: Iterable[str]) -> dict[str, int]:
    """The triples in a page's formulas, and how short the shortest formula with each is, 0 to 7."""
    found: dict[str, int] = {}
    for rank, triples in map(_triples, formulas):
        for triple in triples:
            if found.get(triple, -1) < rank:
                found[triple] = rank
    return found


@lru_cache(20_000)
def _triples(tex: str) -> tuple[int, frozenset[str]]:
    """The last two begin at the formula's last signs, and end with nothing."""
    found = signs(tex)
    rank = 7 - sum(len(found) > most for most in _RANKS)
    triples = zip(found, [*found[1:], ""], [*found[2:], "", ""], strict=False)
    return rank, frozenset(map(" ".join, triples))


def signs(tex: str) -> list[str]:
    """The signs of a formula in order, without braces and blanks."""
    plain = _COMMENT.sub("", tex) if "%" in tex else tex
    if "\\" in plain:
        for mark, pattern, instead in _COMMANDS:
            if mark in plain:
                plain = pattern.sub(instead, plain)
    if "^" in plain and "_" in plain:
        plain = _SCRIPTS.sub(_subscript_first, plain)
    kept = (sign for sign in _SIGN.findall(plain) if sign not in _DROPPED)
    return [_SAME.get(sign, sign) for sign in kept if not _SIZE.match(sign)]


def _environment(match: re.Match[str]) -> str:
    name = match[2]
    return f"\\{name} " if name.endswith("matrix") or name == "cases" else " "


def _name(match: re.Match[str]) -> str:
    plain = _SPACE.sub("", match[1])
    return "".join(f"\\{word} " if len(word) > 1 else word for word in _WORD.findall(plain))


def _font(match: re.Match[str]) -> str:
    face = "mathbf" if match[1] in _BOLD else match[1]
    return f"\\{face}{match[2] or match[3]} "


def _subscript_first(match: re.Match[str]) -> str:
    return f"_{match[2]}^{match[1]}"


# Commands that only set type go; names, and letters in other faces, become one command each. Most
# formulas have few of these: a look for the first letters is cheaper than each pattern's.
_COMMANDS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("\\\\", _BREAK, " "),
    ("\\label", _NOTHING, " "),
    ("\\tag", _NOTHING, " "),
    ("color", _NOTHING, " "),
    ("\\begin", _ENVIRONMENT, _environment),
    ("\\end", _ENVIRONMENT, _environment),
    ("\\operatorname", _NAME, _name),
    ("\\mathrm", _NAME, _name),
    ("\\text", _NAME, _name),
    ("\\mbox", _NAME, _name),
    ("|", _NORM, "||"),
    ("Vert", _NORM, "||"),
    ("", _SPACE, " "),
    ("arg", _ARG, lambda match: f"\\arg{match[1]} "),
    ("\\math", _FONT, _font),
    ("\\b", _FONT, _font),
    ("\\choose", _CHOICE, lambda match: f"\\binom{{{match[1]}}}{{{match[2]}}}"),
)
