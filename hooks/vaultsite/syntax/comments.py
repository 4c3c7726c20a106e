"""``%%comments%%``, inline and as blocks: the specification of Obsidian's behaviour, §5.

An inline comment leaves nothing. A block leaves a ``comment`` token, whose ``info`` is
``unclosed`` if the comment runs to the end of the note, as it does in Obsidian.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.syntax.scanning import CODE_SPAN, split_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline


def comments_plugin(md: MarkdownIt) -> None:
    """Add comments to a parser."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "comment", _comment_block, {"alt": interrupts})
    md.inline.ruler.before("escape", "comment", _comment_inline)


def _comment_inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("%%", state.pos):
        return False
    end = state.src.find("%%", state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos + 2 : end]
    state.pos = end + 2
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("%%", first):
        return False
    if state.src.find("%%", first + 2, state.eMarks[start]) >= 0:
        return False  # closed on its line: the inline rule's
    if silent:
        return not _inside_comment(state, start)
    line, close = _find_close(state, start, end)
    token = state.push("comment", "", 0)
    token.info = "unclosed" if close < 0 else ""
    token.map = [start, line]
    if close >= 0 and split_line(state, line, close + 2):
        state.line = line
    else:
        state.line = min(line + 1, end)
    return True


def _inside_comment(state: StateBlock, line: int) -> bool:
    """Does ``line`` close a comment that the paragraph above it opened within a line?"""
    if state.line >= line:
        return False
    above = state.src[state.bMarks[state.line] : state.eMarks[line - 1]]
    return CODE_SPAN.sub("", above).count("%%") % 2 == 1


def _find_close(state: StateBlock, start: int, end: int) -> tuple[int, int]:
    for line in range(start + 1, end):
        position = state.bMarks[line]
        close = state.src.find("%%", position, state.eMarks[line])
        if close >= 0:
            return line, close
    return end, -1
