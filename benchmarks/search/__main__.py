"""``python -m benchmarks.search``: a Markdown table for VAULT, or for the site in SITE_DIR."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.browser import open_browser
from benchmarks.pages.__main__ import built_site
from benchmarks.pages.server import serving
from benchmarks.search.box import First, first_result, open_search, ranks
from benchmarks.search.material import build
from benchmarks.search.queries import QUERIES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_LETTERS, _RUNS = "gra", 3


def main() -> None:
    with built_site() as site, tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        sites = {"ours": site, "Material": build(site, Path(folder))}
        with open_browser() as browser:
            for name, each in sites.items():
                with serving(each) as root:
                    _report(name, each, browser, root)


def _report(name: str, site: Path, browser: Browser, root: str) -> None:
    files = [file for file in (site / "search").iterdir() if file.is_file()]
    firsts = [first_result(browser, root, _LETTERS) for _ in range(_RUNS)]
    print(f"## {name}\n")
    print(f"Index: {len(files)} files, {_packed(files) / 1000:.0f} kB compressed")
    print(f"First result for “{_LETTERS}”: {_first(firsts)}\n")
    page = browser.new_page(bypass_csp=True)
    page.goto(root)
    open_search(page)
    found = {query: ranks(page, query.words, query.titles) for query in QUERIES}
    page.close()
    print("| query | place |\n|---|--:|")
    for query, place in found.items():
        print(f"| `{query.words}` | {place or '–'} |")
    print(f"\nFirst in {sum(place == 1 for place in found.values())} of {len(found)} queries\n")


def _first(firsts: list[First]) -> str:
    seconds = median(first.seconds for first in firsts)
    return f"{seconds:.2f} s, {median(first.bytes for first in firsts) / 1000:.0f} kB"


def _packed(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


if __name__ == "__main__":
    main()
