"""The Content-Security-Policy: nothing that pages do breaks it, and nothing else is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.reading import NOTES, serve_instantly, write_vault
from tests.setup.test_serve import free_port, serving, wait_for
from tests.sites import write_config
from vaultsite.site import csp

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewPage, Serve
    from tests.sites import BuildSite, BuiltSite

EVERYTHING = {
    **NOTES,
    "index.md": "---\naliases: [beginning]\n---\nStart with [[apples]], see ![[paper.pdf]].\n",
    "orchard/diagram.md": "#fruit\n\n```mermaid\ngraph TD\n  A[apple] --> B[pear]\n```\n\n"
    "```functionplot\n---\ntitle: p\n---\nf(x)=x^2\n```\n\n> [!tip]+ Open\n> $x^2$\n",
}
PDF = b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>"
INJECT = """code => {
    const script = document.createElement("script");
    script.textContent = code;
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", `<img src="missing:" onerror="${code}">`);
    const link = document.body.appendChild(document.createElement("a"));
    link.href = "javascript:" + code;
    link.click();
}"""


@pytest.fixture(scope="module", params=["build", "browser"], ids=["drawn", "maths in the browser"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite
) -> BuiltSite:
    vault = write_vault(tmp_path_factory.mktemp("csp"), EVERYTHING)
    (vault / "paper.pdf").write_bytes(PDF)
    return build_site(vault, maths=request.param)


@pytest.fixture(scope="module")
def root(site: BuiltSite, serve: Serve) -> str:
    return serve_instantly(site, serve)


def test_every_page_has_a_policy_with_its_own_scripts_only(site: BuiltSite) -> None:
    pages = [page for page in site.dir.rglob("*.html") if "assets" not in page.parts]
    assert len(pages) > 8
    for page in pages:
        html = page.read_text("utf-8")
        [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        scripts = "".join(re.findall(r"<script>.*?</script>", html, re.DOTALL))
        for hashed in re.findall(r"'sha256-[^']*'", csp.policy(scripts)):
            assert hashed in policy.replace("&#39;", "'"), page
        assert "unsafe-inline" not in policy.partition("style-src")[0]
        assert html.index("Content-Security-Policy") < html.index("<script")


@pytest.mark.parametrize(
    "name",
    ["", "orchard/apples/", "orchard/pears/", "orchard/diagram/", "deep/er/wide/", "explorer/",
     "tags/", "tags/fruit/", "beginning/"],
)  # fmt: skip
def test_no_page_breaks_it(page: Page, root: str, name: str) -> None:
    page.goto(root + name)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.locator("[data-md-component=palette] label:visible").first.click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")


def test_neither_does_the_404_page(page: Page, page_problems: list[str], root: str) -> None:
    page.goto(f"{root}no/such/page")
    page.wait_for_load_state("networkidle")
    page_problems[:] = [each for each in page_problems if "404" not in each]


def test_nor_search_and_instant_navigation(page: Page, root: str) -> None:
    page.goto(f"{root}orchard/apples/")
    page.evaluate("window.stays = true")
    page.keyboard.press("/")
    page.locator(".search__input").press_sequentially("medlars")
    page.locator(".search__result").first.click()
    page.wait_for_url(re.compile("orchard/long"))
    page.goto(f"{root}orchard/apples/")
    page.evaluate("window.stays = true")
    page.locator("article > p a.internal-link").first.click()
    expect(page.locator("article h1")).to_have_text("pears")
    assert page.evaluate("window.stays")
    page.locator(".md-header__button.md-logo").first.click()
    page.wait_for_url(root)
    expect(page.locator("article").first).to_contain_text("Start with")
    assert page.evaluate("window.stays")


def test_what_is_injected_does_not_run(page: Page, page_problems: list[str], root: str) -> None:
    page.goto(f"{root}orchard/apples/")
    page.evaluate(INJECT, "window.injected = true")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.injected") is None
    refused = [each for each in page_problems if "Content Security Policy" in each]
    assert len(refused) >= 3
    page_problems.clear()


def test_nothing_is_sent_elsewhere(page: Page, page_problems: list[str], root: str) -> None:
    page.goto(f"{root}orchard/apples/")
    refused = page.evaluate("fetch('https://evil.example/').then(() => false, () => true)")
    assert refused
    assert any("connect-src" in each or "default-src" in each for each in page_problems)
    page_problems.clear()


def test_the_script_of_a_server_may_run(
    new_page: NewPage, page_problems: list[str], tmp_path: Path, node_modules: Path
) -> None:
    assert node_modules.is_dir()
    vault = write_vault(tmp_path / "vault", {"index.md": "before\n"})
    config, port, heard = tmp_path / "mkdocs.yml", free_port(), list[str]()
    write_config(config, vault, config={}, options={"cache": str(tmp_path / "cache")})
    with serving(config, port) as output:
        wait_for("Serving on", output)
        page = new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.goto(f"http://127.0.0.1:{port}/repo/")
        expect(page.locator("article")).to_contain_text("before")
        start = page.locator("script[src$='start.js']").get_attribute("src") or ""
        assert "const OFFLINE = false;" in page.request.get(urljoin(page.url, start)).text()
        (vault / "index.md").write_text("after\n")
        expect(page.locator("article")).to_contain_text("after", timeout=60_000)
        page.close()
    assert not [each for each in heard if "Content Security Policy" in each]
    page_problems.clear()  # what a server that ends leaves unanswered


def test_it_can_be_extended_and_switched_off(tmp_path: Path, build_site: BuildSite) -> None:
    vault = write_vault(tmp_path / "vault", {"index.md": "text\n"})
    extended = build_site(vault, csp_extra=["script-src https://stats.example", "frame-src data:"])
    policy = extended.html("index.html").replace("&#39;", "'")
    assert re.search(r"script-src 'self' [^;]* https://stats\.example;", policy)
    assert "frame-src 'self' data:;" in policy
    assert "Content-Security-Policy" not in build_site(vault, csp=False).html("index.html")
