"""The words that texts are found by. `theme/assets/search-words.js` splits queries the same way."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
# Written without blanks between words: every two neighbours are a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ARG = re.compile(r"\\?\barg\s*(?:\\[,;:! ]|[{}~])*\s*\\?(max|min)")
_FONT = re.compile(
    r"\\(mathbb|mathcal|mathbf|mathfrak|mathscr|mathrm|boldsymbol|bm)\s*\{?\s*([a-z0-9])(?![a-z0-9])"
)
_LONGEST = 40  # characters of a word: what is longer is data


def fold(text: str) -> str:
    """``text`` whatever its case and its accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if unicodedata.category(char)[0] != "M")


def words(text: str) -> Iterator[str]:
    """The words of a text, folded, in order."""
    for word in _WORD.findall(fold(text)):
        if word.isascii():
            yield word[:_LONGEST]
        else:
            yield from _split(word)


def tex_words(tex: str) -> Iterator[str]:
    r"""The words of a formula: its commands and names; ``\mathbb{R}`` is ``mathbbr``.

    Letters that stand alone are in all formulas: they are none.
    """
    plain = _FONT.sub(r" \1\2 ", _ARG.sub(r" arg\1", fold(tex)))
    return (word[:_LONGEST] for word in _WORD.findall(plain) if len(word) > 1)


def _split(word: str) -> Iterator[str]:
    end = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > end:
            yield word[end : run.start()][:_LONGEST]
        end = run.end()
        signs = run[0]
        yield from (signs[at : at + 2] for at in range(max(1, len(signs) - 1)))
    if end < len(word):
        yield word[end:][:_LONGEST]
