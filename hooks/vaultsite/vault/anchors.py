"""The ids of headings: Unicode slugs, each once in a note."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pymdownx.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

_slug = slugify(case="lower")


class Anchors:
    """Gives out the ids of one page. The first heading of a name keeps the plain slug."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._again: Counter[str] = Counter()

    def reserve(self, anchors: Iterable[str]) -> None:
        """Keep ids free that something else on the page has."""
        self._taken.update(anchors)

    def assign(self, text: str) -> str:
        """An id for ``text`` that no other heading of the page has."""
        # Ids that begin with two underscores are Material's own.
        plain = anchor = _slug(text, "-").strip("_-") or "section"
        while anchor in self._taken:
            self._again[plain] += 1
            anchor = f"{plain}_{self._again[plain]}"
        self._taken.add(anchor)
        return anchor
