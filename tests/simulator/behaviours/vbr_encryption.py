# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: encryption passwords and key management servers. What is secret is remembered as a hash.

Rules that are in no document: what encrypts something cannot be removed, and a server has one name.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from ..generic import all_of, shown_object
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.vbr_configuration_backup import DOCUMENT as CONFIGURATION_BACKUP
from ..seeds.vbr_credentials import ENCRYPTION_PASSWORDS
from ..state import Item
from ..values import stable_id
from ..vbr_sessions import now

if TYPE_CHECKING:
    from ..backend import Backend

PASSWORDS = "/api/v1/encryptionPasswords"
KMS = "kmsServers"
KMS_SERVERS = f"/api/v1/{KMS}"
_CERTIFICATES = ("serverCertificate", "clientCertificate")

THUMBPRINT = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B"
SEED: Item = {
    "id": stable_id("KMS server kms-old"),
    "name": "kms-old.dr.example",
    "description": "Keys for the first site",
    "type": "KMS",
    "port": 5696,
    "serverCertificateThumbprint": THUMBPRINT,
    "clientCertificateThumbprint": THUMBPRINT,
}

columns("vbr", KMS, {"name": "name", "type": "type"})
columns("vbr", ENCRYPTION_PASSWORDS, {"hint": "hint"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load({KMS: [SEED]})


@handles("vbr", "POST", PASSWORDS)
def add_password(backend: Backend, request: Request) -> Answer:
    """Several passwords may have one hint."""
    body: Item = request.body
    item: Item = {"uniqueId": str(uuid.uuid4()), "isImported": False, **body, "id": str(uuid.uuid4())}
    secret = item.pop("password")
    _set_password(backend, item, secret)
    return shown_object(backend, request, ENCRYPTION_PASSWORDS, item)


@handles("vbr", "POST", PASSWORDS + "/{id}/changepassword")
def change_password(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, ENCRYPTION_PASSWORDS, request)
    _set_password(backend, {**item, "hint": request.body["hint"]}, request.body["password"])
    return Answer(request.operation.success, {})


@handles("vbr", "POST", PASSWORDS + "/{id}/verify")
def verify_password(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, ENCRYPTION_PASSWORDS, request)
    right = backend.secrets.is_set_to(f"{ENCRYPTION_PASSWORDS}/{item['id']}", "password", request.body["password"])
    message = "The password is correct" if right else "The password is not correct"
    return Answer(request.operation.success, {"isSuccessful": right, "message": message})


@handles("vbr", "DELETE", PASSWORDS + "/{id}")
def remove_password(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, ENCRYPTION_PASSWORDS, request)
    encryption = backend.store.documents[CONFIGURATION_BACKUP]["encryption"]
    if encryption["isEnabled"] and encryption["passwordId"] == item["id"]:
        raise Refusal(500, f"Unable to delete the password {item['hint']}: the configuration backup uses it")
    backend.store.remove(ENCRYPTION_PASSWORDS, item["id"])
    backend.secrets.forget(f"{ENCRYPTION_PASSWORDS}/{item['id']}")
    return Answer(request.operation.success)


@handles("vbr", "POST", KMS_SERVERS)
def add_kms_server(backend: Backend, request: Request) -> Answer:
    body: Item = request.body
    if any(server["name"].lower() == body["name"].lower() for server in all_of(backend, request.path)):
        raise Refusal(400, f"KMS server {body['name']} already exists")
    item: Item = {"description": "", **body, "id": str(uuid.uuid4())}
    for kind in _CERTIFICATES:
        _set_certificate(backend, item, kind, item.pop(kind))
    backend.store.put(KMS, item["id"], item)
    return shown_object(backend, request, KMS, item)


@handles("vbr", "POST", KMS_SERVERS + "/{id}/changeCertificate")
def change_certificate(backend: Backend, request: Request) -> Answer:
    item = dict(_existing(backend, KMS, request))
    kind = {"Server": "serverCertificate", "Client": "clientCertificate"}[request.body["type"]]
    _set_certificate(backend, item, kind, request.body["certificate"])
    backend.store.put(KMS, item["id"], item)
    return Answer(request.operation.success)


def _set_password(backend: Backend, item: Item, secret: str) -> None:
    if not secret:
        raise Refusal(400, "password must not be empty")
    backend.store.put(ENCRYPTION_PASSWORDS, item["id"], {**item, "modificationTime": now()})
    backend.secrets.remember(f"{ENCRYPTION_PASSWORDS}/{item['id']}", "password", secret)


def _set_certificate(backend: Backend, item: Item, kind: str, upload: Item) -> None:
    """The thumbprint shows that another certificate came; here it is that of the file."""
    item[f"{kind}Thumbprint"] = hashlib.sha1(upload["certificate"].encode(), usedforsecurity=False).hexdigest().upper()
    backend.secrets.remember(f"{KMS}/{item['id']}", kind, upload["certificate"])


def _existing(backend: Backend, collection: str, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(collection, key)
    if item is None:
        raise Refusal(404, f"No object with ID {key} was found in {collection}", resource=key)
    return item
