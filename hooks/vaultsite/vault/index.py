"""The vault, read once: its notes and files, and where a link leads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault import js_patterns, linktext, properties, workers
from vaultsite.vault.anki_data import load as load_anki_settings
from vaultsite.vault.canvas_reader import read_canvas
from vaultsite.vault.cards import distinct_keys
from vaultsite.vault.files import read_text, scan
from vaultsite.vault.names import title_of
from vaultsite.vault.note import BODY
from vaultsite.vault.note_reader import NoteReader
from vaultsite.vault.records import Records, digest_of, key_of, shape_of, unpack
from vaultsite.vault.resolve import Resolver
from vaultsite.vault.settings import read_settings
from vaultsite.vault.sources import Sources
from vaultsite.vault.visibility import Choice, hides_broken_note, visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.canvas import CanvasSource
    from vaultsite.vault.cards import Card
    from vaultsite.vault.files import VaultFile
    from vaultsite.vault.linktext import LinkText
    from vaultsite.vault.note import Heading, Note, Source

_KEPT_SOURCES = 8_000_000  # characters of notes whose tokens are at hand


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the file at ``path``, and the place in it.

    ``anchor`` is the id in its page, empty for the top. ``heading`` is the number of the heading
    that was asked for, ``block`` the id of the block; ``missing`` says that a place was asked for
    which the note does not have. ``fragment`` is what stands behind ``#`` for other files.
    """

    path: str
    anchor: str = ""
    heading: int | None = None
    block: str = ""
    missing: bool = False
    loose: bool = False
    ambiguous: bool = False
    fragment: str = ""


EVERYTHING = Choice(templates=True, daily_notes=True)
"""The choice of a vault that has nothing to hide."""


class VaultChangedError(Exception):
    """A note was saved while the site was being built from its earlier text."""


@dataclass(frozen=True, slots=True)
class _NoteFile:
    """What there is to know of a note's file before the note is parsed.

    ``text`` is the digest of its text; ``hidden`` says that its properties make it private.
    """

    file: VaultFile
    text: bytes
    hidden: bool
    problems: tuple[Problem, ...] = ()


class Vault:
    """An index of the vault at ``root``. Reads every note when it is made.

    Private files and notes are not in it; only the look-up of links knows that they exist.
    ``on_note`` is told of each note that is parsed, as soon as it is. What did not change is taken
    from ``previous``, an earlier index of the same vault, or from ``records``. ``custom_regexes``:
    cards are also what the patterns find that the author gave to the plugin.
    """

    def __init__(
        self,
        root: Path,
        *,
        choice: Choice = EVERYTHING,
        previous: Vault | None = None,
        records: Records | None = None,
        on_note: Callable[[Note], None] | None = None,
        custom_regexes: bool = False,
    ) -> None:
        self.root = root
        self._custom_regexes = custom_regexes
        self._choice = choice
        self._own_problems: list[Problem] = []
        self._on_note = on_note
        self._records = records or Records(None)
        scanned = scan(root)
        everything = {file.path: file for file in scanned.files}
        self.settings, settings_problems = read_settings(root)
        self._visibility = visibility(self.settings, choice)
        self.files: dict[str, VaultFile] = {
            path: file for path, file in everything.items() if not self._visibility.hides(path)
        }
        self.anki, anki_problems = self._anki_settings()
        self._own_problems += [*settings_problems, *anki_problems]
        self._canvases: dict[str, CanvasSource] = {}
        old = previous if previous is not None and previous.root == root else None
        same_files = old is not None and old._scanned.keys() == everything.keys()
        self._scanned: dict[str, VaultFile] = everything
        self._resolver: Resolver = old._resolver if old and same_files else Resolver(everything)
        self._texts: dict[str, str] = {}
        self._note_files = self._look_at_notes(old)
        self._hide_notes()
        self.hidden = frozenset(everything.keys() - self.files.keys())
        self._shape = shape_of(everything, self.hidden)
        self._reader = NoteReader(self.anki, self._shape, self._resolver, self.hidden)
        self._sources: Sources = old._sources if old else Sources(_KEPT_SOURCES)
        self._text_keys = {
            path: key_of(path, note.text, self.anki)
            for path, note in self._note_files.items()
            if not note.hidden
        }
        self._parsed = self._read_notes(old)
        js_patterns.rest()
        self.keys = {
            path: self._reader.key(note, self._text_keys[path])
            for path, note in self._parsed.items()
        }
        self._texts.clear()
        self._card_problems: tuple[Problem, ...] = ()
        self.notes: dict[str, Note] = self._with_keys()
        self._own_problems += [each for each in scanned.problems if each.path not in self.hidden]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the vault, its files and its notes."""
        return [
            *self._own_problems,
            *(problem for file in self._note_files.values() for problem in file.problems),
            *(problem for note in self._parsed.values() for problem in note.problems),
            *self._card_problems,
        ]

    def edit(self) -> dict[str, Note] | None:
        """Take in the notes whose text was edited since. Returns their earlier records.

        None if more has changed than that: files that are new or gone, settings, pictures, titles,
        properties or tags. Then nothing is taken in.
        """
        scanned = {file.path: file for file in scan(self.root).files}
        settings, anki = read_settings(self.root)[0], self._anki_settings()[0]
        if (scanned.keys(), settings, anki) != (self._scanned.keys(), self.settings, self.anki):
            return None
        found: dict[str, tuple[_NoteFile, str]] = {}
        for path, file in scanned.items():
            if file == self._scanned[path] or self._visibility.hides(path):
                continue
            if path not in self.notes:
                return None
            text, problem = read_text(file)
            hidden, problems = self._hidden(path, text)
            if hidden or problem or problems:
                return None
            found[path] = _NoteFile(file, digest_of(text), hidden=False), text
        return self._take_in(found, scanned)

    def _anki_settings(self) -> tuple[AnkiSettings, tuple[Problem, ...]]:
        return load_anki_settings(self.root, custom_regexes=self._custom_regexes)

    def _take_in(
        self, found: dict[str, tuple[_NoteFile, str]], scanned: dict[str, VaultFile]
    ) -> dict[str, Note] | None:
        keys = {path: key_of(path, note.text, self.anki) for path, (note, _) in found.items()}
        new = {path: self._reader.read(path, text, keys[path]) for path, (_, text) in found.items()}
        old = {path: self.notes[path] for path in found}
        if any(_about(source.note) != _about(old[path]) for path, source in new.items()):
            return None
        self._scanned = scanned
        self._text_keys |= keys
        self.keys |= {path: source.key for path, source in new.items()}
        for path, source in new.items():
            self.files[path], self._note_files[path] = found[path][0].file, found[path][0]
            self._parsed[path] = self._keep(path, source).note
            self._records.put(source.note, keys[path])
            self._learn(source.note)
        notes = self._with_keys()
        old |= {path: self.notes[path] for path in notes if notes[path] is not self.notes[path]}
        self.notes.update({path: notes[path] for path in old})
        return old

    def _with_keys(self) -> dict[str, Note]:
        """All records, no two cards of which have the same key."""
        keyed, self._card_problems = distinct_keys(
            {path: note.cards for path, note in self._parsed.items() if note.cards}
        )
        known: dict[str, Note] = getattr(self, "notes", {})
        return {
            path: _with_cards(note, keyed.get(path, ()), known.get(path))
            for path, note in self._parsed.items()
        }

    def source(self, path: str, *, cards: bool = True) -> Source:
        """The tokens of a note. They are shared: whoever gets them does not change them.

        ``cards=False``: those of its cards may be left out. Raises `VaultChangedError` if the note
        is not on the disk any more as it was read.
        """
        # The index knows what a note alone can't: keys of cards that no other note has.
        note = self.notes[path]
        source = self._sources.get(path, self.keys[path], note, cards=cards)
        if source is None:
            text = self._text(path)
            source = self._keep(path, self._reader.read(path, text, self._text_keys[path], note))
        return replace(source, note=note)

    def canvas(self, path: str) -> CanvasSource:
        """The canvas at ``path``, without what is private. It is read when it is asked for."""
        if path not in self._canvases:
            text, problem = read_text(self.files[path])
            if problem:
                self._own_problems.append(problem)
            is_private = (lambda raw, md: self.hides(raw, path, md)) if self.hidden else None
            self._canvases[path] = read_canvas(path, text, is_private=is_private)
            self.keys[path] = key_of(path, digest_of(text), self.anki, self._shape)
        return self._canvases[path]

    def find(self, raw: str, source: str, *, markdown: bool = False) -> Target | None:
        """The target of a link written in the note ``source``; None if the vault has none."""
        text = linktext.from_href(raw) if markdown else linktext.parse(raw)
        if text is None:
            return None
        match = self._resolver.resolve(text.path, source)
        if match is None or match.path in self.hidden:
            return None
        found = Target(match.path, loose=match.loose, ambiguous=match.ambiguous)
        note = self.notes.get(match.path)
        if note is None:
            return replace(found, fragment="#".join(text.subpath))
        return _place(found, note, text)

    def _look_at_notes(self, old: Vault | None) -> dict[str, _NoteFile]:
        """All notes that are not private by their places, with their texts if they are new."""
        if old is not None and (old._choice, old.settings) != (self._choice, self.settings):
            old = None
        known = old._note_files if old else {}
        kept = {} if old else self._records.known()
        found: dict[str, _NoteFile] = {}
        for path in [path for path, file in self.files.items() if file.is_note]:
            if path in known and known[path].file == self.files[path]:
                found[path] = known[path]
                continue
            text, problem = read_text(self.files[path])
            hidden, problems = self._hidden(path, text)
            problems += [problem] if problem and not hidden else []
            found[path] = _NoteFile(self.files[path], digest_of(text), hidden, tuple(problems))
            if not hidden and path not in kept:
                self._texts[path] = text
        return found

    def _hide_notes(self) -> None:
        """Take out the notes whose properties make them private."""
        for path, note in self._note_files.items():
            if note.hidden:
                del self.files[path]

    def _hidden(self, path: str, text: str) -> tuple[bool, list[Problem]]:
        front = properties.split(text) if text.startswith("---") else properties.FrontMatter()
        hidden, problems = self._visibility.hides_note(path, front.properties)
        if front.fault is None or hidden:
            return hidden, problems
        lines = "\n".join(text.split("\n")[: front.body_line])
        return hides_broken_note(path, lines, front.fault[0])

    def _read_notes(self, old: Vault | None) -> dict[str, Note]:
        """The records of all public notes: unchanged ones as they were, the others parsed."""
        found: dict[str, Note] = {}
        if old is not None:
            found = {
                path: old._parsed[path]
                for path, key in self._text_keys.items()
                if old._text_keys.get(path) == key and self._holds(old._parsed[path])
            }
        missing = {path: key for path, key in self._text_keys.items() if path not in found}
        kept = self._records.find(missing)
        found |= ((path, note) for path, note in kept if self._holds(note))
        unread = [path for path in missing if path not in found]
        found |= ((note.path, note) for note in self._read_elsewhere(unread, missing))
        for path in unread:
            if path not in found:
                found[path] = self._read_here(path, missing[path])
        return {path: found[path] for path in self._text_keys}

    def _read_elsewhere(self, paths: list[str], keys: dict[str, bytes]) -> Iterator[Note]:
        """Let other processes read these notes, if there are so many that it pays."""
        count = workers.workers_for(sum(self.files[path].size for path in paths))
        if not count:
            return
        vault = workers.Vault(
            self.anki, self._shape, [*self._scanned] if self.hidden else [], self.hidden
        )
        texts = (workers.Unread(path, self._text(path), keys[path]) for path in paths)
        for read in workers.read_notes(vault, texts, count):
            note = unpack(read.record)
            self._sources.put_packed(read.path, self.files[read.path].size, read.key, read.tokens)
            self._records.put_packed(read.path, read.record, keys[read.path])
            self._learn(note)
            yield note

    def _read_here(self, path: str, key: bytes) -> Note:
        note = self._keep(path, self._reader.read(path, self._text(path), key)).note
        self._records.put(note, key)
        self._learn(note)
        return note

    def _text(self, path: str) -> str:
        """A note's text. Raises `VaultChangedError` if it is not the one that was looked at."""
        text = self._texts.pop(path, None)
        if text is None:
            text, _ = read_text(self.files[path])
            if digest_of(text) != self._note_files[path].text:
                raise VaultChangedError(f"{path} was changed while the site was being built")
        return text

    def _learn(self, note: Note) -> None:
        if self._on_note is not None:
            self._on_note(note)

    def _holds(self, note: Note) -> bool:
        """Would the note read the same now, though other files may be private than then?"""
        if note.shape == self._shape:
            return True
        if note.private_links or not (note.shape and self._shape):
            return False
        links = ((link.raw, link.markdown) for link in note.links)
        return not any(self.hides(raw, note.path, md) for raw, md in (*note.asked, *links))

    def hides(self, raw: str, source: str, markdown: bool) -> bool:
        """Does a link written in the note ``source`` lead to something private?"""
        return self._reader.hides(raw, source, markdown)

    def _keep(self, path: str, source: Source) -> Source:
        return self._sources.put(path, self.files[path].size, source)


def interface(note: Note) -> object:
    """All that makes a difference to links to a note, or into it."""
    headings = [(each.level, each.source, each.anchor, each.card) for each in note.headings]
    keys = [card.key for card in note.cards]
    rest = (note.blocks, note.footnotes, note.cards_anchor, note.removed_headings)
    return headings, keys, rest


def _about(note: Note) -> object:
    """What a note tells pages that neither show it nor are linked from it."""
    return note.title, note.properties, note.tags


def _with_cards(note: Note, cards: tuple[Card, ...], known: Note | None) -> Note:
    """``note`` with these cards; ``known`` if that is it already."""
    if note.cards == cards:
        return note
    same = known is not None and known == replace(note, cards=cards)
    return known if known is not None and same else replace(note, cards=cards)


def _place(found: Target, note: Note, text: LinkText) -> Target:
    """The place in a note that a subpath means: the specification's §2."""
    if not text.subpath:
        return found
    if (block := linktext.block_id(text.subpath)) is not None:
        return _block(found, note, block)
    if (footnote := linktext.footnote_label(text.subpath)) is not None:
        if footnote not in note.footnotes:
            return replace(found, missing=True)
        return replace(found, anchor=f"fn:{note.footnotes.index(footnote) + 1}")
    number = linktext.find_heading(note.headings, text.subpath)
    if number is not None:
        return replace(found, heading=number, anchor=_anchor(note, note.headings[number]))
    if linktext.strip_heading(text.subpath[-1]).casefold() in note.removed_headings:
        return replace(found, anchor=note.cards_anchor)
    return replace(found, missing=True)


def _block(found: Target, note: Note, block: str) -> Target:
    if block not in note.blocks:
        return replace(found, missing=True)
    card = note.blocks[block]
    anchor = f"^{block}" if card == BODY else f"card-{note.cards[card].key}"
    return replace(found, block=block, anchor=anchor)


def _anchor(note: Note, heading: Heading) -> str:
    return heading.anchor if heading.card == BODY else f"card-{note.cards[heading.card].key}"


def link_problem(
    path: str, line: int, raw: str, target: Target | None, *, embed: bool = False
) -> Problem | None:
    """The report line for a link in the note ``path``, if it deserves one."""
    if target is None:
        kind = Kind.MISSING_EMBED if embed else Kind.UNRESOLVED_LINK
        remedy = "create the note, or correct the link"
        return Problem(path, line, kind, f"[[{raw}]] leads to no file", remedy)
    if target.missing:
        remedy = f"look at the headings and block ids of {target.path}"
        what = f"[[{raw}]] names a section that is not there"
        return Problem(path, line, Kind.MISSING_SECTION, what, remedy)
    if target.loose:
        remedy = f"Obsidian does not find it: write [[{title_of(target.path)}]]"
        what = f"[[{raw}]] is taken for {target.path}"
        return Problem(path, line, Kind.LOOSE_LINK, what, remedy)
    return None
