# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Veeam Backup for Microsoft 365: how it is addressed, logged in to, paged through, and how it words an error.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.product import Paging, Product


def _read_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    # The answer also holds a stack trace, which is nothing for a playbook's output.
    return body.get("errorCode"), str(body.get("message") or body.get("error_description") or "")


def _more(body: Mapping[str, Any]) -> bool | None:
    links = body.get("_links")
    return "next" in links if isinstance(links, Mapping) else None


M365 = Product(
    name="m365",
    title="Veeam Backup for Microsoft 365",
    port=4443,
    revisions=("v7", "v8"),
    default_revision="v8",
    prefix=lambda revision: "/" + revision,
    headers=lambda revision: {},
    token_path=lambda revision: f"/{revision}/token",
    logout=lambda revision: ("POST", f"/{revision}/token/logout"),
    paging=Paging("results", "offset", "limit", 500, lambda body: None, _more),
    read_error=_read_error,
)
