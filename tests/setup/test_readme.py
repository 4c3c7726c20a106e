"""What the README says is so."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from vaultsite.options import Options

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text("utf-8")


def test_every_option_is_there_with_its_default(readme: str) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `(.*?)` \|", readme, re.MULTILINE))
    defaults = {field.name: _as_yaml(field.default) for field in fields(Options)}
    assert rows == defaults


def _as_yaml(value: object) -> str:
    if isinstance(value, tuple):
        return str([*value])
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'


def test_every_make_target_exists(project_root: Path, readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (project_root / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|[`\s])make ([a-z]+)", readme))
    assert {"serve", "build", "check", "test", "bench"} <= named <= targets


def test_every_file_that_it_links_to_exists(project_root: Path, readme: str) -> None:
    links = [unquote(link) for link in re.findall(r"\]\((?!https?:)([^)#]+)", readme)]
    assert links
    assert [link for link in links if not (project_root / link).exists()] == []


def test_every_place_in_its_map_exists(project_root: Path, readme: str) -> None:
    rows = re.findall(r"^\| ((?:`[^`|]+`(?:, )?)+) \|", readme.partition("## Working")[2], re.M)
    places = [place for row in rows for place in re.findall(r"`([^`]+)`", row)]
    assert len(places) == 9
    assert [place for place in places if not (project_root / place).exists()] == []


def test_the_workflow_takes_the_variables_that_it_names(project_root: Path, readme: str) -> None:
    workflow = (project_root / ".github/workflows/pages.yml").read_text("utf-8")
    config = (project_root / "mkdocs.yml").read_text("utf-8")
    for name in ("VAULT", "SITE_NAME", "SITE_URL"):
        assert f"`{name}`" in readme
        assert f"{name}: ${{{{" in workflow
        assert f"!ENV [{name}," in config
