"""The same pages with Material's own search: each page's text as its plugin was given it."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from benchmarks.builds import ENVIRONMENT
from benchmarks.measure import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEX = re.compile("\ue000[^\ue001]*\ue001")
_CONFIG = """
site_name: Material's search
docs_dir: docs
site_dir: site
theme: {name: material, font: false}
hooks: [hook.py]
plugins: [search]
"""
_HOOK = """
import json
from pathlib import Path

from mkdocs.structure.files import File

PAGES = json.loads(Path(__file__).with_name("pages.json").read_text("utf-8"))


def on_files(files, config):
    for number, (title, _) in enumerate(PAGES):
        files.append(File.generated(config, f"{number}.md", content=""))


def on_page_markdown(markdown, page, **_):
    if page.file.name.isdigit():
        page.meta["title"] = PAGES[int(page.file.name)][0]


def on_page_content(html, page, **_):
    return PAGES[int(page.file.name)][1] if page.file.name.isdigit() else html


def on_nav(nav, **_):
    nav.items.clear()
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A page as the index of a site of ours has it."""

    title: str
    html: str


def texts(site: Path) -> Iterator[Text]:
    """The pages that the search of a built site finds, without formulas."""
    index = json.loads((site / "search/index.json").read_text("utf-8"))
    blocks = (json.loads((site / "search" / name).read_text("utf-8")) for _, name in index["text"])
    sections = (page for block in blocks for page in block)
    for (title, *_), page in zip(index["pages"], sections, strict=True):
        yield Text(title, "\n".join(_html(*section) for section in page))


def build(site: Path, folder: Path) -> Path:
    """Build the pages of ``site`` below ``folder`` with Material alone; return the new site."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Home\n")
    (folder / "mkdocs.yml").write_text(_CONFIG)
    (folder / "hook.py").write_text(_HOOK)
    pages = [(escape(text.title), text.html) for text in texts(site)]
    (folder / "pages.json").write_text(json.dumps(pages), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    cost = run(command, log=folder / "log", env=os.environ | ENVIRONMENT)
    if cost.code:
        sys.exit(cost.log)
    return folder / "site"


def _html(anchor: str, heading: str, text: str) -> str:
    title = f'<h2 id="{escape(anchor)}">{_plain(heading)}</h2>\n' if anchor else ""
    return f"{title}<p>{_plain(text)}</p>"


def _plain(text: str) -> str:
    return escape(_TEX.sub(" ", text))
