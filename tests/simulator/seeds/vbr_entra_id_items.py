# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what is in the backups of the Microsoft Entra ID tenant, and in the tenant itself.

Bob Brown, Carol Clark and Hugo Hill were deleted, and so was the group DR Team. Only Bob is still in the recycle bin.
Alice Adams has got another job title, and the policy Require MFA was disabled. All else is as in the backups.
"""

from __future__ import annotations

from ..state import Item
from ..values import stable_id

ALICE, BOB, CAROL, DORA, HUGO = "Alice Adams", "Bob Brown", "Carol Clark", "Dora O'Neil", "Hugo Hill"
# Two people have this name.
ALEX = "Alex Example"
SALES, TEAM, POLICY = "Sales", "DR Team", "Require MFA"
# Hugo Hill was deleted so long ago that only the oldest restore point has him; Nora Neumann is only in the newest.
NEW = "Nora Neumann"
IN_BIN = (BOB,)
GONE = (*IN_BIN, CAROL, HUGO, TEAM)
READ_ONLY = ("createdDateTime",)
_ALL = (1, 2, 3)


def item_id(kind: str, name: str) -> str:
    """Id of an item of the seeds by its type, and its display name or, of a user, its principal name."""
    return stable_id(f"entra id {kind} {name}")


def principal(name: str, domain: str = "dr.example") -> str:
    """The principal name of a user of the seeds."""
    return name.lower().replace(" ", ".").replace("'", "") + "@" + domain


def _item(kind: str, name: str, points: tuple[int, ...] = _ALL, **attributes: object) -> Item:
    return {
        "id": item_id(kind, str(attributes.get("userName", name))),
        "type": kind,
        "points": points,
        "attributes": {"displayName": name, "createdDateTime": "2024-03-01T08:00:00Z", **attributes},
        "memberOf": [],
    }


def _user(name: str, job: str, points: tuple[int, ...] = _ALL, domain: str = "dr.example") -> Item:
    mail = principal(name, domain)
    kind = "Member" if domain == "dr.example" else "Guest"
    return {
        **_item(
            "User",
            name,
            points,
            userName=mail,
            mailAddress=mail,
            userType=kind,
            jobTitle=job,
            department="Sales",
            accountEnabled=True,
        ),
        "memberOf": [SALES],
    }


def backed_up() -> list[Item]:
    """The items in the backups. ``points`` are the numbers of the restore points that have them, 1 for the newest."""
    return [
        _user(ALICE, "Manager"),
        _user(BOB, "Engineer"),
        _user(CAROL, "Engineer"),
        _user(DORA, "Assistant"),
        _user(HUGO, "Founder", (3,)),
        _user(NEW, "Trainee", (1,)),
        _user(ALEX, "Analyst"),
        _user(ALEX, "Auditor", domain="partner.example"),
        _item("Group", SALES, groupType="SecurityGroup", membershipType="Assigned", description="Everybody in sales"),
        _item("Group", TEAM, groupType="Microsoft365Group", membershipType="Assigned", description="On call"),
        _item("AdminUnit", "North", visibility="Public", description="Offices in the north"),
        _item("Role", "Helpdesk Plus", isBuiltIn=False, isEnabled=True, description="Resets passwords"),
        _item("Application", "DR Portal", applicationType="AppRegistration", enabled=True, tags=[]),
        _item("DeviceConfiguration", "Baseline", description="For laptops", version=2),
        _item("ConditionalAccessPolicy", POLICY, state="Enabled"),
    ]


def in_production() -> list[Item]:
    """The items in the tenant as they are now."""
    items = [item for item in backed_up() if item["attributes"]["displayName"] not in GONE]
    for item in items:
        if item["attributes"]["displayName"] == ALICE:
            item["attributes"]["jobTitle"] = "Director"
            item["memberOf"] = []
        elif item["attributes"]["displayName"] == POLICY:
            item["attributes"]["state"] = "Disabled"
    return items
