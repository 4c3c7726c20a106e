"""Lighthouse in a browser of this system: its scores for one page, and what it finds fault with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.browser.find import MISSING, find_browser

from vaultsite import packages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FOLDER = Path(__file__).parent
_CHROME = "--headless=new --no-sandbox --disable-gpu"


@dataclass(frozen=True, slots=True)
class Scores:
    """Of 100, by category; ``faults`` are the audits that cost points, but for the speed's own."""

    of: Mapping[str, float]
    faults: tuple[str, ...]


def visit(url: str) -> Scores:
    """Visit ``url`` once, in Lighthouse's mobile profile."""
    browser = find_browser()
    if browser is None:
        sys.exit(MISSING)
    modules = packages.ensure(_FOLDER, say=lambda message: print(message, file=sys.stderr))
    categories = f"--only-categories={','.join(CATEGORIES)}"
    done = subprocess.run(
        [
            *(str(packages.node()), str(modules / "lighthouse/cli/index.js"), url, "--quiet"),
            *("--output=json", categories, f"--chrome-flags={_CHROME}"),
            "--no-enable-error-reporting",
        ],
        env=os.environ | {"CHROME_PATH": str(browser)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return read(json.loads(done.stdout))


def read(report: Mapping[str, Any]) -> Scores:
    """Lighthouse's report, as its JSON has it."""
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    others = (report["categories"][name]["auditRefs"] for name in CATEGORIES[1:])
    faults = (
        audit["id"]
        for refs in others
        for audit in refs
        if audit["weight"] and report["audits"][audit["id"]]["score"] == 0
    )
    return Scores(found, tuple(faults))


def medians(visits: Sequence[Scores]) -> Scores:
    """Of several visits: the medians, and all faults."""
    of = {name: median(each.of[name] for each in visits) for name in CATEGORIES}
    return Scores(of, tuple(sorted({fault for each in visits for fault in each.faults})))


def table(scores: Mapping[str, Scores]) -> str:
    """The scores as Markdown."""
    lines = [f"| page | {' | '.join(CATEGORIES)} | faults |", "| --- |" + " --- |" * 5]
    lines += (
        f"| {name} | {' | '.join(f'{each.of[kind]:.0f}' for kind in CATEGORIES)} "
        f"| {', '.join(each.faults) or '–'} |"
        for name, each in scores.items()
    )
    return "\n".join(lines)
