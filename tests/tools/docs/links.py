# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The links of a site of HTML pages: each leads to a file of the site, and to a place that the page has."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser loads with the page, by tag and attribute; of <link> only some kinds.
_LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src")}
_LOADED_LINKS = ("stylesheet", "icon", "shortcut icon", "preload")


class _Page(HTMLParser):
    """The ids of a page, its links, and what a browser loads with it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag names and where it leads."""
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag in ("a", "link") and "href" in values:
            loaded = tag == "link" and values.get("rel") in _LOADED_LINKS
            (self.loaded if loaded else self.links).add(values["href"])
        self.loaded |= {value for name, value in values.items() if (tag, name) in _LOADED}


def problems(site: Path) -> list[str]:
    """Every link that leads nowhere, and everything that a page loads from elsewhere, a line for each."""
    page_at = functools.cache(_Page)
    return [
        f"{page.relative_to(site)}: {problem}"
        for page in sorted(site.rglob("*.html"))
        for problem in _problems_of(page, page_at(page), page_at)
    ]


def _problems_of(path: Path, page: _Page, page_at: functools._lru_cache_wrapper[_Page]) -> Iterator[str]:
    for target in sorted(page.loaded):
        if urlsplit(target).netloc:
            yield f"{target} is loaded from elsewhere"
    for target in sorted(page.links | page.loaded):
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not file.is_file():
            yield f"{target} does not exist"
        elif parts.fragment and file.suffix == ".html" and unquote(parts.fragment) not in page_at(file).ids:
            yield f"{target}: the page has no such place"
