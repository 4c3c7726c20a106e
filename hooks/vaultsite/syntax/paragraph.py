"""CommonMark's paragraph and its underlined heading, which do not end inside a display formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import lheading

from vaultsite.syntax.maths import end_of_display

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock


def paragraph_plugin(md: MarkdownIt) -> None:
    """Replace the parser's rules for paragraphs and underlined headings.

    The first mirrors markdown_it/rules_block/paragraph.py but for the test on open displays.
    """
    md.block.ruler.at("paragraph", _paragraph)
    md.block.ruler.at("lheading", _underlined)


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    old_parent, state.parentType = state.parentType, "paragraph"
    line, origin = start + 1, state.bMarks[start]
    while line < state.lineMax and not state.isEmpty(line):
        if _ends(state, line):
            display = end_of_display(state, origin, line)
            if display is None:
                break
            line, origin = display
        line += 1
    content = state.getLines(start, line, state.blkIndent, False).strip(" \t\n")
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, line], []
    state.push("paragraph_close", "p", -1)
    state.parentType = old_parent
    return True


def _ends(state: StateBlock, line: int) -> bool:
    """Does another block begin at ``line``?"""
    indent = state.sCount[line]
    if indent - state.blkIndent > 3 or indent < 0:
        return False  # a lazy continuation line
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, state.lineMax, True) for rule in rules)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading, unless its underline is a line of TeX (``a $$b`` ⏎ ``=`` ⏎ ``c$$``)."""
    count, line = len(state.tokens), state.line
    if not lheading(state, start, end, silent):
        return False
    if end_of_display(state, state.bMarks[start], state.line - 1) is None:
        return True
    del state.tokens[count:]
    state.line = line
    return False
