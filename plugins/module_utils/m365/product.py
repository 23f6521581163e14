# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Veeam Backup for Microsoft 365: how it is addressed, logged in to, paged through, and how it words an error.

Private to the collection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..core.product import Paging, Product

# Lists that have no pages, in any revision and in the first one; in that also those below another object.
_WHOLE = ("/Accounts", "/AzureServiceAccounts", "/EncryptionKeys", "/RepositorySynchronizeSessions")
_WHOLE_AT_FIRST = ("/BackupRepositories", "/Jobs", "/Organizations", "/Proxies")
_WHOLE_BELOW_AT_FIRST = re.compile(r"/Jobs/[^/]+/(SelectedItems|ExcludedItems)|/Organizations/[^/]+/Jobs")


def _read_error(body: Mapping[str, Any]) -> tuple[str | None, str]:
    """The code and the message; the stack trace beside them is nothing for a playbook's output."""
    code = body.get("errorCode") or body.get("error")
    return (str(code) if code else None), str(body.get("message") or body.get("error_description") or "")


def _page_limit(body: Mapping[str, Any]) -> int | None:
    """The limit of a page, which a server lowers where it was asked for too much. Some write it as a text."""
    limit = str(body.get("limit"))
    return int(limit) if limit.isdecimal() else None


def _comes_whole(revision: str, path: str) -> bool:
    at_first = path in _WHOLE_AT_FIRST or _WHOLE_BELOW_AT_FIRST.fullmatch(path)
    return path in _WHOLE or (revision == "v7" and bool(at_first))


def _sessions() -> object:
    # Imported here: few tasks read a session, and an ordinary module compiles all it imports each time.
    from .session_adapter import SESSIONS  # noqa: PLC0415

    return SESSIONS


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
    # Neither a total nor, in the links of a page, what follows it.
    paging=Paging(
        "results",
        "offset",
        "limit",
        500,
        lambda body: None,
        page_limit=_page_limit,
        comes_whole=_comes_whole,
        # All versions of a document have its id.
        identity=("id", "versionId"),
    ),
    read_error=_read_error,
    sessions=_sessions,
    missing=("ResourceNotFound",),
    documents_forbidden=False,
    advice={
        "ProxyOffline": (
            "The backup proxy server does not respond: check that it runs and that its service is started, then run "
            "the task again."
        ),
        "OperationConflict": "Another operation works on the same object: run the task again when that has ended.",
        "OutdatedChangeToken": "Somebody else changed it at the same moment: run the task again.",
        "RepositoryOwnerChangeTooManyLinks": (
            "Related repositories have to move together: give include_related_repositories=true to move them all."
        ),
        "Timeout": "The server did not finish in time: look at its sessions, then run the task again.",
    },
)
