"""The cases of `fixtures/*.md`.

Each has a title, what the plugin makes of the note (`plugin:`), what we do instead and why
(`here:`, if anything), the note's source, and what is lifted out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Case(NamedTuple):
    """One case; ``line`` is that of its title. ``here`` is empty where the plugin does the same."""

    line: int
    title: str
    plugin: str
    here: str
    source: str
    expected: str


def cases(file: Path) -> Iterator[Case]:
    """The cases of a file, in which lines of one dot stand between the parts."""
    line = 1
    parts = iter(f"\n{file.read_text('utf-8')}".split("\n.\n"))
    for head, source, expected in zip(parts, parts, parts, strict=False):
        title, *about = head.strip().split("\n")
        said = dict(each.split(": ", 1) for each in about)
        assert said.keys() <= {"plugin", "here"}, title
        above = len(head) - len(head.lstrip())
        yield Case(
            line - 1 + above, title, said.get("plugin", ""), said.get("here", ""), source, expected
        )
        line += sum(part.count("\n") + 2 for part in (head, source, expected))
