"""The theme's style sheets are one file, whose name changes with what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vaultsite.site import style

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a {\n  color: red;\n}\n\nb { margin: 0 }", "a{color: red;}b{margin: 0}"),
        ("/* why */\na > b :is(c)\n{ x: y }", "a > b :is(c){x: y}"),
        ('a::before { content: "/* } {  " }', 'a::before{content: "/* } {  "}'),
        ("a { b: 'it\\'s  ; /*' }", "a{b: 'it\\'s  ; /*'}"),
        ("a{b:url(data:x/*,;y)}", "a{b:url(data:x/*,;y)}"),
        ("a{} /* never closed", "a{}"),
        ("@media print {\n  a { b: calc(1px + 2px) }\n}", "@media print{a{b: calc(1px + 2px)}}"),
    ],
)
def test_what_only_makes_it_readable_goes(css: str, short: str) -> None:
    assert style.joined([css]).css == short


def test_the_order_is_kept_and_the_name_follows_the_text() -> None:
    one, other = style.joined(["a{}", "b{}"]), style.joined(["b{}", "a{}"])
    assert one.css == "a{}\nb{}"
    assert one.place.startswith("assets/stylesheets/site.")
    assert one.place != other.place
    assert style.joined(["a{}", "b{}"]) == one


def test_the_first_folder_of_a_theme_has_its_way(tmp_path: Path) -> None:
    for folder, names in (("ours", ["note.css"]), ("material", ["note.css", "main.1f.min.css"])):
        (tmp_path / folder / "assets").mkdir(parents=True)
        for name in names:
            (tmp_path / folder / "assets" / name).write_text(f"{folder} {name}")
    folders = [tmp_path / "ours", tmp_path / "material"]
    found = style.read(folders, ["main.*.min.css", "note.css"])
    assert found == ["material main.1f.min.css", "ours note.css"]
    with pytest.raises(FileNotFoundError, match=r"assets/home\.css"):
        style.read(folders, ["home.css"])


@pytest.mark.parametrize(
    ("place", "joined"),
    [
        ("assets/note.css", True),
        ("assets/stylesheets/main.57a0.min.css", True),
        ("assets/stylesheets/main.57a0.min.css.map", True),
        ("assets/snippets/note.css", False),
        ("notes/note.css", False),
        ("assets/cards.js", False),
    ],
)
def test_the_files_that_it_is_made_of_are_not_copied(place: str, joined: bool) -> None:
    assert style.is_joined(place) is joined


def test_every_style_sheet_of_the_theme_is_in_it_or_fetched_by_a_script(
    project_root: Path,
) -> None:
    assets = project_root / "theme/assets"
    scripts = "".join(file.read_text("utf-8") for file in assets.glob("*.js"))
    joined = {name for name in style.SHEETS if "/" not in name}
    ours = {file.name for file in assets.glob("*.css")}
    late = {
        name
        for name in ours - joined
        if f'useStyle("{name.removesuffix(".css")}")' in scripts or f'"{name}"' in scripts
    }
    assert ours == joined | late
    assert not joined - ours
