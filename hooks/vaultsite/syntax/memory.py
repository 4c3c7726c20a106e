"""Inline Markdown that was parsed before is not parsed again.

Flashcards repeat their notes: in a real vault, 27,000 lines of inline text are 8,000 different
ones. The rule mirrors markdown_it/rules_core/inline.py and keeps what it made. Texts that are the
same share their tokens: whoever changes them makes copies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_core.text_join import _join_text_tokens
from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_MOST = 10_000  # lines


def memory_plugin(md: MarkdownIt) -> None:
    """Replace a parser's rule that parses inline tokens."""
    known: dict[str, list[Token]] = {}

    def inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                _parse(md, token, state.env, known)

    md.core.ruler.at("inline", inline)
    md.core.ruler.disable("text_join")


def _parse(
    md: MarkdownIt, token: Token, env: MutableMapping[str, Any], known: dict[str, list[Token]]
) -> None:
    content = token.content
    own = "[^" in content or "^[" in content or _has_own_names(env)
    if not own and content in known:
        token.children = known[content]
        return
    children: list[Token] = []
    md.inline.parse(content, md, env, children)
    token.children = joined(children)
    if not own:
        if len(known) >= _MOST:
            known.clear()
        known[content] = token.children


def joined(children: list[Token]) -> list[Token]:
    """Inline tokens with their escaped characters in the text: markdown-it's rule ``text_join``.

    That runs on all tokens of a note once more, shared ones included.
    """
    for child in children:
        if child.children:
            child.children = _join_text_tokens(child.children)
    return _join_text_tokens(children)


def _has_own_names(env: MutableMapping[str, Any]) -> bool:
    """Does the note define footnotes or references? They mean something else in each note."""
    notes = env.get("footnotes") or {}
    return bool(env.get("references") or notes.get("refs") or notes.get("list"))


def copy_of(token: Token) -> Token:
    """A token that one may write on: only texts and numbers are shared."""
    children = token.children
    return Token(
        token.type,
        token.tag,
        token.nesting,
        dict(token.attrs),
        None,
        token.level,
        None if children is None else [copy_of(child) for child in children],
        token.content,
        token.markup,
        token.info,
        dict(token.meta),
        token.block,
        token.hidden,
    )
