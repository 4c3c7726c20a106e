"""What HTML in notes says about private files, and comments in it, taken out of its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.syntax.hidden import without_comments
from vaultsite.vault.html_links import addresses

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(
    r"""(<a\s(?:"[^"]*"|'[^']*'|[^<>"'])*>)(?:.*?)(?:</a\s*>|\Z)""", re.IGNORECASE | re.DOTALL
)
_SHOWN = re.compile(
    r"""<(?:img|audio|video|source)\s(?:"[^"]*"|'[^']*'|[^<>"'])*>""", re.IGNORECASE
)
_CLOSING = re.compile(r"</a\s*>", re.IGNORECASE)


def redact_block(html: str, is_private: Callable[[str], bool], text: str) -> str:
    """A block of HTML with ``text`` for links to what is private, nothing for such pictures."""

    def link(match: re.Match[str]) -> str:
        return text if leads_to_private(match[1], is_private) else match[0]

    def shown(match: re.Match[str]) -> str:
        return "" if leads_to_private(match[0], is_private) else match[0]

    return _SHOWN.sub(shown, _LINK.sub(link, without_comments(html)))


def leads_to_private(tag: str, is_private: Callable[[str], bool]) -> bool:
    """Does a tag name something private?"""
    return any(is_private(address) for _, address in addresses(tag))


def closes_link(tag: str) -> bool:
    """Is this the end of a link?"""
    return _CLOSING.fullmatch(tag) is not None
