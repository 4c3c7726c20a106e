"""What a file is, by its extension: the specification of Obsidian's behaviour, §4."""

from __future__ import annotations

IMAGES = frozenset("avif bmp gif jpeg jpg png svg webp".split())
AUDIO = frozenset("3gp flac m4a mp3 oga ogg opus wav".split())
VIDEO = frozenset("mkv mov mp4 ogv webm".split())

DOCUMENTS = frozenset(
    "atom htm html mht mhtml phtml rdf rss shtm shtml svgz wsdl xht xhtml xml xsd xsl xslt".split()
)
"""What browsers open as documents of the site that serves them, scripts included."""


def extension_of(path: str) -> str:
    """What follows the last dot of the name, in lower case; empty without a dot."""
    stem, dot, extension = path.rpartition("/")[2].rpartition(".")
    return extension.lower() if stem and dot else ""
