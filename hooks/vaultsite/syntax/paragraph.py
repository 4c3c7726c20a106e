"""CommonMark's paragraph, which does not end inside a display formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.syntax.maths import paragraph_goes_on

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock


def paragraph_plugin(md: MarkdownIt) -> None:
    """Replace the parser's paragraph rule.

    It mirrors markdown_it/rules_block/paragraph.py but for the test on open displays.
    """
    md.block.ruler.at("paragraph", _paragraph)


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    old_parent, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < state.lineMax and not state.isEmpty(line) and not _ends(state, start, line):
        line += 1
    content = state.getLines(start, line, state.blkIndent, False).strip(" \t\n")
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, line], []
    state.push("paragraph_close", "p", -1)
    state.parentType = old_parent
    return True


def _ends(state: StateBlock, start: int, line: int) -> bool:
    """Does another block begin at ``line``?"""
    indent = state.sCount[line]
    if indent - state.blkIndent > 3 or indent < 0:
        return False  # a lazy continuation line
    rules = state.md.block.ruler.getRules("paragraph")
    if not any(rule(state, line, state.lineMax, True) for rule in rules):
        return False
    return not paragraph_goes_on(state, start, line)
