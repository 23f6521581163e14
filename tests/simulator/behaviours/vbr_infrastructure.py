# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the objects there at the start, and what managed servers and credentials add to a plain collection."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from ..messages import Refusal, Request
from ..registry import checks, columns, seeds
from ..seeds import vbr_infrastructure, vbr_sessions
from ..seeds.vbr_infrastructure import CLOUD_CREDENTIALS, CREDENTIALS, SERVERS
from ..state import Item
from ..vbr_sessions import now

if TYPE_CHECKING:
    from ..backend import Backend

columns("vbr", SERVERS, {"viType": "viHostType"})
columns("vbr", CREDENTIALS, {"name": "username"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_infrastructure.SEEDS)
    backend.store.load(vbr_sessions.SEEDS)
    backend.sessions.logs.update(copy.deepcopy(vbr_sessions.LOGS))


@checks("vbr", SERVERS)
def check_server(backend: Backend, request: Request, item: Item) -> None:
    """A host is managed once."""
    for other in backend.store.collection(SERVERS).values():
        if other["name"].lower() == str(item.get("name", "")).lower() and other["id"] != item["id"]:
            raise Refusal(400, f"Server {item['name']} is already managed", resource=other["id"])
    item.setdefault("status", "Available")


@checks("vbr", CREDENTIALS)
def check_credentials(backend: Backend, request: Request, item: Item) -> None:
    """The server stamps a record; several records may have one user name."""
    item["creationTime"] = now()


@checks("vbr", CLOUD_CREDENTIALS)
def check_cloud_credentials(backend: Backend, request: Request, item: Item) -> None:
    """The server stamps a record."""
    item["lastModified"] = now()
