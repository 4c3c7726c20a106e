"""Which lines stand in code, maths or a comment: `.` none, c code, m maths, % comment, h HTML."""

from __future__ import annotations

import pytest

from vaultsite.vault.regions import Region, Scanner, unclosed_fence

SIGNS = {
    None: ".",
    Region.CODE: "c",
    Region.MATHS: "m",
    Region.COMMENT: "%",
    Region.HTML_COMMENT: "h",
    Region.FRONT_MATTER: "f",
}


def kinds(source: str) -> str:
    scanner = Scanner(source.split("\n"))
    index = scanner.front_matter()
    while index < len(scanner.lines):
        index = scanner.step(index)
    return "".join(SIGNS[kind] for kind in scanner.kinds)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", "."),
        ("```\na\n```\nb", "ccc."),
        ("```\na", ".."),
        ("````\n```\n````", "ccc"),
        ("```\n````", "cc"),
        ("~~~\n```\n~~~", "ccc"),
        ("~~~ `x`\n~~~", "cc"),
        ("``` `x`\n```", ".."),
        ("   ```\na\n ```", "ccc"),
        ("    ```\na\n    ```", "..."),
        ("```\na\n    ```\n```", "cccc"),
        ("- ```\n  a\n  ```\nb", "ccc."),
        ("- ```\n  a\nb\n```\nc", "cc..."),
        ("- a\n\n  ```\n  b\n  ```\nc", "..ccc."),
        ("- a\nlazy\n  ```\n  b\n  ```", "..ccc"),
        ("1. a\n   - b\n     ```\n     c\n     ```", "..ccc"),
        ("- a\n\nb\n  ```\nc\n  ```", "...ccc"),
        ("> ```\n> a\n> ```\nb", "ccc."),
        ("> ```\n> a\nb\n```\nc", "cc..."),
        ("$$\na\n\nb\n$$\nc", "mmmmm."),
        ("$$a$$\nb\n$$", "..."),
        ("x $$a\nb$$ y\nc", "mm."),
        ("x $$a\n\nb$$", "..."),
        ("\\$$\na\n$$", "..."),
        ("$$\n\\$$\n$$", "mmm"),
        ("%%\na\n\nb\n%%\nc", "%%%%%."),
        ("a %% b\nc %%", "%%"),
        ("a %% b\n\nc %%", "..."),
        ("%%a%%\nb", ".."),
        ("\\%%\na\n%%", "..."),
        ("`%%`\na\n%%", "..."),
        ("`` ` %% ``\na\n%%", "..."),
        ("$a %% b$\nc\n%%", "..."),
        ("$$\n%%\n$$\na\n%%", "mmm.."),
        ("%%\n$$\n%%\na\n$$", "%%%.."),
        ("%%\n```\n%%\na", "%%%."),
        ("<!--\na\n\nb\n-->\nc", "hhhhh."),
        ("<!-- a -->\nb\n-->", "..."),
        ("<!-->\na\n-->", "..."),
        ("%%\na\n%% %% b\nc\n%%", "%%%%%"),
        ("$$\na\n$$ %%\nb\n%%", "mmm%%"),
        ("---\na\n---\nb", "fff."),
        ("---\na", ".."),
        ("\n---\na\n---", "...."),
    ],
)
def test_regions(source: str, expected: str) -> None:
    assert kinds(source) == expected


@pytest.mark.parametrize(
    ("source", "open_at_end"),
    [("```", True), ("```\n```", False), ("````\n```", True), ("```\n```py", True), ("a", False)],
)
def test_unclosed_fence(source: str, *, open_at_end: bool) -> None:
    assert unclosed_fence(source.split("\n")) is open_at_end
