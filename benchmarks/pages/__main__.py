"""`make bench-pages`: a Markdown table for VAULT, or for the site in the folder SITE_DIR."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.__main__ import PROJECT, choose_vault
from benchmarks.browser import open_browser
from benchmarks.measure import run
from benchmarks.pages.choose import choose
from benchmarks.pages.server import serving
from benchmarks.pages.table import table, totals
from benchmarks.pages.visit import Medians, medians, reads_without_script, visit
from vaultsite import packages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


def main() -> None:
    runs = int(os.environ.get("RUNS", "3"))
    with built_site() as site, serving(site) as root, open_browser() as browser:
        chosen = choose(site)
        print(totals(site) + "\n")
        measured = {
            name: _measure(browser, root + quote(place), name, runs)
            for name, place in chosen.items()
        }
        print(table(measured))
        heaviest = root + quote(next(iter(chosen.values())))
        without = reads_without_script(browser, heaviest)
        print(f"\nThe heaviest note without script: {'reads the same' if without else 'differs'}")


def _measure(browser: Browser, url: str, name: str, runs: int) -> Medians:
    print(f"{name} …", file=sys.stderr)
    return medians([visit(browser, url) for _ in range(runs)])


@contextmanager
def built_site() -> Iterator[Path]:
    """Give the site that SITE_DIR names, or build one that lasts as long as the context."""
    if ready := os.environ.get("SITE_DIR"):
        yield Path(ready)
        return
    vault = choose_vault(PROJECT, os.environ.get("VAULT", ""))
    packages.ensure(PROJECT, say=lambda message: print(message, file=sys.stderr))
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder:
        site = Path(folder, "site")
        config = str(PROJECT / "mkdocs.yml")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config, "-d", str(site)]
        env = os.environ | {"VAULT": str(vault), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
        cost = run(command, log=Path(folder, "log"), env=env)
        if cost.code:
            sys.exit(cost.log)
        yield site


if __name__ == "__main__":
    main()
