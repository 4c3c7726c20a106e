"""Rules for what a site never has are not in its style sheet; all others are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.config import load_config

from vaultsite.site.purge import purge, without_unused_icons
from vaultsite_mkdocs.style import style_sheet
from vaultsite_mkdocs.unused import absent, is_unused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CLASSES = re.compile(r"\bclass=\"([^\"{}]*)\"|\bclass(?:Name)? ?= ?'([^']*)'")


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("a{b:c}.gone{b:c}d{e:f}", "a{b:c}d{e:f}"),
        (".gone,a{b:c}", "a{b:c}"),
        ("a .gone>b{c:d}", ""),
        ("@media print{.gone{b:c}a{b:c}}@media screen{.gone{b:c}}", "@media print{a{b:c}}"),
        ("a:not(.gone){b:c}", "a:not(.gone){b:c}"),
        (":is(.gone,b) c{d:e}:where(.gone) c{d:e}", ":is(b) c{d:e}"),
        (":is(.gone,b:not(.gone)){d:e}", ":is(b:not(.gone)){d:e}"),
        ('a[b=",.x{"]{c:"}.gone{"}', 'a[b=",.x{"]{c:"}.gone{"}'),
        ("@font-face{x:url(.gone)}@keyframes gone{to{a:b}}", None),
        ("a{b{.gone{c:d}}}", None),
        ("@charset x;.gone{a:b}c{d:e}", "@charset x;c{d:e}"),
        ("a{b:c}.gone{d", "a{b:c}"),
        (".gone-by{a:b}", None),
    ],
)
def test_what_is_absent_has_no_rules(css: str, left: str | None) -> None:
    assert purge(css, re.compile(r"\.gone(?![\w-])")) == (css if left is None else left)


def test_a_picture_that_nothing_shows_is_left_out() -> None:
    used = 'a{--seen:url("data:x;y}");b:var(--seen)}'
    assert without_unused_icons(':root{--not:url("data:;{");--size:1em}' + used) == (
        ":root{--size:1em}" + used
    )


def test_every_class_that_a_page_may_have_keeps_its_rules(project_root: Path) -> None:
    config = load_config(str(project_root / "mkdocs.yml"))
    pattern = absent(config)
    classes = set(_classes(project_root))
    assert {"md-nav__link", "admonition-title", "footnote-ref", "highlight"} <= classes
    assert [name for name in sorted(classes) if pattern.search(f".{name}{{")] == []


def test_rules_of_an_option_are_there_with_it(project_root: Path) -> None:
    def kept(**options: Any) -> str:
        config = load_config(str(project_root / "mkdocs.yml"), **options)
        return style_sheet(config).css

    assert ".md-source__" not in kept()
    assert ".md-source__" in kept(repo_url="https://example.org/notes")
    assert "[dir=rtl]" not in kept()
    theme = {"name": "material", "custom_dir": str(project_root / "theme")}
    tabs = kept(theme=theme | {"features": ["navigation.tabs"], "language": "he"})
    assert ".md-tabs" in tabs
    assert "[dir=rtl]" in tabs
    assert "accent=red" not in tabs
    assert "accent=red" in kept(theme=theme | {"palette": {"accent": "red"}})


@pytest.mark.parametrize(
    ("place", "unused"),
    [
        ("assets/javascripts/lunr/min/lunr.de.min.js", True),
        ("assets/javascripts/workers/search.a7633da7.min.js", True),
        ("assets/javascripts/bundle.a5f9d56c.min.js", False),
        ("notes/lunr/x.js", False),
    ],
)
def test_the_search_that_came_with_the_theme_is_not_copied(place: str, unused: bool) -> None:
    assert is_unused(place) is unused


def _classes(project: Path) -> Iterator[str]:
    """Those of all pages expected in tests, of the templates and of the scripts."""
    files = [*project.glob("tests/golden/*/expected/**/*.html"), *project.glob("theme/**/*.html")]
    for file in [*files, *project.glob("theme/assets/*.js")]:
        for match in _CLASSES.finditer(file.read_text("utf-8")):
            yield from (match[1] or match[2]).split()
