"""The builds to compare: plain MkDocs + Material, ours from nothing, and ours with its cache."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.measure import Cost, run

if TYPE_CHECKING:
    from pathlib import Path

# What Material's own documentation sets up for such notes; without it the baseline would do less.
_EXTENSIONS: list[Any] = [
    *("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences"),
    {"pymdownx.arithmatex": {"generic": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
    {"toc": {"permalink": True}},
]


@dataclass(frozen=True, slots=True)
class Build:
    """One measured build: its cost, the bytes of its HTML, and its report where it has one."""

    name: str
    cost: Cost
    html: int
    report: dict[str, int]


def compare(project: Path, vault: Path, folder: Path) -> list[Build]:
    """Build ``vault`` three times below ``folder``: the baseline, ours cold, ours warm."""
    plain = _config(project, vault, folder / "plain")
    (folder / "plain/theme").mkdir()
    plain |= {"hooks": [], "markdown_extensions": _EXTENSIONS}
    plain["theme"] = {"custom_dir": str(folder / "plain/theme")}
    ours = _config(project, vault, folder / "ours")
    ours["extra"] = {"vault": {"cache": str(folder / "ours/cache")}}
    return [
        _build("MkDocs + Material", plain, folder / "plain"),
        _build("ours, cold", ours, folder / "ours"),
        _build("ours, warm", ours, folder / "ours"),
    ]


def _config(project: Path, vault: Path, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    return {
        "INHERIT": str(project / "mkdocs.yml"),
        "site_url": "https://vault.example/repo/",
        "docs_dir": str(vault),
        "site_dir": str(folder / "site"),
        "theme": {"custom_dir": str(project / "theme")},
        "hooks": [str(project / "hooks/publish.py")],
        "watch": [],
    }


def _build(name: str, config: dict[str, Any], folder: Path) -> Build:
    print(f"{name} …", file=sys.stderr)
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", "--config-file", str(file)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    cost = run(command, log=folder / "log", env=env)
    html = sum(page.stat().st_size for page in (folder / "site").rglob("*.html"))
    return Build(name, cost, html, _report(folder / "cache"))


def _report(cache: Path) -> dict[str, int]:
    """Return the counts of the report that a build leaves in its cache."""
    for file in sorted(cache.rglob("report.json")):
        report: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return {key: value for key, value in report.items() if isinstance(value, int)}
    return {}
