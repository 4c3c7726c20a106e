"""The vault that is served: a note that is open, one that it embeds, and words to be changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EMBED = re.compile(r"!\[\[([^]|#^\n]+)#([^]|#^\n]+)\]\]", re.MULTILINE)
_CARDS = re.compile(r"^START\b", re.MULTILINE)
_DIGITS = 4


class NoSceneError(ValueError):
    """No note of the vault embeds a section of another one."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The note that is ``open`` in the browser and the ``embedded`` one, of which it shows a part.

    Both hold a word of their own (`OPEN`, `EMBEDDED`), followed by a number.
    """

    vault: Path
    open: Path
    embedded: Path

    @property
    def address(self) -> str:
        """Where the open note is on the site."""
        return f"{self.open.relative_to(self.vault).with_suffix('').as_posix()}/"


OPEN, EMBEDDED = "benchopen", "benchembedded"


def word(stem: str, number: int) -> str:
    """Return a word that is as long for every number: the page does not move when it changes."""
    return f"{stem}{number:0{_DIGITS}}"


def set_word(note: Path, stem: str, number: int) -> None:
    """Change one word of a note."""
    text = note.read_text("utf-8")
    note.write_text(re.sub(rf"{stem}\d{{{_DIGITS}}}", word(stem, number), text), "utf-8")


def created(number: int) -> str:
    """Return the name of a note that is yet to be made; the open note links to it."""
    return f"Bench new {number}"


def renamed(number: int) -> str:
    """Return the name that it gets afterwards; the open note links there, too."""
    return f"Bench renamed {number}"


def prepare(vault: Path, *, edits: int) -> Scene:
    """Choose the two notes and put the words and links into them. Raises `NoSceneError`."""
    candidates = sorted(_candidates(vault), key=lambda found: (len(found[0].read_text()), found))
    if not candidates:
        raise NoSceneError(f"no note in {vault} embeds a section of another one")
    note, other, embed, heading = candidates[len(candidates) * 3 // 4]  # long enough to scroll
    links = " ".join(f"[[{name(n)}]]" for n in range(edits) for name in (created, renamed))
    _insert(note, embed, before=f"{word(OPEN, 0)} {links}\n\n")
    _insert(other, heading, after=f"\n\n{word(EMBEDDED, 0)}\n")
    return Scene(vault, note, other)


def _candidates(vault: Path) -> Iterator[tuple[Path, Path, str, str]]:
    """Yield an embedding note, an embedded one, the embed and the heading, as they are written."""
    notes = {path.stem.lower(): path for path in vault.rglob("*.md")}
    for note in notes.values():
        text = _CARDS.split(note.read_text("utf-8"))[0]
        for match in _EMBED.finditer(text):
            other = notes.get(match[1].strip().lower(), note)
            heading = _heading(other, match[2].strip())
            if other != note and heading and _is_alone(match, text):
                yield note, other, match[0], heading


def _heading(note: Path, heading: str) -> str:
    """Return the line of a heading, empty if the note has none that reads exactly so."""
    text = _CARDS.split(note.read_text("utf-8"))[0]
    found = re.findall(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE)
    return str(found[0]) if len(found) == 1 else ""


def _is_alone(match: re.Match[str], text: str) -> bool:
    """Is it the only thing in its line, between blank lines, and nowhere else in the note?"""
    block = f"\n\n{text}\n\n"
    return f"\n\n{match[0]}\n\n" in block and text.count(match[0]) == 1


def _insert(note: Path, place: str, *, before: str = "", after: str = "") -> None:
    text = note.read_text("utf-8")
    head, tail = re.split(rf"^{re.escape(place)}$", text, maxsplit=1, flags=re.MULTILINE)
    note.write_text(f"{head}{before}{place}{after}{tail}", "utf-8")
