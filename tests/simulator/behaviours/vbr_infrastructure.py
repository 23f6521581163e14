# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the servers and sessions there at the start, and what managed servers add to a plain collection."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from ..messages import Refusal, Request
from ..registry import checks, columns, seeds
from ..seeds import vbr_infrastructure, vbr_sessions
from ..seeds.vbr_infrastructure import SERVERS
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

columns("vbr", SERVERS, {"viType": "viHostType"})


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
