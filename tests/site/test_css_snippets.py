"""Obsidian's CSS snippets on the site: which are used, and that they fetch nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.problems import Kind
from vaultsite.site.css_snippets import SnippetError, read_snippets, with_schemes, without_requests

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

NOTHING = 'url("data:,")'


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{background:url(https://x.example/a.png)}", f"a{{background:{NOTHING}}}"),
        ("a{background:url( 'http://x.example' )}", f"a{{background:{NOTHING}}}"),
        ('a{background:URL("//x.example")}', f"a{{background:{NOTHING}}}"),
        ("a{background:u\\72 l(http://x)}", f"a{{background:{NOTHING}}}"),
        ("a{background:url(ht\\74p://x)}", f"a{{background:{NOTHING}}}"),
        ("a{background:url(local.png)}", f"a{{background:{NOTHING}}}"),
        ("a{background:src('http://x')}", f"a{{background:{NOTHING}}}"),
        ("a{background:url(http://x", f"a{{background:{NOTHING}"),
        ("a{--x:url(http://x)}", f"a{{--x:{NOTHING}}}"),
        ("a{b:image-set('http://x' 1x)}", "a{b:none}"),
        ("a{b:-webkit-image-set(url(http://x) 1x)}", "a{b:none}"),
        ("@import 'http://x';a{}", "a{}"),
        ("@import url(http://x;y) screen;a{}", "a{}"),
        ('@IMPORT\n"x.css";a{}', "a{}"),
        ("@\\69mport 'http://x';a{}", "a{}"),
        ("@import 'http://x'", ""),
        ("@font-face{src:local('A'),url(http://x)}", f"@font-face{{src:local('A'),{NOTHING}}}"),
        ('a{content:"\nb:url(http://x)}', f'a{{content:"\nb:{NOTHING}}}'),
        ("a{content:'\\\n'}b{c:url(//x)}", f"a{{content:'\\\n'}}b{{c:{NOTHING}}}"),
    ],
)
def test_what_fetches_is_left_out(css: str, expected: str) -> None:
    found, dropped = without_requests(css)
    assert found == expected
    assert len(dropped) == 1


@pytest.mark.parametrize(
    "css",
    [
        "",
        "a { color: red }",
        "a{background:url(data:image/svg+xml;base64,AAAA)}",
        "a{background:url( 'DATA:image/png,x' )}",
        "a{fill:url(#id)}",
        "a{content:'url(http://x)'}",
        "/* @import 'http://x'; url(http://x) */ a{}",
        "@namespace svg url(http://www.w3.org/2000/svg); a{}",
        "a{b:image-set(url(data:,x) type('image/png') 1x)}",
        "a::after{content:'\\201c'}",
        "@media (min-width: 1em){a{width:calc(1px + (2px))}}",
    ],
)
def test_everything_else_stays(css: str) -> None:
    assert without_requests(css) == (css, [])


@given(st.text("urlsc(@import)'\"\\\n/*72#;{}:", max_size=60))
def test_no_snippet_is_too_odd(css: str) -> None:
    once, _ = without_requests(css)
    again, dropped = without_requests(once)
    assert (again, [what for _, what in dropped if what != NOTHING]) == (once, [])


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    snippets = tmp_path / ".obsidian/snippets"
    snippets.mkdir(parents=True)
    (snippets / "wide pages.css").write_text("article { --wide: 1 }\n@import 'http://x';\n")
    (snippets / "red.css").write_text("h1 { color: rgb(1, 2, 3) !important }")
    (tmp_path / "n.md").write_text("text", "utf-8")
    return tmp_path


def test_snippets_are_read_in_the_order_of_the_option(vault: Path) -> None:
    snippets, problems = read_snippets(vault, ("wide pages", "red", "red"))
    assert [(each.place, each.url) for each in snippets] == [
        ("assets/snippets/wide-pages.css", "assets/snippets/wide-pages.css"),
        ("assets/snippets/red.css", "assets/snippets/red.css"),
    ]
    [problem] = problems
    assert problem.kind == Kind.REMOTE_STYLE
    assert str(problem).startswith(
        ".obsidian/snippets/wide pages.css:2: left out, since it would fetch something: @import"
    )


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("wide page", "wide pages"),
        ("red.css", "red"),
        ("../red", "red"),
        ("WIDE PAGES", "wide pages"),
    ],
)
def test_a_missing_snippet_is_an_error_that_names_the_nearest(
    vault: Path, name: str, near: str
) -> None:
    with pytest.raises(SnippetError, match=f"does not exist; did you mean `{near}`"):
        read_snippets(vault, (name,))


def test_without_snippets_there_is_none_to_mean(tmp_path: Path) -> None:
    with pytest.raises(SnippetError, match="there are no snippets"):
        read_snippets(tmp_path, ("x",))


def test_a_missing_snippet_stops_the_build(build_site: BuildSite, vault: Path) -> None:
    site = build_site(vault, css_snippets=["rad"], check=False)
    assert site.code != 0
    assert "did you mean `red`?" in site.log
    assert "Traceback" not in site.log


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".theme-dark { a: b }", '[data-md-color-scheme="slate"] { a: b }'),
        ("body.theme-light .x{}", 'body[data-md-color-scheme="default"] .x{}'),
        (".theme-darker{} .my.theme-dark-2{}", ".theme-darker{} .my.theme-dark-2{}"),
        ("a::after{content:'.theme-dark'} /* .theme-dark */", None),
    ],
)
def test_obsidians_schemes_are_those_of_the_site(css: str, expected: str | None) -> None:
    assert with_schemes(css) == (css if expected is None else expected)
