"""Bytes to notes, led by coverage: `python -m tests.fuzz.atheris_note -max_total_time=600 CORPUS`.

Needs `atheris`, which is not among the requirements: it installs on few platforms.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["vaultsite", "mdit_py_plugins"]):
    from tests.fuzz.pages import problems

_LONGEST = 2000  # bytes


def one_note(data: bytes) -> None:
    """Raise what is wrong with the pages of a note of these bytes."""
    found = problems(data[:_LONGEST].decode("utf-8", "replace"))
    if found:
        raise AssertionError(found)


def main() -> None:
    here = Path(__file__).parent
    seeds = [here / "found", here.parent / "syntax/fixtures", here.parent / "cards/fixtures"]
    atheris.Setup([*sys.argv, *map(str, seeds)], one_note)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
