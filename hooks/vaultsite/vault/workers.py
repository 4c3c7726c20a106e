"""Notes read by several processes, for vaults so large that it pays to start them.

A worker hands back what is kept of a note: its record as it lies in the store, and its tokens as
`Sources` packs them when they do not fit into memory, as in such a vault they would not.
"""

from __future__ import annotations

import atexit
import copyreg
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import vaultsite
from vaultsite.cores import cores
from vaultsite.vault import records, sources
from vaultsite.vault.note_reader import NoteReader
from vaultsite.vault.resolve import Resolver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from vaultsite.vault.anki_settings import AnkiSettings

# A worker takes 0.2 s to start, in which it would have read 300,000 characters. What it hands back
# costs a third of reading it here, unless it has to be packed anyway.
_WORTH = 4_000_000  # characters for each worker
_MOST = 16  # workers: what they read has to be taken in by one process
_BATCH = 150_000  # characters
_AHEAD = 4  # batches for each worker, so that none ever waits

_Batch = list["Unread"]


class Unread(NamedTuple):
    """A note's text; ``key`` is that of `records.key_of`."""

    path: str
    text: str
    key: bytes


class ReadNote(NamedTuple):
    """A note that was read: `records.pack` and `sources.pack`, with its source's key."""

    path: str
    record: bytes
    tokens: sources.Packed
    key: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """What workers know of the vault: what a `NoteReader` is made of."""

    anki: AnkiSettings
    shape: bytes
    paths: Sequence[str]
    hidden: frozenset[str]


def _proxy(of: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(of)


# Settings have them, and are sent to workers.
copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))


def workers_for(characters: int) -> int:
    """How many processes so much text is worth; 0: it is read sooner without any."""
    workers = min(cores(), characters // _WORTH, _MOST)
    return workers if workers > 1 else 0


def read_notes(vault: Vault, notes: Iterable[Unread], workers: int) -> Iterator[ReadNote]:
    """Each of ``notes`` read, in their order.

    There are fewer if no processes can be started, or one is ended from outside.
    """
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(vault,),
    )
    running: deque[Future[list[ReadNote]]] = deque()
    try:
        for batch in _batches(notes):
            with _importable():
                running.append(pool.submit(_read, batch))
            if len(running) > _AHEAD * workers:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(notes: Iterable[Unread]) -> Iterator[_Batch]:
    batch: _Batch = []
    size = 0
    for note in notes:
        batch.append(note)
        size += len(note.text)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def _importable() -> Iterator[None]:
    """A new process looks for modules where this one does: ours, too, which MkDocs found itself."""
    folder = str(Path(vaultsite.__file__).parent.parent)
    sys.path.append(folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


# What follows runs in the workers.

_readers: list[NoteReader] = []


def _begin(vault: Vault) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard's is for the build, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(100_000, 50, 1000)  # as in the build
    atexit.register(gc.freeze)
    _readers.append(NoteReader(vault.anki, vault.shape, Resolver(vault.paths), vault.hidden))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(notes: Sequence[Unread]) -> list[ReadNote]:
    return [_packed(note) for note in notes]


def _packed(note: Unread) -> ReadNote:
    source = _readers[-1].read(*note)
    return ReadNote(note.path, records.pack(source.note), sources.pack(source), source.key)
