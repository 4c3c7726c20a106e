"""Notes that are too long to read as one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsite.vault.files import VaultFile

_LARGE = 1_000_000  # bytes of Markdown; the page has several times as many


def large_notes(notes: Iterable[str], files: Mapping[str, VaultFile]) -> Iterator[Problem]:
    """A line for each of ``notes`` (paths) that is larger than a megabyte."""
    for path in notes:
        if (size := files[path].size) > _LARGE:
            what = f"a note of {size / 1_000_000:.1f} MB makes a page that is slow to open"
            yield Problem(path, 0, Kind.LARGE_NOTE, what, "split the note")
