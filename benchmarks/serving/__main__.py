"""`make bench-serve`: a Markdown table for VAULT, or for a made vault of NOTES notes.

``EDITS`` is how often each kind of edit is made.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from benchmarks.__main__ import PROJECT, choose_vault
from benchmarks.browser import open_browser
from benchmarks.builds import BuildError, configure
from benchmarks.machine import describe
from benchmarks.serving.edits import edits
from benchmarks.serving.reader import Reader
from benchmarks.serving.scene import NoSceneError, prepare
from benchmarks.serving.server import free_port, serve
from benchmarks.serving.table import table
from benchmarks.vaults import copy_vault, made_vault
from vaultsite import packages


def main() -> None:
    count = int(os.environ.get("EDITS") or 7)
    packages.ensure(PROJECT, say=_say)
    with tempfile.TemporaryDirectory(prefix="bench-serve-") as folder:
        vault, name = _vault(Path(folder, "vault"))
        try:
            figures = measure(vault, Path(folder, "served"), count)
        except (BuildError, NoSceneError) as error:
            sys.exit(str(error))
    print(f"{name}, {count} edits of each kind. {describe(PROJECT)}\n")
    print(figures)


def measure(vault: Path, folder: Path, count: int) -> str:
    """Serve ``vault``, which is edited, and return the table."""
    scene = prepare(vault, edits=count)
    config = configure(PROJECT, vault, folder)
    starts = {}
    _say("start, nothing cached …")
    port = free_port()
    with serve(config, port) as server:
        starts["start to the first page, nothing cached"] = server.first_page
    _say("start, cached …")
    with serve(config, port) as server, open_browser() as browser:
        reader = Reader(browser.new_page())
        starts["start to the first page, all cached"] = server.first_page
        reader.open(server.url + quote(scene.address))
        timed = []
        for edit in edits(server, reader, scene, count):
            _say(f"{edit.name}: {edit.seconds:.2f} s")
            timed.append(edit)
        held = server.memory() / 1e6
    return f"{table(starts, timed)}\n\nThe server holds {held:.0f} MB after {len(timed)} edits."


def _vault(folder: Path) -> tuple[Path, str]:
    notes, seed = int(os.environ.get("NOTES") or 0), int(os.environ.get("SEED") or 1)
    if notes:
        return made_vault(folder, notes=notes, seed=seed), f"{notes:,} made notes (seed {seed})"
    vault = choose_vault(PROJECT, os.environ.get("VAULT", ""))
    return copy_vault(vault, folder), vault.name


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    main()
