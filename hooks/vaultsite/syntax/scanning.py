"""Small helpers that several rules share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def find_unescaped(source: str, mark: str, start: int, end: int) -> int:
    """Position of the first ``mark`` in ``source[start:end]`` not behind a backslash, else -1.

    Backslashes go in pairs, as in TeX and CommonMark: ``\\\\$$`` closes, ``\\$$`` does not.
    """
    position = source.find(mark, start, end)
    while position >= 0:
        slashes = position
        while slashes > start and source[slashes - 1] == "\\":
            slashes -= 1
        if (position - slashes) % 2 == 0:
            return position
        position = source.find(mark, position + 1, end)
    return -1


def count_unescaped(source: str, mark: str) -> int:
    """How often ``mark`` stands in ``source``, overlaps and escaped ones not counted."""
    count, position = 0, find_unescaped(source, mark, 0, len(source))
    while position >= 0:
        count += 1
        position = find_unescaped(source, mark, position + len(mark), len(source))
    return count


def line_text(state: StateBlock, line: int) -> str:
    """A line's text behind its indentation and the marks of the blocks around it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def split_line(state: StateBlock, line: int, position: int) -> bool:
    """Let the rest of ``line`` from ``position`` on be parsed as if it were a line of its own.

    Returns False if there is only white space left.
    """
    end = state.eMarks[line]
    while position < end and state.src[position] in " \t":
        position += 1
    if position >= end:
        return False
    state.bMarks[line] = position
    state.tShift[line] = 0
    state.sCount[line] = state.blkIndent
    return True


def mark_rule(
    pattern: re.Pattern[str], push: Callable[[StateInline, re.Match[str]], None]
) -> Callable[[StateInline, bool], bool]:
    """An inline rule for marks that we have put into the text ourselves, all with a brace first."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "{":
            return False
        found = pattern.match(state.src, state.pos, state.posMax)
        if found is None:
            return False
        if not silent:
            push(state, found)
        state.pos = found.end()
        return True

    return rule
