"""axe-core in a page: what people stumble on who listen, type, or see little."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsite import packages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

_FOLDER = Path(__file__).parent / "npm"
_RUN = """async ([rules, sizes]) => {
    const options = rules.length
        ? { runOnly: { type: "rule", values: rules } }
        : { rules: { "target-size": { enabled: sizes } } };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(
        ({ target, html, any, all, none }) =>
            `${id}: ${target}: ${html.slice(0, 120)}: ${[...any, ...all, ...none][0]?.message}`
    ));
}"""


@cache
def _source() -> str:
    modules = packages.ensure(_FOLDER, say=print)
    return (modules / "axe-core/axe.min.js").read_text("utf-8")


def violations(page: Page, *, rules: Sequence[str] = (), sizes: bool = True) -> list[str]:
    """What axe finds on the page as it is now, by these of its rules or by all, a line each.

    Without ``sizes``, targets may be small: axe takes a popover for something below the page.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{_source()}; 0")
    found: list[str] = page.evaluate(_RUN, [list(rules), sizes])
    return found
