"""``python -m vaultsite.audit SITE [--vault VAULT]``: exit code 1 if something private is found."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from yaml_env_tag import add_env_tag

from vaultsite import options as vault_options
from vaultsite.audit.inventory import take_inventory
from vaultsite.audit.private import private_in
from vaultsite.audit.report import examine
from vaultsite.vault.index import Vault
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.audit.inventory import Inventory
    from vaultsite.audit.private import Private
    from vaultsite.audit.report import Findings

_PROJECT = Path(__file__).resolve().parents[3]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what a site publishes and what is private in it."""
    asked = _parser().parse_args(arguments)
    if not (asked.site / "index.html").is_file():
        print(f"{asked.site} is no built site: run `make build` first", file=sys.stderr)
        return 2
    inventory = take_inventory(asked.site, _PROJECT / "theme/assets")
    private = _private(asked.vault, asked.config, asked.site) if asked.vault else None
    own = [path.resolve() for path in (asked.vault, asked.site) if path is not None]
    findings = examine(inventory, private, tuple(str(path) for path in own))
    _print_inventory(inventory)
    _print_findings(findings, private)
    return 1 if findings.private else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make audit", description=main.__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--vault", type=Path, help="its vault: look for what is private there")
    parser.add_argument("--config", type=Path, default=_PROJECT / "mkdocs.yml")
    return parser


def _private(vault: Path, config: Path, site: Path) -> Private:
    options = vault_options.load(_options(config))
    choice = Choice(
        publish=options.publish,
        exclude=options.exclude,
        templates=options.templates,
        daily_notes=options.daily_notes,
    )
    # No note is on the page of what is not found: all its words are the theme's.
    known = [(site / "404.html").read_text("utf-8")] if (site / "404.html").is_file() else []
    return private_in(Vault(vault.resolve(), choice=choice), known=known)


def _options(config: Path) -> object:
    """``extra.vault`` in a configuration, whatever else is in it."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda *_: None)
    add_env_tag(Loader)  # as in MkDocs
    loaded = yaml.load(config.read_text("utf-8"), Loader)  # noqa: S506 # a SafeLoader
    return ((loaded or {}).get("extra") or {}).get("vault")


def _print_inventory(inventory: Inventory) -> None:
    for name, paths in (
        ("Pages", inventory.pages),
        ("Attachments", inventory.attachments),
        ("Made by the build", inventory.made),
    ):
        print(f"{name}: {len(paths)}, {_bytes(inventory.size(paths))}")
        for path in paths:
            size = f"  {_bytes(inventory.size((path,)))}" if name != "Pages" else ""
            print(f"  {path}{size}")
    theme = inventory.theme
    print(f"Theme and libraries: {len(theme)}, {_bytes(inventory.size(theme))}")


def _print_findings(findings: Findings, private: Private | None) -> None:
    print(f"Inline scripts: {len(findings.inline_scripts)} different")
    hosts = [f"{host} ({tag}, {count} pages)" for (tag, host), count in findings.hosts.items()]
    print(f"Loaded from other hosts: {', '.join(sorted(hosts)) or 'nothing'}")
    if private is not None:
        print(
            f"Looked for {len(private.words)} words and {len(private.names)} names of "
            f"{private.notes} private notes; {private.unproven} names stand in public text, too"
        )
    _print_list("Worth a look", findings.mentions)
    _print_list("PRIVATE", findings.private)


def _print_list(title: str, lines: Sequence[str]) -> None:
    print(f"{title}: {len(lines) or 'nothing'}")
    for line in lines:
        print(f"  {line}")


def _bytes(size: int) -> str:
    return f"{size / 1000:,.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
