"""TikZ pictures: drawn by TeX, kept, harmless on a page, in the page's colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.plugins.blocks import drawn
from vaultsite import packages
from vaultsite.render.plugins import TikzPicture
from vaultsite.tikz import TikzRenderer
from vaultsite.tikz.svg import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tools = Callable[[], tuple[Path, Path] | None]

PICTURE = r"""
\begin{document}
  \begin{tikzpicture}

    \draw[red] (0,0) -- (1,1) node[right, fill=white, text=black] {$x$ and $\alpha$};
    \clip (0,0) circle (1);
    \fill (0,0) rectangle (1,1);
  \end{tikzpicture}
\end{document}
"""


@pytest.fixture(scope="module")
def tools(project_root: Path) -> Tools:
    modules = packages.ensure(project_root / "npm/tikz", say=print)
    return lambda: (packages.node(), modules)


@pytest.fixture(scope="module")
def lock(project_root: Path) -> Path:
    return project_root / "npm/tikz/package-lock.json"


@pytest.fixture(scope="module")
def svg(tools: Tools, lock: Path) -> str:
    picture = TikzRenderer(tools, lock).draw(PICTURE)
    assert picture is not None
    assert picture.error == ""
    return picture.svg


def never() -> tuple[Path, Path] | None:
    pytest.fail("TeX was asked for what is in the cache")


def test_shapes_and_letters_are_drawn(svg: str) -> None:
    assert 'stroke="#f00"' in svg
    assert "<text" not in svg
    letters = re.findall(r'<path stroke="none" fill="currentColor" d="([^"]*)"', svg)
    assert len(letters) == 3  # x, and, α
    assert all(len(letter) > 100 for letter in letters)


def test_black_is_the_text_s_colour_and_white_the_paper_s(svg: str) -> None:
    assert not re.search(r"#000|#fff|black\"", svg)
    assert 'fill="var(--md-default-bg-color, white)"' in svg


def test_it_stands_on_a_page_with_ids_of_its_own(svg: str) -> None:
    html = drawn("tikz", PICTURE, picture=TikzPicture(svg)).html
    assert '<figure class="plugin-block" data-plugin="tikz">' in html
    [name] = re.findall(r' id="([^"]*)"', html)
    assert name.startswith("tikz-1-")
    assert f'clip-path="url(#{name})"' in html


def test_a_picture_is_drawn_once(tools: Tools, lock: Path, tmp_path: Path) -> None:
    cache = tmp_path / "tikz.sqlite"
    source = (
        r"\begin{document}\begin{tikzpicture}\draw (0,0)--(1,0);\end{tikzpicture}\end{document}"
    )
    first = TikzRenderer(tools, lock, cache).draw(source)
    assert first is not None
    assert first.svg.startswith("<svg")
    assert TikzRenderer(never, lock, cache).draw(f"\n  {source}\n\n") == first


def test_tex_s_own_message_is_reported(tools: Tools, lock: Path, tmp_path: Path) -> None:
    cache = tmp_path / "tikz.sqlite"
    source = r"\begin{document}\begin{tikzpicture}\nope\end{tikzpicture}\end{document}"
    picture = TikzRenderer(tools, lock, cache).draw(source)
    assert picture == TikzPicture(error="Undefined control sequence.")
    assert TikzRenderer(never, lock, cache).draw(source) == picture
    block = drawn("tikz", source, picture=picture)
    assert [fault.what for fault in block.faults] == ["TikZ picture: Undefined control sequence."]
    assert "<figcaption>Cannot be drawn: TikZ picture: Undefined control sequence." in block.html


def test_tex_that_never_ends_is_ended(tools: Tools, lock: Path) -> None:
    source = r"\begin{document}\def\x{\x}\x\end{document}"
    picture = TikzRenderer(tools, lock, time_limit=2).draw(source)
    assert picture == TikzPicture(error="takes longer than 2 s")


def test_tex_reads_no_file_of_this_computer(tools: Tools, lock: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text(r"\begin{tikzpicture}\draw (0,0)--(1,0);\end{tikzpicture}", "utf-8")
    source = rf"\begin{{document}}\input{{{secret}}}\end{{document}}"
    picture = TikzRenderer(tools, lock).draw(source)
    assert picture is not None
    assert picture.error.startswith("LaTeX Error: File `")


def test_without_tex_the_source_is_shown(lock: Path) -> None:
    assert TikzRenderer(lambda: None, lock).draw(PICTURE) is None
    block = drawn("tikz", PICTURE)
    assert "<figcaption>TeX was not there to draw this</figcaption>" in block.html
    assert block.faults == ()


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<g onclick="alert(1)"></g>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<image href="https://other.example/x.png"/>',
        '<foreignObject><iframe src="x"></iframe></foreignObject>',
        '<use href="https://other.example/x.svg#a"/>',
        '<path fill="url(https://other.example/x)" d="M0 0"/>',
        '<path style="fill: url(//other.example)" d="M0 0"/>',
        '<style>@import "https://other.example"</style>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        "</svg><img src=x onerror=alert(1)>",
        "<!-- --><!DOCTYPE x><![CDATA[<script>]]>",
    ],
)
def test_a_special_puts_nothing_but_shapes_on_the_page(attack: str) -> None:
    html = clean(f'<svg viewBox="0 0 1 1"><g>{attack}</g></svg>')
    assert not re.search(r"alert|other\.example|<(?!/?(?:svg|g|path|use)\b)", html)


@pytest.mark.parametrize(
    ("source", "inner"),
    [
        ("<g><g><path d='M0 0'></path></g></g>", '<g><g><path d="M0 0"/></g></g>'),
        ("<g><g></g></g>", "<g><g/></g>"),
        ("<g><path d='M0 0'>", '<g><path d="M0 0"/></g>'),
        ("</g><g></path></g>", "<g/>"),
        ("<clippath id='a'></clippath>", '<clipPath id="tikz-0-a"/>'),
        ("<path d='M 1.23456 -0.0001'/>", '<path d="M 1.23 -0"/>'),
        (
            "<rect style='fill:url(#a); stroke:none'/>",
            '<rect fill="url(#tikz-0-a)" stroke="none"/>',
        ),
        ("text", ""),
    ],
)
def test_what_the_driver_leaves_open_is_closed(source: str, inner: str) -> None:
    html = clean(f'<svg viewBox="-72 -72 3 6">{source}</svg>')
    assert re.sub(r"<svg[^>]*>", "", html, count=1).removesuffix("</svg>") == inner
    assert 'width="4.00" height="8.00" viewBox="-72 -72 3 6"' in html


def test_no_picture_is_nothing() -> None:
    assert clean("<span>text</span>") == ""
