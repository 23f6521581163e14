# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""M365: the users, groups, sites and teams of the organizations."""

from __future__ import annotations

from ..state import Item
from ..values import stable_id
from .m365_infrastructure import ORGANIZATIONS, organization_id

DR, BRANCH = "dr.example", "branch.example"


def user_id(name: str) -> str:
    """Id of a user of the seeds."""
    return stable_id(f"m365 user {name}")


def _user(name: str, domain: str) -> Item:
    return {
        "id": user_id(name),
        "displayName": name,
        "name": f"{name}@{domain}",
        "type": "User",
        "locationType": "Cloud",
        "office": "",
        "onPremisesSid": "",
    }


def _group(name: str, mail: str, domain: str) -> Item:
    return {
        "id": stable_id(f"m365 group {mail}"),
        "displayName": name,
        "name": f"{mail}@{domain}",
        "type": "Office365",
        "locationType": "Cloud",
    }


def _site(title: str, address: str) -> Item:
    return {
        "id": stable_id(f"m365 site {address}"),
        "url": address,
        "title": title,
        "name": title,
        "isCloud": True,
        "isPersonal": False,
        "isAvailable": True,
    }


def _team(name: str, mail: str, domain: str) -> Item:
    return {"id": stable_id(f"m365 team {mail}"), "displayName": name, "mail": f"{mail}@{domain}", "description": name}


def _of(organization: str, kind: str) -> str:
    return f"{ORGANIZATIONS}/{organization_id(organization)}/{kind}"


SEEDS: dict[str, list[Item]] = {
    _of(DR, "Users"): [_user(name, DR) for name in ("ann.dr", "bob.dr")],
    _of(DR, "Groups"): [_group("Marketing", "marketing", DR)],
    _of(DR, "Sites"): [_site("Intranet", "https://dr.example/sites/intranet")],
    _of(DR, "Teams"): [_team("Engineering", "engineering", DR)],
    _of(BRANCH, "Users"): [
        *[_user(name, BRANCH) for name in ("ann", "bob", "guest", "carol")],
        {**_user("carol", BRANCH), "id": user_id("carol's shared mailbox"), "name": f"shared@{BRANCH}"},
    ],
    _of(BRANCH, "Groups"): [_group("Sales", "sales", BRANCH), _group("Sales", "sales.north", BRANCH)],
    _of(BRANCH, "Sites"): [
        _site("Branch", "https://branch.example/sites/branch"),
        _site("Archive", "https://branch.example/sites/archive"),
    ],
    _of(BRANCH, "Teams"): [_team("Field Team", "field", BRANCH)],
}
