"""The modules of the study page, once for all tests of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.study.scripts import lay_out, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.study.scripts import Scripts


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    with running(lay_out(tmp_path_factory.mktemp("study"))) as scripts:
        yield scripts
