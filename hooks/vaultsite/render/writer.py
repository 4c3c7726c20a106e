"""What the handlers of block tokens share: the tokens, and the HTML so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render import directions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from vaultsite.render.scope import Scope


class Writer:
    """The HTML of a stretch of block tokens."""

    def __init__(self, tokens: Sequence[Token], scope: Scope) -> None:
        self.tokens = tokens
        self.scope = scope
        self.out: list[str] = []
        self.callouts: list[str] = []
        self._directions = directions.attributes(tokens, scope.page.book.words.direction)

    def block_id(self, token: Token) -> str:
        name = token.meta.get("block_id")
        return f' id="^{name}"' if name and self.scope.own else ""

    def direction(self, index: int) -> str:
        """The attribute of a block that runs another way than what is around it."""
        return self._directions.get(index, "")


def with_id(html: str, block_id: str) -> str:
    """A block that can't have an id of its own in one that has."""
    return f"<div{block_id}>{html}</div>\n" if block_id else html
