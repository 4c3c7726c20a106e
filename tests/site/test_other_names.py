"""What a note is called besides its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vaultsite.site.aliases import other_names
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Text.\n", ()),
        ("---\naliases: [AI, Learning, AI]\n---\n", ("AI", "Learning")),
        ("---\ntitle: Machines\n---\n", ("ML",)),
        ("---\ntitle: Machines\naliases: [ML, Machines, AI]\n---\n", ("ML", "AI")),
        ("---\naliases: [ML]\n---\n", ()),
    ],
)
def test_each_once_and_none_that_is_the_title(
    tmp_path: Path, text: str, names: tuple[str, ...]
) -> None:
    (tmp_path / "ML.md").write_text(text, "utf-8")
    assert other_names(Vault(tmp_path).notes["ML.md"]) == names
