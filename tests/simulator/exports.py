# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that Azure answers as a file: CSV, or XML where the request's Accept header wants that."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from .messages import Answer, Request
from .state import Item


def export(request: Request, noun: str, items: Iterable[Item], names: Sequence[str]) -> Answer:
    """Some properties of each object, one line or element for each object."""
    rows = [{name: _text(item.get(name)) for name in names} for item in items]
    return Answer(200, file=_xml(noun, rows) if "xml" in request.accept else _csv(rows, names))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _csv(rows: list[dict[str, str]], names: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _xml(noun: str, rows: list[dict[str, str]]) -> bytes:
    root = ElementTree.Element("Export")
    for row in rows:
        element = ElementTree.SubElement(root, noun)
        for name, value in row.items():
            ElementTree.SubElement(element, name).text = value
    text: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return text
