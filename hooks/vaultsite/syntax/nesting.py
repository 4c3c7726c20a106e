"""How deep quotes and lists may stand in each other.

markdown-it leaves out what is deeper than its ``maxNesting``, for it recurses. Here the marks of
one block too many are text, so that nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import blockquote, list_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DEEPEST = 80  # levels; a list takes two
_ROOM = 8  # for what stands in the deepest one


def nesting_plugin(md: MarkdownIt) -> None:
    """Limit a parser's recursion."""
    md.options["maxNesting"] = _DEEPEST
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("blockquote", _shallow(blockquote), {"alt": interrupts})
    md.block.ruler.at("list", _shallow(list_block), {"alt": interrupts[:-1]})


def _shallow(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST - _ROOM and rule(state, start, end, silent)

    return limited
