"""Digests of files of the site by which a browser knows that it has the very same ones."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from vaultsite.site.search_pages import SearchTexts
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsite.site.library import Library
    from vaultsite.store import Store

_KIND = "attachment"


def content_digest(content: bytes) -> str:
    """48 bits of the SHA-256 of a file, in eight characters.

    >>> content_digest(b"")
    '47DEQpj8'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:6]).decode()


class AttachmentDigests:
    """Those of the vault's files, each read again when its size or its time has changed."""

    def __init__(self, library: Library, store: Store) -> None:
        self._library = library
        self._texts = SearchTexts(store, _KIND)

    def of(self, paths: Iterable[str]) -> dict[str, str]:
        """The digests of what is published of the files at ``paths`` in the vault."""
        files = self._library.vault.files
        keys = {path: digest(files[path].size, files[path].mtime_ns) for path in paths}
        return self._texts.of(keys, self._digest)

    def _digest(self, path: str) -> str:
        published = self._library.published(path)
        if published is None:
            published = self._library.vault.files[path].disk.read_bytes()
        return content_digest(published)
