"""The browser of this machine that the tests drive: Chromium, Chrome or Edge."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

COMMANDS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable", "chrome", "msedge"),
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
MISSING = (
    "No browser for the tests: install Chromium, Chrome or Edge"
    " (Debian: apt install chromium), or set BROWSER_PATH"
)


def find_browser() -> Path | None:
    """Return the executable that BROWSER_PATH names, else the first browser found."""
    if named := os.environ.get("BROWSER_PATH"):
        return Path(named) if Path(named).is_file() else None
    commands = (Path(found) for name in COMMANDS if (found := shutil.which(name)))
    places = (Path(place) for place in PLACES if Path(place).is_file())
    return next(commands, None) or next(places, None)


if __name__ == "__main__":
    sys.exit(None if find_browser() else MISSING)
