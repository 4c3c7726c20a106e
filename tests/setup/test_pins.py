"""Everything that a build downloads is pinned; no address of a registry stands in the project."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


def names(file: Path, *, until: str = "\0") -> set[str]:
    """Return the packages named in a requirements file before the line ``until``."""
    text = file.read_text("utf-8").partition(until)[0]
    return {name.lower() for name in re.findall(r"^(\w[\w.-]*)(?:[=<>]|$)", text, re.MULTILINE)}


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_every_requirement_names_one_version(project_root: Path, file: str) -> None:
    lines = (project_root / file).read_text("utf-8").splitlines()
    loose = [line for line in lines if not re.fullmatch(r"#.*|-r \S+|[\w.-]+==[\w.]+", line)]
    assert loose == []


@pytest.mark.parametrize("file", [".github/lowest.txt", ".github/newest.txt"])
def test_the_oldest_and_newest_legs_know_every_direct_requirement(
    project_root: Path, file: str
) -> None:
    direct = names(project_root / "requirements.txt", until="# What those need")
    assert len(direct) > 5
    assert names(project_root / file, until="# The tests' own") == direct


def test_mkdocs_stays_below_2(project_root: Path) -> None:
    version = re.search(
        r"^mkdocs==(\d+)\.(\d+)", (project_root / REQUIREMENTS[0]).read_text(), re.M
    )
    assert version is not None
    assert (1, 6) <= (int(version[1]), int(version[2])) < (2, 0)


@pytest.mark.parametrize("folder", [".", "npm/graph", "npm/mermaid", "npm/study", "npm/tikz"])
def test_npm_packages_are_exact_and_locked_without_addresses(
    project_root: Path, folder: str
) -> None:
    wanted = json.loads((project_root / folder / "package.json").read_text("utf-8"))["dependencies"]
    text = (project_root / folder / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert "resolved" not in text
    assert "://" not in text
    assert all("integrity" in entry for folder, entry in packages.items() if folder)
    npmrc = (project_root / ".npmrc").read_text("utf-8")
    assert (project_root / folder / ".npmrc").read_text("utf-8") == npmrc


@pytest.mark.parametrize("name", ["ci", "pages"])
def test_actions_are_pinned_by_commit_and_may_do_little(project_root: Path, name: str) -> None:
    text = (project_root / f".github/workflows/{name}.yml").read_text("utf-8")
    uses = re.findall(r"uses: (.*)", text)
    assert uses
    assert [use for use in uses if not re.fullmatch(r"\S+@[0-9a-f]{40} # v[\d.]+", use)] == []
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
