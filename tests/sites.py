"""Whole sites for tests: `mkdocs build` as a reader of the README runs it, on any vault."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).resolve().parent.parent
SITE_URL = "https://vault.example/repo/"
_OWN_VARIABLES = ("VAULT", "SITE_NAME", "SITE_URL", "CI")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site as it lies on disk, what the build said, and where it thinks that it will stand."""

    dir: Path
    log: str
    url: str
    code: int

    def html(self, page: str) -> str:
        """Return the HTML of a page, named by its path in the site."""
        return (self.dir / page).read_text("utf-8")


class BuildSite(Protocol):
    """What the fixture `build_site` gives: builds a vault with options of `extra.vault`."""

    def __call__(
        self,
        vault: Path,
        *,
        strict: bool = False,
        check: bool = True,
        config: Mapping[str, Any] | None = None,
        **options: object,
    ) -> BuiltSite: ...


def write_config(
    path: Path, vault: Path, *, config: Mapping[str, Any], options: Mapping[str, object]
) -> None:
    """Write a configuration for ``vault`` that inherits the project's.

    MkDocs takes relative paths from the inheriting file, so those of the project become absolute.
    """
    inherited = {
        "INHERIT": str(PROJECT / "mkdocs.yml"),
        "site_url": SITE_URL,
        "docs_dir": str(vault),
        "site_dir": str(path.parent / "site"),
        "theme": {"custom_dir": str(PROJECT / "theme")},
        "hooks": [str(PROJECT / "hooks/publish.py")],
        "watch": [],
        "extra": {"vault": dict(options)},
    }
    path.write_text(yaml.safe_dump(inherited | dict(config), allow_unicode=True), "utf-8")


def mkdocs(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs with its output in one text, without what this shell's environment asks for."""
    environment = {key: value for key, value in os.environ.items() if key not in _OWN_VARIABLES}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=cwd,
        env=environment | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def build(
    folder: Path,
    vault: Path,
    *,
    strict: bool,
    check: bool,
    config: Mapping[str, Any],
    options: Mapping[str, object],
) -> BuiltSite:
    """Build ``vault`` into ``folder``; with ``check`` a failing build fails the test."""
    file = folder / "mkdocs.yml"
    write_config(file, vault, config=config, options=options)
    done = mkdocs("build", "--config-file", str(file), *["--strict"] * strict, cwd=folder)
    if check and done.returncode:
        raise AssertionError(f"mkdocs build failed:\n{done.stdout}")
    url = str(config.get("site_url", SITE_URL))
    return BuiltSite(folder / "site", done.stdout, url, done.returncode)
