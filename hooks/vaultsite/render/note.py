"""A note to its page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.render import blocks, cards, directions, inlines, spoken, toc
from vaultsite.render.anchors import permanent_link
from vaultsite.render.page import Page
from vaultsite.render.scope import PageState, Scope
from vaultsite.syntax.nesting import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsite.render.page import Book
    from vaultsite.vault.note import Source


def render_note(path: str, book: Book, *, under_title: str = "") -> Page:
    """The page of the note at ``path``: its title, HTML to stand below it, its text, its cards."""
    source = book.source(path)
    note = source.note
    state = PageState(path, book, book.sheet(), blocks.render)
    scope = Scope(state, source, own=True, stack=((path, "None^#"),))
    anchor = note.headings[0].anchor if note.opens_with_title else ""
    body = source.body.tokens[3:] if note.opens_with_title else source.body.tokens
    title, text = _title(scope, anchor), blocks.render(body, scope)
    html = spoken.named_links("".join((title, under_title, text, cards.section(scope))))
    tree = toc.build(scope, note.title, anchor)
    problems = (*_too_deep(source), *state.problems)
    return Page(note.title, html, tree, state.sheet, problems, frozenset(state.scripts))


def _too_deep(source: Source) -> Iterator[Problem]:
    """A line where quotes and lists begin to be shown as text."""
    for parsed in (source.body, *(field for fields in source.fields for field in fields)):
        if "too_deep" not in parsed.env:
            continue
        maps = (token.map for token in parsed.tokens if token.map and "too_deep" in token.meta)
        line = next(maps, [-1])[0] + 1
        what = f"quotes and lists are nested more than {DEEPEST} levels deep, the rest is text"
        remedy = "nest them less deeply; a list takes two levels"
        yield Problem(source.note.path, line, Kind.BROKEN_SYNTAX, what, remedy)


def _title(scope: Scope, anchor: str) -> str:
    note = scope.source.note
    if not note.opens_with_title:
        way = directions.attribute(note.title, scope.page.book.words.direction)
        return f"<h1{way}>{escape(note.title, quote=False)}</h1>\n"
    html = inlines.render_line(scope.source.body.tokens[1], scope)
    link = permanent_link(anchor, scope.page.book.words)
    way = directions.attribute(note.headings[0].text, scope.page.book.words.direction)
    return f'<h1 id="{anchor}"{way}>{html}{link}</h1>\n'
