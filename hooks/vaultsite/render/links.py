"""Links, tags, footnote marks and formulas: what inline tokens become one by one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from vaultsite.vault import linktext

if TYPE_CHECKING:
    from markdown_it.token import Token

    from vaultsite.render.scope import Scope
    from vaultsite.vault.index import Target

_FORBIDDEN = ("javascript:", "vbscript:", "data:", "file:", "view-source:", "blob:", "about:")


def wikilink(token: Token, scope: Scope) -> tuple[str, str]:
    """The element's name and opening tag for ``[[target|text]]``, by the HTML contract."""
    target = scope.page.book.find(token.content, scope.path)
    return _internal(raw_target(token.content), target, scope)


def markdown_link(token: Token, scope: Scope) -> tuple[str, str]:
    """The element's name and opening tag for ``[text](address)``."""
    href = str(token.attrs.get("href", ""))
    title = f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
    if linktext.from_href(href) is None:
        if href.lower().startswith(_FORBIDDEN):
            return "span", "<span>"
        return "a", f'<a class="external-link" href="{escape(href)}" rel="noopener"{title}>'
    target = scope.page.book.find(href, scope.path, markdown=True)
    return _internal(unquote(href), target, scope)


def url_of(target: Target, scope: Scope) -> str:
    """The URL of a target, with its fragment, from the page that is being written."""
    fragment = target.anchor or target.fragment
    same_page = target.path == scope.page.path
    book = scope.page.book
    url = "" if same_page and fragment else book.url(target.path, seen_from=scope.page.path)
    return f"{url}#{quote_fragment(fragment)}" if fragment else url


def quote_fragment(fragment: str) -> str:
    """``fragment`` for the end of a URL; Unicode stays readable, as browsers show it."""
    for char, code in (("%", "%25"), (" ", "%20"), ('"', "%22"), ("<", "%3C"), (">", "%3E")):
        fragment = fragment.replace(char, code)
    return fragment


def tag(name: str, scope: Scope, *, live: bool = True) -> str:
    """``#tag`` by the HTML contract; not ``live`` where it would be a link in a link."""
    url = scope.page.book.tag_url(name, seen_from=scope.page.path)
    if url is None or not live:
        return f'<span class="tag">#{escape(name)}</span>'
    return f'<a class="tag" href="{escape(url)}">#{escape(name)}</a>'


def footnote(token: Token, scope: Scope) -> str:
    """The mark of a footnote, in the markup that Material styles."""
    number = token.meta["id"] + 1
    name = f"{footnote_prefix(scope)}{number}"
    marks = scope.page.footnote_marks
    marks[name] += 1
    mark = f"fnref{marks[name] if marks[name] > 1 else ''}:{name}"
    return f'<sup id="{mark}"><a class="footnote-ref" href="#fn:{name}">{number}</a></sup>'


def footnote_prefix(scope: Scope) -> str:
    """What sets the footnotes of this text apart from others on the page."""
    return f"{scope.number}-" if scope.number else ""


def formula(token: Token, scope: Scope, *, tag: str, first: int = 0) -> str:
    """A formula as drawn, in ``<span>`` or ``<div>``. ``first``: where its line's numbers begin."""
    wanted = scope.page.book.formulas(scope.path)[first + token.meta["formula"]]
    drawing = scope.page.book.drawing(wanted)
    html = scope.page.sheet.html(wanted, drawing, anchor=scope.own)
    if tag == "span" and html.startswith("<div"):
        return f"<span{html[4:-6]}</span>"  # where no block can stand
    return html


def _internal(raw: str, target: Target | None, scope: Scope) -> tuple[str, str]:
    data = f'data-href="{escape(raw)}"'
    if target is None:
        return "span", f'<span class="internal-link is-unresolved" {data}>'
    loose = " data-loose" if target.loose else ""
    href = escape(url_of(target, scope))
    return "a", f'<a class="internal-link" {data}{loose} href="{href}">'


def raw_target(raw: str) -> str:
    """What stands before ``|`` in a wikilink."""
    return raw.replace("\\|", "|").partition("|")[0].strip()
