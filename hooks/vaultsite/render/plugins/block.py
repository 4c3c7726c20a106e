"""What a plugin's fence becomes, and what it may ask of the site."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Protocol

from vaultsite.render.code import highlight

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsite.words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a block, and what its writer can do; neither holds a line break.

    ``line`` counts from 0 at the block's first line of content.
    """

    what: str
    remedy: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A block's HTML, which is well formed and holds no ids that others have, and its faults.

    ``script`` names the module in ``assets/`` that the page needs to show it, if any.
    """

    html: str
    faults: tuple[Fault, ...] = ()
    script: str = ""


ID_PREFIX = "tikz-0-"


@dataclass(frozen=True, slots=True)
class TikzPicture:
    """An SVG as TeX draws it, its ids behind `ID_PREFIX`, or the message of its error."""

    svg: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a block may ask for: the URL of a note by its name, a picture of TikZ source.

    Each is None where there is no answer. ``number`` is no other block's on the page.
    """

    link: Callable[[str], str | None]
    tikz: Callable[[str], TikzPicture | None]
    words: Words
    number: int = 1


class Render(Protocol):
    """Every plugin's module has a function of this shape."""

    def __call__(self, source: str, surroundings: Surroundings) -> Block: ...


def figure(plugin: str, inner: str, caption: str = "", *, attributes: str = "") -> str:
    """The frame that all blocks share. ``inner`` is HTML, ``caption`` is HTML, too."""
    below = f"<figcaption>{caption}</figcaption>\n" if caption else ""
    return (
        f'<figure class="plugin-block" data-plugin="{escape(plugin)}"{attributes}>\n'
        f"{inner}\n{below}</figure>\n"
    )


def as_code(plugin: str, source: str, caption: str, *, language: str = "") -> str:
    """A block that cannot be drawn: its source, and why it is there."""
    return figure(plugin, highlight(source, language), escape(caption, quote=False))


def broken(plugin: str, source: str, fault: Fault, words: Words, *, language: str = "") -> Block:
    """A block whose source is wrong: the source, and below it what is."""
    caption = words("plugins.broken", why=fault.what)
    return Block(as_code(plugin, source, caption, language=language), (fault,))
