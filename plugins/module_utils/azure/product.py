# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Veeam Backup for Microsoft Azure: how it is addressed, logged in to, paged through, and how it words an error.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.product import Paging, Product

# The limit of a page that holds the whole list.
ALL = -1


def _read_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    """Problem details (``title``, ``detail``), with the offending fields where the server lists them."""
    text = str(body.get("detail") or body.get("title") or body.get("error_description") or "")
    fields = body.get("errors")
    if isinstance(fields, Mapping):
        text = " ".join([text] + [f"{key}: {_joined(value)}" for key, value in fields.items()]).strip()
    code = body.get("errorCode") or body.get("error")
    return (str(code) if code else None), text


def _joined(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def _total(body: Mapping[str, Any]) -> int | None:
    """The number of all objects in a list; the log of a restore has it among other facts on the page."""
    page = body.get("pagination")
    total: int | None = (page if isinstance(page, Mapping) else body).get("totalCount")
    return total


def _sessions() -> object:
    # Imported here: few tasks read a session, and an ordinary module compiles all it imports each time.
    from .session_adapter import SESSIONS  # noqa: PLC0415

    return SESSIONS


AZURE = Product(
    name="azure",
    title="Veeam Backup for Microsoft Azure",
    port=443,
    revisions=("v8", "v8.1"),
    default_revision="v8",
    prefix=lambda revision: "/api/" + revision,
    headers=lambda revision: {},
    token_path=lambda revision: "/api/oauth2/token",
    logout=lambda revision: ("DELETE", "/api/oauth2/token"),
    paging=Paging(
        "results",
        "Offset",
        "Limit",
        500,
        _total,
        small=("/cloudInfrastructure/storageAccounts",),
    ),
    read_error=_read_error,
    operations="/operations/{id}",
    login_grant="Password",
    sessions=_sessions,
)
