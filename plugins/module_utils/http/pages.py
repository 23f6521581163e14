# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists below another object, such as the disks of a restore point. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .client import Client


def nested(client: Client, path: str) -> Iterator[dict[str, Any]]:
    """Every object of such a list, to its end: page by page where the API revision has pages for it, else whole."""
    paging = client.product.paging
    if client.product.supports(client.revision, paging.nested_since):
        yield from client.pages(path)
    else:
        yield from client.get(path).get(paging.items) or []
