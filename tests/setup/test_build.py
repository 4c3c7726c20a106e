"""Plain `mkdocs build`, in a clone where nothing but the requirements is installed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.sites import mkdocs

if TYPE_CHECKING:
    from pathlib import Path

CLONED = ("mkdocs.yml", "package.json", "package-lock.json", ".npmrc", "npm", "hooks", "theme")


@pytest.fixture
def clone(project_root: Path, tmp_path: Path) -> Path:
    for name in CLONED:
        source = project_root / name
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, tmp_path / name, ignore=ignore)
        else:
            shutil.copyfile(source, tmp_path / name)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("$x^2$\n")
    return tmp_path


def test_without_network_it_says_what_to_run(clone: Path) -> None:
    done = mkdocs(
        "build",
        cwd=clone,
        npm_config_registry="http://127.0.0.1:9/",
        npm_config_cache=str(clone / "empty"),
    )
    assert done.returncode != 0
    assert "run `make setup` (or `npm ci` in" in done.stdout
    assert "Traceback" not in done.stdout


def test_the_packages_that_are_there_are_used(clone: Path, node_modules: Path) -> None:
    (clone / "node_modules").symlink_to(node_modules, target_is_directory=True)
    done = mkdocs("build", "--strict", cwd=clone)
    assert done.returncode == 0, done.stdout
    assert "npm" not in done.stdout
    assert "mjx-container" in (clone / "site/index.html").read_text("utf-8")
