"""Blocks and small notes, rendered as the site renders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib

from vaultsite.render import plugins
from vaultsite.render.note import render_note
from vaultsite.site.library import Library
from vaultsite.vault.index import Vault
from vaultsite.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vaultsite.render.page import Page
    from vaultsite.render.plugins import Block, TikzPicture


def render(
    language: str,
    source: str,
    *,
    links: Mapping[str, str] | None = None,
    picture: TikzPicture | None = None,
) -> Block | None:
    """A block in a vault whose ``links`` lead to these URLs; ``picture`` is what TeX draws."""
    surroundings = plugins.Surroundings(
        link=(links or {}).get, tikz=lambda _: picture, words=Words()
    )
    return plugins.render(language, source, surroundings)


def drawn(language: str, source: str, **options: object) -> Block:
    """The same for a language that a plugin draws."""
    block = render(language, source, **options)  # type: ignore[arg-type]
    assert block is not None
    assert_well_formed(block.html)
    return block


def page(folder: Path, text: str, **others: str) -> Page:
    """The page of a note with ``text``, beside ``others`` by their names; formulas as TeX."""
    for name, content in {"Note": text, **others}.items():
        (folder / f"{name}.md").write_text(content, "utf-8")
    library = Library(Vault(folder), use_directory_urls=True, reserved=[], maths_in_browser=True)
    return render_note("Note.md", library)


def assert_well_formed(html: str) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(html)
    assert parser.errors == []
