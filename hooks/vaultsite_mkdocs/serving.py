"""`mkdocs serve`: an edit of a note makes a few pages anew, not the site.

MkDocs looks at every file twice a second and builds everything when one has changed. Here the
system tells of changes in the vault (inotify, FSEvents, Windows' own), and what they mean is
found out: notes are brought up to date, new options or templates are a build, new code a restart.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

_log = logging.getLogger("mkdocs.hooks.vaultsite")

_CHANGES: list[type[FileSystemEvent]] = [
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
# Seconds to wait for more changes: an editor writes a file in one go, git many in a row.
_DELAY = 0.03
# In Obsidian's folder, which it writes to at every click.
_SETTINGS = ("app.json", "templates.json", "daily-notes.json", "snippets", "plugins")
_State = tuple[tuple[str, int, int], ...]


class Serving:
    """Rebuilds for ``server``: ``update`` for the vault, ``build`` for all else.

    ``update`` says whether anything changed. ``code`` are files of this program: if one changes,
    the server is started again.
    """

    def __init__(
        self,
        server: LiveReloadServer,
        config: MkDocsConfig,
        *,
        build: Callable[[], object],
        update: Callable[[], bool],
        code: Path,
        close: Callable[[], None],
    ) -> None:
        self._server = server
        self._config = config
        self._build = build
        self._update = update
        self._code_folder = code
        self._close = close
        self._code = state_of([code])
        self._site = self._site_state()

    def start(self) -> None:
        """Take over the watching of the vault, and what happens when something changes."""
        server = self._server
        server.builder = self._rebuild
        server.build_delay = _DELAY
        observer = Observer()
        vault = self._config.docs_dir
        try:
            handler = _Handler(Path(vault), self._changed)
            observer.schedule(handler, vault, recursive=True, event_filter=_CHANGES)
            observer.daemon = True
            observer.start()
        except OSError as error:
            what = "this system does not tell of changes in the vault"
            _log.info("%s (%s): MkDocs looks for them itself", what, error)
            return
        server.unwatch(vault)

    def _changed(self) -> None:
        # As `LiveReloadServer.watch` does, which knows no filter of events.
        server = self._server
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()

    def _rebuild(self) -> None:
        if state_of([self._code_folder]) != self._code:
            self._restart()
        site = self._site_state()
        if site != self._site:
            self._site = site
            self._build()
        elif not self._update():
            self._server._wanted_epoch = self._server._visible_epoch  # nothing to reload

    def _site_state(self) -> _State:
        config = self._config
        files = [Path(config.config_file_path), Path(config.docs_dir, ".obsidian/snippets")]
        return state_of([*files, *map(Path, config.theme.dirs[:1])])

    def _restart(self) -> None:
        """Begin anew with the code as it is now."""
        _log.info("The program has changed: starting again")
        self._close()
        self._server.server_close()
        shutil.rmtree(self._config.site_dir, ignore_errors=True)
        command = [sys.executable, *sys.orig_argv[1:]]
        sys.stderr.flush()
        if os.name == "nt":  # there, a process that replaces this one would not be waited for
            sys.exit(subprocess.call(command))  # noqa: S603
        os.execv(sys.executable, command)  # noqa: S606


class _Handler(FileSystemEventHandler):
    """Tells of changes to what Obsidian shows and to its settings, but not of its bookkeeping."""

    def __init__(self, vault: Path, changed: Callable[[], None]) -> None:
        self._vault = vault
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (event.src_path, event.dest_path)
        if any(matters(os.fsdecode(path), self._vault) for path in paths if path):
            self._changed()


def matters(path: str, vault: Path) -> bool:
    """Can the file at ``path`` in ``vault`` change a page?"""
    try:
        parts = PurePath(path).relative_to(vault).parts
    except ValueError:
        return False
    if parts[:1] == (".obsidian",):
        return parts[1:2] != () and parts[1] in _SETTINGS
    return not any(part.startswith(".") for part in parts)


def state_of(places: Iterable[Path]) -> _State:
    """What tells whether any file in these folders, or any of these files, has changed."""
    return tuple(sorted(_states(places)))


def _states(places: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for place in places:
        files = (each for each in place.rglob("*") if "__pycache__" not in each.parts)
        for file in files if place.is_dir() else [place]:
            try:
                status = file.stat()
            except OSError:
                continue
            if not file.is_dir():
                yield str(file), status.st_mtime_ns, status.st_size
