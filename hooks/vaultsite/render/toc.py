"""The table of contents: one tree under the page's title."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from vaultsite.render import inlines, spoken
from vaultsite.render.page import TocEntry

if TYPE_CHECKING:
    from vaultsite.render.scope import Scope


def build(scope: Scope, title: str, anchor: str) -> TocEntry:
    """The headings of the scope's note. Those in cards are left out, and so are those of embeds."""
    root = TocEntry(escape(title), title, anchor, 1)
    branch: list[tuple[int, TocEntry]] = [(0, root)]
    for entry in _entries(scope):
        while branch[-1][0] >= entry.level:
            branch.pop()
        parent = branch[-1][1]
        # Levels in Material's tree rise by one, whatever the note leaves out.
        placed = TocEntry(entry.html, entry.text, entry.anchor, parent.level + 1)
        parent.children.append(placed)
        branch.append((entry.level, placed))
    cards = scope.source.note.cards
    if any(not card.inline for card in cards):
        title = scope.page.book.words("cards.title")
        root.children.append(TocEntry(title, title, scope.source.note.cards_anchor, 2))
    return root


_LEFT_OUT = frozenset(("link_open", "link_close", "footnote_ref", "embed", "image", "html_inline"))


def _unlinked(heading: Token) -> Token:
    """A heading's text without what can't stand in a link."""
    children = heading.children or []
    left = [_as_text(token) for token in children if token.type not in _LEFT_OUT]
    return Token("inline", "", 0, children=left, meta=heading.meta)


def _as_text(token: Token) -> Token:
    if token.type not in ("wikilink", "tag"):
        return token
    text = token.meta["text"] if token.type == "wikilink" else f"#{token.content}"
    return Token("text", "", 0, content=str(text), meta=token.meta)


def _entries(scope: Scope) -> list[TocEntry]:
    note = scope.source.note
    tokens = scope.source.body.tokens
    entries = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        number = token.meta["heading_index"]
        heading = note.headings[number]
        if not heading.anchor or (number == 0 and note.opens_with_title):
            continue
        html = inlines.render_line(_unlinked(tokens[index + 1]), scope)
        if spoken.is_maths(tokens[index + 1]):
            html = spoken.with_names(html)
        entries.append(TocEntry(html, heading.text, heading.anchor, heading.level))
    return entries
