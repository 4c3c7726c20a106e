"""`mkdocs serve` in a process of its own: how soon it answers, and what it spends."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks.builds import ENVIRONMENT, BuildError
from benchmarks.measure import memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.02  # seconds
_ENDS_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers at ``url``, and the seconds from its start to its first page."""

    process: subprocess.Popen[bytes]
    url: str
    first_page: float

    def cpu(self) -> float:
        """Return the seconds of CPU that it and its children have spent."""
        total = 0.0
        with contextlib.suppress(psutil.Error):
            root = psutil.Process(self.process.pid)
            for process in (root, *root.children(recursive=True)):
                times = process.cpu_times()
                total += times.user + times.system
                total += times.children_user + times.children_system
        return total

    def memory(self) -> int:
        """Return the bytes that it and its children hold."""
        return memory(self.process.pid)


@contextmanager
def serve(config: Path, port: int) -> Iterator[Server]:
    """Serve as ``config`` says, until the context ends. Raises `BuildError` if it cannot.

    Pages that were made for one port have another address on another one, and are made again.
    """
    address, log = f"127.0.0.1:{port}", config.parent / "log"
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "-a", address]
    start = time.perf_counter()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | ENVIRONMENT,
        )
    try:
        url = f"http://{address}/repo/"
        while not _answers(url):
            if process.poll() is not None:
                raise BuildError(f"mkdocs serve ended:\n{log.read_text('utf-8')}")
            time.sleep(_PAUSE)
        yield Server(process, url, time.perf_counter() - start)
    finally:
        _end(process)


def _answers(url: str) -> bool:
    with contextlib.suppress(URLError, ConnectionError), urlopen(url) as answer:  # noqa: S310
        answer.read()
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
