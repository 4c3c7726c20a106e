"""What stands inside a link: its parts, its text, and the heading it means (§1.1, §2, §3)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from vaultsite.vault import linktext
from vaultsite.vault.linktext import LinkText


@dataclass(frozen=True)
class Heading:
    level: int
    source: str


def headings(outline: str) -> list[Heading]:
    """One heading a line, as in a note."""
    lines = [line.partition(" ") for line in outline.strip().splitlines()]
    return [Heading(len(marks), source) for marks, _, source in lines]


@pytest.mark.parametrize(
    ("raw", "path", "subpath", "alias"),
    [
        ("Note", "Note", (), None),
        ("  Note  ", "Note", (), None),
        ("dir/Note.md", "dir/Note.md", (), None),
        ("Note|text", "Note", (), "text"),
        ("Note | a text ", "Note", (), "a text"),
        ("Note\\|text", "Note", (), "text"),
        ("a|b|c", "a", (), "b|c"),
        ("a|b#c", "a", (), "b#c"),
        ("Note|", "Note", (), None),
        ("i.png|100x145", "i.png", (), "100x145"),
        ("i.png\\|100", "i.png", (), "100"),
        ("Note#H", "Note", ("H",), None),
        ("Note # H # I | x", "Note", ("H", "I"), "x"),
        ("Note##A", "Note", ("A",), None),
        ("Note#A##B#", "Note", ("A", "B"), None),
        ("Note#", "Note", (), None),
        ("#H", "", ("H",), None),
        ("#", "", (), None),
        ("", "", (), None),
        ("Note#^id", "Note", ("^id",), None),
        ("Sq]uare", "Sq]uare", (), None),
        ("space#in $C[0, 1]$", "space", ("in $C[0, 1]$",), None),
    ],
)
def test_parts_of_a_wikilink(
    raw: str, path: str, subpath: tuple[str, ...], alias: str | None
) -> None:
    assert linktext.parse(raw) == LinkText(path, subpath, alias)


@pytest.mark.parametrize(
    ("href", "path", "subpath"),
    [
        ("My%20note.md#Heading", "My note.md", ("Heading",)),
        ("My note.md", "My note.md", ()),
        ("#Heading%20two", "", ("Heading two",)),
        ("C%23.md", "C#.md", ()),
        ("C%23.md#a%23b", "C#.md", ("a", "b")),
        ("a%7Cb.md", "a|b.md", ()),
        ("100%25.md", "100%.md", ()),
        ("%C3%A4pfel.md", "äpfel.md", ()),
        ("%FF.md", "\ufffd.md", ()),
        ("../a/b.md#^id", "../a/b.md", ("^id",)),
        ("", "", ()),
    ],
)
def test_parts_of_a_markdown_link(href: str, path: str, subpath: tuple[str, ...]) -> None:
    assert linktext.from_href(href) == LinkText(path, subpath)


@pytest.mark.parametrize(
    "href", ["https://example.org/a#b", "mailto:a@example.org", "obsidian://open", "//cdn/x.js"]
)
def test_an_address_is_no_link_into_the_vault(href: str) -> None:
    assert linktext.from_href(href) is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Note", "Note"),
        ("dir/Note", "dir/Note"),
        ("Note#H", "Note > H"),
        ("#H", "H"),
        ("Note#A#B", "Note > A > B"),
        ("Note##A", "Note > A"),
        ("Note|x", "x"),
        ("Note#A|x", "x"),
        ("Note.md", "Note.md"),
        ("Note#^id", "Note > ^id"),
    ],
)
def test_text_shown_for_a_link(raw: str, text: str) -> None:
    assert linktext.display(linktext.parse(raw)) == text


@pytest.mark.parametrize(
    ("source", "stripped"),
    [
        ("Plain", "Plain"),
        ("  two   blanks\t", "two blanks"),
        (
            'a!b"c#d$e%f&g(h)i*j+k,l.m:n;o<p=q>r?s@t^u`v{w|x}y~z/0[1]2\\3',
            " ".join("abcdefghijklmnopqrstuvwxyz0123"),
        ),
        ("it's well-known_as – 1’2", "it's well-known_as – 1’2"),
        ("a\r\nb", "a b"),
        ("???", ""),
    ],
)
def test_heading_without_punctuation(source: str, stripped: str) -> None:
    assert linktext.strip_heading(source) == stripped


OUTLINE = """
# Matrix
## Matrix Definition
### Rank
# Rank
## Proof
# it's *well-known*: 1/2
# norm in a [[vector space]] $\\left(V, +, \\cdot, ||\\cdot||\\right)$
## Proof
#### Rank
# A\u0308pfel
"""


@pytest.mark.parametrize(
    ("subpath", "index"),
    [
        ("Matrix", 0),
        ("matrix", 0),
        ("Matrix#Matrix Definition", 1),
        ("Matrix#Matrix", None),
        ("Rank", 2),
        ("Rank#Proof", None),
        ("Matrix#Proof", 4),
        ("Proof", 4),
        ("norm in a vector space $ left(V, +, cdot, cdot right)$#Proof", 7),
        ("norm in a vector space $ left(V, +, cdot, cdot right)$#Rank", 8),
        ("norm in a vector space left V cdot cdot right", 6),
        ("it's well-known 1 2", 5),
        ("its well-known 1 2", None),
        ("well-known", None),
        ("äpfel", 9),
        ("", None),
    ],
)
def test_heading_that_a_subpath_means(subpath: str, index: int | None) -> None:
    parts = linktext.parse(f"Note#{subpath}").subpath
    assert linktext.find_heading(headings(OUTLINE), parts) == index


@pytest.mark.parametrize(
    ("raw", "block", "footnote"),
    [
        ("Note#^Block-1", "block-1", None),
        ("#^ab", "ab", None),
        ("Note#H#^ab", None, None),
        ("Note#ab^", None, None),
        ("Note#[^1]", None, "1"),
        ("Note#[^long note]", None, "long note"),
        ("Note#[1]", None, None),
        ("Note", None, None),
    ],
)
def test_blocks_and_footnotes(raw: str, block: str | None, footnote: str | None) -> None:
    subpath = linktext.parse(raw).subpath
    assert linktext.block_id(subpath) == block
    assert linktext.footnote_label(subpath) == footnote


def test_settings_of_an_embedded_file() -> None:
    subpath = linktext.parse("paper.pdf#page=3&height=400").subpath
    assert linktext.parameters(subpath) == {"page": "3", "height": "400"}
    assert linktext.parameters(("Heading",)) == {}
