"""What a page's template is given besides MkDocs' own: the note's place, and who links to it.

Everything a theme needs is here, so a page's HTML does not grow with the vault: the tree of all
notes is one file, ``explorer.json``. URLs are relative to the page that shows them, in
the 404 page absolute. Text is plain and the template escapes it; only ``Backlink.snippets`` are
HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from vaultsite.render.page import TocEntry
    from vaultsite.site.graph_near import LocalGraph
    from vaultsite.site.meta import Preview

PageKind = Literal["note", "home", "explorer", "recent", "graph", "study", "handout", "tag", "404"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to a note: a folder, outermost first. ``url`` is None where none exists."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The note before or after this one in its folder."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A note that links to this one, or embeds it.

    ``folder`` is the note's own folder, empty at the top of the vault. ``snippets`` are the
    sentences around its links, as safe HTML with maths; ``more`` counts those left out.
    """

    title: str
    url: str
    folder: str = ""
    snippets: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag of this note, without ``#``, and its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PageContext:
    """The variable ``vault`` of the templates.

    ``path`` is the note's path in the vault, empty for pages that no note stands behind; ``url``
    is its address from the site's root, the one that ``explorer.json`` lists it under.
    ``study_url`` leads to its cards on the page to study them; ``package`` is the link to those
    for Anki.
    """

    explorer_url: str
    kind: PageKind = "note"
    path: str = ""
    url: str = ""
    crumbs: tuple[Crumb, ...] = ()
    previous: Neighbour | None = None
    next: Neighbour | None = None
    backlinks: tuple[Backlink, ...] = ()
    graph: LocalGraph | None = None
    cards: int = 0
    cards_anchor: str = "cards"
    study_url: str = ""
    package: str = ""
    tags: tuple[TagLink, ...] = ()
    tags_url: str = ""
    classes: tuple[str, ...] = ()
    language: str = ""
    created: datetime | None = None
    changed: datetime | None = None
    lasting: bool = False
    changed_day: str = ""
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A page for its template: the HTML of its article, its outline, and everything around it."""

    html: str
    context: PageContext
    toc: TocEntry | None = None
    mathml: bytes = b""
    """`vaultsite.site.mathml`: a file beside the page, if not empty."""
