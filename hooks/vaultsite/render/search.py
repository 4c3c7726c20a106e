"""What the search index is made of: headings and visible text, in plain HTML.

Formulas are TeX in ``<span class="tex">``. Left out: the backs of cards, the text of embeds (it is
found in its own note), code markup, aliases (`search_index.SearchPage` has them).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.vault.plaintext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from vaultsite.vault.note import Note, Source

_MATHS = frozenset(("math_inline", "math_inline_double", "math_block"))


def search_html(source: Source) -> str:
    """The note's headings with ids, and paragraphs of text."""
    note = source.note
    parts = [*_sections(source)]
    parts += _fronts(source, inline=True)
    if fronts := [*_fronts(source, inline=False)]:
        parts += _cards_heading(note), *fronts
    return "\n".join(parts)


def with_cards_named(html: str, note: Note, name: str) -> str:
    """The same with the heading of the cards, which is kept in no language."""
    return html.replace(_cards_heading(note), _cards_heading(note, escape(name, quote=False)))


def _cards_heading(note: Note, name: str = "") -> str:
    return f'<h2 id="{note.cards_anchor}">{name}</h2>'


def _fronts(source: Source, *, inline: bool) -> Iterator[str]:
    """The questions of the cards in the note's text, or of those below it."""
    for card, fields in zip(source.note.cards, source.fields, strict=True):
        if fields and card.inline is inline and not card.from_text:
            yield from (f"<p>{text}</p>" for text in _texts(fields[0].tokens))


def canvas_search_html(source: Source) -> str:
    """The texts of a canvas as paragraphs."""
    texts = (text for [parsed] in source.fields for text in _texts(parsed.tokens))
    return "\n".join(f"<p>{text}</p>" for text in texts)


def _sections(source: Source) -> Iterator[str]:
    tokens = source.body.tokens
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = source.note.headings[token.meta["heading_index"]]
            title = _html(tokens[index + 1])
            yield f'<{token.tag} id="{heading.anchor}">{title}</{token.tag}>'
        elif not (index and tokens[index - 1].type == "heading_open"):
            yield from (f"<p>{text}</p>" for text in _texts([token]))


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if (text := _html(token)).strip():
            yield text


def _html(token: Token) -> str:
    """What a token shows; formulas as TeX, marked."""
    if token.type == "inline":
        return "".join(map(_html, token.children or []))
    if token.type in _MATHS:
        return f'<span class="tex">{escape(token.content, quote=False)}</span>'
    if token.type in ("fence", "code_block"):
        return escape(token.content, quote=False)
    return escape(plain_text([token]), quote=False)
