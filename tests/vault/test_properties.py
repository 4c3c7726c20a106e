"""The properties of a note: what counts as such, their values, and broken ones (§8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.problems import Kind
from vaultsite.vault import properties
from vaultsite.vault.linktext import LinkText


@pytest.mark.parametrize(
    ("text", "values", "body_line"),
    [
        ("---\na: b\n---\ntext", {"a": "b"}, 3),
        ("---\na: b\n---", {"a": "b"}, 3),
        ("--- \na: b\n---\t\n", {"a": "b"}, 3),
        ("---\n---\ntext", {}, 2),
        ("---\n\n# only a comment\n---\n", {}, 4),
        ("---\na: |\n  b\n\x0b\n---\n", {}, 5),
        ("---\na: b\n ---\nc: d\n---\n", {"a": "b ---", "c": "d"}, 5),
        ("---\na: b\n----\n---\n", {}, 4),
        # none at all
        ("", {}, 0),
        ("text", {}, 0),
        ("\n---\na: b\n---\n", {}, 0),
        (" ---\na: b\n---\n", {}, 0),
        ("----\na: b\n---\n", {}, 0),
        ("---\na: b\n", {}, 0),
        ("---\na: b\n----\n", {}, 0),
        ("---", {}, 0),
    ],
)
def test_where_properties_begin_and_end(
    text: str, values: dict[str, object], body_line: int
) -> None:
    found = properties.split(text)
    assert (found.properties, found.body_line) == (values, body_line)


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("true", True),
        ("FALSE", False),
        ("", None),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ("42", 42),
        ("-7", -7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.50", 1.5),
        (".5e-1", 0.05),
        ('"42"', "42"),
        ("!!str 42", "42"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2024-02-30", "2024-02-30"),
        ("2024-01-31T10:00:00", "2024-01-31T10:00:00"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("=", "="),
        ("!unknown text", "text"),
        ("[a, 1, [b]]", ["a", 1, ["b"]]),
        ("{b: c, <<: d}", {"b": "c", "<<": "d"}),
        ("{1: a, no: b}", {"1": "a", "no": "b"}),
        ("&x [1]\nb: *x", [1]),
        ("1\na: 2", 2),
        ("|\n  b\n  c", "b\nc\n"),
        ("{{title}}", {"{'title': None}": None}),
        ("Ä 𝔸 😀", "Ä 𝔸 😀"),
    ],
)
def test_values_are_those_of_yaml_1_2(yaml: str, value: object) -> None:
    found = properties.split(f"---\na: {yaml}\n---\n")
    assert found.fault is None
    assert found.properties["a"] == value
    assert type(found.properties["a"]) is type(value)


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("a: b\nc: [d", 4),
        ("a: b\n\tc: d", 3),
        ("a: b: c", 2),
        ("a: b\n@", 3),
        ("a: *b", 2),
        ("a: 1\nb: &x [*x]", 3),
        ("a: b\n\x07", 3),
        ("just text", 2),
        ("- a\n- b", 2),
        ("a: b\n--- c", 3),
        ("a: " + "[" * 200_000, 2),
        ("a: " + "{b: " * 200_000, 2),
        ("- " * 200_000, 2),
        ("a: [" + "1," * 20_000 + "]", 2),
    ],
)
def test_broken_properties_are_reported_and_not_shown(block: str, line: int) -> None:
    found = properties.split(f"---\n{block}\n---\ntext")
    assert found.properties == {}
    assert found.body_line == block.count("\n") + 3
    problem = found.problem("n.md")
    assert problem
    assert (problem.path, problem.line, problem.kind) == ("n.md", line, Kind.BROKEN_PROPERTIES)
    assert "\n" not in str(problem)


def test_anchors_that_multiply_are_refused() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = properties.split(f"---\n{bomb}---\n")
    assert found.properties == {}
    assert found.fault == (6, "too many or too deeply nested values")


def test_sound_properties_are_no_problem() -> None:
    assert properties.split("---\na: b\n---\n").problem("n.md") is None


@given(st.text("-: \n[]{}&*!#'\"a1|>\t\x00", max_size=40))
def test_no_block_raises(block: str) -> None:
    found = properties.split(f"---\n{block}\n---\n")
    assert found.body_line <= block.count("\n") + 3


@pytest.mark.parametrize(
    ("yaml", "tags"),
    [
        ("tags: [a, b/c]", ("a", "b/c")),
        ("tags: a", ("a",)),
        ("tags: a, b", ("a", "b")),
        ("tags: '#a'", ("a",)),
        ("tags: ['#a', b]", ("a", "b")),
        ("TAGS: [a]", ("a",)),
        ("tags: [a, A, b, a]", ("a", "b")),
        ("tags: [two words, a]", ("a",)),
        ("tags: two words", ()),
        ("tags: [2024, true, null, [x], a]", ("a",)),
        ("tags: 2024", ()),
        ("tags:", ()),
        ("tags: ['', ' ', '#']", ()),
        ("tag: a", ()),
        ("tags: {a: b}", ()),
    ],
)
def test_tags(yaml: str, tags: tuple[str, ...]) -> None:
    assert properties.tags(properties.split(f"---\n{yaml}\n---\n").properties) == tags


@pytest.mark.parametrize(
    ("yaml", "aliases"),
    [
        ("aliases: [AI, two words, AI]", ("AI", "two words")),
        ("Aliases: AI", ("AI",)),
        ("aliases: [1, AI]", ("AI",)),
        ("alias: AI", ()),
    ],
)
def test_aliases(yaml: str, aliases: tuple[str, ...]) -> None:
    assert properties.aliases(properties.split(f"---\n{yaml}\n---\n").properties) == aliases


@pytest.mark.parametrize(
    ("yaml", "classes"),
    [
        ("cssclasses: [wide, dark blue]", ("wide", "dark", "blue")),
        ("cssclasses: wide", ("wide",)),
        ("CSSclasses: [1]", ()),
        ("cssclass: wide", ()),
    ],
)
def test_css_classes(yaml: str, classes: tuple[str, ...]) -> None:
    assert properties.css_classes(properties.split(f"---\n{yaml}\n---\n").properties) == classes


@pytest.mark.parametrize(
    ("yaml", "title"),
    [
        ("title: A title", "A title"),
        ("Title: 1984", "1984"),
        ("title: '  a\n\n  b '", "a b"),
        ("title:", None),
        ("title: ' '", None),
        ("title: true", None),
        ("title: [a]", None),
        ("a: b", None),
    ],
)
def test_title(yaml: str, title: str | None) -> None:
    assert properties.title(properties.split(f"---\n{yaml}\n---\n").properties) == title


def test_links_in_values() -> None:
    text = """---
up: "[[Note#H|text]]"
related:
  - "[[a]] and [[b [[c]]"
  - {deep: "[[d]]", other: 5}
bare: [[e]]
none: "[[]] [f](g.md) [[h"
---
"""
    assert properties.links_in(properties.split(text).properties) == (
        LinkText("Note", ("H",), "text"),
        LinkText("a"),
        LinkText("c"),
        LinkText("d"),
    )
