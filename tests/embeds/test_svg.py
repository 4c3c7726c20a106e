"""SVG files: what is published of them draws and does nothing else."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from vaultsite.site.svg import sanitised, size

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:s="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:ink="http://example.org/ink" viewBox="0 0 40 20">'
)


def inside(body: str) -> str:
    """What becomes of ``body`` in a drawing."""
    clean = sanitised(f"{HEAD}{body}</svg>".encode())
    assert clean is not None
    fromstring(clean)  # noqa: S314
    text = clean.decode()
    return text[text.index(">") + 1 :].removesuffix("</svg>") if "</svg>" in text else ""


@pytest.mark.parametrize(
    "body",
    [
        '<path d="M0 0h9" style="fill:url(#a)" class="b" />',
        '<g id="a" transform="rotate(3)"><text xml:space="preserve"> x </text></g>',
        '<a href="https://example.org/"><rect width="3" /></a>',
        '<image href="data:image/png;base64,AAAA" width="3" height="3" />',
        "<style>.a{fill:red;background:url(data:image/png;base64,AA)}</style>",
        '<animate attributeName="x" from="1" to="2" dur="3s" />',
        '<linearGradient id="a"><stop offset="0" stop-color="red" /></linearGradient>',
        "<path fill=\"url('#a')\" />",
    ],
)
def test_drawing_stays_as_it_is(body: str) -> None:
    assert inside(body) == body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<script>x()</script>", ""),
        ("<s:script>x()</s:script>", ""),
        ('<h:script src="x.js"/>', ""),
        ("<g>a<script/>b<!-- c --></g>", "<g>ab</g>"),
        ('<rect onclick="x()" ONLOAD="x()"/>', "<rect />"),
        ('<a href="javascript:x()"><g/></a>', "<a><g /></a>"),
        ('<a xlink:href="java&#10;script:x()"><g/></a>', "<a><g /></a>"),
        ('<a href="&#13; JavaScript:x()"><g/></a>', "<a><g /></a>"),
        ('<a href="data:text/html,x"><g/></a>', "<a><g /></a>"),
        ('<a href="../Private.md"><g/></a>', "<a><g /></a>"),
        ('<use xlink:href="#a"/>', '<use href="#a" />'),
        ('<use href="other.svg#a"/>', "<use />"),
        ('<use href="data:image/svg+xml,x#a"/>', "<use />"),
        ('<image href="https://example.org/x.png"/>', "<image />"),
        ('<image href="data:text/html,x"/>', "<image />"),
        ('<set attributeName="href" to="javascript:x()"/>', ""),
        ('<animate attributeName="xlink:HREF" values="javascript:x()"/>', ""),
        ("<style>@import 'https://example.org/x.css';</style>", "<style />"),
        ("<style>a{background:url(https://example.org/)}</style>", "<style />"),
        ("<style>a{background:u\\72l(https://example.org/)}</style>", "<style />"),
        ('<rect style="fill:url( &quot;https://example.org/&quot;)"/>', "<rect />"),
        ('<rect fill="url(//example.org/x.svg#a)"/>', "<rect />"),
        ('<g ink:export-filename="/home/ada/plan.svg"/>', "<g />"),
        ("<metadata>Ada</metadata><ink:view/>", ""),
        ('<foreignObject><iframe src="x"/></foreignObject>', "<foreignObject />"),
        ('<handler type="text/javascript">x()</handler>', ""),
        ('<g xml:base="https://example.org/"/>', "<g />"),
    ],
)
def test_everything_else_goes(body: str, expected: str) -> None:
    assert inside(body) == expected


def test_labels_written_as_html_stay() -> None:
    html = '<h:div>a<h:br/><h:iframe src="x"/><h:b onclick="x()">b</h:b></h:div>'
    clean = inside(f"<foreignObject>{html}</foreignObject>")
    assert "iframe" not in clean
    assert "onclick" not in clean
    found = fromstring(f"{HEAD}{clean}</svg>")  # noqa: S314
    names = [element.tag.partition("1999/xhtml}")[2] for element in found.iter()]
    assert [name for name in names if name] == ["div", "br", "b"]


def test_entities_are_read_and_comments_are_not_published() -> None:
    source = (
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY colour "red">]><!-- Ada -->'
        f'{HEAD}<rect fill="&colour;"/></svg><!-- Ada -->'
    )
    clean = sanitised(source.encode())
    assert clean is not None
    assert b'fill="red"' in clean
    assert b"Ada" not in clean
    assert b"ENTITY" not in clean


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no drawing",
        b"<svg><script>x()</script>",
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<svg xmlns="http://example.org/other"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg">&unknown;</svg>',
        b'<?xml version="1.0" encoding="no-such"?><svg/>',
        b"<svg>" + b"<g>" * 5000 + b"</g>" * 5000 + b"</svg>",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_svg_is_not_published(data: bytes) -> None:
    assert sanitised(data) is None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="40" height="20"', (40, 20)),
        ('width="40px" height="20.4"', (40, 20)),
        ('viewBox="0 0 40 20"', (40, 20)),
        ('width="100%" viewBox="0,0 40,20"', (40, 20)),
        ('width="80" viewBox="0 0 40 20"', (80, 40)),
        ('height="80" viewBox="0 0 40 20"', (160, 80)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="0.2" height="0.2"', (1, 1)),
        ('width="40"', None),
        ('width="0" height="20"', None),
        ('viewBox="0 0 0 20"', None),
        ('viewBox="a b c d"', None),
        ("", None),
    ],
)
def test_size_as_browsers_take_it(attributes: str, expected: tuple[int, int] | None) -> None:
    assert size(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()) == expected
