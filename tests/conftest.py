"""Fixtures for all tests: the project, the vault beside it, npm's packages, built sites."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from tests import sites
from vaultsite import packages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what comes out now as what is expected from now on",
    )


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Are fixtures and golden files to be written rather than compared?"""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def project_root() -> Path:
    return sites.PROJECT


@pytest.fixture(scope="session")
def shared_vault(project_root: Path) -> Path:
    """Return the real vault beside the project, which is no part of it."""
    vault = project_root.parent / "shared/vault"
    if not vault.is_dir():
        pytest.skip("there is no vault in ../shared/vault")
    return vault


@pytest.fixture(scope="session")
def node_modules(project_root: Path) -> Path:
    return packages.ensure(project_root, say=print)


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory, node_modules: Path) -> BuildSite:
    """Return a function that builds a vault, each time into a folder of its own.

    All builds of a session share one cache, unless the option `cache` names another.
    """
    root = tmp_path_factory.mktemp("sites")
    numbers = count(1)
    assert node_modules.is_dir()

    def build_site(
        vault: Path,
        *,
        strict: bool = False,
        check: bool = True,
        config: Mapping[str, Any] | None = None,
        **options: object,
    ) -> BuiltSite:
        folder = root / str(next(numbers))
        folder.mkdir()
        options = {"cache": str(root / "cache"), **options}
        return sites.build(
            folder, vault, strict=strict, check=check, config=config or {}, options=options
        )

    return build_site
