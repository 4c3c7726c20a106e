"""Without a connection: what was read is there, whole, and of one build."""

from __future__ import annotations

import hashlib
import json
import re
import socket
from contextlib import contextmanager, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.reading import write_vault
from tests.browser.server import PagesHandler
from tests.browser.waiting import wait_until
from tests.privacy.canaries import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage
    from tests.sites import BuildSite

NOTES = {
    "index.md": "Start with [[apples]].\n",
    "orchard/apples.md": "Apples weigh $w = \\frac{m}{n}$, see [[pears]] and [[plums]]. "
    "![[apple.png]] ![[sound.mp3]]\n\nSTART\nBasic\nHow heavy?\nBack: $w$\nEND\n",
    "orchard/pears.md": "Pears are sweet. Back to [[apples]].\n\n"
    "START\nBasic\nHow sweet? ![[pear.png]]\nBack: Very.\nEND\n",
    "orchard/plums.md": "Plums are blue.\n",
}
RECORDS = """async () => {
    const names = await caches.keys();
    const found = {};
    for (const name of names) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) {
            if (url.includes("offline-record")) found[name] = await (await cache.match(url)).json();
        }
    }
    return found;
}"""
FILES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) {
            if (url.includes("offline-record")) continue;
            const bytes = await (await cache.match(url)).arrayBuffer();
            const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
            found[url] = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
        }
    }
    return found;
}"""
KEEPS = f"""async (parts) => {{
    const found = Object.entries(await ({RECORDS})());
    return found.some(([name, {{ files }}]) => {{
        const places = files.map(([place]) => name.replace(":offline", place));
        return parts.every((part) => places.some((place) => place.includes(part)));
    }});
}}"""
ONLY = """async (id) => {
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration?.active || registration.waiting || registration.installing) return false;
    const keys = await (await caches.open("/repo/:offline")).keys();
    const records = keys.filter(({ url }) => url.includes("offline-record"));
    return records.length === 1 && records[0].url.endsWith(id);
}"""
MODULE = "(async (call) => { const offline = await import(call.module); %s })"


class Host:
    """A server whose sites can be replaced, and whose line can be cut; it notes what is asked.

    ``sites`` are folders by prefix: of several, the first that has a file gives it. ``missing`` is
    a file that it does not have.
    """

    def __init__(self, **sites: Path) -> None:
        self.sites = {f"/{name}/": [folder] for name, folder in sites.items()}
        self.is_down = False
        self.answers = Event()  # while it is not set, nobody gets one
        self.answers.set()
        self.missing = ""
        self.asked: list[str] = []
        self.root = ""


class Handler(PagesHandler):
    def __init__(self, *args: object, host: Host, **kwargs: object) -> None:
        self.host = host
        super().__init__(*args, prefix="/", **kwargs)

    def send_head(self) -> object:  # type: ignore[override]
        if self.host.is_down:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return None
        self.host.answers.wait()
        self.host.asked.append(self.path)
        prefixes = [each for each in self.host.sites if self.path.startswith(each)]
        prefix = prefixes[0] if prefixes else "/repo/"
        self.prefix = prefix
        for folder in self.host.sites[prefix]:
            self.directory = str(folder)
            path = Path(self.translate_path(self.path))
            if path.is_file() or Path(path, "index.html").is_file():
                break
        if self.host.missing and self.path.endswith(self.host.missing):
            self.send_error(404)
            return None
        return super().send_head()


@contextmanager
def hosting(host: Host) -> Iterator[Host]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, host=host)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        host.root = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


class Builds(NamedTuple):
    """Sites of one vault: in German the second, with another picture, and one note less."""

    first: Path
    second: Path
    off: Path


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite) -> Builds:
    vault = write_vault(tmp_path_factory.mktemp("offline"), NOTES)
    for name in ("apple", "pear"):
        (vault / f"{name}.png").write_bytes(picture(name))
    (vault / "sound.mp3").write_bytes(b"ID3")
    first = build_site(vault)
    (vault / "orchard/plums.md").write_text("---\npublish: false\n---\nPlums are private.\n")
    (vault / "orchard/pears.md").write_text(NOTES["orchard/pears.md"].replace("sweet", "ripe"))
    (vault / "apple.png").write_bytes(picture("another"))
    second = build_site(vault, config={"theme": _theme("de")})
    return Builds(first.dir, second.dir, build_site(vault, offline=False).dir)


def _theme(language: str) -> dict[str, str]:
    return {"custom_dir": str(Path(__file__).parents[2] / "theme"), "language": language}


@pytest.fixture
def host(builds: Builds) -> Iterator[Host]:
    with hosting(Host(repo=builds.first)) as host:
        yield host


@pytest.fixture
def reader(new_page: NewPage, page_problems: list[str]) -> Iterator[Page]:
    page = new_page(service_workers="allow")
    yield page
    page.context.close()
    # What can't be fetched is a problem to the console, and the point here.
    page_problems[:] = [each for each in page_problems if "Failed to load resource" not in each]


def visit(page: Page, address: str, *parts: str) -> None:
    """Read a page until it is kept, and with it places that have these parts."""
    page.goto(address)
    path = re.sub(r"^https?://[^/]*", "", address)
    wait_until(page, KEEPS, [f"{path}index.html", *parts])


def build_id(site: Path) -> str:
    found = re.search(r'"id":"(\w+)"', (site / "service-worker.js").read_text("utf-8"))
    assert found
    return found[1]


def all_from(page: Page, root: str, site: Path) -> list[str]:
    """The places of what is kept, which is that of a build, to the byte."""
    places = []
    for url, digest in page.evaluate(FILES).items():
        place = page.evaluate("decodeURI", url).removeprefix(root).partition("?")[0]
        place = f"{place}index.html" if place == "" or place.endswith("/") else place
        assert hashlib.sha256((site / place).read_bytes()).hexdigest() == digest, place
        places.append(place)
    return places


def test_a_visited_note_is_there_without_a_connection(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/apples/", "apple.png", "start.js")
    assert host.asked.count("/repo/orchard/apples/") == 1  # nothing is fetched twice
    assert host.asked.count("/repo/apple.png") == 1
    visit(reader, f"{root}orchard/pears/")
    host.is_down = True
    reader.goto(f"{root}orchard/apples/")
    expect(reader.locator("article h1")).to_have_text("apples")
    assert reader.locator("article .math svg").first.bounding_box()
    wait_until(reader, "document.querySelector('article img').naturalWidth > 0")
    assert reader.evaluate("getComputedStyle(document.body).fontFamily")
    assert reader.evaluate("document.styleSheets.length") > 0
    reader.locator(".card-answer summary").click()
    expect(reader.locator(".card-back")).to_be_visible()
    assert not any("mp3" in url for url in reader.evaluate(FILES))
    reader.locator("article > p a.internal-link", has_text="pears").click()
    expect(reader.locator("article h1")).to_have_text("pears")


def test_a_server_that_does_not_answer_is_not_waited_for(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/apples/", "start.js")
    host.answers.clear()
    try:
        reader.reload(wait_until="commit")
        expect(reader.locator("article h1")).to_have_text("apples")
    finally:
        host.answers.set()


def test_another_one_says_that_it_was_not_read(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/apples/")
    host.is_down = True
    reader.goto(f"{root}orchard/plums/")
    expect(reader.locator("h1")).to_have_text("Not kept in this browser")
    expect(reader.locator("article li a")).to_have_text(["apples"])
    host.is_down = False
    reader.locator("article p a").click()
    expect(reader.locator("h1")).to_have_text("plums")
    host.is_down = True
    reader.goto(f"{root}orchard/none/")
    reader.locator("article li a", has_text="apples").click()
    expect(reader.locator("article h1")).to_have_text("apples")


def test_who_comes_often_has_search_and_go_to_as_well(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    for name in ("", "orchard/apples/", "orchard/pears/"):
        visit(reader, root + name)
    wait_until(reader, KEEPS, ["switcher.js", "dialogs.css"])
    host.is_down = True
    reader.reload()
    reader.keyboard.press("?")
    expect(reader.locator("dialog.keys-list")).to_be_visible()


def test_a_new_build_takes_the_place_of_all_of_the_old_one(
    reader: Page, host: Host, builds: Builds
) -> None:
    root = f"{host.root}repo/"
    for name in ("orchard/apples/", "orchard/pears/", "orchard/plums/"):
        visit(reader, root + name)
    wait_until(reader, KEEPS, ["apple.png"])
    all_from(reader, root, builds.first)
    host.sites["/repo/"] = [builds.second]
    reader.goto(f"{root}orchard/pears/")
    reader.reload()  # else it may be the one that the browser has
    wait_until(reader, ONLY, build_id(builds.second))
    places = all_from(reader, root, builds.second)
    assert {"orchard/apples/index.html", "orchard/pears/index.html", "apple.png"} <= {*places}
    assert not [place for place in places if "plums" in place]
    host.is_down = True
    reader.goto(f"{root}orchard/apples/")
    expect(reader.locator(".card-answer summary")).to_have_text("Antwort")
    reader.goto(f"{root}orchard/plums/")
    expect(reader.locator("h1")).to_have_text("Nicht in diesem Browser aufbewahrt")


@pytest.mark.parametrize("seen", ["service-worker.js", "assets/offline"])
def test_a_build_that_is_replaced_meanwhile_changes_nothing(
    reader: Page, host: Host, builds: Builds, tmp_path: Path, seen: str
) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/apples/")
    visit(reader, f"{root}orchard/pears/", "apple.png")
    (tmp_path / "assets").mkdir()
    (tmp_path / "service-worker.js").symlink_to(builds.second / "service-worker.js")
    if seen != "service-worker.js":
        (tmp_path / seen).symlink_to(builds.second / seen)
    host.sites["/repo/"] = [tmp_path, builds.first]
    ended = """async () => {
        const registration = await navigator.serviceWorker.ready;
        const states = [];
        await new Promise((resolve, reject) => {
            setTimeout(reject, 60_000, new Error("no other worker was found"));
            registration.addEventListener("updatefound", () => {
                const worker = registration.installing;
                worker.addEventListener("statechange", () => resolve(states.push(worker.state)));
            });
            registration.update();
        });
        return states;
    }"""
    assert reader.evaluate(ended) == ["redundant"]
    host.is_down = True
    reader.goto(f"{root}orchard/apples/")
    expect(reader.locator(".card-answer summary")).to_have_text("Answer")
    [record] = reader.evaluate(RECORDS).values()
    assert len(record["files"]) > 10
    host.is_down = False
    host.sites["/repo/"] = [builds.second]
    reader.reload()
    wait_until(reader, ONLY, build_id(builds.second))
    all_from(reader, root, builds.second)


def test_an_open_document_never_shows_parts_of_another_build(
    reader: Page, host: Host, builds: Builds
) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/plums/")
    visit(reader, f"{root}orchard/pears/")
    visit(reader, f"{root}orchard/apples/", "apple.png")
    host.sites["/repo/"] = [builds.second]
    reader.evaluate("navigator.serviceWorker.ready.then((found) => found.update())")
    waiting = "navigator.serviceWorker.ready.then(({ waiting }) => Boolean(waiting))"
    wait_until(reader, waiting)
    fetched = "async (url) => (await fetch(url)).text()"
    host.is_down = True
    assert "sweet" in reader.evaluate(fetched, f"{root}orchard/pears/")
    assert not any("plums" in url for url in reader.evaluate(FILES))  # nobody may read it now
    assert reader.evaluate(waiting)
    host.is_down = False
    reader.evaluate("window.stays = true")
    reader.locator("article > p a.internal-link", has_text="pears").click()
    expect(reader.locator("article h1")).to_have_text("pears")
    assert reader.evaluate("window.stays") is None  # no instant navigation
    wait_until(reader, ONLY, build_id(builds.second))
    all_from(reader, root, builds.second)


def test_a_document_of_a_build_that_is_not_known_is_given_nothing(
    reader: Page, host: Host, builds: Builds, tmp_path: Path
) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/pears/")
    (tmp_path / "service-worker.js").symlink_to(builds.first / "service-worker.js")
    host.sites["/repo/"] = [tmp_path, builds.second]
    wait_until(reader, f"({RECORDS})().then((found) => '/repo/:offline' in found)")
    [before] = reader.evaluate(RECORDS).values()
    reader.goto(f"{root}orchard/apples/")  # of the second build, as the scripts
    told = f"({RECORDS})().then((found) => found['/repo/:offline'].saved > {before['saved']})"
    wait_until(reader, told)
    host.is_down = True
    given = "(url) => fetch(url, { cache: 'no-store' }).then(() => true, () => false)"
    assert not reader.evaluate(given, f"{root}orchard/pears/")
    reader.goto(f"{root}orchard/pears/")
    expect(reader.locator("article p").first).to_contain_text("sweet")
    assert reader.evaluate(given, f"{root}orchard/pears/")


def test_all_cards_are_kept_when_asked_for(reader: Page, host: Host, builds: Builds) -> None:
    root = f"{host.root}repo/"
    reader.goto(root)
    [module] = (builds.first / "assets").glob("*/offline.js")
    call = {"module": f"{root}{module.relative_to(builds.first).as_posix()}"}
    reader.evaluate("navigator.serviceWorker.ready.then(() => true)")
    told = reader.evaluate(
        MODULE % "const told = []; await offline.keep(call.urls, (...said) => told.push(said));"
        "return [told, await offline.kept()];",
        call | {"urls": ["orchard/apples/", "orchard/pears/#card"]},
    )
    assert told[0] == [[0, 2], [2, 2]]
    assert told[1]["pages"] >= 2
    host.is_down = True
    reader.goto(f"{root}orchard/pears/")  # never read, with a picture nobody has seen
    wait_until(reader, "document.querySelector('article img').complete")
    assert reader.evaluate("document.querySelector('article img').naturalWidth")
    reader.evaluate(MODULE % "await offline.forget();", call)
    assert reader.evaluate(FILES) == {}


def test_cards_are_studied_without_a_connection(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    reader.goto(f"{root}study/")
    panel = reader.locator("details.study-part", has_text="Without a connection")
    panel.locator("summary").click()
    wait_until(reader, KEEPS, ["study.json", "assets/fsrs/"])
    panel.get_by_role("button", name="Keep all cards").click()
    expect(panel.get_by_role("status")).to_contain_text("pages are kept")
    host.is_down = True
    reader.goto(f"{root}study/?note=orchard/pears/&practise=1")
    expect(reader.locator(".session-question")).to_contain_text("How sweet?")
    wait_until(reader, "document.querySelector('.session-question img').naturalWidth > 0")
    reader.keyboard.press("Space")
    reader.keyboard.press("3")


def test_the_cards_of_a_session_are_there_again(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    address = f"{root}study/?note=orchard/pears/&practise=1"
    reader.goto(address)
    expect(reader.locator(".session-question")).to_contain_text("How sweet?")
    wait_until(reader, KEEPS, ["orchard/pears/", "pear.png", "assets/fsrs/"])
    assert not any("apples" in url for url in reader.evaluate(FILES))
    host.is_down = True
    reader.goto(address)
    expect(reader.locator(".session-question")).to_contain_text("How sweet?")


@pytest.mark.parametrize("missing", ["", "service-worker.js"], ids=["switched off", "served"])
def test_a_site_that_is_no_longer_kept_leaves_nothing(
    reader: Page, host: Host, builds: Builds, missing: str
) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/apples/")
    reader.evaluate("caches.open('/another/:offline').then(() => true)")
    host.sites["/repo/"] = [builds.off]
    host.missing = missing
    reader.goto(f"{root}orchard/pears/")
    gone = "navigator.serviceWorker.getRegistrations().then(({ length }) => length === 0)"
    wait_until(reader, gone)
    wait_until(reader, "caches.keys().then((names) => String(names) === '/another/:offline')")


def test_sites_on_one_host_do_not_touch_each_other(
    reader: Page, host: Host, builds: Builds
) -> None:
    host.sites["/other/"] = [builds.second]
    visit(reader, f"{host.root}repo/orchard/apples/")
    visit(reader, f"{host.root}other/orchard/pears/")
    assert {*reader.evaluate(RECORDS)} == {"/repo/:offline", "/other/:offline"}
    host.sites["/other/"] = [builds.off]
    reader.goto(f"{host.root}other/orchard/apples/")
    wait_until(reader, "caches.keys().then((names) => String(names) === '/repo/:offline')")
    host.is_down = True
    reader.goto(f"{host.root}repo/orchard/apples/")
    expect(reader.locator(".card-answer summary")).to_have_text("Answer")


def test_what_is_no_page_is_not_kept(reader: Page, host: Host) -> None:
    root = f"{host.root}repo/"
    visit(reader, f"{root}orchard/apples/")
    reader.goto(f"{root}no/such/page/")
    reader.goto(f"{root}orchard/pears/")
    wait_until(reader, KEEPS, ["orchard/pears/"])
    urls = json.dumps(reader.evaluate(FILES))
    for name in ("such", "sitemap", "feed", "robots", "list."):
        assert name not in urls
