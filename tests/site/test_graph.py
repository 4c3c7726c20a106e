"""The graph: which neighbours a note shows and how, and where the map puts the notes."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations, pairwise
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaultsite import packages
from vaultsite.site import kept
from vaultsite.site.explorer import NoteEntry, tree
from vaultsite.site.graph import COLOURS, Graph, Near, Neighbourhood, groups
from vaultsite.site.graph_layout import SIZE, LayoutError, layout
from vaultsite.site.graph_map import PLACE, vault_map, write
from vaultsite.site.graph_near import ROW, WIDTH, local_graph, svg
from vaultsite.site.graph_page import LISTED, html
from vaultsite.site.library import Library
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES = {
    "Oak.md": "[[Ash]] and again [[Ash]], ![[Elm]] [[Oak]] [[nowhere]] ![[leaf.png]]",
    "Ash.md": "[[Oak]]",
    "Elm.md": "Links to nobody.",
    "wood/Fir.md": "[[Oak]] [[secret]] #tree",
    "wood/Yew.md": "Alone.",
    "secret.md": "---\npublish: false\n---\n[[Oak]]",
    "map.canvas": '{"nodes": [{"id": "a", "type": "file", "file": "Elm.md", "x": 0, "y": 0,'
    ' "width": 9, "height": 9}], "edges": []}',
    "Way.md": "[[map.canvas]]",
}


def made(folder: Path, notes: Mapping[str, str]) -> tuple[Graph, Library]:
    for path, text in notes.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    library = Library(Vault(folder), use_directory_urls=True, reserved=())
    entries = (
        NoteEntry(path, note.title, library.urls[path])
        for path, note in library.vault.notes.items()
    )
    return Graph(library, tree(entries)), library


def names(side: tuple[Near, ...]) -> list[tuple[str, bool, bool]]:
    return [(each.title, each.comes, each.goes) for each in side]


def test_links_have_a_direction(tmp_path: Path) -> None:
    graph, _ = made(tmp_path, NOTES)
    near = graph.near("Oak.md")
    assert names(near.above) == [("Ash", True, True), ("Fir", True, False)]
    assert names(near.below) == [("Elm", False, True)]
    assert graph.degree("Oak.md") == 3
    assert names(graph.near("Elm.md").above) == [("Oak", True, False), ("map", True, False)]
    assert names(graph.near("map.canvas").below) == [("Elm", False, True)]


def test_private_notes_and_missing_ones_are_nobody_s_neighbours(tmp_path: Path) -> None:
    graph, _ = made(tmp_path, NOTES)
    assert "secret.md" not in graph.order
    assert names(graph.near("wood/Fir.md").below) == [("Oak", False, True)]
    assert graph.near("wood/Yew.md") == Neighbourhood()


def test_of_many_neighbours_the_nearest_are_shown(tmp_path: Path) -> None:
    notes = {f"n{number}.md": "[[hub]]" for number in range(1, 41)}
    notes["hub.md"] = "[[n30]] [[n20]]"
    notes["n10.md"] = "[[hub]] and [[hub]]"
    graph, _ = made(tmp_path, notes)
    near = graph.near("hub.md")
    shown = [each.title for each in near.above + near.below]
    assert len(shown) == 12
    assert near.more == 28
    assert {"n30", "n20", "n10"} < {*shown}
    assert near.above[:3] == tuple(sorted(near.above[:3], key=lambda each: int(each.title[1:])))


def test_both_sides_have_their_share(tmp_path: Path) -> None:
    notes = {f"n{number}.md": "[[hub]]" for number in range(40)}
    out = [f"m{number}" for number in range(40)]
    for names, above in ((out[:2], 10), (out[:9], 6), (out, 6)):
        hub = {"hub.md": " ".join(f"[[{name}]]" for name in names)}
        graph, _ = made(
            tmp_path / str(len(names)), notes | dict.fromkeys([f"{m}.md" for m in out], "") | hub
        )
        shown = graph.near("hub.md")
        assert (len(shown.above), len(shown.below)) == (above, 12 - above)
        assert shown.more == 40 + len(names) - 12


def near(above: int, below: int) -> Neighbourhood:
    def side(count: int, *, comes: bool) -> tuple[Near, ...]:
        return tuple(
            Near(f"note {each}", f"note {each}/", each % 9, comes=comes, goes=not comes or not each)
            for each in range(count)
        )

    return Neighbourhood(side(above, comes=True), side(below, comes=False))


@pytest.mark.parametrize(("above", "below"), [(1, 0), (0, 1), (3, 4), (12, 0), (0, 12)])
def test_each_neighbour_has_a_row_of_its_own(above: int, below: int) -> None:
    drawn = svg(near(above, below))
    height = int(re.findall(r'viewBox="0 0 \d+ (\d+)"', drawn)[0])
    assert height == ROW * (above + below + 1)
    dots = [int(y) for y in re.findall(r"M44 (\d+)h0", drawn)]
    (me,) = (int(y) for y in re.findall(r"M8 (\d+)h0", drawn))
    rows = sorted([*dots, me])
    assert rows.index(me) == above
    assert all(b - a == ROW for a, b in pairwise(rows))
    assert all(0 <= x <= WIDTH for x in map(int, re.findall(r"M(\d+)", drawn)))
    assert 0 < rows[0] < rows[-1] < height


def test_arrows_say_who_links() -> None:
    def arrows(*, comes: bool, goes: bool) -> list[tuple[str, str]]:
        drawn = svg(Neighbourhood((Near("a", "a/", 1, comes=comes, goes=goes),)))
        return re.findall(r"M(\d+) 12l(-?)6-3v6z", drawn)

    assert arrows(comes=True, goes=False) == [("31", "")]
    assert arrows(comes=False, goes=True) == [("38", "-")]
    assert arrows(comes=True, goes=True) == [("24", ""), ("38", "-")]


def test_the_picture_is_small_and_the_same_every_time() -> None:
    many = near(6, 6)
    assert svg(many) == svg(many)
    assert len(svg(many)) < 1100


def test_the_note_is_named_in_the_graph_of_the_vault() -> None:
    found = local_graph(near(1, 1), url="a/b%20c/", graph_url="../../graph/")
    assert found is not None
    assert found.url == "../../graph/?note=a/b%2520c/"
    assert [each.url for each in found.above] == ["../../note 0/"]
    assert local_graph(Neighbourhood(), url="a/", graph_url="../graph/") is None


def folders(*paths: str) -> dict[str, int]:
    return groups(tree(NoteEntry(path, "n", "u") for path in paths))


def test_a_folder_that_is_nearly_all_shares_its_colours_out() -> None:
    assert folders("a/x/1.md", "a/x/2.md", "a/y/3.md", "b/4.md", "5.md") == {
        "a/x": 1, "a/y": 2, "b": 3,
    }  # fmt: skip
    assert folders("a/x/1.md", "a/2.md") == {"a": 1, "a/x": 2}


def test_of_many_folders_the_largest_have_colours() -> None:
    found = folders(*(f"f{n}/{each}.md" for n in range(10) for each in range(n + 1)))
    assert found == {f"f{n}": n - 1 for n in range(2, 10)}
    assert len(found) == COLOURS


@pytest.fixture(scope="module")
def tools(project_root: Path) -> dict[str, Path]:
    modules = packages.ensure(project_root / "npm/graph", say=print)
    return {"node": packages.node(), "modules": modules}


RING = [(number, (number + 1) % 40) for number in range(40)]
PATHS = [f"note {number}.md" for number in range(50)]  # the last ten are alone


def test_the_map_is_the_same_every_time_and_all_notes_are_on_it(tools: dict[str, Path]) -> None:
    places = layout(PATHS, RING, **tools)
    assert places == layout(PATHS, RING, **tools)
    assert len({*places}) == len(PATHS)
    assert all(0 <= x <= SIZE and 0 <= y <= SIZE for x, y in places)
    assert min(y for _, y in places[40:]) > max(y for _, y in places[:40])


def test_an_edit_hardly_changes_the_map(tools: dict[str, Path]) -> None:
    before, after = layout(PATHS, RING, **tools), layout(PATHS, [*RING, (0, 2)], **tools)
    moved = sorted(math.dist(a, b) for a, b in zip(before, after, strict=True))
    assert moved[-1] > 0
    assert moved[len(moved) // 2] < SIZE / 20


def test_linked_notes_are_near_each_other(tools: dict[str, Path]) -> None:
    places = layout(PATHS[:40], RING, **tools)
    linked = sum(math.dist(places[a], places[b]) for a, b in RING) / len(RING)
    apart = sum(math.dist(places[n], places[(n + 20) % 40]) for n in range(40)) / 40
    assert linked < apart / 3


def test_without_links_no_node_is_needed() -> None:
    places = layout(PATHS, [], node=Path("nowhere"), modules=Path("nowhere"))
    assert len({*places}) == len(PATHS)
    with pytest.raises(LayoutError):
        layout(PATHS, RING, node=Path("nowhere"), modules=Path("nowhere"))


def test_the_data_have_pages_and_links_and_nothing_else(tmp_path: Path, project_root: Path) -> None:
    graph, library = made(tmp_path / "vault", NOTES)
    found = vault_map(graph, library)()
    told: list[str] = []
    write(
        found, tmp_path, project=project_root, cache=tmp_path / "cache", say=print, warn=told.append
    )
    data = json.loads((tmp_path / PLACE).read_text("utf-8"))
    titles = [title for title, _, _ in data["notes"]]
    assert titles == ["Ash", "Elm", "Oak", "Way", "Fir", "Yew", "map"]
    assert data["links"][titles.index("Oak")] == [0, 1]  # Ash, and one on
    assert data["tags"] == {"tree": [4]}
    assert len(data["at"]) == 2 * len(titles)
    assert told == []


def test_where_there_is_no_map_the_data_say_so(tmp_path: Path) -> None:
    graph, library = made(tmp_path / "vault", NOTES)
    (tmp_path / "npm/graph").mkdir(parents=True)
    (tmp_path / "npm/graph/package-lock.json").write_text("no lock")
    told: list[str] = []
    write(
        vault_map(graph, library)(), tmp_path, project=tmp_path, cache=tmp_path, say=print,
        warn=told.append,
    )  # fmt: skip
    assert json.loads((tmp_path / PLACE).read_text("utf-8"))["at"] == []
    assert len(told) == 1
    assert told[0].startswith("The graph is shown as a list: ")


def test_the_list_does_not_grow_with_the_vault(tmp_path: Path) -> None:
    notes = {f"n{number}.md": "[[hub]]" for number in range(LISTED + 20)}
    graph, library = made(tmp_path, {**notes, "hub.md": "", "a/lone.md": ""})
    shown = html(graph, library, url="graph/", explorer_url="../explorer/")
    assert shown.count("<li><a") == LISTED
    assert "22 notes with fewer links" in shown
    assert "lone" not in shown
    first = re.search(r'<li><a[^>]* href="([^"]*)">([^<]*)</a> <small>([^<]*)<', shown)
    assert first is not None
    assert first.groups() == ("../hub/", "hub", f"{LISTED + 20:,} links")


@pytest.mark.parametrize("damage", [b"", b"other key" * 9, b"key" + b"\0damaged"])
def test_what_is_kept_holds_for_its_key_alone(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "cache" / "kept"
    kept.write(file, b"key", b"value")
    assert kept.read(file, b"key") == b"value"
    assert kept.read(file, b"kex") is None
    file.write_bytes(damage)
    assert kept.read(file, b"key") is None


# What eyes see that lack one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1.
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
Colour = tuple[float, float, float]


def colours(css: str, name: str) -> tuple[Colour, Colour]:
    """Linear light of a variable's colours, light and dark."""
    found = re.search(rf"--{name}: light-dark\(#(\w{{6}}), #(\w{{6}})\)", css)
    assert found is not None
    light, dark = (
        tuple(int(each[at : at + 2], 16) / 255 for at in (0, 2, 4)) for each in found.groups()
    )
    red, green, blue = zip(light, dark, strict=True)
    (a, b), (c, d), (e, f) = (tuple(x**2.2 for x in each) for each in (red, green, blue))
    return (a, c, e), (b, d, f)


def lab(colour: Colour, eyes: tuple[Colour, ...]) -> Colour:
    """Björn Ottosson's Oklab, whose distances are those that are seen."""
    red, green, blue = (max(sum(map(mul, row, colour)), 0) for row in eyes)
    long = (0.4122 * red + 0.5363 * green + 0.0514 * blue) ** (1 / 3)
    middle = (0.2119 * red + 0.6807 * green + 0.1074 * blue) ** (1 / 3)
    short = (0.0883 * red + 0.2817 * green + 0.6300 * blue) ** (1 / 3)
    return (
        0.2105 * long + 0.7936 * middle - 0.0041 * short,
        1.9780 * long - 2.4286 * middle + 0.4506 * short,
        0.0259 * long + 0.7828 * middle - 0.8087 * short,
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_tells_the_colours_apart(project_root: Path, *, dark: bool) -> None:
    assets = project_root / "theme/assets"
    graph = (assets / "graph.css").read_text("utf-8")
    page = colours((assets / "tokens.css").read_text("utf-8"), "background-primary")[dark]
    drawn = [colours(graph, f"graph-{number}")[dark] for number in range(1, COLOURS + 1)]
    for colour in drawn:
        low, high = sorted(sum(map(mul, (0.2126, 0.7152, 0.0722), each)) for each in (colour, page))
        assert (high + 0.05) / (low + 0.05) >= 3
    for eyes in EYES.values():
        pairs = combinations([lab(colour, eyes) for colour in drawn], 2)
        assert min(math.dist(a, b) for a, b in pairs) > 0.08
