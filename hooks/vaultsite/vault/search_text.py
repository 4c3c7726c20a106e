"""A note's text as an author's patterns are let loose on it, and what they must leave whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from vaultsite.syntax.card_places import MARK
from vaultsite.vault.card_trailer import ID_COMMENT
from vaultsite.vault.cloze_fields import WHOLE
from vaultsite.vault.clozes import code_and_maths
from vaultsite.vault.js_patterns import Span
from vaultsite.vault.regions import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# No note has it (`vault.characters`). It stands for what no card may show, so that what a pattern
# says of lines and their lengths holds.
_FILLER = "\x05"
_FILLED = re.compile(f"(?:<!--)?{_FILLER}+")
_COMMENT = re.compile(r"%%.*?%%|<!--.*?-->")
_BLOCKS = (Region.CODE, Region.MATHS)
_HIDDEN = (Region.COMMENT, Region.HTML_COMMENT)


@dataclass(frozen=True, slots=True)
class SearchText:
    """``starts``: where each line begins; ``code``: spans of code and maths, in order.

    ``whole``: spans that mean something only as they are, links and code for instance, in order.
    ``cards``: the starts of lines that belong to block notes.
    """

    text: str
    starts: Sequence[int]
    code: Sequence[Span]
    whole: Sequence[Span]
    cards: Sequence[int]

    def line(self, offset: int) -> int:
        """The number of the line at ``offset``, from 0."""
        return bisect_right(self.starts, offset) - 1

    def in_code(self, span: Span) -> bool:
        """Does it lie in code or maths? The plugin counts one more character at both ends."""
        number = bisect_right(self.code, span.start + 1, key=lambda each: each.start) - 1
        return number >= 0 and span.stop <= self.code[number].stop + 1

    def tears(self, span: Span) -> bool:
        """Does it begin or end within something that is only there as a whole?"""
        return any(self._is_within(offset) for offset in span)

    def holds_cards(self, span: Span) -> bool:
        """Does a line of a block note lie in it?"""
        return bisect_left(self.cards, span.start) < bisect_left(self.cards, span.stop)

    def trimmed(self, span: Span) -> Span:
        """The span without white space at its ends; nothing is left of one that has only that."""
        inner = self.text[span.start : span.stop]
        start = span.stop - len(inner.lstrip())
        return Span(start, max(start, span.start + len(inner.rstrip())))

    def _is_within(self, offset: int) -> bool:
        number = bisect_left(self.whole, offset, key=lambda each: each.start) - 1
        return number >= 0 and offset < self.whole[number].stop


def without_filler(text: str) -> str:
    """What a pattern found, without what stood for something else."""
    return _FILLED.sub("", text) if _FILLER in text else text


def search_text(
    lines: Sequence[str], kinds: Sequence[Region | None], cards: Iterable[int]
) -> SearchText:
    """The text of ``lines``, which stand in these regions; ``cards`` are those of block notes.

    Comments are not in it, but for Anki's ids, nor are inline notes.
    """
    bare = [_bare(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    text = "\n".join(bare)
    starts = [0, *accumulate(len(line) + 1 for line in bare[:-1])]
    code = list(_code(bare, kinds, starts))
    text = _outside(MARK, text, code, lambda mark: _FILLER * len(mark))
    text = _outside(_COMMENT, text, code, lambda comment: _filled(comment))
    links = (Span(*found.span()) for found in WHOLE.finditer(text))
    fillers = (Span(*found.span()) for found in _FILLED.finditer(text))
    apart = [each for each in (*links, *fillers) if not _overlaps(each, code)]
    whole = sorted((*code, *apart))
    return SearchText(text, starts, code, whole, sorted(starts[line] for line in cards))


def _bare(line: str, kind: Region | None) -> str:
    if kind is Region.FRONT_MATTER:
        return ""
    return _filled(line) if kind in _HIDDEN else line


def _filled(text: str) -> str:
    """The same length of filler; a comment's opening stays, as patterns look for that."""
    if ID_COMMENT.fullmatch(text.strip()):
        return text
    opening = "<!--" if text.startswith("<!--") else ""
    return opening + _FILLER * (len(text) - len(opening))


def _outside(
    pattern: re.Pattern[str], text: str, code: Sequence[Span], put: Callable[[str], str]
) -> str:
    """The text with each match that does not touch code replaced."""
    return pattern.sub(
        lambda found: found[0] if _overlaps(Span(*found.span()), code) else put(found[0]), text
    )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    number = bisect_left(others, span.stop, key=lambda each: each.start) - 1
    return number >= 0 and span.start < others[number].stop


def _code(
    lines: Sequence[str], kinds: Sequence[Region | None], starts: Sequence[int]
) -> Iterator[Span]:
    """Code and maths: whole lines, and what is in the lines of each paragraph."""
    for first, last in _groups(lines, kinds):
        start, stop = starts[first], starts[last - 1] + len(lines[last - 1])
        if kinds[first] in _BLOCKS:
            yield Span(start, stop)
        elif kinds[first] is None:
            paragraph = "\n".join(lines[first:last])
            for span in code_and_maths(paragraph):
                yield Span(start + span[0], start + span[1])


def _groups(lines: Sequence[str], kinds: Sequence[Region | None]) -> Iterator[tuple[int, int]]:
    """The first and the last but one of lines of one kind, without a gap in text."""
    first = 0
    for index in range(1, len(lines) + 1):
        at_end = index == len(lines)
        if at_end or kinds[index] != kinds[first] or (kinds[first] is None and not lines[index]):
            yield first, index
            first = index
