"""The deck of a note's cards, as Anki and the page to study them have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.anki.note import deck_name, folder_deck

if TYPE_CHECKING:
    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.note import Note


def deck_of(note: Note, settings: AnkiSettings, *, site_name: str = "") -> str:
    """The one that the note names, or the plugin's for its folder; else that of the folder.

    Only the latter is within the deck of the site. Empty: a note in no folder, and no site's name.
    """
    deck = settings.deck_of(note.path, target=note.deck)
    if deck != settings.default_deck:
        return deck_name(deck)
    folder = note.path.rpartition("/")[0]
    return folder_deck(folder, site_name=site_name) if folder or site_name else ""
