"""Equation labels and definitions of a note: what each formula needs of the others.

Obsidian typesets a note with one MathJax: a ``\\newcommand`` holds for what follows it, ``\\eqref``
leads to any ``\\label``. We draw each formula by itself, so this is worked out beforehand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .records import Formula, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEFINES = re.compile(
    r"\\(?:(?:re|provide)?newcommand\*?|g?def|let|DeclareMathOperator\*?|Newextarrow"
    r"|DeclarePairedDelimiters?X?P*X?|(?:re)?newenvironment)(?![A-Za-z])\s*\{?\s*(\\?[A-Za-z]+|\\.)"
)
# These change more than one name.
_CHANGES_ALL = re.compile(r"\\(?:require|definecolor|mathtoolsset|(?:re)?newtagform|usetagform)\b")
_NAMES = re.compile(r"\\[A-Za-z]+|\\.|(?<=\\begin\{)[A-Za-z]+")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_BINDS = re.compile(r"\\(?:label|(?:eq)?ref)\b")
_REFERENCE = re.compile(r"\\(?:eq)?ref\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\s*(\*?)\s*\{((?:[^{}\\]|\\.|\{[^{}]*\})*)\}")
_PIECES = re.compile(
    rf"\\begin\s*\{{([^{{}}]*)\}}|\\end\s*\{{([^{{}}]*)\}}|(\\\\)|(?P<tag>{_TAG.pattern})"
    rf"|(?P<label>{_LABEL.pattern})|\\.",
    re.DOTALL,
)
_ROWS = {
    name + star
    for name in (
        "align",
        "alignat",
        "flalign",
        "gather",
        "multline",
        "equation",
        "eqnarray",
        "xalignat",
    )
    for star in ("", "*")
}


@dataclass(slots=True)
class _Row:
    """A line of a display that can carry a tag; labels with the places in which they stand."""

    tag: str | None = None
    labels: list[str] = field(default_factory=list)
    end: int = 0


def contexts(formulas: Iterable[tuple[str, bool]]) -> list[Formula]:
    """All formulas of a note, in order, as (TeX, display) → what is to be drawn for each.

    A display's ``\\label`` without ``\\tag`` gets the next number that no tag of the note has.
    A name defined twice means its first place, as an id does.
    """
    given = list(formulas)
    numbers = _free_numbers(tex for tex, _ in given)
    labels: dict[str, Label] = {}
    taken: set[str] = set()
    prepared = [_number(tex, numbers, labels, taken) if d else _PLAIN for tex, d in given]
    definitions = _Definitions()
    found = []
    for (tex, display), numbered in zip(given, prepared, strict=True):
        alone = _alone(tex, display) if not definitions else None
        if alone is not None:
            found.append(alone)
            continue
        wanted = dict.fromkeys(_REFERENCE.findall(tex))
        unknown = [
            f"there is no \\label{{{name}}} in this note" for name in wanted if name not in labels
        ]
        found.append(
            Formula(
                tex=tex,
                display=display,
                sent="" if numbered.tex == tex else numbered.tex,
                prelude=definitions.needed(tex),
                labels=tuple(labels[name] for name in wanted if name in labels),
                anchors=tuple(numbered.anchors),
                remarks=(*unknown, *numbered.remarks),
            )
        )
        definitions.add(tex)
    return found


@lru_cache(maxsize=20_000)
def _alone(tex: str, display: bool) -> Formula | None:
    """A formula that has nothing to do with others of its note; None for one that may have."""
    is_bound = _BINDS.search(tex) or _DEFINES.search(tex) or _CHANGES_ALL.search(tex)
    return None if is_bound else Formula(tex, display)


class _Definitions:
    """The formulas so far that define something, and the names that mean something else now."""

    def __init__(self) -> None:
        self._formulas: tuple[str, ...] = ()
        self._names: set[str] = set()
        self._all = False

    def __bool__(self) -> bool:
        return bool(self._formulas)

    def add(self, tex: str) -> None:
        names = _DEFINES.findall(tex)
        changes_all = _CHANGES_ALL.search(tex) is not None
        if names or changes_all:
            self._formulas += (tex,)
            self._names.update(names)
            self._all |= changes_all

    def needed(self, tex: str) -> tuple[str, ...]:
        if self._all or (self._names and not self._names.isdisjoint(_NAMES.findall(tex))):
            return self._formulas
        return ()


@dataclass(slots=True)
class _Numbered:
    tex: str = ""
    anchors: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


_PLAIN = _Numbered()


def _number(
    tex: str, numbers: Iterator[str], labels: dict[str, Label], taken: set[str]
) -> _Numbered:
    """Give each labelled row of a display its tag, and its labels their place in ``labels``."""
    if "\\label" not in tex:
        return _PLAIN
    result = _Numbered()
    added: list[tuple[int, str]] = []
    for row in _rows(tex):
        if not row.labels:
            continue
        tag = row.tag if row.tag is not None else next(numbers)
        if row.tag is None:
            added.append((row.end, f"\n\\tag{{{tag}}}"))  # a comment may stand before it
        for name in row.labels:
            _add_label(name, tag, labels, taken, result)
    result.tex = _insert(tex, added) if added else tex
    return result


def _add_label(
    name: str, tag: str, labels: dict[str, Label], taken: set[str], result: _Numbered
) -> None:
    if name in labels:
        result.remarks.append(f"\\label{{{name}}} is defined twice in this note")
        return
    label = Label(name, tag, _anchor(name, taken))
    labels[name] = label
    result.anchors.append(label.anchor)


def _insert(tex: str, added: list[tuple[int, str]]) -> str:
    """The TeX with the tags put in; the labels have done their work and go, as some environments
    do not like them."""
    for place, tag in sorted(added, reverse=True):
        tex = f"{tex[:place]}{tag}{tex[place:]}"
    return _LABEL.sub("", tex)


def _rows(tex: str) -> list[_Row]:
    """The rows that can carry a tag: those of ``align`` and its like, or the display as a whole."""
    whole = _Row()
    rows, stack, inner = [whole], [whole], 0
    for piece in _PIECES.finditer(tex):
        if begin := piece[1]:
            inner += begin not in _ROWS or inner > 0
            if not inner:
                stack.append(_Row(end=piece.end()))
                rows.append(stack[-1])
        elif piece[2]:
            if inner:
                inner -= 1
            elif len(stack) > 1:
                stack.pop().end = piece.start()
        elif piece[3] and not inner and len(stack) > 1:
            stack[-1].end = piece.start()
            stack[-1] = _Row()
            rows.append(stack[-1])
        elif piece["tag"]:
            stack[-1].tag = _TAG.match(piece["tag"])[2]  # type: ignore[index]
        elif piece["label"]:
            stack[-1].labels.append(_LABEL.match(piece["label"])[1])  # type: ignore[index]
    whole.end = len(tex)
    return rows


def _free_numbers(texs: Iterable[str]) -> Iterator[str]:
    used = {tag.strip() for tex in texs if "\\tag" in tex for _, tag in _TAG.findall(tex)}
    number = 0
    while True:
        number += 1
        if str(number) not in used:
            yield str(number)


def _anchor(name: str, taken: set[str]) -> str:
    slug = re.sub(r"\W+", "-", name.lower()).strip("-").removeprefix("eq-")
    base = f"eq-{slug or 1}"
    anchor, count = base, 1
    while anchor in taken:
        count += 1
        anchor = f"{base}-{count}"
    taken.add(anchor)
    return anchor
