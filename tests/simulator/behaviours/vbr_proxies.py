# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: backup proxies. Adding and editing happen at the end of a session; enabling and removing happen at once.

Rules that are in no document: a host has one proxy of each type, which bears the host's name and stays on it; a vSphere
proxy and a general-purpose one need a Windows or Linux server, a Hyper-V one a Windows server.
"""

from __future__ import annotations

import copy
import uuid
from typing import TYPE_CHECKING

from ..generic import listing
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds, views
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_proxies import DEFAULTS, DISABLED, OFFLINE, PROXIES, PROXY_SEEDS, WAN_ACCELERATORS, WAN_SEEDS
from ..state import Item
from ..vbr_sessions import Failure
from .vbr_repositories import answer_with_session

if TYPE_CHECKING:
    from ..backend import Backend

BASE = "/api/v1/backupInfrastructure/proxies"
STATES = f"{PROXIES}/states"
_STATE = "proxy states"
_HOSTS = {
    "ViProxy": ("WindowsHost", "LinuxHost"),
    "GeneralPurposeProxy": ("WindowsHost", "LinuxHost"),
    "HvProxy": ("WindowsHost",),
}
_ADD_STEPS = ["Connecting to the server", "Installing the data mover", "Registering the proxy"]
_EDIT_STEPS = ["Reading the present settings", "Saving the configuration"]

columns("vbr", PROXIES, {"hostId": "server.hostId", "hostName": lambda item: item["server"].get("hostName")})
columns("vbr", STATES, {"status": "isOnline"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    # With the host's name, which lists are ordered by.
    named = [{**item, "server": _with_host(backend, item["server"])} for item in PROXY_SEEDS]
    backend.store.load({PROXIES: named, WAN_ACCELERATORS: WAN_SEEDS})
    backend.store.documents[_STATE] = {"disabled": set(DISABLED), "offline": set(OFFLINE)}


def _with_host(backend: Backend, server: Item) -> Item:
    """A proxy's settings, with the name of the host they name."""
    host = backend.store.get(SERVERS, server["hostId"]) or {}
    return {**server, "hostName": host.get("name", "")}


@views("vbr", PROXIES)
def proxy_view(backend: Backend, item: Item, revision: str) -> Item:
    """The host's name belongs to the answer; 1.2-rev1 has another word for the platform of datastores."""
    server = _with_host(backend, item["server"])
    if "connectedDatastores" in server:
        server["connectedDatastores"] = _datastores(
            server["connectedDatastores"], "VMware" if revision == "1.2-rev1" else "VSphere"
        )
    return {**item, "server": server}


@handles("vbr", "POST", BASE)
def create(backend: Backend, request: Request) -> Answer:
    """The body has no name: a proxy bears the name of its host."""
    host = _check_host(backend, request.body)
    kind = request.body["type"]
    item: Item = {
        "id": str(uuid.uuid4()),
        "name": host["name"],
        "description": request.body["description"],
        "type": kind,
        "server": _with_host(backend, {**copy.deepcopy(DEFAULTS[kind]), **request.body["server"]}),
    }
    _check_single(backend, item, Refusal)

    def add() -> str:
        _check_single(backend, item, Failure)
        backend.store.put(PROXIES, item["id"], item)
        return str(item["id"])

    return answer_with_session(backend, request, f"Adding proxy {host['name']}", _ADD_STEPS, add)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def update(backend: Backend, request: Request) -> Answer:
    """All but whether it is enabled. What the body leaves out is back at its default."""
    old, body = _existing(backend, request), request.body
    if body["id"] != old["id"]:
        raise Refusal(400, f"The body describes proxy {body['id']}, the path names {old['id']}")
    for what, before, after in (
        ("type", old["type"], body["type"]),
        ("server", old["server"]["hostId"], body["server"]["hostId"]),
    ):
        if before != after:
            raise Refusal(
                400, f"The {what} of proxy {old['name']} cannot be changed from {before} to {after}", resource=old["id"]
            )
    kept = {key: value for key, value in body.items() if key in ("id", "name", "description", "type")}
    server = _with_host(backend, {**copy.deepcopy(DEFAULTS[old["type"]]), **body["server"]})
    item = {**kept, "server": server}

    def save() -> str:
        if backend.store.get(PROXIES, item["id"]) is None:
            raise Failure(f"Proxy {item['name']} was removed meanwhile")
        backend.store.put(PROXIES, item["id"], item)
        return str(item["id"])

    return answer_with_session(
        backend, request, f"Editing proxy {old['name']}", _EDIT_STEPS, save, resourceId=old["id"]
    )


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def delete(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    backend.store.remove(PROXIES, item["id"])
    backend.store.documents[_STATE]["disabled"].discard(item["id"])
    return Answer(request.operation.success)


@handles("vbr", "POST", f"{BASE}/{{id}}/enable")
def enable(backend: Backend, request: Request) -> Answer:
    backend.store.documents[_STATE]["disabled"].discard(_existing(backend, request)["id"])
    return Answer(request.operation.success)


@handles("vbr", "POST", f"{BASE}/{{id}}/disable")
def disable(backend: Backend, request: Request) -> Answer:
    backend.store.documents[_STATE]["disabled"].add(_existing(backend, request)["id"])
    return Answer(request.operation.success)


@handles("vbr", "GET", f"{BASE}/states")
def states(backend: Backend, request: Request) -> Answer:
    known = request.contract.answer_schemas["EProxyType"]["enum"]
    found = [_state(backend, item) for item in backend.store.collection(PROXIES).values() if item["type"] in known]
    return listing(backend, request, found, STATES)


def _state(backend: Backend, item: Item) -> Item:
    marks = backend.store.documents[_STATE]
    host = backend.store.get(SERVERS, item["server"]["hostId"]) or {}
    return {
        **{key: item[key] for key in ("id", "name", "description", "type")},
        "hostId": item["server"]["hostId"],
        "hostName": host.get("name", ""),
        "isDisabled": item["id"] in marks["disabled"],
        "isOnline": item["id"] not in marks["offline"],
        "isOutOfDate": False,
    }


def _datastores(settings: Item, platform: str) -> Item:
    return {
        **settings,
        "datastores": [
            {**entry, "datastore": {**entry["datastore"], "platform": platform}} if "datastore" in entry else entry
            for entry in settings.get("datastores", [])
        ],
    }


def _check_host(backend: Backend, body: Item) -> Item:
    key = body["server"]["hostId"]
    host = backend.store.get(SERVERS, key)
    if host is None:
        raise Refusal(400, f"Host with ID {key} was not found", resource=key)
    if host["type"] not in _HOSTS[body["type"]]:
        raise Refusal(400, f"Server {host['name']} ({host['type']}) cannot be a {body['type']}", resource=key)
    return host


def _check_single(backend: Backend, item: Item, problem: type[Refusal] | type[Failure]) -> None:
    for other in backend.store.collection(PROXIES).values():
        if (other["type"], other["server"]["hostId"]) == (item["type"], item["server"]["hostId"]):
            text = f"Server {item['name']} already is a {item['type']}"
            raise Refusal(400, text, resource=other["id"]) if problem is Refusal else Failure(text)


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(PROXIES, key)
    if item is None:
        raise Refusal(404, f"Backup proxy with ID {key} was not found", resource=key)
    return item
