"""The web app manifest: by it, a phone puts the site on its home screen, with a picture of its own.

https://www.w3.org/TR/appmanifest/
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resvg_py import svg_to_bytes

from vaultsite.site import kept
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vaultsite.site.around import Surroundings

PLACE = "site.webmanifest"
FOLDER = "assets/app/"
PLACES = (PLACE, FOLDER)
"""Places in the site that are not for notes."""

_KEPT = "app.icon"
_SIZE = 512  # pixels; browsers ask for 192 and 512, and make the former of the latter
# A launcher may cut off all but a circle of four fifths, which holds a square of 57 per cent.
_LOGO = 0.5
_SHORT = 12  # signs, below the picture
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_COLOUR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]+), #[0-9a-f]+\)")


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture of the site is made of: its ``logo`` as SVG, and the tokens' style sheet."""

    logo: str
    tokens: str


def files(around: Surroundings, look: Look) -> Iterator[tuple[str, bytes]]:
    """The manifest, and the picture if there is a logo, as place in the site and content."""
    colours = dict(_COLOUR.findall(look.tokens))
    background = colours.get("background-primary", "#fff")
    icon = _icon(look.logo, colour=colours.get("text-accent", "#000"), background=background)
    picture = _picture(icon, around.cache / _KEPT) if icon else b""
    place = f"{FOLDER}icon.{digest(picture).hex()[:8]}.png"
    yield PLACE, _manifest(around, background, place if picture else "")
    if picture:
        yield place, picture


def _manifest(around: Surroundings, background: str, icon: str) -> bytes:
    said: dict[str, object] = {
        "name": around.site_name,
        "lang": around.language,
        "dir": around.direction,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": background,
        "theme_color": background,
    }
    if len(around.site_name) <= _SHORT:
        said["short_name"] = around.site_name
    if around.site_description:
        said["description"] = around.site_description
    if icon:
        size = f"{_SIZE}x{_SIZE}"
        kind = {"src": icon, "sizes": size, "type": "image/png"}
        said["icons"] = [kind, {**kind, "purpose": "maskable"}]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _icon(logo: str, *, colour: str, background: str) -> str:
    """The logo in the middle of a square; empty if its size is not known."""
    box = _VIEW_BOX.search(logo)
    if box is None:
        return ""
    scale = _LOGO * _SIZE / max(float(box[1]), float(box[2]))
    x, y = ((_SIZE - scale * float(side)) / 2 for side in box.groups())
    shapes = re.sub(r"^.*?<svg\b[^>]*>|</svg>\s*$", "", logo, flags=re.DOTALL)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIZE}" height="{_SIZE}">'
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="{background}"/>'
        f'<g fill="{colour}" transform="translate({x:g} {y:g}) scale({scale:g})">{shapes}</g></svg>'
    )


def _picture(svg: str, path: Path) -> bytes:
    key = digest(svg)
    known = kept.read(path, key)
    if known is None:
        known = bytes(svg_to_bytes(svg_string=svg))
        kept.write(path, key, known)
    return known
