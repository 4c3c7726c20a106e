"""Blocks that only a plugin of Obsidian's understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plugins.blocks import page, render

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("language", "plugin"),
    [
        ("dataview", "Dataview"),
        ("dataviewjs", "Dataview"),
        ("DataView", "Dataview"),
        ("plotly", "Plotly"),
        ("chart", "Charts"),
        ("button", "Buttons"),
        ("tasks", "Tasks"),
        ("kanban", "Kanban"),
        ("leaflet", "Leaflet"),
        ("excalidraw", "Excalidraw"),
    ],
)
def test_a_plugin_s_block_is_code_with_the_plugin_s_name(language: str, plugin: str) -> None:
    block = render(language, 'LIST FROM "a" & <b>\n')
    assert block is not None
    assert f'<figure class="plugin-block" data-plugin="{language.lower()}">' in block.html
    caption = f"<figcaption>This block needs the plugin {plugin} in Obsidian</figcaption>"
    assert caption in block.html
    assert "&lt;" in block.html
    assert "<b>" not in block.html
    assert block.faults == ()


@pytest.mark.parametrize("language", ["query", "base"])
def test_a_view_of_obsidian_s_own_is_code_with_a_caption(language: str) -> None:
    block = render(language, "tag:#a\n")
    assert block is not None
    assert "<figcaption>This block is a " in block.html


@pytest.mark.parametrize("language", ["python", "c++", "no-such-language", "tex", "ad", "map"])
def test_other_languages_are_not_blocks(language: str) -> None:
    assert render(language, "x\n") is None


def test_code_without_a_plugin_stays_plain_code_on_the_page(tmp_path: Path) -> None:
    html = page(tmp_path, "```python\nx = 1\n```\n\n```no-such\nx < 1\n```\n").html
    assert '<div class="language-python highlight">' in html
    assert '<div class="highlight"><pre><code>x &lt; 1\n</code></pre></div>' in html
    assert "plugin-block" not in html


def test_a_block_keeps_its_id(tmp_path: Path) -> None:
    html = page(tmp_path, "```tasks\nnot done\n```\n\n^here\n").html
    assert '<div id="^here"><figure class="plugin-block" data-plugin="tasks">' in html
