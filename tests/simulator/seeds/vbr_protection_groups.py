# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: protection groups, and what is in the directory of a domain."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .vbr_credentials import LINUX_CREDENTIALS, WINDOWS_CREDENTIALS

GROUPS = "agents/protectionGroups"
MANUAL, UNMANAGED = "ManuallyAdded", "Unmanaged"
DOMAIN = {
    "id": stable_id("domain dr.example"),
    "name": "dr.example",
    "serverName": "dc01.dr.example",
    "port": 389,
    "credentialsId": WINDOWS_CREDENTIALS,
}
SERVERS, WORKSTATIONS = stable_id("protection group Physical Servers"), stable_id("protection group Workstations")
_OPTIONS = {"installBackupAgent": True, "updateAutomatically": True, "rebootIfRequired": False}


def _group(key: str, name: str, kind: str, computers: list[Item]) -> Item:
    return {
        "id": key,
        "name": name,
        "description": "",
        "type": kind,
        "isDisabled": False,
        "computers": computers,
        "options": dict(_OPTIONS),
    }


def _host(name: str, credentials: str) -> Item:
    return {"hostName": name, "connectionType": "PermanentCredentials", "credentialsId": credentials}


SEEDS: dict[str, list[Item]] = {
    "adDomains": [DOMAIN],
    GROUPS: [
        _group(stable_id("protection group Manually Added"), "Manually Added", MANUAL, []),
        _group(
            SERVERS,
            "Physical Servers",
            "IndividualComputers",
            [_host("win-phys01", WINDOWS_CREDENTIALS), _host("lnx-phys01", LINUX_CREDENTIALS)],
        ),
        _group(
            WORKSTATIONS,
            "Workstations",
            "IndividualComputers",
            [_host("win-desk01", WINDOWS_CREDENTIALS), _host("lnx-desk01", LINUX_CREDENTIALS)],
        ),
    ],
}


def directory_of(domain: Item) -> list[Item]:
    """The objects of a domain. Two computers have the same name in two places."""
    name = str(domain["name"])
    base = ",".join(f"DC={part}" for part in name.split("."))
    objects = (
        ("Domain", name, base),
        ("OrganizationUnit", "Servers", f"OU=Servers,{base}"),
        ("OrganizationUnit", "Branch", f"OU=Branch,{base}"),
        ("Container", "Computers", f"CN=Computers,{base}"),
        ("Computer", f"app01.{name}", f"CN=APP01,OU=Servers,{base}"),
        ("Computer", f"kiosk.{name}", f"CN=KIOSK,OU=Servers,{base}"),
        ("Computer", f"kiosk.{name}", f"CN=KIOSK,OU=Branch,{base}"),
        ("Group", "Backup Targets", f"CN=Backup Targets,{base}"),
    )
    return [
        {
            "id": stable_id(f"directory {domain['id']} {path}"),
            "fullName": shown,
            "domainId": domain["id"],
            "distinguishedName": path,
            "type": kind,
            **({"groupScope": "Global"} if kind == "Group" else {}),
        }
        for kind, shown, path in objects
    ]
