"""Cards found in a note's text show nothing that the text does not.

A pattern may cut a comment or a link in two, and what these hide would be read as text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.syntax import parse
from vaultsite.vault.note import BODY
from vaultsite.vault.note_scan import Scan
from vaultsite.vault.plaintext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from vaultsite.vault.cards import Card, Lifted
    from vaultsite.vault.redact import IsPrivate

_WORD = re.compile(r"\w{2,}")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_WHOLE = ("math_block", "fence", "code_block")


def without_secrets(
    lifted: Lifted, body: Iterable[Token], path: str, is_private: IsPrivate | None
) -> Lifted:
    """The same without found cards that show more than ``body``, the tokens of the note's text.

    What is private has been taken out of that already.
    """
    if not any(card.from_text for card in lifted.cards):
        return lifted
    shown = [*_texts(body)]
    for frozen in lifted.frozen:
        shown += _read(frozen.text, path, is_private)
    text = "\n".join(shown)
    words = frozenset(_WORD.findall(text))
    kept, problems = [], list(lifted.problems)
    for card in lifted.cards:
        if card.from_text and not _is_shown(card, words, text, is_private):
            problems.append(_problem(card, path))
        else:
            kept.append(card)
    return replace(lifted, cards=tuple(kept), problems=tuple(problems))


def _is_shown(card: Card, words: frozenset[str], text: str, is_private: IsPrivate | None) -> bool:
    own = (_read(field.text, "", is_private) for field in card.fields)
    return all(
        word in words or word in text
        for field in own
        for part in field
        for word in _WORD.findall(part)
    )


def _read(text: str, path: str, is_private: IsPrivate | None) -> list[str]:
    tokens = parse(text).tokens
    Scan(path, is_private).tokens(tokens, BODY)
    return [*_texts(tokens)]


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    """All that can be read of blocks, and the labels of footnotes."""
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            yield plain_text(children)
            yield " ".join(
                str(child.meta.get("label")) for child in children if child.type == "footnote_ref"
            )
        elif token.type in _WHOLE:
            yield f"{token.info} {token.content}"
        elif token.type == "html_block":
            yield _TAG.sub(" ", token.content)


def _problem(card: Card, path: str) -> Problem:
    what = f"the pattern for {card.note_type!r} cuts a link or a comment in two"
    remedy = "no card is made of it; change the text, or the pattern in the plugin's settings"
    return Problem(path, card.line, Kind.DAMAGED_CARD, what, remedy)
