"""A small vault with everything that a reader may meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Serve
    from tests.sites import BuiltSite

_LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenständerhersteller" * 3
_SUM = " + ".join(f"x_{{{number}}}^2" for number in range(40))
_CELLS = " | ".join(f"column{number}" for number in range(12))
_RULE = "|".join("-" * 12 for _ in range(12)).join("||")

NOTES = {
    "orchard/apples.md": r"""Apples weigh $w = \frac{m}{n}$ each. See [[pears]], [[pears#^juice]].

## Pruning in winter
A branch of length $\ell$ carries zyxapple fruit.

$$
\sum_{i=1}^n w_i \leq \sqrt{W}
$$

> [!tip]- Folded
> The density is $\rho = \frac{m}{V}$.

# anki

START
Basic
How much do $n$ apples weigh?
Back: quincemarmalade $n \cdot w$
<!--ID: 1700000000001-->
END
""",
    "orchard/pears.md": r"""Pears are heavier: $p > w$. Back to [[long#Far below]].

$$
\prod_{k} p_k
$$

START
Basic
Which juice is sweet?
Back: That of pears, $s = 1$. ^juice
<!--ID: 1700000000002-->
END
""",
    "deep/er/wide.md": f"# {_LONG}\n{_LONG} `{_LONG}` https://example.org/{_LONG} [[{_LONG}]]\n\n"
    f"$$\n{_SUM}\n$$\n\nInline ${_SUM}$ text\n\n$$\na = {_SUM} \\tag{{1}}\n$$\n\n"
    f"$$\\nosuchcommand{{{_SUM}}}$$\n\n"
    f"| {_CELLS} |\n{_RULE}\n| {_CELLS} |\n\n```python\nvalue = '{_LONG}'\n```\n\n"
    f"- [ ] {_LONG}\n\n> [!note] {_LONG}\n> {_LONG}\n> $$\n> {_SUM}\n> $$\n\n![[apples]]\n\n"
    f"START\nBasic\n{_LONG} ${_SUM}$\nBack: {_LONG} $${_SUM}$$\nTags: {_LONG}\nEND\n",
    "orchard/long.md": "A line.\n\n" * 80 + "## Far below\nThere are medlars.\n",
    "index.md": "Start with [[apples]].\n",
}


def serve_instantly(site: BuiltSite, serve: Serve) -> str:
    """Serve a site whose sitemap names the test's own address; return that address.

    Material follows a link without loading a whole page only if the sitemap names its target.
    """
    address = serve(site.dir)
    sitemap = site.dir / "sitemap.xml"
    sitemap.write_text(sitemap.read_text("utf-8").replace(site.url, address), "utf-8")
    return address


def write_vault(folder: Path, notes: dict[str, str]) -> Path:
    """Write notes, named by their paths, into ``folder`` and return it."""
    for path, text in notes.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder
