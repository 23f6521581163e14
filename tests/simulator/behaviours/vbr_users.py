# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: users, groups and their roles.

Rules that are in no document: a name is there once, a role has to exist, and the last administrator stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..generic import shown_object
from ..messages import Answer, Refusal, Request
from ..registry import checks, columns, handles, seeds
from ..state import Item
from ..values import stable_id

if TYPE_CHECKING:
    from ..backend import Backend

USERS, ROLES = "security/users", "security/roles"
ADMINISTRATOR = "Veeam Backup Administrator"
_ROLES = (ADMINISTRATOR, "Veeam Backup Operator", "Veeam Restore Operator", "Veeam Backup Viewer")


def _role(name: str) -> Item:
    return {"id": stable_id(f"role {name}"), "name": name, "description": f"The role {name}", "isBuiltIn": True}


def _user(name: str, kind: str, role: str, service: bool = False) -> Item:
    return {
        "id": stable_id(f"user {name}"),
        "name": name,
        "type": kind,
        "roles": [_role(role)],
        "isServiceAccount": service,
        "mfaEnabled": False,
    }


columns("vbr", USERS, {"roleId": lambda user: [role["id"] for role in user["roles"]]})


@seeds("vbr")
def plant(backend: Backend) -> None:
    users = [
        _user("administrator", "InternalUser", ADMINISTRATOR),
        _user("DR\\alice", "ExternalUser", "Veeam Restore Operator"),
        _user("svc-monitoring", "InternalUser", "Veeam Backup Viewer", service=True),
    ]
    backend.store.load({ROLES: [_role(name) for name in _ROLES], USERS: users})


@checks("vbr", USERS)
def check_user(backend: Backend, _request: Request, user: Item) -> None:
    for other in backend.store.collection(USERS).values():
        if other["name"].lower() == user["name"].lower() and other["id"] != user["id"]:
            raise Refusal(400, f"User {user['name']} already exists", resource=other["id"])
    user["roles"] = [_known_role(backend, role) for role in user["roles"]]
    user.setdefault("mfaEnabled", False)


@handles("vbr", "PUT", f"/api/v1/{USERS}/{{id}}/roles")
def change_roles(backend: Backend, request: Request) -> Answer:
    user = _existing(backend, request)
    roles = [_known_role(backend, role) for role in request.body["roles"]]
    backend.store.put(USERS, user["id"], {**user, "roles": roles})
    return Answer(request.operation.success, {"roles": [{**role} for role in _shown(request, roles)]})


@handles("vbr", "POST", f"/api/v1/{USERS}/{{id}}/changeServiceAccountMode")
def change_service_account_mode(backend: Backend, request: Request) -> Answer:
    user = {**_existing(backend, request), "isServiceAccount": request.body["isServiceAccountEnable"]}
    backend.store.put(USERS, user["id"], user)
    return shown_object(backend, request, USERS, user)


@handles("vbr", "POST", f"/api/v1/{USERS}/{{id}}/resetMFA")
def reset_mfa(backend: Backend, request: Request) -> Answer:
    _existing(backend, request)
    return Answer(request.operation.success)


@handles("vbr", "DELETE", f"/api/v1/{USERS}/{{id}}")
def remove_user(backend: Backend, request: Request) -> Answer:
    user = _existing(backend, request)
    others = [other for other in backend.store.collection(USERS).values() if other["id"] != user["id"]]
    if not any(role["name"] == ADMINISTRATOR for other in others for role in other["roles"]):
        raise Refusal(500, f"{user['name']} is the last administrator", resource=user["id"])
    backend.store.remove(USERS, user["id"])
    return Answer(request.operation.success)


def _known_role(backend: Backend, given: Item) -> Item:
    role = backend.store.get(ROLES, given["id"])
    if role is None or role["name"] != given["name"]:
        raise Refusal(400, f"There is no role {given['name']} with ID {given['id']}")
    return dict(role)


def _shown(request: Request, roles: list[Item]) -> list[Item]:
    """Only the newest revision says which roles are built in."""
    newest = request.revision == "1.3-rev2"
    return [{key: value for key, value in role.items() if newest or key != "isBuiltIn"} for role in roles]


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    user = backend.store.get(USERS, key)
    if user is None:
        raise Refusal(404, f"User with ID {key} was not found", resource=key)
    return user
