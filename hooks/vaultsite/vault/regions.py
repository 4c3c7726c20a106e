"""Which lines of a note stand in code, maths, a comment or the properties.

A card's markers mean nothing there (flashcards §2). Only closed regions count, so that one
forgotten fence does not swallow every card below it. A marker of a card stands in column 1, and
such a line ends any list item or quote, so only what stands outside those can hide one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.vault.open_marks import CLOSING, Region, first_close, left_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Fence", "Region", "Scanner", "fence", "unclosed_fence"]

_OF_INTEREST = re.compile(r"```|~~~|\$\$|%%|<!--")
_FENCE = re.compile(r"(?P<run>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]|$)))*")
_BLOCK_START = re.compile(r"#{1,6}(?:\s|$)|```|~~~|\$\$|%%|<")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")


class Fence(NamedTuple):
    """A line that can open a fence or, without `info`, close one."""

    mark: str
    length: int
    info: str

    def closes(self, opening: Fence) -> bool:
        return self.mark == opening.mark and self.length >= opening.length and not self.info


def fence(text: str) -> Fence | None:
    """The fence that a line's `text`, without its indentation, begins with."""
    found = _FENCE.match(text)
    if found is None:
        return None
    return Fence(found["run"][0], len(found["run"]), found["info"].strip())


def unclosed_fence(lines: Iterable[str]) -> bool:
    """Whether `lines`, taken by themselves, end inside a fence."""
    opening: Fence | None = None
    for line in lines:
        here = fence(line.lstrip()) if "```" in line or "~~~" in line else None
        if here is None:
            continue
        if opening is None:
            opening = here
        elif here.closes(opening):
            opening = None
    return opening is not None


class Scanner:
    """Walks through the lines of a note; the caller steps over cards by itself.

    `kinds` holds for each line what it stands in, as far as the walk has come.
    Every look-up is prepared in one pass over the lines: a walk takes linear time.
    """

    def __init__(self, lines: Sequence[str], *, begin: str = "START", end: str = "END") -> None:
        self.lines = lines
        self.kinds: list[Region | None] = [None] * len(lines)
        self._markers = _Markers(lines, begin, end)
        self._items: list[int] = []

    def front_matter(self) -> int:
        """Index of the first line below the properties; 0 without properties."""
        if not self.lines or self.lines[0].rstrip() != "---":
            return 0
        for index in range(1, len(self.lines)):
            if self.lines[index].rstrip() == "---":
                return self._mark(0, index, Region.FRONT_MATTER)
        return 0

    def leave_lists(self) -> None:
        """Go on as after a line that ends every list, as a card's marker does."""
        self._items.clear()

    def forget(self, first: int, stop: int) -> None:
        """Take back what was found in these lines, to walk through them again."""
        self.kinds[first:stop] = [None] * (stop - first)
        self.leave_lists()

    def step(self, index: int, *, in_card: bool = False) -> int:
        """Index of the first line after the region that opens in line `index`, else the next.

        A region that swallows the end of a card was never closed by its writer: none opens.
        """
        line = self.lines[index]
        interesting = _OF_INTEREST.search(line) is not None
        if not interesting and not self._items and line[:1].isalpha():
            return index + 1
        prefix = self._enter(index)
        if not interesting:
            return index + 1
        here = fence(line[prefix:])
        if here and ">" in line[:prefix]:
            return self._mark(index, self._end_in_quote(index, here), Region.CODE)
        if here and self._items:
            return self._mark(index, self._end_in_item(index, here), Region.CODE)
        if here:
            return self._fenced(index, here, in_card=in_card)
        return self._marked(index, prefix, in_card=in_card)

    def _mark(self, first: int, last: int, kind: Region) -> int:
        self.kinds[first : last + 1] = [kind] * (last + 1 - first)
        return last + 1

    def _enter(self, index: int) -> int:
        """Keep the list items that line `index` stands in; where its own text begins.

        Indented code opens nothing: for it the answer is the end of the line.
        """
        line = self.lines[index]
        found = _CONTAINERS.match(line)
        text = line[found.end() if found else 0 :].lstrip()
        if not line.strip():
            return len(line)
        start = len(line) - len(text)
        indent = _width(line[: len(line) - len(line.lstrip())])
        has_marker = bool(found and found.end())
        lazy = not has_marker and not _BLOCK_START.match(text) and self._text_above(index)
        while self._items and self._items[-1] > indent and not lazy:
            self._items.pop()
        if indent - (self._items[-1] if self._items else 0) > 3:
            return len(line)
        if has_marker and ">" not in line[:start]:
            self._items.append(_width(line[:start]))
        return start

    def _text_above(self, index: int) -> bool:
        return index > 0 and bool(self.lines[index - 1].strip())

    def _end_in_quote(self, index: int, opening: Fence) -> int:
        for number in range(index + 1, len(self.lines)):
            text = self.lines[number].lstrip()
            if not text.startswith(">"):
                return number - 1
            here = fence(text.lstrip("> \t"))
            if here and here.closes(opening):
                return number
        return len(self.lines) - 1

    def _end_in_item(self, index: int, opening: Fence) -> int:
        column = self._items[-1]
        for number in range(index + 1, len(self.lines)):
            line = self.lines[number]
            text = line.lstrip()
            if text and _width(line[: len(line) - len(text)]) < column:
                return number - 1
            here = fence(text)
            if here and here.closes(opening):
                return number
        return len(self.lines) - 1

    def _fenced(self, index: int, opening: Fence, *, in_card: bool) -> int:
        last = self._fence_ends.get(index)
        if last is None or not self._markers.allow(index, last, in_card=in_card):
            return index + 1
        if self._markers.begins(index, last) and self._reopens(index, last, opening):
            return index + 1
        return self._mark(index, last, Region.CODE)

    def _reopens(self, index: int, last: int, opening: Fence) -> bool:
        """Whether a fence with a language opens inside: then the outer one was left open."""
        inside = (fence(self.lines[number].lstrip()) for number in range(index + 1, last))
        return any(
            here and here.info and here.mark == opening.mark and here.length >= opening.length
            for here in inside
        )

    def _marked(self, index: int, prefix: int, *, in_card: bool) -> int:
        """Step over `$$`, `%%` and `<!--` that are left open in line `index`."""
        start, column, after = index, 0, index + 1
        while opening := left_open(self.lines[start], column):
            kind, column = opening
            last = self._next(kind, start)
            at_start = start == index and column <= prefix
            if last is None or not self._closes(kind, start, last, at_start=at_start):
                break
            if not self._markers.allow(start, last, in_card=in_card):
                break
            after = self._mark(start + (start > index), last, kind)
            column = first_close(self.lines[last], kind) + len(CLOSING[kind])
            start = last
        return after

    def _closes(self, kind: Region, start: int, last: int, *, at_start: bool) -> bool:
        """Whether what opens in line `start` reaches `last` as one block or one paragraph."""
        blank = bisect_right(self._blanks, start)
        broken = blank < len(self._blanks) and self._blanks[blank] < last
        # Nobody writes a card into a formula: with a gap in it, a `$$` was forgotten above.
        swallows = kind is Region.MATHS and self._markers.begins(start, last)
        return not broken or (at_start and not swallows)

    def _next(self, kind: Region, start: int) -> int | None:
        ends = self._mark_ends[kind]
        found = bisect_right(ends, start)
        return ends[found] if found < len(ends) else None

    @cached_property
    def _blanks(self) -> list[int]:
        """Lines that end a paragraph."""
        return [
            n
            for n, line in enumerate(self.lines)
            if not line.strip() or ("#" in line[:4] and _HEADING.match(line))
        ]

    @cached_property
    def _mark_ends(self) -> dict[Region, list[int]]:
        return {
            kind: [
                n
                for n, line in enumerate(self.lines)
                if mark in line and first_close(line, kind) >= 0
            ]
            for kind, mark in CLOSING.items()
        }

    @cached_property
    def _fence_ends(self) -> dict[int, int]:
        """Line of each fence outside lists and quotes → line of the fence that would close it.

        From the last line upwards; `waiting` holds closing fences, the nearest and shortest last.
        """
        ends: dict[int, int] = {}
        waiting: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
        for index, here in reversed(list(_outer_fences(self.lines))):
            later = waiting[here.mark]
            found = bisect_right(later, -here.length, key=lambda item: -item[0]) - 1
            if found >= 0:
                ends[index] = later[found][1]
            if not here.info:
                while later and later[-1][0] <= here.length:
                    later.pop()
                later.append((here.length, index))
        return ends


class _Markers:
    """The lines that begin and end cards, and what a region may hold of them."""

    def __init__(self, lines: Sequence[str], begin: str, end: str) -> None:
        found = [
            (n, line.startswith(begin) and line.rstrip() == begin)
            for n, line in enumerate(lines)
            if line.startswith((begin, end)) and line.rstrip() in (begin, end)
        ]
        self._lines = [n for n, _ in found]
        self._begins = [is_begin for _, is_begin in found]
        self._count = list(accumulate(self._begins, initial=0))

    def begins(self, first: int, last: int) -> int:
        """How many cards begin between two lines."""
        here, after = self._between(first, last)
        return self._count[after] - self._count[here]

    def allow(self, first: int, last: int, *, in_card: bool) -> bool:
        """Whether a region between two lines leaves the cards around it whole."""
        here, after = self._between(first, last)
        if here == after:
            return True
        end_follows = after < len(self._begins) and not self._begins[after]
        if not in_card:
            return not (self._begins[after - 1] and end_follows)
        shows_card = self._begins[here] and not self._begins[after - 1]
        return end_follows and (shows_card or not self.begins(first, last))

    def _between(self, first: int, last: int) -> tuple[int, int]:
        return bisect_right(self._lines, first), bisect_left(self._lines, last)


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(4))


def _outer_fences(lines: Sequence[str]) -> Iterator[tuple[int, Fence]]:
    for index, line in enumerate(lines):
        text = line.lstrip(" ")
        if text[:3] in ("```", "~~~") and len(line) - len(text) < 4:
            here = fence(text)
            if here:
                yield index, here
