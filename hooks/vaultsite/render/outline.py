"""Ranks of headings for those who hear a page.

Notes jump from `#` to `####` as their writers like the look of it, and what is embedded begins
anew. Read aloud, the headings of a page are one outline under its title, in which no level is
missing: <https://www.w3.org/WAI/tutorials/page-structure/headings/>.
"""

from __future__ import annotations

TITLE = 1
CARDS = 2


class Outline:
    """The headings of one text so far, all below the heading of the level ``under``."""

    __slots__ = ("_branch",)

    def __init__(self, under: int = TITLE) -> None:
        self._branch = [(0, under)]  # rank as written, level as read

    @property
    def level(self) -> int:
        """That of the last heading."""
        return self._branch[-1][1]

    def add(self, rank: int) -> int:
        """The level of the next heading, which is written with this rank."""
        while self._branch[-1][0] >= rank:
            self._branch.pop()
        self._branch.append((rank, self.level + 1))
        return self.level

    def attribute(self, rank: int) -> str:
        """`add`, as the attribute that tells it; empty where the element itself does."""
        level = self.add(rank)
        return f' aria-level="{level}"' if level != rank else ""
