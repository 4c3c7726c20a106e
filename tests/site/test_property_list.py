"""Properties on the page: hidden unless the owner wants them, and nothing private in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.pages import Pages

from vaultsite.render.properties import properties_html
from vaultsite.site.library import Library
from vaultsite.vault.index import Vault
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

CASES = [
    ("up: '[[Other#H|there]]'", '<a class="internal-link" data-href="Other#H" '
     'href="../Other/#h">there</a>'),
    ("up: 'see [[Other]] & [[gone]]'", 'see <a class="internal-link" data-href="Other" '
     'href="../Other/">Other</a> &amp; <span class="internal-link is-unresolved" '
     'data-href="gone">gone</span>'),
    ("up: [a, '', '[[Other]]', null]", '<ul><li>a</li><li><a class="internal-link" '
     'data-href="Other" href="../Other/">Other</a></li></ul>'),
    ("up: https://example.org/?a=1&b=2.", '<a class="external-link" '
     'href="https://example.org/?a=1&amp;b=2" rel="noopener">'
     "https://example.org/?a=1&amp;b=2</a>."),
    ("up: javascript:alert(1)", "javascript:alert(1)"),
    ("up: true", "yes"),
    ("up: false", "no"),
    ("up: 1.5", "1.5"),
    ("up: <b>", "&lt;b&gt;"),
    ("up: {a: <b>, c: [1]}", '<code>{"a": "&lt;b&gt;", "c": [1]}</code>'),
    ("up: '[[secret]]'", "private note"),
    ("up: 'in [[secret#Part|my words]], ![[secret.png]] and [x](secret.md)'",
     "in private note, private note and private note"),
    ("up: {'[[secret]]': ['[[secret]]']}", '<code>{"private note": ["private note"]}</code>'),
]  # fmt: skip


def library(root: Path, properties: str) -> Library:
    (root / "n.md").write_text(f"---\n{properties}\n---\ntext\n", "utf-8")
    (root / "Other.md").write_text("# H\n", "utf-8")
    (root / "secret.md").write_text("---\npublish: false\n---\n", "utf-8")
    (root / "secret.png").write_bytes(b"")
    vault = Vault(root, choice=Choice(exclude=("secret.png",)))
    return Library(vault, use_directory_urls=True, reserved=[])


@pytest.mark.parametrize(("properties", "shown"), CASES)
def test_values(tmp_path: Path, properties: str, shown: str) -> None:
    found = library(tmp_path, properties)
    assert properties_html("n.md", found.vault.notes["n.md"].properties, found) == (
        f'<dl class="properties">\n<dt dir="auto">up</dt><dd dir="auto">{shown}</dd>\n</dl>\n'
    )


@pytest.mark.parametrize(
    "properties",
    ["", "up:", "up: ''", "up: []", "title: x", "Tags: [a]", "publish: true", "permalink: x",
     "redirect_from: x", "cssclasses: x", "cover: x", "image: x"],
)  # fmt: skip
def test_what_says_nothing_is_not_shown(tmp_path: Path, properties: str) -> None:
    found = library(tmp_path, properties)
    assert properties_html("n.md", found.vault.notes["n.md"].properties, found) == ""


@pytest.mark.parametrize(
    ("option", "settings", "shown"),
    [
        (None, {}, False),
        ("hidden", {"propertiesInDocument": "visible"}, False),
        ("visible", {"propertiesInDocument": "hidden"}, True),
        ("auto", {}, True),
        ("auto", {"propertiesInDocument": "hidden"}, False),
        ("auto", {"propertiesInDocument": "source"}, True),
        ("auto", {"showFrontmatter": False}, False),
    ],
)
def test_who_decides(
    build_site: BuildSite, tmp_path: Path, option: str | None, settings: object, shown: bool
) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian/app.json").write_text(json.dumps(settings))
    (tmp_path / "n.md").write_text("---\nup: '[[n]]'\n---\ntext", "utf-8")
    site = build_site(tmp_path, properties=option) if option else build_site(tmp_path)
    page = Pages(site.dir)["n/index.html"]
    assert bool(page.all("properties")) == shown
    html = site.html("n/index.html")
    assert not shown or html.index("<h1") < html.index("<dl") < html.index("<p>text")


def test_links_to_private_notes_leave_nothing_in_title_description_and_aliases(
    build_site: BuildSite, tmp_path: Path
) -> None:
    (tmp_path / "secret canary.md").write_text("---\npublish: false\n---\n", "utf-8")
    (tmp_path / "n.md").write_text(
        "---\ntitle: On [[secret canary]]\ndescription: About [[secret canary|my canary]]\n"
        "aliases: ['[[secret canary]]']\nup: '[[secret canary]]'\n---\ntext",
        "utf-8",
    )
    site = build_site(tmp_path, properties="visible")
    assert "<h1>On private note</h1>" in site.html("n/index.html")
    texts = [file.read_bytes() for file in site.dir.rglob("*") if file.suffix != ".gz"
             if file.is_file()]  # fmt: skip
    assert not [text for text in texts if b"canary" in text]
    assert not [file for file in site.dir.rglob("*") if "canary" in file.name]
    assert "canary" not in site.log
