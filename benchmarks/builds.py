"""The builds to compare: plain MkDocs + Material, and ours cold, warm, and after one edit."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.measure import Cost, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# What Material's own documentation sets up for such notes; without it the baseline would do less.
_EXTENSIONS: list[Any] = [
    *("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences"),
    {"pymdownx.arithmatex": {"generic": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
    {"toc": {"permalink": True}},
]
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


@dataclass(frozen=True, slots=True)
class Build:
    """One measured build of ``notes`` notes: its cost, its ``pages``, and its report if any.

    ``html`` and ``site`` are bytes: of all pages, and of the whole folder.
    """

    name: str
    notes: int
    cost: Cost
    pages: int
    html: int
    site: int
    report: dict[str, int]


class BuildError(Exception):
    """A build ended with an error; the message has its output."""


def compare(project: Path, vault: Path, folder: Path, *, runs: int, baseline: bool) -> list[Build]:
    """Build ``vault``, which gets edited, several times below ``folder``: a median for each row.

    A run has the builds one after the other, so that a slow minute of the machine meets all of
    them. Raises `BuildError`.
    """
    folder.mkdir()
    rounds = [list(_round(project, vault, folder, baseline=baseline)) for _ in range(runs)]
    return [median(builds) for builds in zip(*rounds, strict=True)]


def median(builds: Sequence[Build]) -> Build:
    """Return the last of like builds, with the medians of what they cost."""
    costs = [build.cost for build in builds]
    cost = replace(
        costs[-1],
        cpu=statistics.median(cost.cpu for cost in costs),
        wall=statistics.median(cost.wall for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
    )
    return replace(builds[-1], cost=cost)


def configure(project: Path, vault: Path, folder: Path) -> Path:
    """Write a configuration for ``vault`` that keeps site and cache below ``folder``."""
    return _write(_ours(project, vault, folder), folder)


def _round(project: Path, vault: Path, folder: Path, *, baseline: bool) -> Iterator[Build]:
    if baseline:
        plain = folder / "plain"
        yield _build("MkDocs + Material", vault, _write(_plain(project, vault, plain), plain))
    ours = folder / "ours"
    shutil.rmtree(ours, ignore_errors=True)
    config = configure(project, vault, ours)
    yield _build("cold: nothing cached", vault, config)
    shutil.rmtree(ours / "site")
    yield _build("warm: nothing changed", vault, config)
    edit(middle_note(vault))
    yield _build("warm: one note edited", vault, config)


def middle_note(vault: Path) -> Path:
    """Return the note of median size among those that are not empty."""
    notes = [path for path in vault.rglob("*.md") if path.stat().st_size]
    return sorted(notes, key=lambda path: (path.stat().st_size, path))[len(notes) // 2]


def edit(note: Path) -> None:
    """Add a paragraph to a note, another one each time."""
    size = note.stat().st_size
    with note.open("a", encoding="utf-8") as file:
        file.write(f"\n\nedited at {size}\n")


def _plain(project: Path, vault: Path, folder: Path) -> dict[str, Any]:
    (folder / "theme").mkdir(parents=True, exist_ok=True)
    theme = {"custom_dir": str(folder / "theme")}
    config = _inherited(project, vault, folder)
    plain = {"hooks": [], "plugins": ["search"], "markdown_extensions": _EXTENSIONS}
    return config | plain | {"theme": theme}


def _ours(project: Path, vault: Path, folder: Path) -> dict[str, Any]:
    config = _inherited(project, vault, folder)
    return config | {"extra": {"vault": {"cache": str(folder / "cache")}}}


def _inherited(project: Path, vault: Path, folder: Path) -> dict[str, Any]:
    return {
        "INHERIT": str(project / "mkdocs.yml"),
        "site_url": "https://vault.example/repo/",
        "docs_dir": str(vault),
        "site_dir": str(folder / "site"),
        "theme": {"custom_dir": str(project / "theme")},
        "hooks": [str(project / "hooks/publish.py")],
        "watch": [],
    }


def _write(config: dict[str, Any], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return file


def _build(name: str, vault: Path, config: Path) -> Build:
    print(f"{name} …", file=sys.stderr)
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", "--config-file", str(config)]
    cost = run(command, log=config.parent / "log", env=os.environ | ENVIRONMENT)
    if cost.code:
        raise BuildError(f"{name} failed:\n{cost.log}")
    files = [path for path in (config.parent / "site").rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in files if path.suffix == ".html"]
    return Build(
        name=name,
        notes=sum(1 for _ in vault.rglob("*.md")),
        cost=cost,
        pages=len(pages),
        html=sum(pages),
        site=sum(path.stat().st_size for path in files),
        report=_report(config.parent / "cache"),
    )


def _report(cache: Path) -> dict[str, int]:
    """Return the counts of the report that a build leaves in its cache."""
    for file in sorted(cache.rglob("report.json")):
        report: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return {key: value for key, value in report.items() if isinstance(value, int)}
    return {}
