"""Which pages an edit makes anew: those that show what has changed, and no others."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.incremental.harness import Site, Vault
from tests.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LEAF = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="4"><path d="M0 0"/></svg>'
NOTES: dict[str, str | bytes] = {
    "index.md": "Welcome. See [[Oak]].\n",
    "Oak.md": (
        "---\ntags: [tree]\n---\nOaks live long, says [[Ash]].\n\n"
        "## Leaves\nLobed, with $a$.\n\n## Wood\nHard. ^hard\n\n![[leaf.svg]]\n"
    ),
    "Ash.md": "Compare [[Oak#Leaves|its leaves]].\n\nNothing links from here.\n",
    "Grove.md": "# Grove\n![[Oak#Wood]]\n",
    "deep/Forest.md": "![[Grove]]\n",
    "deep/Meadow.md": "A meadow has no trees.\n",
    "leaf.svg": LEAF.format(8),
}
CARD = "\nSTART\nBasic\nOld?\nBack: Yes.\nEND\n"
EXPLORER, GRAPH = ".vaultsite/explorer.md", ".vaultsite/graph.md"
RECENT, HANDOUT = ".vaultsite/recent.md", ".vaultsite/print.md"
STUDY = ".vaultsite/study.md"
TREE = ".vaultsite/tag/tags/tree/index.html.md"
TAGS = {".vaultsite/tag/tags/index.html.md", TREE}
LISTINGS = {EXPLORER, RECENT, GRAPH, HANDOUT, *TAGS}
EVERYTHING = {*(path for path in NOTES if path.endswith(".md")), *LISTINGS}

EDITS: list[tuple[str, Callable[[Vault], object], set[str]]] = [
    ("nothing", lambda _: None, set()),
    (
        "a sentence without links",
        lambda vault: vault.write("Ash.md", vault.read("Ash.md").replace("Nothing", "Not much")),
        {"Ash.md"},
    ),
    (
        "a sentence around a link",
        lambda vault: vault.write("Ash.md", vault.read("Ash.md").replace("Compare", "See")),
        {"Ash.md", "Oak.md"},
    ),
    (
        "a note that is embedded, and embedded again",
        lambda vault: vault.write("Oak.md", vault.read("Oak.md").replace("Hard.", "Very hard.")),
        {"Oak.md", "Grove.md", "deep/Forest.md"},
    ),
    (
        "a heading that a link asks for",
        lambda vault: vault.write("Oak.md", vault.read("Oak.md").replace("## Leaves", "## Leaf")),
        {"Oak.md", "Ash.md", "Grove.md", "deep/Forest.md"},
    ),
    (
        "a link that is gone",
        lambda vault: vault.write("index.md", "Welcome.\n"),
        {"index.md", "Oak.md", GRAPH},
    ),
    (
        "a link more, which the graphs of both notes show, but of no others",
        lambda vault: vault.write("deep/Meadow.md", "A meadow has no [[Oak]].\n"),
        {"deep/Meadow.md", "Oak.md", GRAPH},
    ),
    (
        "a title, which the graphs of the notes around show",
        lambda vault: vault.write("index.md", "---\ntitle: Wood\n---\nWelcome. See [[Oak]].\n"),
        {"index.md", "Oak.md", "Grove.md", EXPLORER, RECENT, GRAPH},
    ),
    (
        "a folder, which takes another's colour",
        lambda vault: vault.write("bog/Moor.md", "Peat.\n"),
        {"bog/Moor.md", "Grove.md", EXPLORER, RECENT, GRAPH},
    ),
    (
        "a title, which its neighbour and the tree show",
        lambda vault: vault.write("deep/Meadow.md", "---\ntitle: Field\n---\nNo trees.\n"),
        {"deep/Meadow.md", "deep/Forest.md", EXPLORER, RECENT, GRAPH},
    ),
    (
        "a tag",
        lambda vault: vault.write("deep/Meadow.md", "No trees. #tree\n"),
        {"deep/Meadow.md", *TAGS},
    ),
    (
        "a new note that nobody asked for",
        lambda vault: vault.write("deep/Pond.md", "Water.\n"),
        {"deep/Pond.md", "deep/Meadow.md", EXPLORER, RECENT, GRAPH},
    ),
    (
        "a note that is gone",
        lambda vault: vault.delete("Ash.md"),
        {"Oak.md", "Grove.md", "deep/Forest.md", EXPLORER, RECENT, GRAPH},
    ),
    (
        "a first card, which brings the page to study it",
        lambda vault: vault.write("Ash.md", vault.read("Ash.md") + CARD),
        {"Ash.md", EXPLORER, STUDY},
    ),
    (
        "a picture of another size",
        lambda vault: vault.write("leaf.svg", LEAF.format(9)),
        {"Oak.md", "Grove.md", "deep/Forest.md"},
    ),
    (
        "a setting of Obsidian's",
        lambda vault: vault.write(".obsidian/app.json", '{"strictLineBreaks": true}'),
        EVERYTHING,
    ),
    (
        "a note that becomes private",
        lambda vault: vault.write("Oak.md", "---\npublish: false\n---\n" + vault.read("Ash.md")),
        EVERYTHING - TAGS - {"Oak.md"},
    ),
]
NAMES = [name for name, _, _ in EDITS]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", NOTES)


@pytest.fixture
def served(tmp_path: Path, vault: Vault) -> Iterator[Site]:
    site = Site(tmp_path / "served", vault, command="serve")
    assert site.build() == EVERYTHING
    yield site
    site.close()


@pytest.mark.parametrize(("edit", "made"), [each[1:] for each in EDITS], ids=NAMES)
def test_a_build_makes_what_an_edit_changes(
    tmp_path: Path, vault: Vault, edit: Callable[[Vault], object], made: set[str]
) -> None:
    site = Site(tmp_path / "built", vault)
    assert site.build() == EVERYTHING
    edit(vault)
    assert site.build() == made
    cold = Site(tmp_path / "cold", vault)
    cold.build()
    assert site.files() == cold.files()


@pytest.mark.parametrize(("edit", "made"), [each[1:] for each in EDITS], ids=NAMES)
def test_a_server_makes_what_an_edit_changes(
    tmp_path: Path, vault: Vault, served: Site, edit: Callable[[Vault], object], made: set[str]
) -> None:
    edit(vault)
    assert served.update() == made
    cold = Site(tmp_path / "cold", vault, command="serve")
    cold.build()
    cold.close()
    assert served.pages() == cold.pages()


def test_a_server_counts_cards_as_they_come_and_go(
    tmp_path: Path, vault: Vault, served: Site
) -> None:
    ash, oak = vault.read("Ash.md"), vault.read("Oak.md")
    vault.write("Ash.md", ash + CARD)
    served.update()
    vault.write("Oak.md", oak + CARD)  # in a folder and with a tag
    shown = {"Oak.md", "Grove.md", "deep/Forest.md"}
    assert served.update() == {*shown, EXPLORER, STUDY, TREE}
    vault.write("Oak.md", oak + CARD.replace("Old", "Tall"))
    assert served.update() == shown
    cold = Site(tmp_path / "cold", vault, command="serve")
    cold.build()
    cold.close()
    assert served.pages() == cold.pages()
    assert served.files()["study.json"] == cold.files()["study.json"]
    vault.write("Ash.md", ash)
    vault.write("Oak.md", oak)
    served.update()
    assert not {"study/index.html", "study.json"} & served.files().keys()


def test_a_server_lays_out_the_map_after_an_edit(
    tmp_path: Path, vault: Vault, served: Site
) -> None:
    served.wait()
    before = served.files()["graph.json"]
    vault.write("deep/Meadow.md", "A meadow has no [[Oak]].\n")
    served.update()
    served.wait()
    after = served.files()["graph.json"]
    cold = Site(tmp_path / "cold", vault)
    cold.build()
    assert before != after == cold.files()["graph.json"]


@pytest.mark.parametrize(
    "change",
    [{"config": {"site_name": "Trees"}}, {"properties": "visible"}, {"config": {"copyright": "I"}}],
    ids=str,
)
def test_another_option_makes_every_page(
    tmp_path: Path, vault: Vault, change: dict[str, object]
) -> None:
    Site(tmp_path / "site", vault).build()
    changed = Site(tmp_path / "site", vault, **change)  # type: ignore[arg-type]
    assert changed.build() == EVERYTHING


def test_a_hook_that_may_write_into_pages_sees_all_of_them(tmp_path: Path, vault: Vault) -> None:
    hook = tmp_path / "loud.py"
    hook.write_text("def on_post_page(output, page, config):\n    return output.upper()\n")
    hooks = {"hooks": [str(PROJECT / "hooks/publish.py"), str(hook)]}
    site = Site(tmp_path / "site", vault, config=hooks)
    assert site.build() == EVERYTHING
    assert site.build() == EVERYTHING
    assert b"OAKS LIVE LONG" in site.files()["Oak/index.html"]


def test_records_are_kept_and_pages_forgotten_where_another_hook_may_write(
    tmp_path: Path, vault: Vault
) -> None:
    Site(tmp_path / "site", vault).build()
    hook = tmp_path / "quiet.py"
    hook.write_text("def on_post_page(output, page, config):\n    return output\n")
    hooks = {"hooks": [str(PROJECT / "hooks/publish.py"), str(hook)]}
    vault.write("Ash.md", "Another text.\n")
    Site(tmp_path / "site", vault, config=hooks).build()
    with sqlite3.connect(tmp_path / "site/cache/site.sqlite") as database:
        kept = database.execute("SELECT kind, count(*) FROM kept GROUP BY kind").fetchall()
    database.close()
    assert {kind for kind, _ in kept} == {"note", "search", "description", "attachment"}
    assert dict(kept)["note"] == sum(path.endswith(".md") for path in NOTES)
