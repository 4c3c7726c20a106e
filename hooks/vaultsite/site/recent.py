"""The page of the notes changed last: days, newest first, and the notes of each by name."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from vaultsite.site.explorer import natural_key, relative_to_root
from vaultsite.site.home import day, linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.site.home import RecentNote
    from vaultsite.words import Words

MOST = 100
"""Notes on the page."""


def recent_html(recent: Sequence[RecentNote], words: Words, *, from_url: str) -> str:
    """The content of the page at ``from_url``; ``recent`` has the newest first."""
    root = relative_to_root(from_url)
    parts = [f"<h1>{words('recent.title')}</h1>"]
    # Within a day by name: an edit makes this page anew once a day, not each time.
    for changed, notes in groupby(recent, key=lambda each: each.changed):
        named = sorted((each.note for each in notes), key=lambda note: natural_key(note.title))
        items = "".join(f"<li>{linked(note, root=root)}</li>" for note in named)
        title = f"recent-{escape(changed.isoformat())}"
        parts.append(f'<h2 id="{title}">{day(changed, words)}</h2>')
        parts.append(f'<ul class="home-recent">{items}</ul>')
    return "\n".join(parts)
