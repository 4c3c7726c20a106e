"""``==highlights==``, by the delimiter algorithm of CommonMark's emphasis.

Modelled on markdown_it/rules_inline/strikethrough.py. Tokens: ``mark_open``, ``mark_close``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_EQUALS = ord("=")


def highlights_plugin(md: MarkdownIt) -> None:
    """Add highlights to a parser."""
    md.inline.ruler.before("emphasis", "mark", _tokenize)
    md.inline.ruler2.before("emphasis", "mark", _post_process)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "=":
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length != 2:
        if scanned.length > 2:
            state.pending += "=" * scanned.length
            state.pos += scanned.length
            return True
        return False
    token = state.push("text", "", 0)
    token.content = "=="
    index = len(state.tokens) - 1
    state.delimiters.append(
        Delimiter(
            marker=_EQUALS,
            length=0,
            token=index,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
    )
    state.pos += 2
    return True


def _post_process(state: StateInline) -> None:
    _close(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _close(state, meta["delimiters"])


def _close(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker == _EQUALS and delimiter.end != -1:
            closing = delimiters[delimiter.end].token
            for index, kind, nesting in ((delimiter.token, "open", 1), (closing, "close", -1)):
                token = state.tokens[index]
                token.type, token.tag, token.content = f"mark_{kind}", "mark", ""
                token.nesting = 1 if nesting > 0 else -1
                token.markup = "=="
