"""Cloze deletions, in a text in which `opening` and `CLOSING` set their bounds.

Those marks hold characters that no note has (`vault.characters`): only fields of cloze notes, where
`vault.cloze_fields` puts them, can have deletions. A mark begins and ends like the braces for which
it stands, so that emphasis around it means the same. Tokens: ``cloze_open`` with the hint as
``content`` and ``meta["number"]``, ``cloze_close``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.syntax.scanning import mark_rule

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

CLOSING = "{\x03}"
MARK = re.compile("\\{(?:\x02([0-9]+)\x02([^\x02]*)\x02|\x03)\\}")
_IN_ADDRESSES = re.compile("%7B(?:%02.*?%02.*?%02|%03)%7D")


def opening(number: int, hint: str | None) -> str:
    """The mark where deletion ``number`` begins."""
    return f"{{\x02{number}\x02{' '.join((hint or '').split())}\x02}}"


def without_marks(text: str) -> str:
    """A text or address in which no deletion can be."""
    return _IN_ADDRESSES.sub("", MARK.sub("", text))


def clozes_plugin(md: MarkdownIt) -> None:
    """Add deletions to a parser."""
    md.inline.ruler.push("cloze", mark_rule(MARK, _push))


def _push(state: StateInline, found: re.Match[str]) -> None:
    token = state.push("cloze_open" if found[1] else "cloze_close", "", 0)
    if found[1]:
        token.content = found[2]
        token.meta = {"number": int(found[1])}
