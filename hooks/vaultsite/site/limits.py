"""What GitHub Pages takes: 1 GB for a site, and 100 MB for a file in its repository.

https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
https://docs.github.com/en/repositories/working-with-files/managing-large-files
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SITE, FILE = 1_000_000_000, 100_000_000  # bytes
NEAR = 0.9
_WHOLE = "the whole site"


def near_limits(sizes: Iterable[tuple[str, int]]) -> Iterator[Problem]:
    """A problem for each file, and one for the site, that has nine tenths of its limit or more.

    ``sizes`` are the places of all files in the site and their bytes; places stand for paths.
    """
    kinds: Counter[str] = Counter()
    for place, size in sizes:
        kinds[PurePosixPath(place).suffix.lower() or "files without a suffix"] += size
        if size >= NEAR * FILE:
            what = f"{_megabytes(size)}; GitHub takes no file over {_megabytes(FILE)}"
            yield Problem(place, 0, Kind.LARGE_SITE, what, "make it smaller, or exclude it")
    if (total := kinds.total()) >= NEAR * SITE:
        most, bytes_of_most = kinds.most_common(1)[0]
        what = f"{_megabytes(total)}, of which {most} {_megabytes(bytes_of_most)}"
        what += f"; GitHub Pages takes no site over {_megabytes(SITE)}"
        yield Problem(_WHOLE, 0, Kind.LARGE_SITE, what, "make files smaller, or exclude some")


def sizes(site: Path) -> Iterator[tuple[str, int]]:
    """Yield the place (relative to ``site``, with ``/``) and the bytes of each file in a folder."""
    folders = [("", str(site))]
    while folders:
        above, folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                place = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append((place + "/", entry.path))
                elif entry.is_file():
                    yield place, entry.stat().st_size


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
