"""Formulas in plain signs, for places that take nothing else: descriptions, the feed."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import TYPE_CHECKING

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as get_macros
from pylatexenc.macrospec import MacroSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from pylatexenc.latexwalker import LatexMacroNode

# A macro without its arguments is a reader's fault, and nothing to warn of here.
logging.getLogger("pylatexenc").setLevel(logging.ERROR)

_LONGEST = 120  # characters of TeX: what is longer says little without its shape
_UNKNOWN, _UNFILLED = "\\", "%s"
# What pylatexenc does not know: signs without arguments, then macros with theirs.
_SIGNS = {
    "|": "‖", "implies": "⟹", "iff": "⟺", "colon": ":", "land": "∧", "lor": "∨", "ne": "≠",
    "coloneqq": "≔", "Re": "Re", "Im": "Im", "argmax": "argmax", "argmin": "argmin",
    **dict.fromkeys(("left", "right", "middle", "displaystyle", "textstyle", "limits", "!"), ""),
    **dict.fromkeys(("nolimits", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg"), ""),
    **dict.fromkeys((",", ";", ":", ">", "quad", "qquad"), " "),
}  # fmt: skip
_SHAPES = {
    "tfrac": ("{{", "%s/%s"), "dfrac": ("{{", "%s/%s"), "binom": ("{{", "(%s over %s)"),
    "boldsymbol": ("{", "%s"), "bm": ("{", "%s"), "operatorname": ("*{", "%(2)s"),
    "overline": ("{", "%s\u0304"), "bar": ("{", "%s\u0304"), "underline": ("{", "%s"),
    "pmod": ("{", " (mod %s)"),
}  # fmt: skip
_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_SCRIPT = re.compile(rf"(?<!\\)([\^_])\s*({_GROUP}|\\[A-Za-z]+(?:{_GROUP})?|[^\\\s{{}}])")
_RELATION = re.compile(r"\s*([=<>≤≥≠≈≡∼≔→↦⟹⟺∈∉⊂⊆×∧∨∪∩⊕⊗∖])\s*")
_HIGH = dict(zip("0123456789+-=()nijkTt⊤*′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱʲᵏᵀᵗᵀ*′", strict=True))
_LOW = dict(zip("0123456789+-=()nijkmptx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢⱼₖₘₚₜₓ", strict=True))


def plain_maths(tex: str) -> str | None:
    r"""``x_1 \in \mathbb{R}`` as ``x₁ ∈ ℝ``; None if the formula is long, or TeX in it unknown."""
    if len(tex) > _LONGEST:
        return None
    marked = _SCRIPT.sub(_marked, tex)
    try:
        nodes, *_ = LatexWalker(marked, latex_context=_macros()).get_latex_nodes()
        text = _converter().nodelist_to_text(nodes)
    except (LatexWalkerError, RecursionError, ValueError):
        return None
    if _UNKNOWN in text or _UNFILLED in text:
        return None
    return " ".join(_RELATION.sub(r" \1 ", text).split()) or None


def _marked(match: re.Match[str]) -> str:
    name = "vaulthigh" if match[1] == "^" else "vaultlow"
    inner = match[2][1:-1] if match[2].startswith("{") else match[2]
    return rf"\{name}{{{_SCRIPT.sub(_marked, inner)}}}"


@cache
def _macros() -> object:
    macros = get_macros()
    shapes = [MacroSpec(name, arguments) for name, (arguments, _) in _SHAPES.items()]
    scripts = [MacroSpec("vaulthigh", "{"), MacroSpec("vaultlow", "{")]
    signs = [MacroSpec(name, "") for name in _SIGNS]
    macros.add_context_category("vault", [*shapes, *scripts, *signs], prepend=True)
    return macros


@cache
def _converter() -> LatexNodes2Text:
    texts = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=sign) for name, sign in _SIGNS.items()]
    macros += [MacroTextSpec(name, simplify_repl=shape) for name, (_, shape) in _SHAPES.items()]
    macros += [
        MacroTextSpec("vaulthigh", simplify_repl=_script("^", _HIGH)),
        MacroTextSpec("vaultlow", simplify_repl=_script("_", _LOW)),
    ]
    texts.add_context_category("vault", macros, prepend=True)
    texts.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_UNKNOWN))
    texts.set_unknown_environment_spec(None)
    return LatexNodes2Text(latex_context=texts, math_mode="text")


def _script(sign: str, small: dict[str, str]) -> Callable[..., str]:
    def write(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
        text = l2tobj.nodelist_to_text([node.nodeargd.argnlist[0]])
        if all(char in small for char in text):
            return "".join(small[char] for char in text)
        return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"

    return write
