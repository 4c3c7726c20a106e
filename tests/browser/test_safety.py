"""HTML in notes runs nothing, sends nothing, covers nothing: published vectors in a real browser.

The policy of `test_csp` is switched off here: what passes, passes by the sanitiser alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.privacy import vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from tests.browser.conftest import Serve
    from tests.sites import BuildSite, BuiltSite

VECTORS = vectors.read()
TRIPWIRE = """
window.__xss = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"])
    window[name] = (...given) => { window.__xss.push(`${name}(${given})`); return null; };
window.addEventListener("submit", event => window.__xss.push("submit"), true);
"""
# What must not be on a page, however it came there.
FAULTS = """() => {
    const faults = [...window.__xss];
    const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
    const all = [...document.querySelectorAll("*")];
    const own = element => element.closest("article.md-content__inner") !== null;
    const attributes = /^(on.*|srcdoc|formaction|ping|action|is|slot|nonce|popover|popovertarget)$/;
    const addresses = /^(href|src|xlink:href|data|cite|poster|background|from|to|values)$/;
    const scripts = /^[\\0- ]*(javascript|vbscript|data:text|file|view-source|blob):/i;
    for (const element of all)
        for (const {name, value} of element.attributes) {
            if (attributes.test(name) && !element.matches("SHEETS")) say(name, element);
            if (addresses.test(name) && scripts.test(value)) say("address", element);
        }
    const forbidden = "script,iframe,frame,frameset,object,embed,form,base,meta,link,style,input,"
        + "button,textarea,select,template,noscript,marquee,dialog,portal,math,foreignObject,use";
    for (const element of all.filter(own).filter(each => !each.matches("OURS"))) {
        if (element.matches(forbidden)) say("element", element);
        if (element.hasAttribute("name")) say("name", element);
        if (element.target && !/noopener/.test(element.rel)) say("target", element);
        if (element.id.startsWith("__")) say("Material's id", element);
        const style = element.getAttribute("style") || "";
        if (/url\\(|expression|position|z-index|margin|transform|opacity/i.test(style))
            say("style", element);
        const seen = getComputedStyle(element);
        if (seen.position === "fixed") say("fixed", element);
        if (Number(seen.zIndex) > 3) say("on top", element);
    }
    for (const [index, element] of all.entries())
        if (element.id && document.getElementById(element.id) !== element) say("twice", element);
    for (const name of ["getElementById", "querySelector", "cookie", "body"])
        if (document[name] instanceof HTMLImageElement || document[name] instanceof HTMLFormElement)
            faults.push(`document.${name} is clobbered`);
    return faults;
}"""
# The theme's own popovers, and what opens them.
SHEETS = ".md-header .tools > button, .md-main > .md-grid > :is(#__explorer, #__outline)"
# What the theme and the renderer make themselves.
OURS = ", ".join(
    (
        *("script[src*='/repo/assets/']", ".md-code__button", "pre[id^=__code_]", "#__backlinks"),
        *(".cards-toggle", ".pdf-embed iframe", ".task-list-control input", "mjx-container use"),
        *(".math-defs", ".math-defs *", ".canvas", ".canvas *", ".plugin-block svg *"),
        *(".math-offer", ".math-heard", ".math-heard *"),
    )
)
TOUCH = """() => {
    document.querySelectorAll("details").forEach(fold => fold.open = true);
    const runs = /^(javascript|vbscript|data):/;
    window.addEventListener("click", event => {
        const link = event.target.closest?.("a");
        if (link && !runs.test(link.protocol || link.href?.baseVal || "")) event.preventDefault();
    });
    const scope = document.querySelector("article.md-content__inner") || document.documentElement;
    for (const element of scope.querySelectorAll(":not(mjx-container *, .math-defs *, pre *)")) {
        for (const kind of ["mouseover", "pointerover", "focus", "toggle", "click"])
            element.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
        element.focus?.();
    }
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite) -> BuiltSite:
    vault = tmp_path_factory.mktemp("vectors") / "vault"
    vectors.write(vault, VECTORS)
    links = [
        f'[x](<{address}>) [x]({address}) ![x](<{address}>) <a href="{address}">x</a> <{address}>'
        f"\n[r{number}]\n\n[r{number}]: <{address}>\n"
        for number, address in enumerate(vectors.addresses(VECTORS))
    ]
    (vault / "addresses.md").write_text("\n\n".join(links), "utf-8")
    return build_site(vault, csp=False, properties="visible")


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve(site.dir)


class Watch:
    """A page on which nothing may happen; ``faults`` is what did."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self.root = root
        self.faults: list[str] = []
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: self.faults.append(f"popup: {popup.url}"))
        page.on("framenavigated", lambda frame: self._navigated(frame.url))
        page.on("request", lambda request: self._asked(request.url, request.resource_type))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _navigated(self, url: str) -> None:
        if not url.startswith((self.root, "about:blank")):
            self.faults.append(f"went to {url}")

    def _asked(self, url: str, kind: str) -> None:
        parts = urlsplit(url)
        elsewhere = parts.scheme not in ("data", "blob") and not url.startswith(
            self.root.partition("/repo/")[0]
        )
        if elsewhere and kind not in ("image", "media"):
            self.faults.append(f"asked {url} for a {kind}")

    def visit(self, address: str) -> list[str]:
        """Open, touch and inspect a page. Returns what it did that it should not."""
        self.faults = []
        self.page.goto(self.root + address, wait_until="load")
        self.page.evaluate(TOUCH)
        self.faults += self.page.evaluate(FAULTS.replace("OURS", OURS).replace("SHEETS", SHEETS))
        if not self.page.url.startswith(self.root + address):
            self.faults.append(f"left for {self.page.url}")
        return [f"{address}: {fault}" for fault in self.faults]


@pytest.fixture
def watch(browser: Browser, root: str) -> Iterator[Watch]:
    context = browser.new_context()
    # Pictures of other hosts are allowed, and not there.
    context.route("https://**", lambda route: route.abort())
    context.add_init_script(TRIPWIRE)
    yield Watch(context.new_page(), root)
    context.close()


def test_the_table_is_long_and_from_everywhere() -> None:
    assert len(VECTORS) >= 80
    assert {each.source for each in VECTORS} == {"owasp", "html5sec", "portswigger", "dompurify"}


@pytest.mark.parametrize("start", range(0, len(VECTORS), 20))
def test_notes_do_nothing(watch: Watch, start: int) -> None:
    names = [f"v{each.number}/" for each in VECTORS[start : start + 20]]
    names.append(f"v{start}.canvas/")  # the others are the same as in their notes
    assert [fault for name in names for fault in watch.visit(name)] == []


def test_drawings_opened_by_themselves_do_nothing(watch: Watch, site: BuiltSite) -> None:
    drawings = sorted(site.dir.glob("*.svg"))
    assert len(drawings) > 0.9 * len(VECTORS)  # some vectors hide the rest of their note
    assert [fault for drawing in drawings for fault in watch.visit(drawing.name)] == []


def test_lists_of_notes_do_nothing(watch: Watch) -> None:
    pages = ["", "explorer/", "tags/", "addresses/", "diagrams/", "no-such-page"]
    assert [fault for page in pages for fault in watch.visit(page)] == []


def test_the_tripwire_fires(watch: Watch, tmp_path: Path, serve: Serve) -> None:
    body = '<article class="md-content__inner">{}</article>'
    bad = {
        "script": "<script>alert(1)</script>",
        "handler": '<b onclick="alert(1)">x</b>',
        "link": '<a href="java&#9;script:alert(1)">x</a>',
        "form": '<form action="https://evil.example/"></form>',
        "frame": '<iframe src="https://evil.example/"></iframe>',
        "cover": '<p style="position:fixed">x</p>',
        "clobber": '<img name="cookie">',
        "refresh": '<meta http-equiv="refresh" content="9;url=https://evil.example/">',
        "style": '<link rel="stylesheet" href="https://evil.example/x.css">',
    }
    for name, html in bad.items():
        (tmp_path / f"{name}.html").write_text(body.format(html), "utf-8")
    watch.root = serve(tmp_path)
    assert [name for name in bad if not watch.visit(f"{name}.html")] == []
