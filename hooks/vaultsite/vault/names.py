"""When two names count as the same one."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """``name`` without its case and its way of composing accents, for comparisons only.

    Canonical caseless matching of the Unicode Standard (§3.13): names that a file system which
    ignores case or normalises accents takes for one are equal here. The result is NFC.
    """
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFD", name).casefold()
    # Case folding can itself bring up letters that fold further: hence once more.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", decomposed).casefold())
