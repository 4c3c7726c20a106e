"""Who links to a note, with the sentences around the links."""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from vaultsite.site.explorer import natural_key
from vaultsite.site.page import Backlink
from vaultsite.vault.note import pieces_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsite.maths import Sheet
    from vaultsite.render.page import Book
    from vaultsite.vault.note import Link, Note, Piece

_UNFOLDED = 20  # notes, as in theme/partials/backlinks.html
# How many sentences the first notes show; those that are folded show none.
_SENTENCES = ((10, 2), (_UNFOLDED, 1))


def backlinks(
    path: str,
    incoming: Mapping[str, Sequence[int]],
    notes: Mapping[str, Note],
    book: Book,
    sheet: Sheet,
) -> tuple[Backlink, ...]:
    """The notes that link to the note at ``path``, in the order of their names.

    ``incoming`` has the numbers of those links in each of the notes.
    """
    ordered = sorted(incoming, key=lambda source: (natural_key(notes[source].title), source))
    return tuple(
        _backlink(
            notes[source],
            [notes[source].links[each] for each in incoming[source]],
            path,
            book,
            sheet,
            most=next((most for end, most in _SENTENCES if index < end), 0),
        )
        for index, source in enumerate(ordered)
    )


def _backlink(
    source: Note, links: Sequence[Link], path: str, book: Book, sheet: Sheet, *, most: int
) -> Backlink:
    sentences = _distinct(link.sentence for link in links) if most else []
    shown = tuple(_html(pieces_of(each), source, book, sheet) for each in sentences[:most])
    return Backlink(
        title=source.title,
        url=book.url(source.path, seen_from=path),
        folder=posixpath.dirname(source.path),
        snippets=shown,
        more=len(sentences) - len(shown),
    )


def _distinct(sentences: Iterable[str]) -> list[str]:
    """Each sentence once, those that say nothing but the link left out: cards repeat the text."""
    seen: dict[str, str] = {}
    for sentence in dict.fromkeys(sentences):
        words = words_of(sentence)
        if words not in seen and _says_more(sentence):
            seen[words] = sentence
    return list(seen.values())


def _says_more(sentence: str) -> bool:
    pieces = pieces_of(sentence)
    return any(piece.kind != "this" and piece.text.strip(" \t-–—:;,.") for piece in pieces)


def _html(pieces: Sequence[Piece], source: Note, book: Book, sheet: Sheet) -> str:
    return "".join(_piece(piece, source, book, sheet) for piece in pieces).strip()


def _piece(piece: Piece, source: Note, book: Book, sheet: Sheet) -> str:
    if piece.kind == "math":
        formula = book.formulas(source.path)[int(piece.text)]
        return sheet.html(formula, book.drawing(formula), anchor=False)
    text = escape(piece.text, quote=False)
    if piece.kind == "this":
        return f"<mark>{text}</mark>"
    return f"<code>{text}</code>" if piece.kind == "code" else text
