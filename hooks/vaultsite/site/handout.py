"""The page that makes one document for paper of all notes of a folder.

The document is put together in the browser, from the notes' own pages: written by the build, each
folder's would hold once more what its notes hold, and every folder above it, too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsite.words import Words

SCRIPT = "handout"


def html(words: Words, *, explorer_url: str) -> str:
    """The content of the page, without its script."""
    all_notes = f'<a href="{escape(explorer_url)}">{escape(words("explorer.title"))}</a>'
    return (
        f"<h1>{escape(words('handout.title'))}</h1>\n"
        f'<div class="handout"><noscript><p>{escape(words("handout.needs-script"))} {all_notes}'
        "</p></noscript></div>\n"
    )
