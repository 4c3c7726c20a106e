"""The home page of a vault that has none: how much there is, where it is, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from vaultsite.site.explorer import folder_url, relative_to_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vaultsite.site.explorer import Folder, NoteEntry

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class RecentNote:
    """A note and the day of its last change."""

    note: NoteEntry
    changed: date


def home_html(
    vault: Folder,
    *,
    site_name: str,
    explorer_url: str,
    cards: int = 0,
    formulas: int = 0,
    recent: Sequence[RecentNote] = (),
    tags_url: str = "",
    from_url: str = "",
) -> str:
    """The content of the home page at ``from_url``; ``recent`` is shown in the order given.

    ``tags_url`` is empty if there are no tags.
    """
    root = relative_to_root(from_url)
    parts = [
        f'<h1 dir="auto">{escape(site_name)}</h1>',
        _figures(notes=vault.count, cards=cards, formulas=formulas),
        _folders(vault, explorer_url=explorer_url),
        _top_notes(vault.notes, root=root),
        _recent(recent, root=root),
        _ways_on(explorer_url, tags_url),
    ]
    return "\n".join(part for part in parts if part)


def _figures(*, notes: int, cards: int, formulas: int) -> str:
    counts = [_count(notes, "note"), cards and _count(cards, "card")]
    counts.append(formulas and _count(formulas, "formula"))
    return f'<p class="home-figures">{" · ".join(count for count in counts if count)}</p>'


def _count(number: int, what: str) -> str:
    return f"<span><b>{number:,}</b> {what}{'' if number == 1 else 's'}</span>"


def _folders(vault: Folder, *, explorer_url: str) -> str:
    items = (
        f'<li><a href="{escape(folder_url(folder.path, explorer_url))}">'
        f'<span dir="auto">{escape(folder.name)}</span> <small>{folder.count:,}</small></a></li>'
        for folder in vault.folders
    )
    return _section("Folders", "home-folders", "".join(items))


def _top_notes(notes: Sequence[NoteEntry], *, root: str) -> str:
    """Notes in no folder; a long list is the explorer's business."""
    if len(notes) > _MOST_TOP_NOTES:
        return ""
    items = (f"<li>{_link(note, root=root)}</li>" for note in notes)
    return _section("Notes", "home-notes", "".join(items))


_MOST_TOP_NOTES = 24


def _recent(recent: Sequence[RecentNote], *, root: str) -> str:
    items = (
        f"<li>{_link(each.note, root=root)}{_folder_of(each.note)} {_day(each.changed)}</li>"
        for each in recent
    )
    return _section("Recently changed", "home-recent", "".join(items))


def _ways_on(explorer_url: str, tags_url: str) -> str:
    tags = f' · <a href="{escape(tags_url)}">Tags</a>' if tags_url else ""
    return f'<p class="home-all"><a href="{escape(explorer_url)}">All notes</a>{tags}</p>'


def _section(title: str, name: str, items: str) -> str:
    if not items:
        return ""
    return f'<h2 id="{name}">{title}</h2>\n<ul class="{name}">{items}</ul>'


def _link(note: NoteEntry, *, root: str) -> str:
    return f'<a dir="auto" href="{escape(root + note.url)}">{escape(note.title)}</a>'


def _folder_of(note: NoteEntry) -> str:
    folder = note.path.rpartition("/")[0]
    return f' <small dir="auto">{escape(folder)}</small>' if folder else ""


def _day(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{day_text(day)}</time>'


def day_text(day: date) -> str:
    """A day as readers see it: ``9 Mar 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
