"""The options under `extra.vault`: checked, each with its effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.pages import read_page
from vaultsite import options
from vaultsite.options import OptionError, Options, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite


def test_nothing_said_means_the_defaults() -> None:
    assert load(None) == load({}) == Options()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"math": "build"}, "extra.vault.math is no option; did you mean `maths`?"),
        ({"fail-on": "error"}, "extra.vault.fail-on is no option; did you mean `fail_on`?"),
        ({7: 1}, "extra.vault.7 is no option; did you mean "),
        ({"maths": "brwoser"}, "must be one of build, browser, not 'brwoser'; did you mean"),
        ({"maths": True}, "extra.vault.maths must be one of build, browser, not True"),
        ({"fail_on": None}, "extra.vault.fail_on must be one of error, warning, info, never"),
        ({"maths_time_limit": "5"}, "extra.vault.maths_time_limit must be a number, not '5'"),
        ({"maths_time_limit": True}, "must be a number, not True; the default is 5.0"),
        ({"cache": 1}, "extra.vault.cache must be text, not 1; the default is '.cache'"),
        ({"exclude": "journal/"}, "extra.vault.exclude must be a list of texts, not 'journal/'"),
        ({"exclude": [1]}, "extra.vault.exclude must be a list of texts, not [1]"),
        ({"templates": "yes"}, "extra.vault.templates must be true or false, not 'yes'"),
        (["maths"], "extra.vault must hold options, as `name: value`"),
    ],
)
def test_a_wrong_option_is_named_with_what_is_right(raw: object, message: str) -> None:
    with pytest.raises(OptionError) as error:
        load(raw)
    assert message in str(error.value)


def test_a_whole_number_is_a_number() -> None:
    assert load({"maths_time_limit": 3}).maths_time_limit == 3.0


def test_the_build_stops_with_one_line(build_site: BuildSite, tmp_path: Path) -> None:
    site = build_site(tmp_path, check=False, mahts="browser")
    assert site.code != 0
    assert "Traceback" not in site.log
    assert site.log.count("extra.vault.mahts is no option; did you mean `maths`?") == 1


def test_every_option_says_what_it_is_for(project_root: Path) -> None:
    source = (project_root / "hooks/vaultsite/options.py").read_text("utf-8")
    for name in options.names():
        _, _, rest = source.partition(f"\n    {name}: ")
        assert rest.splitlines()[1].startswith('    """'), name


def test_preamble_defines_commands_for_all_formulas(build_site: BuildSite, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("$\\half$\n", "utf-8")
    without = build_site(tmp_path)
    with_it = build_site(tmp_path, maths_preamble="\\newcommand{\\half}{\\frac12}")
    assert "broken formula \\half" in without.log
    assert "broken formula" not in with_it.log
    assert read_page(with_it.html("a/index.html")).all("arithmatex")[0].has_svg


def test_time_limit_gives_a_formula_up(build_site: BuildSite, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("$\\def\\a{\\a\\a}\\a$ and $y$\n", "utf-8")
    site = build_site(tmp_path, maths_time_limit=1)
    [first, second] = read_page(site.html("a/index.html")).all("arithmatex")
    assert "math-error" in first.classes
    assert second.has_svg
    assert "a.md:1: broken formula" in site.log


def test_cache_is_kept_where_it_is_wanted(build_site: BuildSite, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("$x$\n", "utf-8")
    site = build_site(vault, cache=str(tmp_path / "kept"))
    assert (tmp_path / "kept/maths.sqlite").is_file()
    assert not list(site.dir.rglob("maths.sqlite*"))


@pytest.mark.parametrize(
    ("chosen", "published"),
    [
        ({}, {"a", "open", "draft/b"}),
        ({"publish": "marked"}, {"open"}),
        ({"exclude": ["draft/"]}, {"a", "open"}),
        ({"exclude": ["*.md"]}, set()),
    ],
)
def test_what_is_published(
    build_site: BuildSite, tmp_path: Path, chosen: dict[str, Any], published: set[str]
) -> None:
    notes = {"a": "A", "open": "---\npublish: true\n---\n", "closed": "---\npublish: false\n---\n"}
    for name, text in (notes | {"draft/b": "B"}).items():
        (tmp_path / f"{name}.md").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    site = build_site(tmp_path, **chosen)
    found = {page.parent.relative_to(site.dir).as_posix() for page in site.dir.rglob("index.html")}
    own = {".", "explorer", "explorer/print", "explorer/recent", "graph"}
    assert found - own == published
