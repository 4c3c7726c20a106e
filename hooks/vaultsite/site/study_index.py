"""The list of all cards for the page to study them: whose they are, and what each one asks.

It holds no text of a card: that comes from the page of its note.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from vaultsite.anki.note import tag_name
from vaultsite.site import explorer
from vaultsite.site.decks import deck_of
from vaultsite.syntax.clozes import MARK
from vaultsite.vault.anki_settings import is_cloze
from vaultsite.vault.cloze_fields import with_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from vaultsite.site.explorer import Folder
    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.cards import Card
    from vaultsite.vault.note import Note

PLACES = ("study.json", "study-names.json")
"""Of the list, and of what tells whether a card is one that had no number from Anki before."""

FOLDER = PurePosixPath("assets/fsrs")
"""The folder of the site that the scheduler lies in."""

_VERSION = 1
_COMMENT = re.compile(r"%%.*?%%|<!--.*?-->", re.DOTALL)
_TYPED = "t"


def browser_files(modules: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """The scheduler and its licence, which has to go with it, as (file, place in the site)."""
    yield modules / "ts-fsrs/dist/index.mjs", FOLDER / "index.mjs"
    yield modules / "ts-fsrs/LICENSE", FOLDER / "LICENSE.txt"


def asked(card: Card, settings: AnkiSettings) -> tuple[str, ...]:
    """What is asked of a card: ``""`` the question, ``r`` the answer, ``c1`` a deletion.

    Nothing of one without question, without answer, or that hides nothing (flashcards §2, §4).
    """
    if is_cloze(card.note_type):
        curly, highlights = settings.clozes_in(card.note_type)
        text = _seen(with_marks(card.front.text, curly=curly, highlights=highlights))
        numbers = {int(found[1]) for found in MARK.finditer(text) if found[1]}
        return tuple(f"c{number}" for number in sorted(numbers))
    answers = (field for number, field in enumerate(card.fields[1:], 1) if card.is_shown(number))
    if not _says(card.front.text) or not any(_says(field.text) for field in answers):
        return ()
    return ("", "r") if card.asked_both_ways else ("",)


class _Card(NamedTuple):
    """What is said of a card; ``known``: Anki has numbered it."""

    key: str
    tags: str
    sides: str
    digests: tuple[str, str]
    known: bool


class StudyIndex:
    """Writes the lists again and again, reading only notes that have changed."""

    def __init__(self, settings: AnkiSettings, *, use_directory_urls: bool) -> None:
        self._settings = settings
        self._end = "/" if use_directory_urls else ".html"
        self._read: dict[str, tuple[Note, list[_Card]]] = {}

    def files(self, tree: Folder, notes: Mapping[str, Note]) -> Iterator[tuple[str, bytes]]:
        """The lists, by their places; empty ones are not to be there."""
        return zip(PLACES, (self.to_json(tree, notes), self.names_to_json(notes)), strict=True)

    def to_json(self, tree: Folder, notes: Mapping[str, Note]) -> bytes:
        """The cards of all notes in the order of the ``tree``; empty if there are none.

        ``decks`` and ``tags`` are texts, which the rest names by their numbers; each of ``tags``
        holds those of a note or a card, separated by blanks. ``notes`` lists each note with cards
        as [title, URL from the site's root, folder, number of its deck, number of its tags, cards];
        no URL says that it is made of folder, title, and ``end``. A card is its key, or [key,
        number of its tags, what is asked besides the question, digest of question, digest of
        answer]; what is missing at the end is 0 or empty. The digests are those of cards that Anki
        has not numbered: so they are known again in another place, or with another question.
        """
        decks: dict[str, int] = {}
        tags = {"": 0}
        rows = []
        for entry in (note for folder in explorer.walk(tree) for note in folder.notes):
            note = notes[entry.path]
            if note.cards and (cards := self._cards(note)):
                folder = note.path.rpartition("/")[0]
                deck = decks.setdefault(deck_of(note, self._settings), len(decks))
                own = tags.setdefault(_tags(note.tags), len(tags))
                url = "" if self._is_usual(entry.url, folder, note.title) else entry.url
                written = [_written(card, tags) for card in cards]
                rows.append((note.title, url, folder, deck, own, written))
        if not rows:
            return b""
        data = {"version": _VERSION, "end": self._end, "decks": [*decks], "tags": [*tags]}
        text = json.dumps(data | {"notes": rows}, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")

    def names_to_json(self, notes: Mapping[str, Note]) -> bytes:
        """The digests of the other cards; empty if there are none.

        A list of key, digest, digest, of all of them in turn. Who studied a card before Anki
        numbered it looks here for what has become of it.
        """
        cards = (card for note in notes.values() if note.cards for card in self._cards(note))
        named = [text for card in cards if card.known for text in (card.key, *card.digests)]
        data = {"version": _VERSION, "cards": named}
        return json.dumps(data, separators=(",", ":")).encode() if named else b""

    def _cards(self, note: Note) -> list[_Card]:
        """The cards that ask something."""
        read = self._read.get(note.path)
        if read is None or read[0] is not note:
            read = note, [*self._asking(note)]
            self._read[note.path] = read
        return read[1]

    def _asking(self, note: Note) -> Iterator[_Card]:
        for card in note.cards:
            sides = asked(card, self._settings)
            if sides:
                tags = _tags((*card.tags, *note.file_tags))
                besides = _TYPED if card.is_typed else " ".join(filter(None, sides))
                digests = _digests(card, note.path)
                yield _Card(card.key, tags, besides, digests, card.key == card.anki_id)

    def _is_usual(self, url: str, folder: str, title: str) -> bool:
        path = f"{folder}/{title}" if folder else title
        return url == quote(path, errors="replace") + self._end


def _written(card: _Card, tags: dict[str, int]) -> object:
    number = tags.setdefault(card.tags, len(tags))
    digests = () if card.known else card.digests
    row: list[object] = [card.key, number, card.sides, *digests]
    while not row[-1]:
        row.pop()
    return row if len(row) > 1 else card.key


def _tags(tags: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(name for tag in tags if (name := tag_name(tag))))


def _says(text: str) -> bool:
    """Whether anything is to be seen of a text."""
    return bool(_seen(text).strip())


def _said(text: str) -> str:
    """The text without comments and with single blanks."""
    return " ".join(unicodedata.normalize("NFC", _seen(text)).split())


def _seen(text: str) -> str:
    return _COMMENT.sub(" ", text) if "%%" in text or "<!--" in text else text


def _digests(card: Card, path: str) -> tuple[str, str]:
    """Of the question, wherever it is asked, and of the answer in this note."""
    answer = "\0".join((path, *(_seen(field.text) for field in card.fields[1:])))
    return _digest(f"{card.note_type}\0{_said(card.front.text)}"), _digest(answer)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
