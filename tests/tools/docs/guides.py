# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides as pages of the site: docs/*.md, and the READMEs of the roles.

In the project their links are for GitHub. On the site, a link to another guide leads to its page, an image
is taken along, and a link to any other file of the project leads to that file in the repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

# The list of the guides, whose place the front page takes.
INDEX = Path("docs/README.md")
FRONT_PAGE = Path("docs/site/index.md")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_FENCE = re.compile(r"^ *```")


class BrokenLink(Exception):
    """A link of a guide to a file that the project does not have."""


def guides(root: Path) -> Iterator[tuple[Path, str]]:
    """The place on the site and the text of each guide of the project, and of the front page. Raises BrokenLink."""
    places = _places(root)
    linked = {**_modules(root), **_images(root), **places}
    repository = f"{yaml.safe_load((root / 'galaxy.yml').read_text('utf-8'))['repository']}/blob/main"
    for source, target in places.items():
        yield target, with_links_of_site((root / source).read_text("utf-8"), source, root, linked, repository)


def _places(root: Path) -> dict[Path, Path]:
    """The files in the project that become pages, each with its place on the site."""
    guides = [path.relative_to(root) for path in sorted((root / "docs").glob("*.md"))]
    roles = [path.relative_to(root) for path in sorted((root / "roles").glob("*/README.md"))]
    return {
        FRONT_PAGE: Path("index.md"),
        **{path: Path("guides", path.name) for path in guides if path != INDEX},
        **{path: Path("roles", f"{path.parts[1]}.md") for path in roles},
    }


def _modules(root: Path) -> dict[Path, Path]:
    """The files of modules, each with the page that the reference has for it."""
    modules = [path.relative_to(root) for path in sorted((root / "plugins/modules").glob("veeam_*.py"))]
    return {path: Path("reference", f"{path.stem}_module.rst") for path in modules}


def _images(root: Path) -> dict[Path, Path]:
    """The images, each with its place on the site."""
    return {path.relative_to(root): Path("images", path.name) for path in sorted((root / "docs/images").iterdir())}


def with_links_of_site(text: str, source: Path, root: Path, places: Mapping[Path, Path], repository: str) -> str:
    """The text of a page with the links that it has on the site. Raises BrokenLink."""

    def link(match: re.Match[str]) -> str:
        target, mark, anchor = match[1].partition("#")
        if not target or "://" in target or source == FRONT_PAGE:
            return match[0]
        path = Path(os.path.normpath(source.parent / target))
        if path == INDEX:
            path = FRONT_PAGE
        if path in places:
            return f"]({os.path.relpath(places[path], places[source].parent)}{mark}{anchor})"
        if not (root / path).exists():
            raise BrokenLink(f"{source} links to {target}, which does not exist.")
        return f"]({repository}/{path}{mark}{anchor})"

    lines, in_code = [], False
    for line in text.splitlines(keepends=True):
        in_code ^= bool(_FENCE.match(line))
        lines.append(line if in_code else _LINK.sub(link, line))
    return "".join(lines)
