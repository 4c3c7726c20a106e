"""`mkdocs serve`: notes are edited, added, deleted, broken; the server lives on and ends well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from threading import Thread
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.setup.test_serve import PATIENCE, free_port, serving, wait_for, wait_for_page
from tests.sites import PROJECT, write_config
from vaultsite_mkdocs.serving import matters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Server:
    """A vault that is served while it is edited; ``log`` grows as the server speaks."""

    def __init__(self, vault: Path, url: str) -> None:
        self.vault = vault
        self.url = url
        self.log: list[str] = []

    def write(self, note: str, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else text.encode()
        (self.vault / note).write_bytes(data)

    def wait_for(self, page: str, words: str) -> None:
        self._wait(page, lambda html: html is not None and words in html)

    def wait_until_gone(self, page: str) -> None:
        self._wait(page, lambda html: html is None)

    def _wait(self, page: str, ready: Callable[[str | None], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready(self._load(page)):
            assert time.monotonic() < deadline, "".join(self.log)
            time.sleep(0.1)

    def _load(self, page: str) -> str | None:
        try:
            with urlopen(f"{self.url}{page}") as answer:  # noqa: S310
                return str(answer.read().decode())
        except HTTPError as error:
            error.close()
            return None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, node_modules: Path) -> Iterator[Server]:
    assert node_modules.is_dir()
    folder = tmp_path_factory.mktemp("serving")
    vault = folder / "vault"
    vault.mkdir()
    (vault / "index.md").write_text("home of [[one]]\n")
    (vault / "one.md").write_text("first\n")
    config, port = folder / "mkdocs.yml", free_port()
    write_config(config, vault, config={}, options={"cache": str(folder / "cache")})
    with serving(config, port) as output:
        wait_for("Serving on", output)
        server = Server(vault, f"http://127.0.0.1:{port}/repo/")
        reader = Thread(target=lambda: server.log.extend(output), daemon=True)
        reader.start()
        yield server
    reader.join(PATIENCE)
    assert "Traceback" not in "".join(server.log)


def test_an_edit_reaches_the_page(server: Server) -> None:
    server.write("one.md", "second $x^2$\n")
    server.wait_for("one/", "second <span")


def test_an_edit_reaches_the_pages_that_show_it(server: Server) -> None:
    server.write("shown.md", "## Part\nold words\n")
    server.write("index.md", "home of [[one]] and ![[shown#Part]]\n")
    server.wait_for("", "old words")
    server.write("shown.md", "## Part\nnew words\n")
    server.wait_for("", "new words")


def test_a_new_note_mends_the_links_to_it(server: Server) -> None:
    server.write("one.md", "a link to [[later]]\n")
    server.wait_for("one/", "is-unresolved")
    server.write("later.md", "here\n")
    server.wait_for("later/", "here")
    server.wait_for("one/", 'href="../later/"')


def test_a_deleted_note_leaves(server: Server) -> None:
    server.write("short.md", "lived\n")
    server.wait_for("short/", "lived")
    (server.vault / "short.md").unlink()
    server.wait_until_gone("short/")


def test_a_broken_note_stops_nothing(server: Server) -> None:
    server.write("one.md", b"---\nx: [\n---\n\xff $\\nosuch{$ $$ ![[one]] %% START\nBasic\n")
    server.wait_for("one/", "\N{LATIN SMALL LETTER Y WITH DIAERESIS}")
    server.write("one.md", "whole again\n")
    server.wait_for("one/", "whole again")


def test_a_new_option_and_a_new_template_are_heeded(server: Server) -> None:
    server.write("index.md", "home of [[one]]\n")
    server.wait_for("", "<title>Softmax</title>")
    config = server.vault.parent / "mkdocs.yml"
    config.write_text(config.read_text() + "site_name: Another name\n")
    server.wait_for("", "<title>Another name</title>")


def test_obsidians_bookkeeping_rebuilds_nothing(server: Server) -> None:
    server.wait_for("", "Another name")
    before = len(server.log)
    workspace = server.vault / ".obsidian/workspace.json"
    workspace.parent.mkdir(exist_ok=True)
    workspace.write_text("{}")
    server.write("bookkept.md", "later\n")
    server.wait_for("bookkept/", "later")
    assert sum("up to date" in line for line in server.log[before:]) <= 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("note.md", True),
        ("deep/folder/picture.png", True),
        (".obsidian/app.json", True),
        (".obsidian/plugins/obsidian-to-anki-plugin/data.json", True),
        (".obsidian/workspace.json", False),
        (".obsidian/graph.json", False),
        (".obsidian", False),
        (".git/index", False),
        ("deep/.trash/note.md", False),
        ("../elsewhere.md", False),
    ],
)
def test_what_matters_in_a_vault(tmp_path: Path, path: str, expected: bool) -> None:
    place = tmp_path.parent / path[3:] if path.startswith("../") else tmp_path / path
    assert matters(str(place), tmp_path) == expected


def test_new_code_starts_the_server_again(tmp_path: Path) -> None:
    for name in ("hooks", "theme", "mkdocs.yml", "package-lock.json"):
        there = PROJECT / name
        copy = shutil.copytree if there.is_dir() else shutil.copyfile
        copy(there, tmp_path / name)
    vault = tmp_path / "docs"
    vault.mkdir()
    (vault / "index.md").write_text("home\n")
    port = free_port()
    with serving(tmp_path / "mkdocs.yml", port) as output:
        wait_for("Serving on", output)
        code = tmp_path / "hooks/vaultsite/site/home.py"
        code.write_text(code.read_text("utf-8") + "# changed\n", "utf-8")
        wait_for("starting again", output)
        wait_for("Serving on", output)
        reader = Thread(target=lambda: list(output), daemon=True)
        reader.start()
        wait_for_page(f"http://127.0.0.1:{port}/", b"home")


def _heed_ctrl_c() -> None:
    """Tests that run in the background of a shell inherit that Ctrl+C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is another signal there")
def test_ctrl_c_ends_it_without_a_word_of_complaint(tmp_path: Path, node_modules: Path) -> None:
    assert node_modules.is_dir()
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "index.md").write_text("home\n")
    config, log = tmp_path / "mkdocs.yml", tmp_path / "log"
    write_config(config, vault, config={}, options={"cache": str(tmp_path / "cache")})
    address = f"127.0.0.1:{free_port()}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "-a", address],
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_heed_ctrl_c,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while "Serving on" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
    assert "Traceback" not in log.read_text()
