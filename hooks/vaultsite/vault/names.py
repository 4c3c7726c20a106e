"""When two names count as the same one, and how a file is called."""

from __future__ import annotations

import posixpath
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


def title_of(path: str) -> str:
    """A file's name as a link shows it: without ``.md``."""
    return posixpath.basename(path).removesuffix(".md")
