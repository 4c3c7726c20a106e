"""The sentence around a link: what the notes that it leads to quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.vault.note import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

_LONGEST = 240  # characters on each side of the link
_MOST_PIECES = 40
_MATHS = frozenset(("math_inline",))
_ENDS = frozenset(("softbreak", "hardbreak", "math_inline_double"))
_OBJECT = "\ufffc"  # stands for a piece that is no text
_ABBREVIATIONS = (
    r"e\.g i\.e cf vs etc resp approx Fig Eq Thm Prop Def Sec No Dr z\.B d\.h bzw ca vgl"
)
_SENTENCE_END = re.compile(
    r"(?:"
    + "".join(rf"(?<!\b{name})" for name in _ABBREVIATIONS.split())
    + r"(?<!\b[A-Z])[.!?…][\"'”’)\]]*\s+(?=[^\sa-z])|(?<=[。！？]))"
)


def sentence(children: Sequence[Token], index: int) -> tuple[Piece, ...]:
    """The pieces of the sentence that holds the inline token ``children[index]``, a link.

    A line ending ends it, as in Obsidian, where lines are shown as they are written. What is
    longer than 240 characters on either side is cut at a word.
    """
    end = _link_end(children, index)
    before = _collect(children[at] for at in range(index - 1, -1, -1))
    after = _collect(children[at] for at in range(end + 1, len(children)))
    this = Piece("this", _link_text(children, index, end))
    return (*_last_sentence(before[::-1]), this, *_first_sentence(after))


def _collect(tokens: Iterable[Token]) -> list[Piece]:
    """The pieces from the link on, up to the line's end or a little more than can be shown."""
    pieces: list[Piece] = []
    length = 0
    for token in tokens:
        if length > _LONGEST or len(pieces) == _MOST_PIECES or token.type in _ENDS:
            break
        if token.content[:3].lower() == "<br":
            break
        piece = _piece(token)
        if piece is not None and piece.text:
            pieces.append(piece)
            length += len(piece.text)
    return pieces


def _piece(token: Token) -> Piece | None:
    if token.type in ("text", "text_special"):
        return Piece("text", token.content)
    if token.type in _MATHS:
        return Piece("math", str(token.meta["formula"]))
    if token.type == "code_inline":
        return Piece("code", token.content)
    if token.type == "wikilink":
        return Piece("link", str(token.meta.get("text", token.content)))
    return Piece("link", f"#{token.content}") if token.type == "tag" else None


def _last_sentence(pieces: Sequence[Piece]) -> Iterator[Piece]:
    flat = _flat(pieces)
    ends = [match.end() for match in _SENTENCE_END.finditer(flat + _OBJECT)]
    start, mark = (ends[-1] if ends else 0), ""
    if len(flat) - start > _LONGEST:
        start, mark = _word_from(flat, len(flat) - _LONGEST), "…"
    start += len(flat[start:]) - len(flat[start:].lstrip())
    return _pieces(pieces, start, len(flat), before=mark)


def _first_sentence(pieces: Sequence[Piece]) -> Iterator[Piece]:
    flat = _flat(pieces)
    match = _SENTENCE_END.search(flat)
    end, mark = (match.end() if match else len(flat)), ""
    if end > _LONGEST:
        end, mark = max(flat.rfind(" ", 0, _LONGEST), 0) or _LONGEST, "…"
    return _pieces(pieces, 0, len(flat[:end].rstrip()), after=mark)


def _flat(pieces: Sequence[Piece]) -> str:
    return "".join(_shown(piece) for piece in pieces)


def _shown(piece: Piece) -> str:
    return piece.text.replace(_OBJECT, " ") if piece.kind == "text" else _OBJECT


def _word_from(flat: str, start: int) -> int:
    blank = flat.find(" ", start)
    return blank + 1 if blank >= 0 else start


def _pieces(
    pieces: Sequence[Piece], start: int, end: int, *, before: str = "", after: str = ""
) -> Iterator[Piece]:
    """What stands from ``start`` to ``end`` in the flat text, with marks where it was cut."""
    if before:
        yield Piece("text", before)
    position = 0
    for piece in pieces:
        shown = _shown(piece)
        part = shown[max(start - position, 0) : max(end - position, 0)]
        position += len(shown)
        if part:
            yield Piece("text", part) if piece.kind == "text" else piece
    if after:
        yield Piece("text", after)


def _link_end(children: Sequence[Token], index: int) -> int:
    if children[index].type != "link_open":
        return index
    for end in range(index + 1, len(children)):
        if children[end].type == "link_close":
            return end
    return len(children) - 1


def _link_text(children: Sequence[Token], index: int, end: int) -> str:
    token = children[index]
    if token.type == "link_open":
        return "".join(children[at].content for at in range(index + 1, end))
    return str(token.meta.get("text", token.content))
