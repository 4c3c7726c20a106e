"""Obsidian's ``$`` and ``$$``: the specification of Obsidian's behaviour, §6.

Tokens: ``math_inline`` (within a line), ``math_inline_double`` (a display written within a
paragraph), ``math_block`` (a display that is a block). ``content`` is the TeX between the marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.syntax.scanning import (
    CODE_SPAN,
    count_unescaped,
    find_unescaped,
    line_text,
    split_line,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline


def maths_plugin(md: MarkdownIt) -> None:
    """Add the rules for maths to a parser."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "math_block", _math_block, {"alt": interrupts})
    md.inline.ruler.before("escape", "math_inline", _math_inline)


def opens_display(text: str) -> bool:
    """Does ``text`` end inside a ``$$`` that it opened? Code spans do not count."""
    if "$$" not in text:
        return False
    return count_unescaped(CODE_SPAN.sub("", text), "$$") % 2 == 1


def _math_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    if state.src.startswith("$$", state.pos):
        return _display_in_line(state, silent)
    start = state.pos + 1
    if start >= state.posMax or state.src[start].isspace():
        return False
    end = find_unescaped(state.src, "$", start, state.posMax)
    if end < 0 or state.src[end - 1].isspace():
        return False
    if state.src[end + 1 : end + 2].isdigit():
        return False
    return _push(state, silent, kind="math_inline", start=start, end=end, width=1)


def _display_in_line(state: StateInline, silent: bool) -> bool:
    start = state.pos + 2
    end = find_unescaped(state.src, "$$", start, state.posMax)
    if end < 0 or not state.src[start:end].strip():
        # Not maths: the marks are passed over together, or the second would open an inline one.
        if not silent:
            state.pending += "$$"
        state.pos = start
        return True
    return _push(state, silent, kind="math_inline_double", start=start, end=end, width=2)


def _push(state: StateInline, silent: bool, *, kind: str, start: int, end: int, width: int) -> bool:
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = state.src[start:end]
        token.markup = "$" * width
    state.pos = end + width
    return True


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", first):
        return False
    found = _find_close(state, start, end)
    if found is None:
        return False
    line, close = found
    if line == start and state.src[close + 2 : state.eMarks[line]].strip():
        return False  # text behind it on one line: a paragraph, whose inline rule shows both
    if silent:
        # A paragraph sees to it itself.
        return state.parentType == "paragraph" or not _inside_display(state, start)
    token = state.push("math_block", "math", 0)
    token.content = _content(state, start, line, close)
    token.markup = "$$"
    token.map = [start, line + 1]
    state.line = line if split_line(state, line, close + 2) else line + 1
    return True


def _inside_display(state: StateBlock, line: int) -> bool:
    """Is ``line`` inside a ``$$`` that the paragraph above it opened within a line?"""
    if state.line >= line:
        return False
    above = state.src[state.bMarks[state.line] : state.eMarks[line - 1]]
    return opens_display(above)


def _find_close(state: StateBlock, start: int, end: int) -> tuple[int, int] | None:
    position = state.bMarks[start] + state.tShift[start] + 2
    for line in range(start, end):
        if line > start:
            position = state.bMarks[line] + state.tShift[line]
            if position < state.eMarks[line] and state.sCount[line] < 0:
                return None  # the end of a quote
        close = find_unescaped(state.src, "$$", position, state.eMarks[line])
        if close >= 0:
            content = state.src[state.bMarks[start] + state.tShift[start] + 2 : close]
            return (line, close) if content.strip() else None
    return None


def _content(state: StateBlock, start: int, line: int, close: int) -> str:
    first = state.bMarks[start] + state.tShift[start] + 2
    if line == start:
        return state.src[first:close].strip()
    head = state.src[first : state.eMarks[start]]
    middle = state.getLines(start + 1, line, state.sCount[start], False)
    tail = state.src[state.bMarks[line] + state.tShift[line] : close]
    parts = [head, middle, tail] if line > start + 1 else [head, tail]
    return "\n".join(parts).strip()


def end_of_display(state: StateBlock, origin: int, line: int) -> tuple[int, int] | None:
    """Where the display ends that the paragraph above ``line`` opened within a line.

    Such a display's TeX belongs to the paragraph whatever ``line`` looks like, provided that it is
    closed before the paragraph's blank line: ``a $$`` ⏎ ``- b`` ⏎ ``$$ c``. ``origin`` is a
    position in the paragraph before which all displays are closed. Returns the line of the closing
    mark and the position behind it; None if no display is open.
    """
    if not opens_display(state.src[origin : state.eMarks[line - 1]]):
        return None
    outside = state.sCount[line] < state.blkIndent
    if outside and not line_text(state, line).startswith("$$"):
        return None  # the next item of a list is no TeX
    for later in range(line, state.lineMax):
        if state.isEmpty(later):
            return None
        first = state.bMarks[later] + state.tShift[later]
        close = find_unescaped(state.src, "$$", first, state.eMarks[later])
        if close >= 0:
            return later, close + 2
    return None
