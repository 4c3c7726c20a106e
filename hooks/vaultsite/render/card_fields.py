"""The fields of a note's cards one by one, for where a card is not on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render import blocks
from vaultsite.render.scope import PageState, Scope

if TYPE_CHECKING:
    from vaultsite.render.page import Book

_NO_PAGE = ""


def card_fields(path: str, book: Book) -> list[tuple[str, ...]]:
    """The HTML of the fields of each card of the note at ``path``."""
    source = book.source(path)
    state = PageState(_NO_PAGE, book, book.sheet(), blocks.render)
    scope = Scope(state, source, own=False, stack=((path, "None^#"),))
    return [
        tuple(state.write(parsed.tokens, scope.apart()) for parsed in fields)
        for fields in source.fields
    ]
