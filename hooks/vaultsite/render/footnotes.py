"""Footnotes in the markup that Material styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render.links import footnote_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from vaultsite.render.writer import Writer


def footnotes_open(writer: Writer, index: int) -> int:
    """The list of footnotes at the foot of a text."""
    writer.out.append('<div class="footnote">\n<hr>\n<ol>\n')
    return index + 1


def footnotes_close(writer: Writer, index: int) -> int:
    """The end of the list."""
    writer.out.append("</ol>\n</div>\n")
    return index + 1


def footnote_open(writer: Writer, index: int) -> int:
    """One footnote, with its number."""
    number = f"{footnote_prefix(writer.scope)}{writer.tokens[index].meta['id'] + 1}"
    value = writer.tokens[index].meta["id"] + 1
    writer.out.append(f'<li id="fn:{number}" value="{value}"{writer.direction(index)}>')
    return index + 1


def footnote_close(writer: Writer, index: int) -> int:
    """Its way back to the text."""
    number = f"{footnote_prefix(writer.scope)}{_footnote_number(writer.tokens, index)}"
    title = writer.scope.page.book.words("note.footnote-back")
    writer.out.append(
        f'<a class="footnote-backref" href="#fnref:{number}" title="{title}">&#8617;</a></li>\n'
    )
    return index + 1


def _footnote_number(tokens: Sequence[Token], index: int) -> int:
    while tokens[index].type != "footnote_open":
        index -= 1
    return int(tokens[index].meta["id"]) + 1
