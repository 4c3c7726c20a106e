"""What a line of inline tokens falls into."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """HTML that is a block of its own, or a stretch of a line."""

    html: str
    block: bool
