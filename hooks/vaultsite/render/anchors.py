"""The signs behind headings and cards that lead to themselves, for copying their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsite.words import Words


def permanent_link(anchor: str, words: Words) -> str:
    """The link behind the heading with this id, which is safe in an attribute."""
    title = words("note.permanent-link")
    return f'<a class="headerlink" href="#{anchor}" title="{title}">¶</a>'
