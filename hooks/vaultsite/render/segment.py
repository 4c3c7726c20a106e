"""What a line of inline tokens falls into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Segment:
    """HTML that is a block of its own, or a stretch of a line."""

    html: str
    block: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """A line without blocks, in pieces; in the places of ``formulas``, these are to be drawn.

    ``children``: the tokens that it was made of.
    """

    children: Sequence[Token]
    out: list[str]
    formulas: Sequence[tuple[int, Token]]
