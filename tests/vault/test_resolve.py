"""Which file a link means: every rule and table row of the specification's §1."""

from __future__ import annotations

import importlib
import os
import re
import unicodedata
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.vault.names import fold
from vaultsite.vault.resolve import Match, Resolver, simplify

if TYPE_CHECKING:
    import random

with warnings.catch_warnings():
    # It asks MkDocs for a name that is on its way out.
    warnings.simplefilter("ignore", DeprecationWarning)
    roamlinks: Any = importlib.import_module("mkdocs_roamlinks_plugin.plugin")


def target(paths: list[str], link: str, source: str) -> str | None:
    """The resolved path; loose matches are marked with ``~``, unstable ones with ``?``."""
    match = Resolver(paths).resolve(link, source)
    return "~" * match.loose + "?" * match.ambiguous + match.path if match else None


@pytest.mark.parametrize(
    ("link", "source", "paths", "expected"),
    [
        # the table of §1
        ("Note", "a/b/s.md", ["Note.md", "a/b/Note.md"], "Note.md"),
        ("Note", "zzzz/s.md", ["b/Note.md", "zzzz/Note.md"], "zzzz/Note.md"),
        ("Note", "zzzz/deep/s.md", ["b/Note.md", "zzzz/Note.md"], "b/Note.md"),
        ("Note", "s.md", ["zzzz/Note.md", "a/b/Note.md"], "a/b/Note.md"),
        ("b/Note", "a/b/s.md", ["b/Note.md", "a/b/Note.md"], "b/Note.md"),
        ("notea", "s.md", ["NoteA.md", "nested/other.md"], "NoteA.md"),
        ("NESTED/notea", "s.md", ["nested/NoteA.md"], "nested/NoteA.md"),
        # rule 2: nothing before # means the note itself
        ("", "a/s.md", ["s.md", "a/s.md"], "a/s.md"),
        ("", "", ["s.md"], None),
        # rule 3: name first, then name + .md, whatever the case
        ("log", "s.md", ["log.md"], "log.md"),
        ("LOG", "s.md", ["log.md"], "log.md"),
        ("Ext.MD", "s.md", ["Ext.md"], "Ext.md"),
        ("Note.md", "s.md", ["Note.md", "Note.md.md"], "Note.md"),
        ("Note.md", "s.md", ["Note.md.md"], "Note.md.md"),
        ("v1.2 notes", "s.md", ["v1.2 notes.md"], "v1.2 notes.md"),
        ("v1.2", "s.md", ["v1.2.md", "v1.png"], "v1.2.md"),
        ("log", "s.md", ["deep/log", "log.md"], "deep/log"),
        ("plot", "s.md", ["plot.png", "plot.canvas", "plot.base"], None),
        ("plot.png", "s.md", ["img/plot.png", "plot.png.md"], "img/plot.png"),
        ("PLOT.PNG", "s.md", ["img/plot.png"], "img/plot.png"),
        ("board.canvas", "s.md", ["board.canvas"], "board.canvas"),
        # rule 4: relative, exact, no second chance
        ("../y", "a/x.md", ["y.md"], "y.md"),
        ("./y", "a/x.md", ["y.md", "a/y.md"], "a/y.md"),
        ("./y", "a/x.md", ["y.md", "b/y.md"], None),
        ("./Y.MD", "a/x.md", ["a/y.md"], "a/y.md"),
        ("./sub/y", "a/x.md", ["a/sub/y.md"], "a/sub/y.md"),
        (".//y", "a/x.md", ["a/y.md"], "a/y.md"),
        ("../../y", "a/b/x.md", ["y.md", "a/y.md"], "y.md"),
        ("../b/../y", "a/x.md", ["y.md"], "y.md"),
        ("../y", "x.md", ["y.md"], None),
        ("../../y", "a/x.md", ["y.md"], None),
        # rule 5: from the root, never a search
        ("/a/y", "b/x.md", ["a/y.md", "b/a/y.md"], "a/y.md"),
        ("/y", "a/x.md", ["a/y.md"], None),
        ("/A/Y.md", "x.md", ["a/y.md"], "a/y.md"),
        ("//y", "x.md", ["y.md"], "y.md"),
        # rule 6: the end of the path, whole parts only
        ("b/Note", "s.md", ["a/b/Note.md"], "a/b/Note.md"),
        ("b/Note", "s.md", ["a/bb/Note.md", "a/xb/Note.md"], None),
        ("ote", "s.md", ["Note.md"], None),
        ("b//Note", "s.md", ["a/b/Note.md"], "a/b/Note.md"),
        ("A/B/note", "s.md", ["x/a/b/Note.md"], "x/a/b/Note.md"),
        ("b/Note", "a/b/s.md", ["x/b/Note.md", "a/b/Note.md"], "a/b/Note.md"),
        ("b/Note", "q/s.md", ["q/Note.md", "long/b/Note.md"], "long/b/Note.md"),
        # rule 7 iii: the shortest text, not the fewest parts, counted as JavaScript does
        ("Note", "s.md", ["long folder/Note.md", "a/b/c/Note.md"], "a/b/c/Note.md"),
        ("Note", "s.md", ["𝔸𝔹/Note.md", "abc/Note.md"], "abc/Note.md"),
        # rule 7 iv: a tie goes by the alphabet, and says so
        ("Note", "s.md", ["b/Note.md", "a/Note.md"], "?a/Note.md"),
        ("Note", "s.md", ["b/Note.md", "a/Note.md", "Note.md"], "Note.md"),
        # rule 8: there are no aliases here; rule 12: an address is no note
        ("https://example.org/x", "s.md", ["x.md"], None),
        # rule 9: composed and decomposed accents are the same
        ("\u00c4pfel", "s.md", ["A\u0308pfel.md"], "A\u0308pfel.md"),
        ("A\u0308pfel", "s.md", ["\u00c4pfel.md"], "\u00c4pfel.md"),
        ("\u00e4pfel", "s.md", ["A\u0308pfel.md"], "A\u0308pfel.md"),
        ("o\u0308/x", "s.md", ["\u00d6/X.md"], "\u00d6/X.md"),
        ("Two\u00a0words", "s.md", ["Two words.md"], "Two words.md"),
        # rule 10: a Markdown link searches the vault, too
        ("My Note.md", "x.md", ["Sub/My Note.md"], "Sub/My Note.md"),
        # rule 15: names that differ in case only
        ("note", "s.md", ["Note.md", "note.md"], "note.md"),
        ("Note", "s.md", ["Note.md", "note.md"], "Note.md"),
        ("NOTE", "s.md", ["Note.md", "note.md"], "?Note.md"),
        ("note", "s.md", ["a/Note.md", "a/note.md"], "a/note.md"),
        ("note", "a/s.md", ["a/Note.md", "A/note.md", "a/note.md"], "a/note.md"),
        ("% & + ' ( ) , – 😀", "s.md", ["% & + ' ( ) , – 😀.md"], "% & + ' ( ) , – 😀.md"),
        # no file at all
        ("missing", "s.md", ["Note.md"], None),
        ("folder", "s.md", ["folder/Note.md"], None),
        ("folder/", "s.md", ["folder/Note.md", "folder.md"], None),
        (".", "a/s.md", ["a/s.md", "a.md"], None),
        ("..", "a/s.md", ["a/s.md", "a.md"], None),
        ("./", "a/s.md", ["a/s.md", "a.md"], None),
        ("/", "a/s.md", ["a/s.md"], None),
        ("a/..", "a/s.md", ["a/s.md", "a.md"], None),
    ],
)
def test_obsidian_rules(link: str, source: str, paths: list[str], expected: str | None) -> None:
    assert target(paths, link, source) == expected
    assert target(paths[::-1], link, source) == expected


@pytest.mark.parametrize(
    ("link", "source", "paths", "expected"),
    [
        ("my-note", "s.md", ["My Note.md"], "~My Note.md"),
        ("my_note.md", "s.md", ["My Note.md"], "~My Note.md"),
        ("MyNote", "s.md", ["deep/my note.md"], "~deep/my note.md"),
        ("fig 1.png", "s.md", ["fig-1.png"], "~fig-1.png"),
        ("my-note", "a/s.md", ["My Note.md", "a/my note.md"], "~My Note.md"),
        ("my-note", "a/s.md", ["b/My Note.md", "a/my  note.md"], "~a/my  note.md"),
        ("my-note", "s.md", ["bb/my note.md", "c/my note.md"], "~c/my note.md"),
        ("my-note", "s.md", ["b/my note.md", "a/my note.md"], "~?a/my note.md"),
        ("my-note", "s.md", ["my note.md", "x/my-note.md"], "x/my-note.md"),
        ("a/my-note", "s.md", ["a/my note.md"], None),
        ("./y.md", "a/x.md", ["y.md"], "~y.md"),
        ("-", "s.md", ["note.md"], None),
    ],
)
def test_second_try_as_roamlinks(
    link: str, source: str, paths: list[str], expected: str | None
) -> None:
    assert target(paths, link, source) == expected
    assert target(paths[::-1], link, source) == expected


# Few letters, so that names collide often; what no link can hold (§1 rule 15) is left out.
names = st.text(st.sampled_from("aAbBnN.- _äÄ\u0308ßǅé𝔸"), min_size=1, max_size=5).filter(
    lambda name: not name.startswith(".") and name == name.strip()
)
notes = names.map(lambda name: f"{name}.md")
paths_ = st.builds(
    lambda folders, name: "/".join([*folders, name]), st.lists(names, max_size=2), notes | names
)
vaults = st.lists(paths_, min_size=1, max_size=12, unique=True)


@given(vaults, paths_)
def test_an_exact_path_always_wins(paths: list[str], source: str) -> None:
    resolver = Resolver(paths)
    for path in paths:
        assert resolver.resolve(path, source) == Match(path)


@given(vaults, paths_)
def test_a_result_exists_where_a_candidate_does(paths: list[str], source: str) -> None:
    resolver = Resolver(paths)
    for path in paths:
        parts = path.split("/")
        for start in range(len(parts)):
            link = "/".join(parts[start:])
            assert resolver.resolve(link, source)
            assert resolver.resolve(link.removesuffix(".md"), source)


@given(vaults, paths_, paths_, st.randoms(use_true_random=False))
def test_the_order_of_the_files_has_no_influence(
    paths: list[str], link: str, source: str, shuffler: random.Random
) -> None:
    shuffled = paths.copy()
    shuffler.shuffle(shuffled)
    assert Resolver(paths).resolve(link, source) == Resolver(shuffled).resolve(link, source)


@given(vaults, paths_)
def test_case_and_accents_do_not_matter(paths: list[str], source: str) -> None:
    resolver = Resolver(paths)
    for path in paths:
        for variant in (path.upper(), path.lower(), unicodedata.normalize("NFD", path)):
            match = resolver.resolve(variant, source)
            assert match
            assert not match.loose
            assert fold(match.path) == fold(path)


@given(vaults, st.text("aA./-b_ ", max_size=8), paths_)
def test_a_match_is_always_a_file_of_the_vault(paths: list[str], link: str, source: str) -> None:
    match = Resolver(paths).resolve(link, source)
    assert match is None or match.path in {*paths, source}


ascii_names = st.text("abM.- _", min_size=1, max_size=4).filter(
    lambda name: name[0] != "." and name == name.strip()
)
ascii_paths = st.builds(
    lambda folders, name, end: "/".join([*folders, name + end]),
    st.lists(ascii_names, max_size=2),
    ascii_names,
    st.sampled_from(["", ".md", ".MD", ".png"]),
)


@given(
    st.lists(ascii_paths, min_size=1, max_size=6),
    ascii_paths | st.text("abM.-/ _", min_size=1, max_size=6).map(str.strip),
    ascii_paths,
)
def test_every_link_that_roamlinks_resolves_is_resolved(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str], link: str, source: str
) -> None:
    root = tmp_path_factory.mktemp("vault")
    written = [path for path in paths if _write(root / path)]
    shown = _roamlinks(root, link, source)
    if shown and (root / shown).is_file():
        assert Resolver(written).resolve(link, source)


def test_every_file_name_that_roamlinks_links_is_resolved(tmp_path: Path) -> None:
    """Its other syntax, ``[text](name.md)``, looks for the exact name in all folders."""
    _write(tmp_path / "a/My Note.md")
    _write(tmp_path / "a/my note.md")
    replace = roamlinks.AutoLinkReplacer(str(tmp_path), "b/s.md")
    for name in ("My Note.md", "my note.md"):
        shown = re.sub(roamlinks.AUTOLINK_RE, replace, f"[x]({name})")
        assert shown == f"[x](../a/{name})"
        match = Resolver(["a/My Note.md", "a/my note.md"]).resolve(name, "b/s.md")
        assert match == Match(f"a/{name}")


@given(st.text("aM.- _md/ßÄ", max_size=8))
def test_simplify_is_that_of_roamlinks(name: str) -> None:
    assert simplify(name) == roamlinks.RoamLinkReplacer("", "").simplify(name)


def _write(file: Path) -> bool:
    """False where a folder of that name, or a file in the way, already exists."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except OSError:
        return False
    return file.is_file()


def _roamlinks(root: Path, link: str, source: str) -> str | None:
    """The vault path that roamlinks writes for ``[[link]]`` in ``source``, existing or not."""
    replace = roamlinks.RoamLinkReplacer(str(root), source)
    shown = re.sub(roamlinks.ROAMLINK_RE, replace, f"[[{link}]]")
    if "](<" not in shown:
        return None
    href = shown.partition("](<")[2].removesuffix(">)")
    return os.path.relpath(root / Path(source).parent / href, root)
