"""The ids of headings: Unicode slugs, each once in a note."""

from __future__ import annotations

from pymdownx.slugs import slugify

_slug = slugify(case="lower")


class Anchors:
    """Gives out the ids of one page. The first heading of a name keeps the plain slug."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def assign(self, text: str) -> str:
        """An id for ``text`` that no other heading of the page has."""
        # Ids that begin with two underscores are Material's own.
        plain = _slug(text, "-").strip("_-") or "section"
        anchor, count = plain, 0
        while anchor in self._taken:
            count += 1
            anchor = f"{plain}_{count}"
        self._taken.add(anchor)
        return anchor
