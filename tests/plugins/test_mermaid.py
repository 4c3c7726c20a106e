"""Mermaid's diagrams as the build leaves them: source, links, and the script that draws."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import html5lib
import pytest

from tests.plugins.blocks import drawn, page
from vaultsite.site import scripts

if TYPE_CHECKING:
    from pathlib import Path

LINKS = {"Note": "../Note/", "Big note": "../Big%20note/", 'A "b"': "../a%22/", "Ä": "../%C3%84/"}


def links(source: str) -> dict[str, str]:
    html = drawn("mermaid", source, links=LINKS).html
    figure = html5lib.parseFragment(html, namespaceHTMLElements=False)[0]
    found = json.loads(figure.get("data-links", "{}"))
    assert isinstance(found, dict)
    return found


def test_the_source_stands_on_the_page_for_readers_without_script() -> None:
    block = drawn("mermaid", "graph TD\n  A-->B & <C>\n")
    assert "A-->B & <C>" in unescape(block.html)
    assert 'class="mermaid"' not in block.html  # Material would fetch Mermaid from elsewhere
    assert block.script == "mermaid"


@pytest.mark.parametrize(
    "source",
    [
        "graph TD\n Note-->B\n class Note internal-link",
        "graph TD\n x[Note]-->B\n class B,x internal-link;",
        'graph TD\n x["Note"]-->B\n class x internal-link',
        "graph TD\n x([Note])-->B\n class x internal-link",
        "graph TD\n x[[Note]]-->B\n class x internal-link",
        "graph TD\n x((Note))-->B\n class x internal-link",
        "graph TD\n x{Note}-->B{Other}\n class x internal-link",
        "graph TD\n x{{Note}}-->B\n class x internal-link",
        "graph TD\n x>Note]-->B\n class x internal-link",
        "graph TD\n x[/Note/]-->B\n class x internal-link",
        "graph TD\n Note:::internal-link-->B",
        "graph TD\n A-->x[Note]:::internal-link",
    ],
)
def test_a_node_of_the_class_internal_link_leads_to_its_note(source: str) -> None:
    assert links(source) == {"Note": "../Note/"}


def test_text_with_blanks_and_beyond_ascii() -> None:
    source = "graph TD\n a[Big note]-->b(Ä)\n class a,b internal-link"
    assert links(source) == {"Big note": "../Big%20note/", "Ä": "../%C3%84/"}


def test_other_nodes_and_notes_that_do_not_exist_lead_nowhere() -> None:
    assert links("graph TD\n Note-->B") == {}
    assert links("graph TD\n A-->Missing\n class A,Missing internal-link") == {}


def test_a_page_names_its_scripts(tmp_path: Path) -> None:
    assert page(tmp_path, "```mermaid\ngraph TD\n```").scripts == {"mermaid"}
    assert page(tmp_path, "![[Other]]", Other="```mermaid\npie\n```").scripts == {"mermaid"}
    assert page(tmp_path, "```js\nmermaid\n```").scripts == {"blocks"}


def test_a_script_is_loaded_from_the_site() -> None:
    expected = '<script type="module" src="../assets/0/mermaid.js"></script>\n'
    assert scripts.html({"mermaid"}, "../assets/0/") == expected
    assert scripts.html((), "../assets/0/") == ""


def test_all_that_mermaid_imports_is_copied(project_root: Path) -> None:
    files = {
        str(place): disk
        for disk, place in scripts.files({"mermaid"}, project_root, say=print, warn=print)
    }
    assert "assets/mermaid/mermaid.esm.min.mjs" in files
    assert len(files) > 50
    assert all(disk.is_file() for disk in files.values())
    assert not any(place.endswith(".map") for place in files)
    assert list(scripts.files((), project_root, say=print, warn=print)) == []
