# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: encryption passwords, known by hints that need not be unique; what a repository uses stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..filters import matches
from ..generic import all_of, listing
from ..messages import Answer, Refusal, Request
from ..registry import checks, handles
from ..seeds.m365_infrastructure import KEYS
from ..seeds.m365_repositories import REPOSITORIES
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend


@handles("m365", "GET", f"/v8/{KEYS}")
@handles("m365", "GET", f"/v7/{KEYS}")
def passwords(backend: Backend, request: Request) -> Answer:
    """Whole, and for a hint all that hold it somewhere."""
    hint = request.take("description")
    return listing(
        backend,
        request,
        [item for item in all_of(backend, request.path) if not hint or matches(item["description"], hint)],
    )


@checks("m365", KEYS)
def refuse_without_password(_backend: Backend, request: Request, item: Item) -> None:
    """Nothing can be encrypted with no password."""
    if request.method == "POST" and not item.get("password"):
        raise Refusal(400, "The password is required")


@handles("m365", "DELETE", f"/v8/{KEYS}/{{keyId}}")
@handles("m365", "DELETE", f"/v7/{KEYS}/{{keyId}}")
def remove(backend: Backend, request: Request) -> Answer:
    key = request.parameters["keyId"]
    if backend.store.get(KEYS, key) is None:
        raise Refusal(404, f"Encryption password with ID {key} is not found")
    users = [
        one["name"] for one in backend.store.collection(REPOSITORIES).values() if one.get("encryptionKeyId") == key
    ]
    if users:
        raise Refusal(400, f"The encryption password is used by {', '.join(users)}")
    backend.store.remove(KEYS, key)
    return Answer(request.operation.success)
