"""The looks of callouts: Obsidian's types, their aliases, and types that it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.render.pages import render

if TYPE_CHECKING:
    from pathlib import Path

LOOKS = """
note | abstract summary tldr | info | todo | tip hint important | success check done
question help faq | warning caution attention | failure fail missing | danger error
bug | example | quote cite | note odd
"""


@pytest.mark.parametrize(
    ("kind", "look"),
    [
        (kind, names.split()[0])
        for names in LOOKS.strip().replace("\n", "|").split("|")
        for kind in names.split()
    ],
)
def test_look(tmp_path: Path, kind: str, look: str) -> None:
    (tmp_path / "a.md").write_text(f"> [!{kind.upper()}]\n> text\n", "utf-8")
    html = render(tmp_path, "a.md").html
    assert f'<div class="admonition callout {look}" data-callout="{kind}">' in html
    assert f'<p class="admonition-title">{kind.capitalize()}</p>' in html
