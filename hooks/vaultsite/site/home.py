"""The home page of a vault that has none: how much there is, where it is, and what is new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from vaultsite.site.explorer import folder_url, relative_to_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vaultsite.site.explorer import Folder, NoteEntry
    from vaultsite.words import Words

_FIGURE = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class RecentNote:
    """A note and the day of its last change."""

    note: NoteEntry
    changed: date


def home_html(
    vault: Folder,
    words: Words,
    *,
    site_name: str,
    explorer_url: str,
    cards: int = 0,
    formulas: int = 0,
    recent: Sequence[RecentNote] = (),
    graph_url: str = "",
    tags_url: str = "",
    from_url: str = "",
    package: str = "",
    study_url: str = "",
) -> str:
    """The content of the home page at ``from_url``; ``recent`` is shown in the order given.

    ``graph_url``, ``tags_url`` and ``study_url`` are empty where there are none. ``package`` is the
    link to all cards for Anki.
    """
    root = relative_to_root(from_url)
    parts = [
        f'<h1 dir="auto">{escape(site_name)}</h1>',
        _figures(words, notes=vault.count, cards=cards, formulas=formulas, study_url=study_url),
        _folders(vault, words, explorer_url=explorer_url),
        _top_notes(vault.notes, words, root=root),
        _recent(recent, words, root=root),
        _ways_on(explorer_url, graph_url, tags_url, words, package),
    ]
    return "\n".join(part for part in parts if part)


def _figures(words: Words, *, notes: int, cards: int, formulas: int, study_url: str) -> str:
    def figure(text: str) -> str:
        return _FIGURE.sub(r"<b>\g<0></b>", text)

    shown = [figure(words("home.notes", count=notes))]
    if cards:
        count = figure(words("home.cards", count=cards))
        shown.append(f'<a href="{escape(study_url)}">{count}</a>' if study_url else count)
    if formulas:
        shown.append(figure(words("home.formulas", count=formulas)))
    return f'<p class="home-figures">{" · ".join(f"<span>{count}</span>" for count in shown)}</p>'


def _folders(vault: Folder, words: Words, *, explorer_url: str) -> str:
    items = (
        f'<li><a href="{escape(folder_url(folder.path, explorer_url))}">'
        f'<span dir="auto">{escape(folder.name)}</span> '
        f"<small>{words.number(folder.count)}</small></a></li>"
        for folder in vault.folders
    )
    return _section(words("home.folders"), "home-folders", "".join(items))


def _top_notes(notes: Sequence[NoteEntry], words: Words, *, root: str) -> str:
    """Notes in no folder; a long list is the explorer's business."""
    if len(notes) > _MOST_TOP_NOTES:
        return ""
    items = (f"<li>{_link(note, root=root)}</li>" for note in notes)
    return _section(words("home.top-notes"), "home-notes", "".join(items))


_MOST_TOP_NOTES = 24


def _recent(recent: Sequence[RecentNote], words: Words, *, root: str) -> str:
    items = (
        f"<li>{linked(each.note, root=root)} {day(each.changed, words)}</li>" for each in recent
    )
    return _section(words("home.recent"), "home-recent", "".join(items))


def _ways_on(explorer_url: str, graph_url: str, tags_url: str, words: Words, package: str) -> str:
    ways = [(explorer_url, words("explorer.title"))]
    if graph_url:
        ways.append((graph_url, words("graph.title")))
    if tags_url:
        ways.append((tags_url, words("tags.title")))
    links = [f'<a href="{escape(url)}">{title}</a>' for url, title in ways]
    shown = " · ".join(filter(None, [*links, package]))
    return f'<p class="home-all">{shown}</p>'


def _section(title: str, name: str, items: str) -> str:
    if not items:
        return ""
    return f'<h2 id="{name}">{title}</h2>\n<ul class="{name}">{items}</ul>'


def _link(note: NoteEntry, *, root: str) -> str:
    return f'<a dir="auto" href="{escape(root + note.url)}">{escape(note.title)}</a>'


def linked(note: NoteEntry, *, root: str) -> str:
    """A link to a note, and its folder; ``root`` is the way to the site's."""
    folder = note.path.rpartition("/")[0]
    where = f' <small dir="auto">{escape(folder)}</small>' if folder else ""
    return f"{_link(note, root=root)}{where}"


def day(date: date, words: Words) -> str:
    """A day as readers see it, and machines."""
    return f'<time datetime="{date.isoformat()}">{words.day(date)}</time>'
