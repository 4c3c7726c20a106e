"""What inline Markdown reads as, without its marks: for ids, titles in attributes, search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.vault import linktext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

_SHOWN = frozenset(
    ("text", "code_inline", "math_inline", "math_inline_double", "text_special", "private_link")
)


def plain_text(children: Iterable[Token], *, maths: bool = True) -> str:
    """The text of inline tokens; formulas as their TeX, or left out if ``maths`` is False."""
    return "".join(_text(token, maths) for token in children)


def _text(token: Token, maths: bool) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type in ("math_inline", "math_inline_double"):
        return token.content if maths else " "
    if token.type in _SHOWN:
        return token.content
    if token.type == "wikilink":
        return linktext.display(linktext.parse(token.content))
    if token.type == "tag":
        return f"#{token.content}"
    if token.type == "image":
        return token.content
    return ""
