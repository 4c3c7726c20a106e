"""Footnotes as Obsidian has them (§5): named ones, and those in the line, ``^[text]``.

At the end of a note's tokens stands a ``footnote_block_open`` … ``footnote_block_close`` with a
``footnote_open`` for each footnote that the note shows a mark of, in their order: ``meta["id"]``
counts from 0 and is that of its marks, ``meta["label"]`` its name, None for one in the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from vaultsite.syntax.memory import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

_PANDOCS_INDENT, _OURS = 4, 2


def footnotes_plugin(md: MarkdownIt) -> None:
    """Add footnotes to a parser."""
    md.use(footnote_plugin, move_to_end=False)
    md.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("inline", "footnotes", _footnotes)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What is indented by two blanks goes on with a definition."""
    if state.is_code_block(start):
        return False
    indent, column = state.blkIndent, state.sCount[start]
    state.blkIndent -= _PANDOCS_INDENT - _OURS
    state.sCount[start] = state.blkIndent
    found = footnote_def(state, start, end, silent)
    state.blkIndent, state.sCount[start] = indent, column
    return found


def _footnotes(state: StateCore) -> None:
    """Put the footnotes at the end, in the order of their marks.

    A mark may stand in a footnote that nothing refers to: then it is not shown either.
    """
    if "footnotes" not in state.env:
        return
    known: Mapping[int, Mapping[str, Any]] = state.env["footnotes"]["list"]
    state.tokens, definitions = _apart(state.tokens)
    numbers: dict[int, int] = {}
    shown: list[Token] = []
    waiting = _number(state.tokens, numbers)
    while waiting:
        old = waiting.pop(0)
        label = known[old].get("label")
        content = _in_line(known[old]) if label is None else definitions.get(label, [])
        opening = Token("footnote_open", "", 1, meta={"id": numbers[old], "label": label})
        shown += opening, *content, Token("footnote_close", "", -1)
        waiting += _number(content, numbers)
    if shown:
        block = Token("footnote_block_open", "", 1), Token("footnote_block_close", "", -1)
        state.tokens += block[0], *shown, block[1]


def _apart(tokens: Iterable[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """The text without definitions, and the content of those; the first of a label counts."""
    body: list[Token] = []
    definitions: dict[str, list[Token]] = {}
    around: list[tuple[str, list[Token]]] = [("", body)]
    for token in tokens:
        if token.type == "footnote_reference_open":
            around.append((token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            definitions.setdefault(*around.pop())
        else:
            around[-1][1].append(token)
    return body, definitions


def _number(tokens: Sequence[Token], numbers: dict[int, int]) -> list[int]:
    """Number the marks in ``tokens``; the footnotes that they are the first marks of."""
    new = []
    for mark in _marks(tokens):
        old = mark.meta["id"]
        if old not in numbers:
            numbers[old] = len(numbers)
            new.append(old)
        mark.meta["id"] = numbers[old]
    return new


def _marks(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "footnote_ref":
                yield child


def _in_line(footnote: Mapping[str, Any]) -> list[Token]:
    text = Token("inline", "", 0, content=footnote["content"], children=joined(footnote["tokens"]))
    opening = Token("paragraph_open", "p", 1, block=True)
    return [opening, text, Token("paragraph_close", "p", -1, block=True)]
