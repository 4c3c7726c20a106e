"""Comments that the parser's own rules would show: what a writer hides stays hidden.

``%%`` hides everything up to the next ``%%``, over paragraphs, items, quotes and cells alike, and
so does ``<!--`` up to ``-->``. The parser's rules know comments within one block only; what goes
beyond is taken out of the source beforehand. Lines stay where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_QUOTES = re.compile(r"[ \t>]*")
_OPENINGS = re.compile(r"\\.|(`+)|(~{3,})|(\$\$?)|(%%)|(<!--)", re.DOTALL)
_PARAGRAPH_END = re.compile(r"\n[ \t>]*(?:\n|$)")
_BLOCK = re.compile(r"(?:$|#{1,6}(?:\s|$)|[-+*>|](?:\s|$)|\d{1,9}[.)](?:\s|$)|```|~~~|[-=]{2,}|<)")
_ONE_LINE = re.compile(r"#{1,6}\s|\[!|\[\^|\|")
_INLINE_MATHS = re.compile(r"\$(?=[^\s$])(?:\\.|[^$\\]){0,2000}?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_COMMENT = re.compile(r"%%.*?%%|<!--.*?(?:-->|\Z)", re.DOTALL)
_TEX = re.compile(
    r"(\\href\s*\{[^{}]*\}|\\url\s*\{[^{}]*\}|\\verb\*?(\S).*?\2|\\.)|%[^\n]*", re.DOTALL
)
_FORMULA = re.compile(r"(\$\$?)([^$]+)\1")


class _Comment(NamedTuple):
    """A comment from its opening mark at ``start`` to behind its closing one."""

    start: int
    end: int
    opening: str


def hide_comments(text: str, *, markers: tuple[str, str]) -> str:
    """A note's text without the comments that reach beyond their block.

    ``markers`` are the lines that begin and end a card: what holds only one of a pair was not
    meant as a comment.
    """
    if "%%" not in text and "<!--" not in text:
        return text
    out: list[str] = []
    position = 0
    for comment in _comments(text, markers):
        if _is_left_to_parser(text, comment, markers):
            continue
        out += text[position : comment.start], _blanked(text, comment)
        position = comment.end
    return "".join((*out, text[position:]))


def without_comments(text: str) -> str:
    """A label or a value without the comments in it, and in its formulas."""
    if "%" not in text and "<!--" not in text:
        return text
    bare = _COMMENT.sub("", text)
    return _FORMULA.sub(lambda match: f"{match[1]}{hide_tex_comments(match[2])}{match[1]}", bare)


def hide_tex_comments(tex: str) -> str:
    """TeX without ``% comments``: they are not drawn, but the TeX itself is published."""
    return _TEX.sub(lambda match: match[1] or "", tex) if "%" in tex else tex


def _comments(text: str, markers: tuple[str, str]) -> Iterator[_Comment]:
    position = 0
    while opening := _OPENINGS.search(text, position):
        if not (opening[4] or opening[5]):
            position = _after(text, opening)
            continue
        closing = "%%" if opening[4] else "-->"
        end = text.find(closing, opening.end())
        if end >= 0 and _keeps_cards(text[opening.end() : end], markers):
            comment = _Comment(opening.start(), end + len(closing), opening[0])
        elif opening[5] and _prefix(text, opening.start())[1]:
            comment = _Comment(opening.start(), _stop(text, opening.end(), markers), opening[0])
        else:  # the block rule's, to the end of the note, or two percent signs
            position = opening.end()
            continue
        yield comment
        position = comment.end


def _after(text: str, opening: re.Match[str]) -> int:
    """Behind the code or formula that begins here, in which nothing is a comment."""
    start, mark = opening.start(), opening[0]
    at_start = not _prefix(text, start)[1]
    if (opening[2] or len(opening[1] or "") > 2) and at_start:
        fence = re.compile(rf"\n[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*(?=\n|$)")
        closing = fence.search(text, opening.end())
        return closing.end() if closing else opening.end()
    if opening[1]:
        closing = re.compile(rf"(?<!`){mark}(?!`)").search(text, opening.end())
        return _within(text, opening.end(), closing, anywhere=False)
    if mark == "$$":
        closing = re.compile(r"(?<!\\)(?:\\\\)*\$\$").search(text, opening.end())
        return _within(text, opening.end(), closing, anywhere=at_start)
    if mark == "$":
        return _within(text, opening.end(), _INLINE_MATHS.match(text, start), anywhere=False)
    return opening.end()


def _within(text: str, start: int, closing: re.Match[str] | None, *, anywhere: bool) -> int:
    if closing is None:
        return start
    if not anywhere and _PARAGRAPH_END.search(text, start, closing.end()):
        return start
    return closing.end()


def _prefix(text: str, position: int) -> tuple[str, str]:
    """The marks of quotes and lists before ``position`` in its line, and the text behind them."""
    start = text.rfind("\n", 0, position) + 1
    match = _PREFIX.match(text, start, position)
    end = match.end() if match else start
    return text[start:end], text[end:position]


def _keeps_cards(text: str, markers: tuple[str, str]) -> bool:
    """Are all cards in ``text`` whole?"""
    begin, end = markers
    is_open = False
    for line in text.split("\n"):
        if line.rstrip() in markers:
            if (line.rstrip() == end) != is_open:
                return False
            is_open = line.rstrip() == begin
    return not is_open


def _stop(text: str, position: int, markers: tuple[str, str]) -> int:
    """Where a comment that nobody closes ends: with its paragraph."""
    ends = rf"\n(?=[ \t>]*(?:\n|$))|\n(?=(?:{'|'.join(map(re.escape, markers))})\s*(?:\n|$))|\Z"
    match = re.compile(ends).search(text, position)
    return match.start() if match else len(text)


def _is_left_to_parser(text: str, comment: _Comment, markers: tuple[str, str]) -> bool:
    prefix, before = _prefix(text, comment.start)
    inner = text[comment.start : comment.end]
    is_html = comment.opening == "<!--"
    if is_html and not inner.endswith("-->"):
        return False
    first, *others = inner.split("\n")
    if not others:
        return _is_plain(prefix + before, inner) if is_html else "|" not in inner
    if not prefix and not before:
        paragraph = _paragraph(text, comment.start)
        return text[paragraph] != "<" or (is_html and paragraph == comment.start)
    if _ONE_LINE.search(before + first):
        return False
    depth = prefix.count(">")
    return all(_continues(line, depth) and line.rstrip() not in markers for line in others)


def _is_plain(before: str, inner: str) -> bool:
    """Does CommonMark take the HTML comment for one, wherever it stands?"""
    return not before or not re.search(r"--|[|>]", inner[4:-3])


def _paragraph(text: str, position: int) -> int:
    """Where the lines without a gap around ``position`` begin."""
    gaps = re.finditer(r"\n[ \t]*\n", text[:position])
    return max((match.end() for match in gaps), default=0)


def _continues(line: str, depth: int) -> bool:
    """Does the paragraph of a quote of this depth go on in ``line``?"""
    match = _QUOTES.match(line)
    prefix = match[0] if match else ""
    return prefix.count(">") == depth and not _BLOCK.match(line[len(prefix) :])


def _blanked(text: str, comment: _Comment) -> str:
    """What is left of a comment: its line endings, and the marks of the quote that it stands in."""
    prefix, _ = _prefix(text, comment.start)
    others = text[comment.start : comment.end].split("\n")[1:]
    keep = _QUOTES if ">" in prefix else re.compile(r"[ \t]*" if prefix else "")
    return "".join("\n" + (match[0] if (match := keep.match(line)) else "") for line in others)
