"""The vaults that are measured: a copy of a real one, which may be edited, or a made one."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from benchmarks.made.vault import make_vault

if TYPE_CHECKING:
    from pathlib import Path


def copy_vault(vault: Path, folder: Path) -> Path:
    """Copy a vault, without its history and its bin, and return the copy.

    Only notes are copied: pictures and other files, which nobody edits, are hard links.
    """
    hidden = shutil.ignore_patterns(".git", ".trash", "node_modules")
    shutil.copytree(vault, folder, ignore=hidden, copy_function=_copy)
    return folder


def _copy(source: str, target: str) -> None:
    if not source.endswith(".md"):
        try:
            os.link(source, target)
        except OSError:  # another disk
            pass
        else:
            return
    shutil.copy2(source, target)


def made_vault(folder: Path, *, notes: int, seed: int) -> Path:
    """Make a vault in ``folder`` and return it."""
    make_vault(folder, notes=notes, seed=seed)
    return folder
