"""A reader's Anki: the real one, without its windows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("anki", reason="its wheels are not for every machine")


class Reader:
    """What a reader has, and what an import has told."""

    def __init__(self, collection: Any) -> None:
        self.collection = collection

    def take(self, package: Path) -> dict[str, int]:
        """Import a package as Anki proposes to; the counts of what has become of its notes."""
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        options = ImportAnkiPackageOptions(with_scheduling=False, merge_notetypes=False)
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.collection.import_anki_package(request).log
        kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
        return {kind: len(getattr(log, kind)) for kind in kinds if getattr(log, kind)}

    def notes(self) -> dict[int, Any]:
        """All notes, by their ids."""
        found = self.collection.find_notes("")
        return {each: self.collection.get_note(each) for each in found}

    def add(self, front: str, back: str) -> Any:
        """A note of the reader's own."""
        own = self.collection.new_note(self.collection.models.by_name("Basic"))
        own.fields = [front, back]
        self.collection.add_note(own, 1)
        return own

    def export(self, file: Path, *, legacy: bool) -> Path:
        """Everything, as Anki writes it."""
        from anki.collection import ExportAnkiPackageOptions

        options = ExportAnkiPackageOptions(legacy=legacy)
        self.collection.export_anki_package(out_path=str(file), options=options, limit=None)
        return file

    def decks(self) -> set[str]:
        """The names of the decks that hold cards."""
        cards = map(self.collection.get_card, self.collection.find_cards(""))
        return {self.collection.decks.name(card.did) for card in cards}

    def media(self, name: str) -> bytes | None:
        """What Anki shows for a name of a picture or a sound."""
        from pathlib import Path

        file = Path(self.collection.media.dir(), name)
        return file.read_bytes() if file.is_file() else None


@contextmanager
def reader(folder: Path) -> Iterator[Reader]:
    """A reader who has just installed Anki."""
    from anki.collection import Collection

    folder.mkdir(parents=True, exist_ok=True)
    collection = Collection(str(folder / "collection.anki2"))
    try:
        yield Reader(collection)
        problems, fine = collection.fix_integrity()
        assert fine, problems
    finally:
        collection.close()
