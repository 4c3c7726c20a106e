"""Characters that HTML has no way to write."""

from __future__ import annotations

import re

_NONE = "".join(chr(0x10000 * plane + 0xFFFE + end) for plane in range(17) for end in (0, 1))
_UNPRINTABLE = re.compile(f"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_NONE}]")


def printable(text: str) -> str:
    """``text`` without the characters that no page can show."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text  # as most are, which is faster to say
    return _UNPRINTABLE.sub("", text)
