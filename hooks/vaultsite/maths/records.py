"""What goes into the engine and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """An equation's ``\\label``: its name, the tag that ``\\eqref`` shows, the id it leads to."""

    name: str
    tag: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of a note, with what it needs of its neighbours.

    ``tex`` is the writer's, ``sent`` what MathJax gets (empty: the same). ``prelude`` holds earlier
    formulas of the note that define something, ``labels`` the equations that this one refers to.
    ``anchors`` are the ids that lead to it, ``remarks`` what is wrong with its labels.
    """

    tex: str
    display: bool = False
    sent: str = ""
    prelude: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    anchors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def job(self) -> Job:
        """Two formulas with the same job look the same."""
        return Job(self.sent or self.tex, self.display, self.prelude, self.labels)


@dataclass(frozen=True, slots=True)
class Job:
    """All that a drawing depends on, but for the vault's preamble and MathJax's version."""

    tex: str
    display: bool
    prelude: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()

    def message(self) -> dict[str, object]:
        """As the engine wants it, ready for JSON."""
        labels = {label.name: {"tag": label.tag, "id": label.anchor} for label in self.labels}
        return {
            "tex": self.tex,
            "display": self.display,
            "prelude": self.prelude,
            "labels": labels,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One ``<svg>``: what stands before it (``""``, ``" "``, ``<wbr>``, ``<br>``), the attributes
    of ``<svg>`` and of the ``<g>`` inside it, and the shapes."""

    gap: str
    head: str
    frame: str
    body: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula drawn: parts in a line, and the glyphs they use as (id, path).

    ``full``: takes the whole width (it has a tag), at least what ``style`` says. ``mathml`` is what
    stands in ``<math>`` for the same formula. ``error`` is MathJax's message; then there is nothing
    drawn. ``passing``: another build may do better.
    """

    parts: tuple[Part, ...] = ()
    glyphs: tuple[tuple[str, str], ...] = ()
    full: bool = False
    style: str = ""
    mathml: str = ""
    error: str | None = None
    passing: bool = False
