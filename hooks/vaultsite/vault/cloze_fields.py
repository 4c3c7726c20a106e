"""The text of a cloze note, parsed with its deletions (flashcards §4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.syntax import parse
from vaultsite.syntax.clozes import CLOSING, opening, without_marks
from vaultsite.vault.clozes import Deletion, parse_clozes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from vaultsite.syntax import Parsed

# A line in a deletion with which another block begins.
_BLOCK = re.compile(r"\n[ \t]*(?:\n|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|>|\|)")
_LINE = re.compile(
    r"^(?P<before>(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t])))*[ \t]*)"
    r"(?P<text>.*)$",
    re.MULTILINE,
)
# What is one piece for the parser: a deletion that begins in it is shown as text.
WHOLE = re.compile(r"\[\[[^\]\n]*\]\]|\]\([^)\n]*\)|<[A-Za-z/][^>\n]*>")
_FENCE = re.compile("^[ \t]*(?:```|~~~)", re.MULTILINE)


def parse_cloze(text: str, *, first_line: int, curly: bool, highlights: bool) -> Parsed:
    """Parse a field in which deletions become tokens, see `syntax.clozes`.

    A deletion over several blocks is one in each of their lines; blocks of code within it, which
    are no text, can be seen.
    """
    marked = with_marks(text, curly=curly, highlights=highlights)
    parsed = parse(marked, first_line=first_line)
    if marked is not text:
        _clean(parsed.tokens)
    return parsed


def with_marks(text: str, *, curly: bool, highlights: bool) -> str:
    """The text with the marks of `syntax.clozes`; the same one if it hides nothing."""
    pieces = parse_clozes(text, curly=curly, highlights=highlights)
    if not any(isinstance(piece, Deletion) for piece in pieces):
        return text
    marked = "".join(_marked(piece) for piece in pieces)
    return WHOLE.sub(lambda whole: without_marks(whole[0]), marked)


def _marked(piece: str | Deletion) -> str:
    if isinstance(piece, str):
        return piece
    text = "".join(_marked(inner) for inner in parse_clozes(piece.text))
    mark = opening(piece.number, piece.hint)
    if _FENCE.search(text):
        return text
    if not _BLOCK.search(text):
        return f"{mark}{text}{CLOSING}"
    first, *rest = text.split("\n", 1)
    lines = _LINE.sub(lambda line: _line(line, mark), "".join(rest))
    return f"{mark}{first}{CLOSING}\n{lines}" if first.strip() else f"{first}\n{lines}"


def _line(line: re.Match[str], mark: str) -> str:
    return f"{line['before']}{mark}{line['text']}{CLOSING}" if line["text"].strip() else line[0]


def _clean(tokens: Iterable[Token]) -> None:
    """Take the marks out of code, formulas, HTML and addresses, where no rule reads them."""
    for token in tokens:
        if token.children:
            _clean(token.children)
        if token.type not in ("inline", "cloze_open"):
            token.content = without_marks(token.content)
            for values in (token.attrs, token.meta):
                for name, value in values.items():
                    if isinstance(value, str):
                        values[name] = without_marks(value)
