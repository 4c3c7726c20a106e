"""The page where cards are studied: decks and counts by assets/study.js, and the same as a list.

The list needs no script: it leads to the cards of each note, by decks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from vaultsite.anki.note import tag_name
from vaultsite.site.decks import deck_of
from vaultsite.site.explorer import natural_key
from vaultsite.site.study_index import asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsite.site.library import Library
    from vaultsite.vault.note import Note
    from vaultsite.words import Words

Kind = Literal["in", "note", "tag"]

SCRIPT = "study"
"""The module that counts the cards and asks them."""

_STYLE = "study.css"
_DEEPEST = 12  # decks in one another; what is deeper is one name
MODULES = (
    *("study-clock", "study-counts", "study-data", "study-decks", "study-file", "study-kept"),
    *("study-merge", "study-moved", "study-nothing", "study-place", "study-progress"),
    *("study-records", "study-session-load", "study-settings", "study-state", "study-words"),
    *("study-year", "dialog", "graph-dom", "style"),
)
"""What that module needs before it shows anything: fetched at once, not one after the other."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A note with cards to study: the ``url`` of these from the site's root, and their ``keys``.

    ``tags`` are those of each card and of the note, as Anki writes them, with those that they are
    nested in.
    """

    title: str
    url: str
    deck: str
    keys: tuple[str, ...]
    tags: tuple[frozenset[str], ...] = ()

    @property
    def cards(self) -> int:
        """How many they are."""
        return len(self.keys)


@dataclass(slots=True)
class _Deck:
    name: str
    cards: int = 0
    decks: dict[str, _Deck] = field(default_factory=dict)
    notes: list[Entry] = field(default_factory=list)


def query(kind: Kind, value: str) -> str:
    """What an address says of the cards that are meant: of a folder, a note's URL, or a tag."""
    return f"?{kind}={quote(value, safe='/')}"


class Entries:
    """The notes with cards, read again only where they have changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[str, tuple[Note, Entry]] = {}

    def all(self) -> dict[str, Entry]:
        """By their paths."""
        notes = self._library.vault.notes
        found = {path: self._entry(path, note) for path, note in notes.items() if note.cards}
        return {path: entry for path, entry in found.items() if entry.cards}

    def _entry(self, path: str, note: Note) -> Entry:
        known = self._read.get(path)
        if known is None or known[0] is not note:
            known = self._read[path] = note, self._made(path, note)
        return known[1]

    def _made(self, path: str, note: Note) -> Entry:
        anki, url = self._library.vault.anki, self._library.urls[path]
        cards = [card for card in note.cards if asked(card, anki)]
        tags = tuple(_tags((*note.tags, *note.file_tags, *card.tags)) for card in cards)
        keys = tuple(card.key for card in cards)
        return Entry(note.title, f"{url}#{note.first_cards}", deck_of(note, anki), keys, tags)


def by_folder(entries: Mapping[str, Entry]) -> dict[str, int]:
    """How many cards there are in each folder and below it; that of the vault is empty."""
    found: dict[str, int] = {}
    for path, entry in entries.items():
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            found[folder] = found.get(folder, 0) + entry.cards
    return found


def by_tag(entries: Mapping[str, Entry]) -> Counter[str]:
    """How many cards have each tag, as Anki writes it but without regard to case."""
    return Counter(tag for entry in entries.values() for tags in entry.tags for tag in folded(tags))


def spelled(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Each tag by its key, as it is written first."""
    found: dict[str, str] = {}
    for entry in entries.values():
        for tag in sorted(frozenset().union(*entry.tags)):
            found.setdefault(tag.casefold(), tag.replace("::", "/"))
    return found


def folded(tags: Iterable[str]) -> set[str]:
    """The keys of tags that Anki writes so."""
    return {tag.casefold() for tag in tags}


def tag_key(tag: str) -> str:
    """By what `by_tag` knows a tag."""
    return tag_name(tag).casefold()


def link(url: str, text: str) -> str:
    """A link to cards on the page."""
    return f'<a class="study-link" href="{escape(url)}">{escape(text)}</a>'


def html(
    notes: Iterable[Entry], words: Words, *, root: str, scripts: str, packages: Sequence[str] = ()
) -> str:
    """The content of the page but for its script.

    ``root`` and ``scripts`` are the site and its folder of scripts, seen from the page.
    ``packages`` are links to cards for Anki.
    """
    top, listed = _Deck(""), [*notes]
    for entry in listed:
        _put(top, entry)
    figures = words("home.cards", count=top.cards), words("home.notes", count=len(listed))
    modules = "".join(f'<link rel="modulepreload" href="{scripts}{name}.js">\n' for name in MODULES)
    return (
        f'<link rel="stylesheet" href="{scripts}{_STYLE}">\n{modules}'
        f"<h1>{escape(words('study.title'))}</h1>\n"
        f'<p class="study-figures">{escape(" · ".join(figures))}</p>\n'
        f'<div class="study"><noscript><p>{escape(words("study.no-script"))}</p></noscript></div>\n'
        f'<h2 id="list">{escape(words("study.list"))}</h2>\n'
        f'<ul class="explorer-page study-list">{"".join(_items(top, words, root))}</ul>\n'
        f"{_for_anki(packages, words)}"
    )


def _for_anki(packages: Sequence[str], words: Words) -> str:
    if not packages:
        return ""
    items = "".join(f"<li>{each}</li>" for each in packages)
    return (
        f'<h2 id="anki">{escape(words("study.anki"))}</h2>\n<ul class="study-anki">{items}</ul>\n'
    )


def _put(top: _Deck, entry: Entry) -> None:
    deck = top
    deck.cards += entry.cards
    for name in filter(None, entry.deck.split("::", _DEEPEST)):
        deck = deck.decks.setdefault(name, _Deck(name))
        deck.cards += entry.cards
    deck.notes.append(entry)


def _items(deck: _Deck, words: Words, root: str) -> Iterator[str]:
    for inner in sorted(deck.decks.values(), key=lambda each: natural_key(each.name)):
        yield (
            f'<li><details class="explorer-folder"><summary><span dir="auto">{escape(inner.name)}'
            f'</span> <span class="explorer-count">{words.number(inner.cards)}</span></summary><ul>'
        )
        yield from _items(inner, words, root)
        yield "</ul></details></li>\n"
    for note in sorted(deck.notes, key=lambda each: natural_key(each.title)):
        yield (
            f'<li><a dir="auto" href="{escape(root + note.url)}">{escape(note.title)}</a>'
            f" <small>{words.number(note.cards)}</small></li>\n"
        )


def _tags(tags: Iterable[str]) -> frozenset[str]:
    parts = (tag_name(tag).split("::") for tag in tags)
    return frozenset("::".join(each[:end]) for each in parts for end in range(1, len(each) + 1))
