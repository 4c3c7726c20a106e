"""A card as Anki's note, and by what Anki knows it again (anki-package §2).

Anki tells notes apart by their GUIDs alone. It takes a note again only if that has changed since
the reader's own copy was: so the time of change is that of the vault's note, never of the build.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from vaultsite.vault.cards import Card

Kind = Literal["basic", "reversed", "typed", "cloze"]

_NAMESPACE = "vaultsite"  # for ever: with another one, readers would get every note twice
_DELETION = re.compile(r"\{\{c[0-9]+::.+?\}\}", re.DOTALL)
_VISIBLE = re.compile(r"<(?:img|svg)\b|\[sound:|>[^<]*[^<\s]|^[^<]*[^<\s]")
_BASE91 = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"
)
_OLDEST, _SPAN = 1_000_000_000_000, 300_000_000_000
"""Milliseconds since 1970, from 2001 to 2011: before there was a card with an id from Obsidian."""
_LATEST = 10_000_000_000_000


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note for a package; ``fields`` are HTML in which `vaultsite.anki.fields` marks media.

    ``key`` is that of the card, ``guid`` what Anki knows it by. ``media`` are the paths of these in
    the vault; ``changed`` counts seconds since 1970.
    """

    key: str
    guid: str
    id: int
    kind: Kind
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    changed: int
    media: tuple[str, ...] = ()


def anki_note(
    card: Card,
    fields: Sequence[str],
    *,
    source: str,
    deck: str,
    changed: datetime | None,
    file_tags: Sequence[str] = (),
    media: Sequence[str] = (),
) -> AnkiNote | None:
    """The note of a card whose ``fields`` were rendered; None if these ask or answer nothing.

    ``source`` is the HTML that leads back to the site.
    """
    kind = kind_of(card.note_type, fields)
    front = fields[0] if fields else ""
    asks = _DELETION.search(front) if kind == "cloze" else _VISIBLE.search(front)
    if not asks:
        return None
    rest = [
        (field.name, html) for field, html in zip(card.fields[1:], fields[1:], strict=True) if html
    ]
    if kind == "reversed":
        rest = [each for each in rest if each[0] != "Add Reverse"]
    back = "".join(html for _, html in rest)
    if kind != "cloze" and not _VISIBLE.search(back):
        return None
    return AnkiNote(
        key=card.key,
        guid=guid(card.key),
        id=note_id(card.key),
        kind=kind,
        fields=(front, back, source),
        tags=tuple(dict.fromkeys(tag_name(tag) for tag in (*card.tags, *file_tags) if tag)),
        deck=deck,
        changed=int(changed.timestamp()) if changed else 0,
        media=tuple(dict.fromkeys(media)),
    )


def kind_of(note_type: str, fields: Sequence[str]) -> Kind:
    """Which of our types stands for one of the plugin's."""
    if "Cloze" in note_type:
        return "cloze"
    if "(and reversed card)" in note_type:
        return "reversed"
    if "(optional reversed card)" in note_type:
        return "reversed" if len(fields) > 2 and fields[2].strip() else "basic"
    return "typed" if "(type in the answer)" in note_type else "basic"


def guid(key: str) -> str:
    """What Anki knows a card by: eight bytes in the digits that it uses itself."""
    number = int.from_bytes(_hash("o2a", key)[:8], "big")
    digits = ""
    while number:
        number, digit = divmod(number, len(_BASE91))
        digits = _BASE91[digit] + digits
    return digits


def note_id(key: str) -> int:
    """The id that the plugin gave a card, else one of the same look."""
    if key.isdecimal() and key.isascii() and _OLDEST + _SPAN <= int(key) < _LATEST:
        return int(key)
    return _OLDEST + int.from_bytes(_hash("id", key)[:8], "big") % _SPAN


def deck_id(name: str) -> int:
    """A stable number for a deck; Anki itself goes by the name."""
    return _OLDEST + int.from_bytes(_hash("deck", name)[:8], "big") % _SPAN


def folder_deck(folder: str, *, site_name: str) -> str:
    """The deck of a folder of the vault, within that of the site."""
    parts = [site_name, *folder.split("/")]
    return deck_name("::".join(part.replace("::", ":") for part in parts))


def deck_name(name: str) -> str:
    """A deck's name as Anki writes it, ``a::b`` for a deck in a deck; never empty."""
    parts = (" ".join(part.split()) for part in name.split("::"))
    return "::".join(filter(None, parts)) or "Vault"


def tag_name(tag: str) -> str:
    """A tag as Anki writes it: without blanks, nested by ``::``."""
    return "_".join(tag.replace("/", "::").replace('"', "").split())


def _hash(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{_NAMESPACE}|{kind}|{text}".encode("utf-8", "replace")).digest()
