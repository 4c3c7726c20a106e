"""`mkdocs serve` prints its address, and a saved note is on the page.

MkDocs 1.6.1 stops looking at files with some versions of click: this is what notices.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.sites import write_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(config: Path, port: int) -> Iterator[IO[str]]:
    """Run `mkdocs serve`; give its output, which ends when the context does."""
    address = f"127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "-a", address],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_for(words: str, output: IO[str]) -> str:
    """Read ``output`` up to the line with ``words`` and return it."""
    read: list[str] = []
    for line in output:
        read.append(line)
        if words in line:
            return line
    pytest.fail("mkdocs serve ended:\n" + "".join(read))


def load(url: str) -> bytes:
    """What a server has at ``url``; nothing if it has no such file."""
    try:
        with urlopen(url) as answer:  # noqa: S310
            return bytes(answer.read())
    except HTTPError as error:
        error.close()
        return b""


def wait_for_page(url: str, words: bytes) -> None:
    """Load ``url`` until ``words`` are on it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with urlopen(url) as answer:  # noqa: S310
            if words in answer.read():
                return
        time.sleep(0.1)
    pytest.fail(f"{url} never showed {words!r}")


def test_a_saved_note_is_on_the_page(tmp_path: Path, node_modules: Path) -> None:
    assert node_modules.is_dir()
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "index.md").write_text("before\n")
    config, port = tmp_path / "mkdocs.yml", free_port()
    write_config(config, vault, config={}, options={"cache": str(tmp_path / "cache")})
    with serving(config, port) as output:
        url = f"http://127.0.0.1:{port}/repo/"
        assert url in wait_for("Serving on", output)
        wait_for_page(url, b"before")
        (vault / "index.md").write_text("after\n")
        wait_for_page(url, b"after")
