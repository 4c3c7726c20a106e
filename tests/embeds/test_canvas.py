"""Canvases: drawn, linked, counted, and without what is private."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.render.pages import faults
from vaultsite.maths import Drawing
from vaultsite.maths.records import Part
from vaultsite.render.canvas_page import render_canvas
from vaultsite.render.curves import curve
from vaultsite.render.note import render_note
from vaultsite.render.search import canvas_search_html
from vaultsite.site.library import Library
from vaultsite.vault.canvas import Edge, Node, parse_canvas
from vaultsite.vault.index import Vault
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from pathlib import Path

BOX = {"x": 0, "y": 0, "width": 200, "height": 100}


def node(identifier: str, kind: str, **values: object) -> dict[str, object]:
    return {"id": identifier, "type": kind, **BOX, **values}


def edge(start: str, end: str, **values: object) -> dict[str, object]:
    return {"id": f"{start}-{end}", "fromNode": start, "toNode": end, **values}


def source(*nodes: dict[str, object], edges: list[dict[str, object]] | None = None) -> str:
    return json.dumps({"nodes": nodes, "edges": edges or []}, indent="\t")


def library(root: Path, *, exclude: tuple[str, ...] = ()) -> Library:
    return Library(
        Vault(root, choice=Choice(exclude=exclude)),
        use_directory_urls=True,
        reserved=(),
        draw=lambda formula: Drawing(parts=(Part("", "", "", formula.tex),)),
    )


def shown(root: Path, *nodes: dict[str, object], **rest: Any) -> str:
    """The page of a canvas that a note links to."""
    (root / "Map.canvas").write_text(source(*nodes, **rest), "utf-8")
    (root / "Note.md").write_text("# Part\nA text of the note.\n", "utf-8")
    (root / "Start.md").write_text("[[Map.canvas]]", "utf-8")
    page = render_canvas("Map.canvas", library(root))
    assert faults(page.html) == []
    return page.html


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"type": "text", "text": "a **b**"}, "<p>a <strong>b</strong></p>"),
        ({"type": "text", "text": "$x$"}, 'data-tex="x"'),
        ({"type": "text", "text": "[[Note#Part|n]]"}, 'href="../Note/#part">n</a>'),
        ({"type": "text", "text": "<script>x()</script>b"}, "\nb"),
        ({"type": "file", "file": "Note.md"}, 'data-href="Note.md" href="../Note/">Note</a>'),
        ({"type": "file", "file": "Note.md"}, "A text of the note."),
        ({"type": "file", "file": "Note.md", "subpath": "#Part"},
         'href="../Note/#part">Note &gt; Part</a>'),
        ({"type": "file", "file": "gone.md"}, "“gone.md” could not be found."),
        ({"type": "file", "file": "Map.canvas"}, 'href="./">Map</a>'),
        ({"type": "link", "url": "https://example.org/a?b&c"},
         'href="https://example.org/a?b&amp;c" rel="noopener">example.org/a?b&amp;c</a>'),
        ({"type": "link", "url": "https://youtu.be/x"}, 'data-service="youtube"'),
        ({"type": "link", "url": "javascript:x()"}, "\njavascript:x()</div>"),
        ({"type": "group", "label": "<b>"},
         '<div class="canvas-group-label" dir="auto">&lt;b&gt;</div>'),
        ({"type": "text", "color": "3"}, "--canvas-color:var(--canvas-color-3);"),
        ({"type": "text", "color": "#AbCdEf"}, "--canvas-color:#AbCdEf;"),
        ({"type": "text", "x": -50.5}, "left:20px;top:20px;width:200px;height:100px"),
    ],
)  # fmt: skip
def test_node(tmp_path: Path, values: dict[str, object], expected: str) -> None:
    assert expected in shown(tmp_path, {"id": "a", **BOX, **values})


@pytest.mark.parametrize("color", ["7", "red", "#12345", "#fff;color:red", 3, None])
def test_no_other_color_reaches_the_page(tmp_path: Path, color: object) -> None:
    assert "--canvas-color" not in shown(tmp_path, node("a", "text", color=color))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (None, 'data-fit="cover" src="../p.png"'),
        ("ratio", 'data-fit="ratio" src="../p.png"'),
        ("repeat", ";background-image:url(../p.png)"),
    ],
)
def test_background_of_a_group_is_copied(tmp_path: Path, style: str | None, expected: str) -> None:
    (tmp_path / "p.png").write_bytes(b"")
    html = shown(tmp_path, node("a", "group", background="p.png", backgroundStyle=style))
    assert expected in html
    assert "p.png" in library(tmp_path).places


@pytest.mark.parametrize(
    ("values", "heads", "label"),
    [
        ({}, 1, ""),
        ({"toEnd": "none"}, 0, ""),
        ({"fromEnd": "arrow"}, 2, ""),
        ({"fromEnd": "arrow", "toEnd": "none"}, 1, ""),
        ({"label": "so & so"}, 1, "so &amp; so"),
    ],
)
def test_edge(tmp_path: Path, values: dict[str, object], heads: int, label: str) -> None:
    nodes = [node("a", "text", text="from"), node("b", "text", text="to", x=400)]
    html = shown(tmp_path, *nodes, edges=[edge("a", "b", **values), edge("a", "gone")])
    assert html.count('class="canvas-head"') == heads
    assert html.count("<g") == 1
    assert label in html
    assert 'aria-label="from ' in html


@pytest.mark.parametrize(
    ("start_side", "end_side", "first", "last"),
    [
        ("", "", (200, 50), (400, 50)),
        ("top", "bottom", (100, 0), (500, 100)),
        ("left", "", (0, 50), (400, 50)),
    ],
)
def test_line_runs_from_side_to_side(
    start_side: str, end_side: str, first: tuple[float, float], last: tuple[float, float]
) -> None:
    start, end = Node("a", "text", 0, 0, 200, 100), Node("b", "text", 400, 0, 200, 100)
    plain = Edge("a", "b", start_side=start_side, end_side=end_side, end_arrow=False)
    line = curve(plain, start, end)
    assert (line.at(0), line.at(1)) == (first, last)
    assert line.heads == ()


def test_arrow_points_at_the_node() -> None:
    start, end = Node("a", "text", 0, 0, 200, 100), Node("b", "text", 0, 300, 200, 100)
    line = curve(Edge("a", "b"), start, end)
    [(tip, left, right)] = line.heads
    assert tip == (100, 300)
    assert left[1] == right[1] < tip[1]
    assert left[1] <= line.at(1)[1] < tip[1]


def test_everything_lies_within_the_sheet(tmp_path: Path) -> None:
    nodes = [node("a", "text", x=-300, y=-10), node("b", "group", label="g", x=500, y=900)]
    html = shown(tmp_path, *nodes, edges=[edge("a", "b", fromSide="left", toSide="right")])
    assert "left:20px" not in html  # the line bows out to the left of everything
    assert "--canvas-width:1" in html
    assert "left:-" not in html
    assert "top:-" not in html


def test_links_of_a_canvas_count_as_its_own(tmp_path: Path) -> None:
    (tmp_path / "used.png").write_bytes(b"")
    (tmp_path / "unused.png").write_bytes(b"")
    nodes = [
        node("a", "text", text="See [[Note]] and [[gone]]."),
        node("b", "file", file="used.png"),
        node("c", "file", file="Other.canvas"),
    ]
    (tmp_path / "Other.canvas").write_text(source(node("d", "text", text="[[Start]]")), "utf-8")
    (tmp_path / "Lonely.canvas").write_text(source(node("d", "text", text="[[Note]]")), "utf-8")
    shown(tmp_path, *nodes)
    book = library(tmp_path)
    assert set(book.links.incoming["Note.md"]) == {"Map.canvas"}
    assert set(book.links.incoming["Start.md"]) == {"Other.canvas"}
    assert set(book.links.incoming["Map.canvas"]) == {"Start.md"}
    assert set(book.places) == {
        "Map.canvas", "Note.md", "Other.canvas", "Start.md", "used.png",
    }  # fmt: skip
    assert book.places["Map.canvas"] == "Map.canvas/index.html"
    line = source(*nodes).split('"a"')[0].count("\n") + 1
    assert [str(problem) for problem in book.problems] == [
        f"Map.canvas:{line}: [[gone]] leads to no file: create the note, or correct the link"
    ]


def test_embed_is_the_canvas_with_a_link_to_its_page(tmp_path: Path) -> None:
    shown(tmp_path, node("a", "text", text="inside"))
    (tmp_path / "Start.md").write_text("Text ![[Map.canvas]] goes on", "utf-8")
    html = render_note("Start.md", library(tmp_path)).html
    assert faults(html) == []
    assert '<div class="internal-embed canvas-embed" data-src="Map.canvas"><a class=' in html
    assert 'href="../Map.canvas/"' in html
    assert "<p>inside</p>" in html
    assert html.endswith("<p>goes on</p>\n")


def test_note_and_canvas_that_show_each_other_end(tmp_path: Path) -> None:
    shown(tmp_path, node("a", "file", file="Start.md"), node("b", "text", text="![[Map.canvas]]"))
    (tmp_path / "Start.md").write_text("![[Map.canvas]]", "utf-8")
    book = library(tmp_path)
    assert render_note("Start.md", book).html.count('class="canvas"') == 1
    assert render_canvas("Map.canvas", book).html.count('class="canvas"') == 1


def test_footnotes_of_different_nodes_have_different_ids(tmp_path: Path) -> None:
    text = "a[^1]\n\n[^1]: b"
    html = shown(tmp_path, node("a", "text", text=text), node("b", "text", text=text))
    assert html.count('class="footnote-ref"') == 2


def test_long_note_is_cut_to_its_node(tmp_path: Path) -> None:
    (tmp_path / "Long.md").write_text("\n\n".join(f"Paragraph {i} {'x' * 90}" for i in range(99)))
    html = shown(tmp_path, node("a", "file", file="Long.md"))
    assert "Paragraph 2" in html
    assert "Paragraph 9" not in html


def test_private_things_vanish_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary/Plan.md").write_text("wren", "utf-8")
    (tmp_path / "diary/face.png").write_bytes(b"")
    nodes = [
        node("a", "text", text="[[diary/Plan]] ![[Plan]] [p](Plan.md)"),
        node("b", "file", file="diary/Plan.md"),
        node("c", "file", file="diary/face.png"),
        node("d", "group", background="diary/face.png"),
        node("e", "text", text="public"),
    ]
    edges = [edge("a", "b", label="quail"), edge("b", "c"), edge("a", "e", label="stork")]
    shown(tmp_path, *nodes, edges=edges)
    book = library(tmp_path, exclude=("diary/",))
    page = render_canvas("Map.canvas", book)
    search = canvas_search_html(book.source("Map.canvas"))
    for word in ("diary", "Plan", "face", "wren", "quail"):
        assert word not in page.html + search
        assert not any(word in str(problem) for problem in book.problems)
    assert "stork" in page.html
    assert page.html.count("<g") == 1
    assert not any("diary" in path for path in book.places)


def test_private_canvas_has_no_page(tmp_path: Path) -> None:
    shown(tmp_path, node("a", "text", text="wren"))
    book = library(tmp_path, exclude=("*.canvas",))
    html = render_note("Start.md", book).html
    assert "Map" not in html
    assert set(book.places) == {"Note.md", "Start.md"}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("{", 1, "this canvas is not readable as JSON"),
        ('{"nodes": [\n}', 2, "this canvas is not readable as JSON"),
        ("[" * 100_000, 0, "this canvas is not readable as JSON"),
        ("[]", 0, "this file is no canvas"),
        ('{"nodes": [{"id": "a", "type": "text"}]}', 1, "a node of this canvas is damaged"),
        ('{"nodes": [3]}', 0, "a node of this canvas is damaged"),
        (source(node("a", "cloud")), 4, "a node of this canvas is damaged"),
        (source(node("a", "text", x="0")), 4, "a node of this canvas is damaged"),
        (source(node("a", "text", width=-1)), 4, "a node of this canvas is damaged"),
        (source(node("a", "text", x=10**400)), 4, "a node of this canvas is damaged"),
        (source(node("a", "text", x=float("nan"))), 4, "a node of this canvas is damaged"),
        (source(node("a", "text"), node("a", "text")), 4, "a node of this canvas is damaged"),
    ],
)
def test_damage_is_a_line_in_the_report(text: str, line: int, what: str) -> None:
    canvas = parse_canvas(text, "Map.canvas")
    [problem] = canvas.problems
    assert problem.path == "Map.canvas"
    assert problem.line == line
    assert problem.what.startswith(what)
    twice = text.count('"id": "a"') == 2
    assert [node.id for node in canvas.nodes] == ["a"] * twice


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The canvas “Map” is empty."),
        ("{}", "The canvas “Map” is empty."),
        ("{", "The canvas “Map” could not be shown."),
    ],
)
def test_nothing_to_draw_is_said(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "Map.canvas").write_text(text, "utf-8")
    (tmp_path / "Start.md").write_text("![[Map.canvas]]", "utf-8")
    assert says in render_note("Start.md", library(tmp_path)).html


def test_half_a_character_does_not_stop_the_build(tmp_path: Path) -> None:
    shown(tmp_path, node("a", "text", text="x"))
    broken = source(node("a", "text", text="X")).replace("X", "a \\ud83d b")
    (tmp_path / "Map.canvas").write_text(broken, "utf-8")
    assert "a \ufffd b" in render_canvas("Map.canvas", library(tmp_path)).html.encode().decode()
