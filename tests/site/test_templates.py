"""Templates lose the blanks that only make them readable, and nothing else."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from vaultsite.site.templates import Squeezed


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<ul>\n  <li>a</li>\n\n  <li>b</li>\n</ul>\n", "<ul><li>a</li>\n<li>b</li>\n</ul>"),
        ("<p>\n  {% if yes %}\n    <b>a</b>\n  {% endif %}\n</p>", "<p><b>a</b>\n</p>"),
        (
            '<div class="a">\n  <nav>\n    a\n  </nav>\n</div>\nb',
            '<div class="a"><nav>a\n</nav></div>b',
        ),
        ("<p>a</p>\n<pre>\n<b>b</b>\n{{ x }}</pre>", "<p>a</p><pre>\n<b>b</b>\n</pre>"),
        ("{% for x in [1, 2] %}\n  <b>{{ x }}</b>\n{% endfor %}", "<b>1</b>\n<b>2</b>\n"),
        ("a {% if yes %}b{% endif %}\nc", "a b\nc"),
        ("a\n{% if yes %}{% set x = 1 %}\nb{% endif %}", "a\nb"),
        ("{#- why\n  and how -#}\n  a", "a"),
        ("{{ x\n   or 'a' }}\nb", "a\nb"),
        ("{% include 'icon' %}\n  word", "<svg/>\nword"),
        ("<pre>{{ code }}</pre>", "<pre>  a\n\n  b</pre>"),
    ],
)
def test_a_template_without_its_indents(source: str, html: str) -> None:
    pages = {"page.html": source, "icon": "<svg/>\n"}
    env = Environment(loader=DictLoader(pages), extensions=[Squeezed])  # noqa: S701
    assert env.get_template("page.html").render(yes=True, code="  a\n\n  b") == html


def test_other_files_stay_as_they_are() -> None:
    loader = DictLoader({"sitemap.xml": "<a>\n  <b/>\n</a>"})
    env = Environment(loader=loader, extensions=[Squeezed])  # noqa: S701
    assert env.get_template("sitemap.xml").render() == "<a>\n  <b/>\n</a>"
