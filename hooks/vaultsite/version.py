"""Which program this is: what another one has kept is not to be trusted."""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_CODE = (".py", ".mjs", ".js", ".json", ".toml")
# What turns a note into HTML. MathJax is in the lock file of the npm packages.
_PACKAGES = (
    "babel", "imagesize", "Jinja2", "markdown-it-py", "mdit-py-plugins", "mkdocs",
    "mkdocs-material", "nh3", "Pygments", "pylatexenc",
    "pymdown-extensions", "resvg-py",
)  # fmt: skip


def program_version(project: Path) -> str:
    """A digest of our own code, the packages and the lock files in ``project``."""
    found = hashlib.blake2b(digest_size=16)
    for name in _PACKAGES:
        found.update(f"{name} {_version(name)}\n".encode())
    found.update(sys.version.encode())
    hooks = Path(__file__).resolve().parent.parent
    code = sorted(file for file in hooks.rglob("*") if file.suffix in _CODE)
    for file in (*code, project / "package-lock.json", project / "npm/tikz/package-lock.json"):
        if file.is_file():
            found.update(f"{file.name}\n".encode() + file.read_bytes())
    return found.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
