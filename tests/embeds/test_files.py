"""What each kind of embedded file becomes; the HTML contract."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import faults, library, render
from vaultsite.vault.filetypes import AUDIO, IMAGES, VIDEO

if TYPE_CHECKING:
    from pathlib import Path

LAZY = 'loading="lazy" decoding="async"'


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (width + 1)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "i.png").write_bytes(png(40, 20))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"/>'
    (tmp_path / "d.svg").write_text(svg, "utf-8")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name in ("a b.mp3", "v.mp4", "p.pdf", "x.zip", "page.html", *ALL):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


ALL = [f"every.{extension}" for extension in sorted(IMAGES | AUDIO | VIDEO)]


def paragraph(vault: Path, source: str) -> str:
    """The HTML of a note's only paragraph."""
    (vault / "n.md").write_text(source, "utf-8")
    html = render(vault, "n.md").html
    assert faults(html) == []
    return html.removeprefix("<h1>n</h1>\n").strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        ("![[i.png]]", 'alt="i.png" {} width="40" height="20"'),
        ("![[i.png|100]]", 'alt="i.png" {} width="100" height="50"'),
        ("![[i.png|100x145]]",
         'alt="i.png" {} width="100" height="145" style="aspect-ratio:100/145"'),
        ("![[i.png|a cat]]", 'alt="a cat" {} width="40" height="20"'),
        ("![[i.png|a cat|100]]", 'alt="a cat" {} width="100" height="50"'),
        ("![[i.png|a|b|100]]", 'alt="a|b" {} width="100" height="50"'),
        ("![[i.png| 100 ]]", 'alt="i.png" {} width="100" height="50"'),
        ("![[i.png|0]]", 'alt="0" {} width="40" height="20"'),
        ("![[i.png|100x]]", 'alt="100x" {} width="40" height="20"'),
        ('![[i.png|"<b>]]', 'alt="&quot;&lt;b&gt;" {} width="40" height="20"'),
        ("![a *cat*|100](i.png)", 'alt="a cat" {} width="100" height="50"'),
        ("![100](i.png)", 'alt="i.png" {} width="100" height="50"'),
        ("![](i.png)", 'alt="i.png" {} width="40" height="20"'),
        ("![[broken.png]]", 'alt="broken.png" {}'),
        ("![[broken.png|30]]", 'alt="broken.png" {} width="30"'),
        ("![[d.svg]]", 'alt="d.svg" {} width="30" height="10"'),
        ("![[d.svg|60]]", 'alt="d.svg" {} width="60" height="20"'),
    ],
)  # fmt: skip
def test_image(vault: Path, source: str, attributes: str) -> None:
    name = next(name for name in ("broken.png", "i.png", "d.svg") if name in source)
    expected = (
        f'<img class="internal-embed" data-src="{name}" src="../{name}" {attributes.format(LAZY)}>'
    )
    assert paragraph(vault, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("![r](https://example.org/x.png)", 'alt="r" {}>'),
        ("![r|50](https://example.org/x.png)", 'alt="r" {} width="50">'),
        ("![250](https://example.org/x.png)", 'alt="" {} width="250">'),
        ("![](//example.org/x.png)", 'alt="" {}>'),
    ],
)
def test_image_of_another_host_is_told_no_referrer(vault: Path, source: str, expected: str) -> None:
    address = source.partition("(")[2].rstrip(")")
    start = f'<img referrerpolicy="no-referrer" src="{address}" '
    assert paragraph(vault, source) == start + expected.format(LAZY)


def test_image_with_an_address_of_no_site_is_its_text(vault: Path) -> None:
    assert paragraph(vault, "![a cat](app://local/home/ada/x.png)") == "a cat"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("![[a b.mp3]]",
         '<span class="media-embed audio-embed"><audio class="internal-embed" data-src="a b.mp3" '
         'src="../a%20b.mp3" controls preload="none" aria-label="a b.mp3"></audio>'
         '<a class="internal-link media-file" data-href="a b.mp3" href="../a%20b.mp3">a b.mp3</a>'
         "</span>"),
        ("![[v.mp4|320]]",
         '<span class="media-embed video-embed"><video class="internal-embed" data-src="v.mp4" '
         'src="../v.mp4" controls preload="metadata" aria-label="v.mp4" width="320"></video>'
         '<a class="internal-link media-file" data-href="v.mp4" href="../v.mp4">v.mp4</a></span>'),
        ("![Waves|320x240](v.mp4)",
         '<span class="media-embed video-embed"><video class="internal-embed" data-src="v.mp4" '
         'src="../v.mp4" controls preload="metadata" aria-label="Waves" width="320" height="240" '
         'style="aspect-ratio:320/240"></video>'
         '<a class="internal-link media-file" data-href="v.mp4" href="../v.mp4">Waves</a></span>'),
        ("![[x.zip]]",
         '<a class="internal-embed internal-link file-embed" data-src="x.zip" data-href="x.zip" '
         'href="../x.zip">x.zip</a>'),
        ("![[page.html]]",
         '<a class="internal-embed internal-link file-embed" data-src="page.html" '
         'data-href="page.html" href="../page.html.txt">page.html</a>'),
        ("![](https://example.org/a.mp3)",
         '<span class="media-embed audio-embed"><audio src="https://example.org/a.mp3" controls '
         'preload="none" aria-label="a.mp3"></audio><a class="external-link" '
         'href="https://example.org/a.mp3" rel="noopener">a.mp3</a></span>'),
    ],
)  # fmt: skip
def test_player_and_file(vault: Path, source: str, expected: str) -> None:
    assert paragraph(vault, source) == expected


@pytest.mark.parametrize(
    ("source", "frame", "text"),
    [
        ("![[p.pdf]]", 'src="../p.pdf" title="p.pdf" loading="lazy"', "p.pdf"),
        ("![[p.pdf#page=3]]", 'src="../p.pdf#page=3" title="p.pdf" loading="lazy"',
         "p.pdf, page 3"),
        ("![[p.pdf#height=400]]",
         'src="../p.pdf" title="p.pdf" loading="lazy" style="height:400px"', "p.pdf"),
        ("![[p.pdf#page=3&height=400|Rules]]",
         'src="../p.pdf#page=3" title="Rules" loading="lazy" style="height:400px"',
         "Rules, page 3"),
        ("![[p.pdf|300x200]]",
         'src="../p.pdf" title="p.pdf" loading="lazy" style="height:200px;width:300px"', "p.pdf"),
        ("![[p.pdf#height=9;color:red]]", 'src="../p.pdf" title="p.pdf" loading="lazy"', "p.pdf"),
        ("![[p.pdf#page=x%22&height=999999]]", 'src="../p.pdf" title="p.pdf" loading="lazy"',
         "p.pdf"),
    ],
)  # fmt: skip
def test_pdf(vault: Path, source: str, frame: str, text: str) -> None:
    raw = source[3:].partition("|")[0].rstrip("]").replace("&", "&amp;")
    html = paragraph(vault, source)
    assert f'<iframe class="internal-embed" data-src="{raw}" {frame}></iframe>' in html
    assert html.endswith(f">{text}</a></span>")


@pytest.mark.parametrize(
    ("source", "service", "text"),
    [
        ("![](https://youtu.be/abc)", "youtube", "Video on YouTube"),
        ("![My talk|400](https://www.youtube.com/watch?v=abc&t=5)", "youtube", "My talk"),
        ("![](http://m.youtube.com/watch?v=abc)", "youtube", "Video on YouTube"),
        ("![](https://www.youtube-nocookie.com/embed/abc)", "youtube", "Video on YouTube"),
        ("![](https://vimeo.com/1)", "vimeo", "Video on Vimeo"),
        ("![](https://player.vimeo.com/video/1)", "vimeo", "Video on Vimeo"),
        ("![](https://twitter.com/a/status/1)", "x", "Post on X"),
        ("![](https://x.com/a/status/1)", "x", "Post on X"),
    ],
)
def test_service_is_a_link_that_loads_nothing(
    vault: Path, source: str, service: str, text: str
) -> None:
    html = paragraph(vault, source)
    assert html.startswith(f'<a class="external-link service-link" data-service="{service}" href=')
    assert html.endswith(f">{text}</a>")
    assert html.count("<") == 2


def test_other_hosts_are_no_service(vault: Path) -> None:
    assert paragraph(vault, "![](https://notyoutube.com/x.png)").startswith("<img ")
    assert paragraph(vault, "![](https://example.org/youtube.com)").startswith("<img ")


@pytest.mark.parametrize("name", ALL)
def test_every_format_is_shown(vault: Path, name: str) -> None:
    extension = name.partition(".")[2]
    kind = "img" if extension in IMAGES else "audio" if extension in AUDIO else "video"
    assert f'<{kind} class="internal-embed"' in paragraph(vault, f"![[{name.upper()}]]")


@pytest.mark.parametrize(
    "source",
    [
        "[![[p.pdf]]](https://example.org)",
        "[![](v.mp4)](Note.md)",
        "[![](https://youtu.be/a)](https://example.org)",
        "# ![[p.pdf]] ![[v.mp4]] ![[x.zip]]",
        "| ![[p.pdf]] | ![[a b.mp3]] |\n| --- | --- |\n| ![[i.png\\|10]] | ![[v.mp4]] |",
    ],
)
def test_stands_anywhere_in_well_formed_html(vault: Path, source: str) -> None:
    assert paragraph(vault, source)


def test_only_what_is_used_is_copied_and_each_file_once(vault: Path) -> None:
    (vault / "sub").mkdir()
    (vault / "sub/I.PNG").write_bytes(png(1, 1))
    (vault / "unused.png").write_bytes(png(1, 1))
    (vault / "all.base").write_text("views: []", "utf-8")
    (vault / "m.md").write_text("![[i.png]] [[x.zip]] ![[all.base]]", "utf-8")
    (vault / "n.md").write_text("![[i.png|10]] ![](sub/I.PNG) [z](x.zip)", "utf-8")
    book = library(vault)
    places = {path: place for path, place in book.places.items() if not path.endswith(".md")}
    assert places == {"i.png": "i.png", "sub/I.PNG": "sub/I.PNG", "x.zip": "x.zip"}


def test_drawing_that_is_none_is_a_line_in_the_report(vault: Path) -> None:
    (vault / "bad.svg").write_text("<svg><script>x()</script>", "utf-8")
    (vault / "n.md").write_text("![[bad.svg]]", "utf-8")
    book = library(vault)
    assert [str(problem) for problem in book.problems if problem.path == "bad.svg"] == [
        "bad.svg: not published: no well-formed SVG: export the drawing anew"
    ]
    assert book.published("bad.svg") == b'<svg xmlns="http://www.w3.org/2000/svg"/>'
