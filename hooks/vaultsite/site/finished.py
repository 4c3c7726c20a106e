"""Finished pages, kept from build to build for as long as all that they show stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.site.digests import content_digest
from vaultsite.store import Packing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from vaultsite.store import Store


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page that was rendered, for builds that do not render it again.

    ``record`` is the key of its note's record, ``shown`` the notes and canvases whose text it
    shows. ``said`` has a digest of the sentence around each of the note's links, ``formulas`` one
    of each of its formulas, ``broken`` those of the formulas that can't be drawn. ``problems`` and
    ``scripts`` are the page's, ``picture`` is the place of the one that its link shows.
    """

    record: bytes
    shown: tuple[str, ...]
    said: tuple[bytes, ...] = ()
    formulas: tuple[bytes, ...] = ()
    broken: tuple[bytes, ...] = ()
    problems: tuple[Problem, ...] = ()
    scripts: tuple[str, ...] = ()
    picture: str = ""


_FACTS, _HTML = "facts", "html"
_END = b"\0"  # of HTML and MathML: no JSON has such a sign
_PACKING = Packing((Facts, Problem, Kind))


class FinishedPages:
    """The pages in ``store``, by name.

    ``digests`` has those of HTML and MathML of each page that was found or put.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.digests: dict[str, tuple[str, str]] = {}

    def facts(self) -> dict[str, Facts]:
        """What is known of each page, whether it still holds or not."""
        found = (
            (name, _PACKING.unpack(packed))
            for name, packed in self._store.find(_FACTS, self._store.keys(_FACTS))
        )
        return {name: facts for name, facts in found if isinstance(facts, Facts)}

    def html(self, keys: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, bytes]]:
        """Name, HTML and MathML of each page whose key is the one given."""
        for name, value in self._store.find(_HTML, dict(keys)):
            html, mathml, digests = value.rsplit(_END, 2)
            self.digests[name] = (digests[:8].decode(), digests[8:].decode())
            yield name, html, mathml

    def put(
        self,
        name: str,
        key: bytes,
        html: bytes,
        facts: Facts | None = None,
        *,
        mathml: bytes = b"",
    ) -> None:
        """Keep a page and the file beside it; ``facts`` if it is that of a note or a canvas."""
        self.digests[name] = (content_digest(html), content_digest(mathml) if mathml else "")
        digests = "".join(self.digests[name]).encode()
        self._store.put(_HTML, name, key, _END.join((html, mathml, digests)))
        if facts is not None:
            self._store.put(_FACTS, name, key, _PACKING.pack(facts))

    def settle(self, names: Set[str]) -> None:
        """Forget all pages but these."""
        self._store.settle(_FACTS, names)
        self._store.settle(_HTML, names)
