"""What a line leaves open: `$$`, `%%` or `<!--`."""

from __future__ import annotations

import re
from enum import StrEnum


class Region(StrEnum):
    """What a line can stand in."""

    CODE = "code"
    MATHS = "maths"
    COMMENT = "comment"
    HTML_COMMENT = "html-comment"
    FRONT_MATTER = "front-matter"


_MARKS = {"$$": Region.MATHS, "%%": Region.COMMENT, "<!--": Region.HTML_COMMENT}
CLOSING = {Region.MATHS: "$$", Region.COMMENT: "%%", Region.HTML_COMMENT: "-->"}
_INLINE = re.compile(r"\\.|`+|\$\$?|%%|<!--")
_DOLLARS = re.compile(r"\\.|(\$\$)")
_DOLLAR = re.compile(r"\\.|(\$)")
_BACKTICKS = re.compile(r"`+")


def first_close(line: str, kind: Region) -> int:
    """Where `line` first holds what closes a region of that kind; -1 if nowhere."""
    if kind is not Region.MATHS or "\\" not in line:
        return line.find(CLOSING[kind])
    return next((m.start() for m in _DOLLARS.finditer(line) if m[1]), -1)


def left_open(line: str, start: int) -> tuple[Region, int] | None:
    """What opens in `line` from column `start` on and is not closed there, and where."""
    position = start
    absent: set[str] = set()
    while found := _INLINE.search(line, position):
        mark = found[0]
        end = -1 if mark in absent else _end_of(line, mark, found)
        if end < 0 and mark in _MARKS:
            return _MARKS[mark], found.start()
        if end < 0:
            absent.add(mark)
        position = max(end, found.end())
    return None


def _end_of(line: str, mark: str, found: re.Match[str]) -> int:
    """Column after what closes `mark` in the same line; -1 if nothing does."""
    if mark == "%%":
        return _after(line, "%%", found.end())
    if mark == "<!--":
        return _after(line, "-->", found.start() + 2)
    if mark in {"$", "$$"}:
        pattern = _DOLLARS if mark == "$$" else _DOLLAR
        return next((m.end() for m in pattern.finditer(line, found.end()) if m[1]), -1)
    if mark[0] == "`":
        runs = _BACKTICKS.finditer(line, found.end())
        return next((run.end() for run in runs if run[0] == mark), -1)
    return found.end()


def _after(line: str, mark: str, start: int) -> int:
    found = line.find(mark, start)
    return found + len(mark) if found >= 0 else -1
