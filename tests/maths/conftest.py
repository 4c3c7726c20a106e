"""The real engine: Node and the packages that package-lock.json names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vaultsite import packages
from vaultsite.maths.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def node() -> Path:
    return packages.node()


@pytest.fixture(scope="session")
def engine(node: Path, node_modules: Path) -> Iterator[Engine]:
    with Engine(node, node_modules) as engine:
        yield engine
