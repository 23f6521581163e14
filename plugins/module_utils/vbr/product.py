# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Veeam Backup & Replication: how it is addressed, logged in to, paged through, and how it words an error.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.product import Paging, Product


def _read_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    return body.get("errorCode"), str(body.get("message") or body.get("error_description") or "")


def _refuses_revision(message: str) -> bool:
    # By its words: the code is BadRequest or NotImplemented, depending on the build.
    return "RESTAPI version" in message


def _total(body: Mapping[str, Any]) -> int | None:
    pagination = body.get("pagination")
    return pagination.get("total") if isinstance(pagination, Mapping) else None


def _sessions() -> object:
    # Imported here: few tasks read a session, and an ordinary module compiles all it imports each time.
    from .session_adapter import SESSIONS  # noqa: PLC0415

    return SESSIONS


VBR = Product(
    name="vbr",
    title="Veeam Backup & Replication",
    port=9419,
    revisions=("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"),
    default_revision="1.3-rev1",
    prefix=lambda revision: "/api/v1",
    headers=lambda revision: {"x-api-version": revision},
    token_path=lambda revision: "/api/oauth2/token",
    logout=lambda revision: ("POST", "/api/oauth2/logout"),
    paging=Paging("data", "skip", "limit", 500, _total, nested_since="1.3-rev1"),
    read_error=_read_error,
    refuses_revision=_refuses_revision,
    clock="/serverTime",
    puts_whole=True,
    sessions=_sessions,
)
