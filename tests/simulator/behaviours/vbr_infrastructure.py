# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the servers and sessions there at the start, and what managed servers add to a plain collection.

Rules that are in no document: a host is managed once, it has to prove that it is the right one, and one that a
repository, a proxy or a file server uses is not removed. All hosts present the same key and certificate; the
certificate of one that is called trusted is trusted already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import checks, columns, handles, seeds
from ..seeds import vbr_infrastructure, vbr_sessions
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_proxies import PROXIES
from ..seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS
from ..seeds.vbr_repositories import REPOSITORIES
from ..state import Item, copied
from ..values import stable_id

if TYPE_CHECKING:
    from ..backend import Backend

FINGERPRINT = "ssh-ed25519 256 1f:0c:2e:5a:47:88:d3:10:aa:6f:93:b4:72:e5:0d:c8"
THUMBPRINT = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B"

columns("vbr", SERVERS, {"viType": "viHostType"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_infrastructure.SEEDS)
    backend.store.load(vbr_sessions.SEEDS)
    backend.sessions.logs.update(copied(vbr_sessions.LOGS))


@checks("vbr", SERVERS)
def check_server(backend: Backend, request: Request, item: Item) -> None:
    """A host is managed once."""
    for other in backend.store.collection(SERVERS).values():
        if other["name"].lower() == str(item.get("name", "")).lower() and other["id"] != item["id"]:
            raise Refusal(400, f"Server {item['name']} is already managed", resource=other["id"])
    item.setdefault("status", "Available")
    if request.method == "POST":
        _check_proof(item)
    if item.get("type") == "ViHost":
        item.setdefault("viHostType", "ESXi" if str(item["name"]).startswith("esx") else "VC")
        item.setdefault("port", 443)
    if item.get("type") in ("WindowsHost", "LinuxHost", "HvServer"):
        item.setdefault("updatesState", "NotAvailable")


@handles("vbr", "POST", "/api/v1/connectionCertificate")
def certificate(backend: Backend, request: Request) -> Answer:
    """The key or certificate of a host. Nobody connects to it."""
    name = request.body["serverName"]
    if str(name).startswith("unreachable"):
        raise Refusal(400, f"Failed to connect to {name}")
    body = {"fingerprint": FINGERPRINT} if request.body["type"] == "LinuxHost" else _certificate(name)
    schema = request.operation.answer_schema(request.operation.success) or {}
    return Answer(request.operation.success, backend.values(request).fit(schema, body, name))


@handles("vbr", "DELETE", f"/api/v1/{SERVERS}/{{id}}")
def remove_server(backend: Backend, request: Request) -> Answer:
    key = request.parameters["id"]
    item = backend.store.get(SERVERS, key)
    if item is None:
        raise Refusal(404, f"Server with ID {key} was not found", resource=key)
    users = [
        str(user.get("name") or key)
        for collection in (REPOSITORIES, PROXIES, UNSTRUCTURED_SERVERS)
        for user in backend.store.collection(collection).values()
        if key in (user.get("hostId"), user.get("server", {}).get("hostId"))
    ]
    if users:
        raise Refusal(
            500, f"Unable to remove {item['name']} because it is in use by: {', '.join(sorted(users))}", resource=key
        )

    def remove() -> None:
        backend.store.remove(SERVERS, key)

    return backend.finish(request, f"Removing {item['name']}", remove, item, None, "InfrastructureItemDeletion")


@handles("vbr", "POST", f"/api/v1/{SERVERS}/{{id}}/rescan")
def rescan(backend: Backend, request: Request) -> Answer:
    key = request.parameters["id"]
    item = backend.store.get(SERVERS, key)
    if item is None:
        raise Refusal(404, f"Server with ID {key} was not found", resource=key)
    return backend.finish(request, f"Rescan of {item['name']}", lambda: None, item, None, "VolumesDiscover")


def _certificate(name: str) -> Item:
    return {
        "certificate": {
            "thumbprint": THUMBPRINT,
            "serialNumber": stable_id(f"serial {name}"),
            "keyAlgorithm": "RSA",
            "keySize": "2048",
            "subject": f"CN={name}",
            "issuedTo": name,
            "issuedBy": "CN=DR Root",
            "validFrom": "2026-01-01T00:00:00+00:00",
            "validBy": "2028-01-01T00:00:00+00:00",
            "isTrusted": str(name).startswith("trusted"),
        }
    }


def _check_proof(item: Item) -> None:
    name, given = item["name"], item.get("sshFingerprint") or item.get("certificateThumbprint")
    if item["type"] == "LinuxHost" and given != FINGERPRINT:
        raise Refusal(400, f"The SSH fingerprint of {name} does not match")
    if given and item["type"] in ("ViHost", "CloudDirectorHost") and given != THUMBPRINT:
        raise Refusal(400, f"The certificate of {name} does not match")
