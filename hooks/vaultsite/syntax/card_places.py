"""Where a card stands in a line of its note: token ``card_place`` with ``meta["card"]``.

`vault.cards` leaves a mark there, with a character that no note has (`vault.characters`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.syntax.scanning import mark_rule

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

MARK = re.compile("\\{\x04([0-9]+)\\}")


def mark(number: int) -> str:
    """The mark of the card with this number in its note."""
    return f"{{\x04{number}}}"


def card_places_plugin(md: MarkdownIt) -> None:
    """Add places of cards to a parser."""
    md.inline.ruler.push("card_place", mark_rule(MARK, _push))


def _push(state: StateInline, found: re.Match[str]) -> None:
    state.push("card_place", "", 0).meta = {"card": int(found[1])}
