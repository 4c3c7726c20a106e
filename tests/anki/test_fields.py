"""What of a card's HTML goes to Anki, and as what."""

from __future__ import annotations

import pytest

from vaultsite.anki.fields import Fields, with_media
from vaultsite.anki.note import deck_name, folder_deck, note_id

SITE = "https://vault.example/repo/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a class="internal-link" data-href="A b" href="vault:A%20b.md#c">t</a>',
         f'<a href="{SITE}A b.md#c">t</a>'),
        ('<a class="external-link" href="https://e.example/?a&amp;b" rel="noopener">t</a>',
         '<a href="https://e.example/?a&amp;b">t</a>'),
        ('<span class="internal-link" data-href="x">a <span lang="de">b</span></span>',
         'a <span lang="de">b</span>'),
        ('<img class="internal-embed" data-src="p.png" src="vault:a/p.png" alt="first class here" '
         'loading="lazy" decoding="async" width="2">',
         '<img src="[a/p.png]" alt="first class here" width="2">'),
        ('<span class="media-embed audio-embed"><audio class="internal-embed" src="vault:s.mp3" '
         'controls></audio><a class="internal-link" href="vault:s.mp3">s</a></span>',
         "[sound:[s.mp3]]"),
        ('<span class="media-embed pdf-embed"><iframe src="vault:p.pdf"></iframe>'
         '<a href="vault:p.pdf">p</a></span>',
         f'<a href="{SITE}p.pdf">p</a>'),
        ('<div class="highlight"><pre><code><span class="k">if</span> class="x"</code></pre></div>',
         '<div><pre><code>if class="x"</code></pre></div>'),
        ("<p>a <b</p>", "<p>a <b</p>"),
        ("<p>\ue000a\ue001</p>", "<p>a</p>"),
        ("</span></a>a", "a"),
    ],
)  # fmt: skip
def test_a_field(html: str, expected: str) -> None:
    made, _ = Fields(lambda path: SITE + path).write(html)
    assert with_media(made, lambda path: f"[{path}]") == expected


def test_links_are_text_where_nobody_knows_the_address() -> None:
    html = '<a class="internal-link" href="vault:a.md">a</a> <a href="https://e.example">b</a>'
    assert Fields(lambda _: "").write(html)[0] == 'a <a href="https://e.example">b</a>'


@pytest.mark.parametrize(
    ("folder", "deck"),
    [("", "Site"), ("a/b c", "Site::a::b c"), ("a::b", "Site::a:b"), ("  a ", "Site::a")],
)
def test_decks_are_folders(folder: str, deck: str) -> None:
    assert folder_deck(folder, site_name="Site") == deck


def test_a_decks_name_is_never_empty() -> None:
    assert [deck_name(" X :: Y "), deck_name("::"), deck_name("")] == ["X::Y", "Vault", "Vault"]


def test_the_plugins_ids_stay_and_others_are_older_than_any() -> None:
    assert note_id("1752610400117") == 1752610400117
    others = [note_id(key) for key in ("1", "99999999999999999999", "5c3fa9", "²")]
    assert len({*others}) == 4
    assert all(10**12 <= each < 1.3 * 10**12 for each in others)
