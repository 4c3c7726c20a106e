"""The scripts of the search in Node, without a browser."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaultsite import packages
from vaultsite.site import search_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.site.search_index import SearchPage

_SCRIPT = Path(__file__).parent / "ask_search.mjs"


@dataclass(frozen=True, slots=True)
class Answer:
    """``titles`` of the results, ``files`` read for them; ``shown`` of the first: its sections.

    A section is its anchor, heading and text, with brackets around what was asked for.
    """

    titles: list[str]
    files: list[str]
    shown: list[list[str]]


def run(**jobs: object) -> dict[str, Any]:
    """Run functions of the scripts, each on a list of texts."""
    done = subprocess.run(
        [str(packages.node()), str(_SCRIPT)],
        input=json.dumps(jobs),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def ask(folder: Path, pages: Sequence[SearchPage], *queries: str) -> list[Answer]:
    """Write an index of ``pages`` below ``folder`` and ask it."""
    search_index.write(pages, folder, cache=folder / "cache")
    return ask_site(folder, *queries)


def ask_site(site: Path, *queries: str) -> list[Answer]:
    """Ask the index of the site at ``site``."""
    found = run(search={"folder": str(site), "queries": queries})["search"]
    return [Answer(**each) for each in found]
