"""A web server that compresses as GitHub Pages does, and keeps its connections."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from tests.browser.server import PagesHandler

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "/repo/"
_COMPRESSED = frozenset((".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".wasm"))


class CompressingHandler(PagesHandler):
    """Serves files as `PagesHandler` does, text in gzip."""

    # Head and body are two packets: the second one does not wait for an answer to the first.
    disable_nagle_algorithm = True

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file() or not self.path.partition("?")[0].endswith(("/", file.suffix)):
            return super().send_head()
        body, encoding = packed(file)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        return BytesIO(body)


@lru_cache(maxsize=500)
def packed(file: Path) -> tuple[bytes, str]:
    """Return what goes over the line for ``file``, and its encoding (``""``: as it is)."""
    content = file.read_bytes()
    if file.suffix not in _COMPRESSED:
        return content, ""
    return gzip.compress(content, 6, mtime=0), "gzip"


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve ``site`` while the context lasts; give the address of its root, with a slash."""
    handler = partial(CompressingHandler, directory=str(site), prefix=PREFIX)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
            thread.join()
