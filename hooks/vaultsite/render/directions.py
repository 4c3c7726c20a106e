"""Blocks that run from right to left, as ``dir="auto"`` would have them.

The first letter of a text decides, formulas left out: the rules P2 and P3 of
<https://www.unicode.org/reports/tr9/>. It is done here, not by an attribute on every block: pages
in other scripts pay nothing, and lists, quotes and tables turn with what stands in them, which
``auto`` does not see if that has a direction of its own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from vaultsite.vault.plaintext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

Direction = Literal["ltr", "rtl"]

# Hebrew to Arabic Extended-A, their presentation forms, and what lies beyond the basic plane.
_LETTER = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TURNING = frozenset(
    "heading_open paragraph_open blockquote_open callout_open bullet_list_open ordered_list_open "
    "list_item_open table_open th_open td_open footnote_open".split()
)


def direction(text: str) -> Direction | None:
    """Where ``text`` runs; None if nothing in it says so."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return None


def attribute(text: str, around: Direction) -> str:
    """The attribute of an element with this text in a page that runs like ``around``."""
    own = direction(text)
    return f' dir="{own}"' if own is not None and own != around else ""


def attributes(tokens: Sequence[Token], around: Direction) -> Mapping[int, str]:
    """The attribute of each block that turns, by the index of the token that opens it."""
    if around == "ltr" and not any(
        token.type == "inline" and _LETTER.search(token.content) for token in tokens
    ):
        return {}
    return dict(_attributes(tokens, around))


def _attributes(tokens: Sequence[Token], outside: Direction) -> Iterator[tuple[int, str]]:
    around = [outside]
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            around.pop()
        elif token.nesting > 0:
            own = _own(tokens, index) if token.type in _TURNING else None
            if own is not None and own != around[-1]:
                yield index, f' dir="{own}"'
            around.append(own or around[-1])


def _own(tokens: Sequence[Token], index: int) -> Direction | None:
    """The direction of the block that opens at ``index``, by its first text that has one."""
    depth = 0
    for token in tokens[index:]:
        depth += token.nesting
        if depth == 0:
            break
        if token.type == "inline":
            found = direction(plain_text(token.children or (), maths=False))
            if found is not None:
                return found
    return None
