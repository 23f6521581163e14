# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which path template of a document a concrete path belongs to."""

from __future__ import annotations

from collections.abc import Iterable


class Routes:
    """Finds the template of a path by its segments.

    Literal ones win over parameters, as in /repositories/states against /repositories/{id}.
    """

    def __init__(self, templates: Iterable[str]) -> None:
        self._root = _Segment()
        for template in templates:
            place = self._root
            for part in template.split("/"):
                place = place.below(part)
            place.template = template

    def find(self, path: str) -> tuple[str, dict[str, str]] | None:
        """Path template and path parameters of a concrete path."""
        parts = path.split("/")
        template = self._root.find(parts, 0)
        if template is None:
            return None
        names = template.split("/")
        return template, {name[1:-1]: part for name, part in zip(names, parts, strict=True) if name.startswith("{")}


class _Segment:
    """A place in the tree of all templates: what follows it, and the template that ends here."""

    def __init__(self) -> None:
        self.template: str | None = None
        self._literal: dict[str, _Segment] = {}
        # Templates call it by different names.
        self._parameter: _Segment | None = None

    def below(self, part: str) -> _Segment:
        """The place one segment further, made where there is none."""
        if not part.startswith("{"):
            return self._literal.setdefault(part, _Segment())
        self._parameter = self._parameter or _Segment()
        return self._parameter

    def find(self, parts: list[str], start: int) -> str | None:
        """The template that the segments from ``start`` on lead to."""
        if start == len(parts):
            return self.template
        literal = self._literal.get(parts[start])
        found = literal.find(parts, start + 1) if literal else None
        if found is None and self._parameter and parts[start]:
            found = self._parameter.find(parts, start + 1)
        return found
