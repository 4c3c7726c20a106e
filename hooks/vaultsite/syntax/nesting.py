"""How deep quotes and lists may stand in each other.

markdown-it leaves out what is deeper than its ``maxNesting``, for it recurses. Here the marks of
one block too many are text, so that nothing is lost; ``env["too_deep"]`` is set, and the block
around the text has ``meta["too_deep"]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import blockquote, list_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

DEEPEST = 72
"""Levels of quotes and lists in each other; a list takes two."""

_ROOM = 8  # levels, for what stands in the deepest one


def nesting_plugin(md: MarkdownIt) -> None:
    """Limit a parser's recursion."""
    md.options["maxNesting"] = DEEPEST + _ROOM
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("blockquote", _shallow(blockquote), {"alt": interrupts})
    md.block.ruler.at("list", _shallow(list_block), {"alt": interrupts[:-1]})


def _shallow(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.level < DEEPEST:
            return rule(state, start, end, silent)
        if not silent and rule(state, start, end, True):
            around = next(token for token in reversed(state.tokens) if token.nesting > 0)
            state.env["too_deep"] = around.meta["too_deep"] = True
        return False

    return limited
