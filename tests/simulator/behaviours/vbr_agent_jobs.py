# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what jobs and policies of agents process: protection groups, and the computers that were discovered in them.

Rules that are in no document: the computers of a job are for its operating system, and their groups exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..inventory_filters import select
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.vbr_protection_groups import GROUPS
from ..state import Item
from .vbr_backups import paged

if TYPE_CHECKING:
    from ..backend import Backend

AGENT_JOBS = ("WindowsAgentBackup", "WindowsAgentBackupFailoverCluster", "LinuxAgentBackup")
AGENT_POLICIES = (
    "WindowsAgentBackupWorkstationPolicy",
    "WindowsAgentBackupServerPolicy",
    "LinuxAgentBackupWorkstationPolicy",
    "LinuxAgentBackupServerPolicy",
)
INVENTORY = "/api/v1/inventory/physical"
_KINDS = {"OrganizationUnit": "OrganizationUnit", "Container": "Container", "Group": "Group", "Domain": "Domain"}


@handles("vbr", "POST", INVENTORY)
def groups(backend: Backend, request: Request) -> Answer:
    return _page(backend, request, [_group(item) for item in backend.store.collection(GROUPS).values()])


@handles("vbr", "POST", f"{INVENTORY}/{{protectionGroupId}}")
def computers(backend: Backend, request: Request) -> Answer:
    key = request.parameters["protectionGroupId"]
    if backend.store.get(GROUPS, key) is None:
        raise Refusal(404, f"Protection group with ID {key} was not found", resource=key)
    return _page(backend, request, _inside(backend, key))


def check_computers(backend: Backend, body: Item) -> None:
    for computer in body.get("computers") or ():
        group = backend.store.get(GROUPS, computer["protectionGroupId"])
        known = {item["id"] for item in _inside(backend, group["id"])} if group else set()
        if group is None or computer["id"] not in {*known, group["id"]}:
            raise Refusal(400, f"Computer {computer['name']} with ID {computer['id']} was not found")
        other = "Linux" if body["type"].startswith("Windows") else "Windows"
        if computer["type"] == f"{other}Computer":
            raise Refusal(400, f"{computer['name']} is no computer for a job of type {body['type']}")


def _page(backend: Backend, request: Request, found: list[Item]) -> Answer:
    body: dict[str, Any] = request.body or {}
    clusters = str(body.get("hierarchyType", "")).lower() == "clusters"
    shown = [item for item in found if clusters or item["type"] != "WindowsCluster"]
    answer = paged(backend, request, select(shown, body.get("filter"), body.get("sorting")))
    if body.get("hierarchyType"):
        answer.body["hierarchyType"] = body["hierarchyType"]
    return answer


def _group(item: Item) -> Item:
    return {
        "platform": "Agent",
        "type": "ProtectionGroup",
        "id": item["id"],
        "name": item["name"],
        "path": f"ProtectionGroup:{item['name']}",
        "protectionGroupId": item["id"],
    }


def _inside(backend: Backend, group: str) -> list[Item]:
    entities = backend.store.collection(f"{GROUPS}/{group}/discoveredEntities").values()
    return [
        {
            "platform": "Agent",
            "type": _kind(entity),
            "id": entity.get("objectId") or entity["entity"]["id"],
            "name": entity["name"],
            "parentObjectId": group,
            "protectionGroupId": group,
        }
        for entity in entities
    ]


def _kind(entity: Item) -> str:
    if entity["type"] == "Computer":
        return "WindowsComputer" if entity["name"].startswith("win") else "LinuxComputer"
    return _KINDS[entity["entity"]["type"]]
