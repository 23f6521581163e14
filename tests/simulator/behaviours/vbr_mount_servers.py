# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: mount servers, which have the id of their managed server.

Rules that are in no document: a server has the role once, and one mount server of each system is the default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..generic import shown_object
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds, views
from ..seeds.vbr_infrastructure import BACKUP_SERVER, SERVERS
from ..state import Item

if TYPE_CHECKING:
    from ..backend import Backend

MOUNT_SERVERS = "backupInfrastructure/mountServers"
BASE = f"/api/v1/{MOUNT_SERVERS}"
_SYSTEMS = {"WindowsHost": "Windows", "LinuxHost": "Linux"}
_OLDEST = "1.3-rev0"
"""It writes the type of a mount server in small letters."""
_SETTINGS: Item = {
    "writeCacheFolder": "C:\\ProgramData\\Veeam\\Backup\\IRCache\\",
    "vPowerNFSEnabled": True,
    "vPowerNFSPortSettings": {"mountPort": 1058, "vPowerNFSPort": 2049},
}

columns("vbr", MOUNT_SERVERS, {"writeCacheFolder": "settings.writeCacheFolder"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    default = {"id": BACKUP_SERVER, "type": "Windows", "settings": _SETTINGS, "isDefault": True}
    backend.store.load({MOUNT_SERVERS: [default]})


@views("vbr", MOUNT_SERVERS)
def show(_backend: Backend, item: Item, revision: str) -> Item:
    return {**item, "type": item["type"].lower()} if revision == _OLDEST else item


@handles("vbr", "POST", BASE)
def add(backend: Backend, request: Request) -> Answer:
    body: Item = request.body
    key: str = body["hostId"]
    server = backend.store.get(SERVERS, key)
    if server is None or server["type"] not in _SYSTEMS:
        raise Refusal(500, f"Server with ID {key} cannot be a mount server", resource=key)
    if backend.store.get(MOUNT_SERVERS, key) is not None:
        raise Refusal(500, f"{server['name']} is a mount server already", resource=key)
    item = {
        "id": key,
        "type": _SYSTEMS[server["type"]],
        "settings": {**_SETTINGS, **body.get("settings", {})},
        "isDefault": False,
    }

    def store() -> str:
        backend.store.put(MOUNT_SERVERS, key, item)
        if body.get("setAsDefault"):
            _make_default(backend, key)
        return key

    return backend.finish(request, f"Saving {server['name']}", store, item, None)


@handles("vbr", "POST", f"{BASE}/{{id}}/default")
def set_default(backend: Backend, request: Request) -> Answer:
    key = request.parameters["id"]
    if backend.store.get(MOUNT_SERVERS, key) is None:
        raise Refusal(404, f"Mount server with ID {key} was not found", resource=key)
    return shown_object(backend, request, MOUNT_SERVERS, _make_default(backend, key))


def _make_default(backend: Backend, key: str) -> Item:
    """The mount server of that id, which takes the place of the one of the same system."""
    chosen = backend.store.get(MOUNT_SERVERS, key) or {}
    for item in list(backend.store.collection(MOUNT_SERVERS).values()):
        if item["type"] == chosen["type"]:
            backend.store.put(MOUNT_SERVERS, item["id"], {**item, "isDefault": item["id"] == key})
    return dict(backend.store.get(MOUNT_SERVERS, key) or {})
