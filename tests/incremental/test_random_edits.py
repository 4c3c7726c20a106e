"""Whatever is edited, in whatever order: the site is that of a cold build, to the byte."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.incremental.harness import Site, Vault

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("index", "a", "b", "c", "deep/d", "deep/a", "private/p")
FRONT = (
    "",
    "---\ntitle: Titled\n---\n",
    "---\naliases: [other, b]\ntags: [x/y]\n---\n",
    "---\npublish: false\n---\n",
    "---\ncreated: 2020-02-02\nrelated: '[[a]]'\ncover: pic.svg\n---\n",
    "---\npermalink: /moved/\n---\n",
    "---\nbroken: [\n---\n",
)
TARGETS = ("a", "b#Part", "b#^id", "deep/a", "c", "p", "other", "missing", "map.canvas", "d#Part")
BLOCKS = (
    *(f"Before. The sentence of [[{target}]] with $x_{len(target)}$. After." for target in TARGETS),
    *(f"![[{target}]]" for target in (*TARGETS, "pic.svg", "pic.svg|40")),
    "## Part\nText.",
    "# Part\nOther text. ^id",
    "$$\\label{eq}E$$\n\nBy $\\eqref{eq}$ and [[a|a link]].",
    "A #tag and #x/y.",
    "START\nBasic\nWhat? [[b]]\nBack: That. ![[pic.svg]]\nEND",
    "START\nBasic\nWhat?\nBack: This.\n<!--ID: 1600000000001-->\nEND",
    "%% hidden [[c]] %%",
    "<img src='pic.svg'> <a href='a.md'>a</a>",
    "Note.[^1]\n\n[^1]: Foot [[c]].",
    "> [!note] Callout\n> [[b]]",
)
PICTURES = tuple(
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="9"><path d="M0 0"/></svg>'
    for width in (8, 9)
)
CANVASES = tuple(
    '{"nodes": [{"id": "1", "type": "text", "x": 0, "y": 0, "width": 90, "height": 90, "text": '
    f'"Of [[{name}]]"}}, {{"id": "2", "type": "file", "x": 99, "y": 0, "width": 90, "height": 90, '
    f'"file": "{name}.md"}}], "edges": []}}'
    for name in ("a", "deep/d", "private/p")
)
SETTINGS = ("{}", '{"strictLineBreaks": true}')

NOTES = st.sampled_from([f"{name}.md" for name in NAMES])
TEXTS = st.builds(
    lambda front, blocks: front + "\n\n".join(blocks) + "\n",
    st.sampled_from(FRONT) | st.just(""),
    st.lists(st.sampled_from(BLOCKS), max_size=4),
)
EDITS = st.one_of(
    st.tuples(st.just("write"), NOTES, TEXTS),
    st.tuples(st.just("append"), NOTES, st.sampled_from(BLOCKS)),
    st.tuples(st.just("append"), NOTES, st.sampled_from(BLOCKS)),
    st.tuples(st.just("rename"), NOTES, NOTES),
    st.tuples(st.just("delete"), NOTES, st.just("")),
    st.tuples(st.just("write"), st.just("pic.svg"), st.sampled_from(PICTURES)),
    st.tuples(st.just("write"), st.just("map.canvas"), st.sampled_from(CANVASES)),
    st.tuples(st.just("write"), st.just(".obsidian/app.json"), st.sampled_from(SETTINGS)),
)
OPTIONS: dict[str, Any] = {"exclude": ["private/"], "properties": "visible"}


def edit(vault: Vault, kind: str, path: str, value: str) -> None:
    there = (vault.root / path).exists()
    if kind == "write":
        vault.write(path, value)
    elif kind == "append":
        vault.write(path, (vault.read(path) if there else "") + f"\n\n{value}\n")
    elif kind == "rename" and there and path != value:
        vault.rename(path, value)
    elif kind == "delete" and there:
        vault.delete(path)


@pytest.mark.parametrize("command", ["build", "serve"])
@given(
    notes=st.dictionaries(NOTES, TEXTS, min_size=3),
    edits=st.lists(EDITS, min_size=1, max_size=5),
)
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each step is two builds: too slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_site_is_that_of_a_cold_build(
    tmp_path: Path,
    command: Literal["build", "serve"],
    notes: dict[str, str],
    edits: list[tuple[str, str, str]],
) -> None:
    shutil.rmtree(tmp_path)
    files = {"pic.svg": PICTURES[0], "map.canvas": CANVASES[0], **notes}
    vault = Vault(tmp_path / "vault", files)
    site = Site(tmp_path / "site", vault, command=command, **OPTIONS)
    site.build()
    try:
        for number, each in enumerate(edits):
            edit(vault, *each)
            made = site.update() if command == "serve" else site.build()
            cold = Site(tmp_path / f"cold{number}", vault, command=command, **OPTIONS)
            all_pages = cold.build()
            cold.close()
            assert made <= all_pages
            if command == "serve":
                assert site.pages() == cold.pages()
            else:
                assert site.files() == cold.files()
    finally:
        site.close()
