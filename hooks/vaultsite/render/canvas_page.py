"""A canvas to its page, as `note` is for notes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import blocks, spoken
from vaultsite.render.canvas import SECTION, canvas_html
from vaultsite.render.page import Page, TocEntry
from vaultsite.render.scope import PageState, Scope

if TYPE_CHECKING:
    from vaultsite.render.page import Book


def render_canvas(path: str, book: Book) -> Page:
    """The page of the canvas at ``path``."""
    source = book.source(path)
    state = PageState(path, book, book.sheet(), blocks.render)
    scope = Scope(state, source, own=False, stack=((path, SECTION),))
    title = source.note.title
    drawing = spoken.named_links(canvas_html(path, scope))
    html = f'<h1 dir="auto">{escape(title, quote=False)}</h1>\n{drawing}'
    tree = TocEntry(escape(title), title, "", 1)
    return Page(title, html, tree, state.sheet, tuple(state.problems), frozenset(state.scripts))
