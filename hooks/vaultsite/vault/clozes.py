"""Cloze deletions in the text of a field (flashcards §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.vault.regions import fence

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPLICIT = re.compile(r"\{\{c([0-9]{1,6})::|\}\}")
_CURLY = re.compile(r"(?<!\{)\{(?!\{)|(?<!\})\}(?!\})|\n[ \t]*(?=\n)")
_HIGHLIGHT = re.compile(r"==|\n[ \t]*(?=\n)")
_NUMBER = re.compile(r"(?:c?([0-9]{1,6})(?:::|[:|]))?(.*)", re.DOTALL)
_COLONS = re.compile("::")
_CODE_OR_MATHS = re.compile(r"\\.|`+|\$\$?")
_CLOSING = {mark: re.compile(rf"\\.|({re.escape(mark)})", re.DOTALL) for mark in ("$", "$$")}
_RUN = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Deletion:
    """What card `number` of the note hides; `hint` is shown instead, if there is one."""

    number: int
    text: str
    hint: str | None = None


Piece = str | Deletion


class _Span(NamedTuple):
    start: int
    stop: int
    deletion: Deletion


def parse_clozes(text: str, *, curly: bool = False, highlights: bool = False) -> tuple[Piece, ...]:
    """Text and deletions in turn; a deletion's `text` may hold further ones.

    `curly` also takes `{x}`, `{1:x}` and `{c1|x}`, `highlights` also `==x==`. Braces in code
    and maths are no deletions, nor do they end one.
    """
    protected = list(code_and_maths(text))
    spans = list(_explicit(text, protected))
    if highlights:
        spans = _merged(spans, _paired(text, _HIGHLIGHT, protected, "==", "=="))
    if curly:
        spans = _merged(spans, _paired(text, _CURLY, protected, "{", "}"))
    return tuple(_pieces(text, _numbered(spans)))


def has_deletion(text: str, *, curly: bool = False, highlights: bool = False) -> bool:
    pieces = parse_clozes(text, curly=curly, highlights=highlights)
    return any(isinstance(piece, Deletion) for piece in pieces)


def _pieces(text: str, spans: list[_Span]) -> Iterator[Piece]:
    position = 0
    for start, stop, deletion in spans:
        if text[position:start]:
            yield text[position:start]
        yield deletion
        position = stop
    if text[position:]:
        yield text[position:]


def _free(
    text: str, pattern: re.Pattern[str], protected: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """Matches outside the protected spans, which are in order."""
    spans = iter([*protected, (len(text), len(text))])
    start, stop = next(spans)
    for found in pattern.finditer(text):
        while stop <= found.start() and stop < len(text):
            start, stop = next(spans)
        if not start <= found.start() < stop:
            yield found


def _explicit(text: str, protected: list[tuple[int, int]]) -> Iterator[_Span]:
    """The outermost `{{c1::x::hint}}`."""
    opened: list[re.Match[str]] = []
    closed: list[tuple[re.Match[str], re.Match[str]]] = []
    for found in _free(text, _EXPLICIT, protected):
        if found[1]:
            opened.append(found)
        elif opened:
            opening = opened.pop()
            while closed and closed[-1][0].start() > opening.start():
                closed.pop()
            closed.append((opening, found))
    for opening, closing in closed:
        inner = text[opening.end() : closing.start()]
        yield _Span(opening.start(), closing.end(), _deletion(int(opening[1]), inner))


def _paired(
    text: str, pattern: re.Pattern[str], protected: list[tuple[int, int]], left: str, right: str
) -> Iterator[_Span]:
    """What stands between `left` and `right` within one paragraph."""
    opening: int | None = None
    for found in _free(text, pattern, protected):
        mark = found[0]
        if opening is not None and mark == right and found.start() > opening + len(left):
            inner = _NUMBER.fullmatch(text[opening + len(left) : found.start()])
            if inner and inner[2]:
                number = int(inner[1]) if inner[1] else 0
                yield _Span(opening, found.end(), _deletion(number, inner[2]))
            opening = None
        elif mark == left and opening is None:
            opening = found.start()
        elif mark not in (left, right):
            opening = None


def _deletion(number: int, inner: str) -> Deletion:
    """The first `::` parts text and hint, unless it stands in code, maths or a further deletion."""
    if "{{c" not in inner:
        split = next(_free(inner, _COLONS, list(code_and_maths(inner))), None)
        if split and split.start():
            return Deletion(number, inner[: split.start()], inner[split.end() :])
    return Deletion(number, inner)


def _merged(first: list[_Span], second: Iterator[_Span]) -> list[_Span]:
    """Both, in order; a span that overlaps an earlier kind gives way."""
    kept, found = [], iter([*first, None])
    here = next(found)
    for span in second:
        while here and here.stop <= span.start:
            here = next(found)
        if here is None or span.stop <= here.start:
            kept.append(span)
    return sorted([*first, *kept])


def _numbered(spans: list[_Span]) -> list[_Span]:
    """Deletions without a number count from 1, whatever numbers the others have."""
    given, count = [], 0
    for span in spans:
        hidden = span.deletion
        if not hidden.number:
            count += 1
            hidden = Deletion(count, hidden.text, hidden.hint)
        given.append(_Span(span.start, span.stop, hidden))
    return given


def code_and_maths(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of code and maths, in order: fences first, then what stands between them."""
    position = start = 0
    opening = None
    for line in text.splitlines(keepends=True):
        here = fence(line.strip()) if "```" in line or "~~~" in line else None
        if here and opening is None:
            yield from _inline(text, start, position)
            opening, start = here, position
        elif here and opening and here.closes(opening):
            yield start, position + len(line)
            opening, start = None, position + len(line)
        position += len(line)
    if opening:
        yield start, len(text)
    else:
        yield from _inline(text, start, len(text))


def _inline(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    absent: set[str] = set()
    while found := _CODE_OR_MATHS.search(text, start, stop):
        mark, start = found[0], found.end()
        if mark[0] == "\\" or mark in absent:
            continue
        end = _end_of(text, mark, start, stop)
        if end < 0:
            absent.add(mark)
        elif mark != "$" or _is_maths(text, start, end - 1):
            yield found.start(), end
            start = end


def _end_of(text: str, mark: str, start: int, stop: int) -> int:
    if mark[0] == "`":
        runs = _RUN.finditer(text, start, stop)
        return next((run.end() for run in runs if run[0] == mark), -1)
    marks = _CLOSING[mark].finditer(text, start, stop)
    return next((found.end() for found in marks if found[1]), -1)


def _is_maths(text: str, start: int, stop: int) -> bool:
    """Whether `$…$` touches its formula on both sides and no digit follows it."""
    inner = text[start:stop]
    touches = bool(inner) and not inner[0].isspace() and not inner[-1].isspace()
    return touches and not text[stop + 1 : stop + 2].isdigit()
