"""The sentence around a link: what the notes that it leads to quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.vault.note import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_LONGEST = 240  # characters of text on each side of the link
_BREAKS = frozenset(("softbreak", "hardbreak", "math_inline_double", "footnote_ref"))
_MATHS = frozenset(("math_inline", "math_inline_double"))


def sentence(children: Sequence[Token], index: int) -> tuple[Piece, ...]:
    """The pieces of the sentence that holds the inline token ``children[index]``, a link.

    A line ending ends it, as in Obsidian, where lines are shown as they are written.
    """
    before = _collect(reversed(children[:index]), backwards=True)
    end = _link_end(children, index)
    after = _collect(iter(children[end + 1 :]), backwards=False)
    this = Piece("this", _link_text(children, index, end))
    return (*reversed(before), this, *after)


def _collect(tokens: object, *, backwards: bool) -> list[Piece]:
    pieces: list[Piece] = []
    length = 0
    for token in tokens:  # type: ignore[attr-defined]
        if token.type in _BREAKS or length > _LONGEST:
            break
        if token.type != "text":
            pieces.extend(_piece(token))
            length += len(token.content)
            continue
        parts = _SENTENCE_END.split(token.content)
        text = parts[-1] if backwards else parts[0]
        pieces.append(Piece("text", _cut(text, _LONGEST - length, backwards=backwards)))
        length += len(text)
        if len(parts) > 1:
            break
    return pieces


def _piece(token: Token) -> list[Piece]:
    if token.type in _MATHS:
        return [Piece("math", str(token.meta["formula"]))]
    if token.type == "code_inline":
        return [Piece("code", token.content)]
    if token.type in ("wikilink", "tag"):
        shown = token.meta.get("text", token.content) if token.type == "wikilink" else ""
        return [Piece("link", shown or f"#{token.content}")]
    return []


def _cut(text: str, room: int, *, backwards: bool) -> str:
    if len(text) <= max(room, 20):
        return text
    room = max(room, 20)
    return (
        f"…{text[-room:].partition(' ')[2]}" if backwards else f"{text[:room].rpartition(' ')[0]}…"
    )


def _link_end(children: Sequence[Token], index: int) -> int:
    if children[index].type != "link_open":
        return index
    end = index
    while end < len(children) - 1 and children[end].type != "link_close":
        end += 1
    return end


def _link_text(children: Sequence[Token], index: int, end: int) -> str:
    token = children[index]
    if token.type == "link_open":
        return "".join(child.content for child in children[index + 1 : end])
    return str(token.meta.get("text", token.content))
