"""A list within a task, ``- [ ] 1. x``: the specification of Obsidian's behaviour, §5.

CommonMark takes ``[ ] 1. x`` for text. Other tasks are read off the finished paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import list_block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_TASK_AND_LIST = re.compile(r"\[([^\[\]\n])\][ \t]+(?=(?:[-+*]|\d{1,9}[.)])[ \t]+\S)")


def tasks_plugin(md: MarkdownIt) -> None:
    """Add lists within tasks to a parser."""
    md.block.ruler.before("list", "task_list", _task_list)


def _task_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not state.tokens or state.tokens[-1].type != "list_item_open":
        return False
    first = state.bMarks[start] + state.tShift[start]
    match = _TASK_AND_LIST.match(state.src, first, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    state.tokens[-1].meta["task"] = match[1]
    state.bMarks[start] = match.end()
    state.tShift[start] = 0
    state.sCount[start] = state.blkIndent
    return list_block(state, start, end, False)
