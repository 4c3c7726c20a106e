"""Footnotes as Obsidian has them: what is indented by two blanks goes on with a definition (§5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_PANDOCS_INDENT, _OURS = 4, 2


def footnotes_plugin(md: MarkdownIt) -> None:
    """Add footnotes to a parser."""
    md.use(footnote_plugin)
    md.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    indent, column = state.blkIndent, state.sCount[start]
    state.blkIndent -= _PANDOCS_INDENT - _OURS
    state.sCount[start] = state.blkIndent
    found = footnote_def(state, start, end, silent)
    state.blkIndent, state.sCount[start] = indent, column
    return found
