# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: credentials records. Secrets come with a new record or by operations of their own, and cannot be read back.

Rules that are in no document, from the product's user guide: a record in use and a default record of an appliance are
not removed. Assumed: a record keeps its type and its authentication type, and takes only secrets that go with these.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..generic import all_of, listing, shown_object
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds import vbr_credentials
from ..seeds.vbr_credentials import CREDENTIALS, LINUX_DEFAULTS
from ..seeds.vbr_infrastructure import SERVERS
from ..seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS
from ..seeds.vbr_repositories import REPOSITORIES
from ..state import Item
from ..vbr_sessions import now

if TYPE_CHECKING:
    from ..backend import Backend

BASE = "/api/v1/credentials"
SECRETS = ("password", "privateKey", "passphrase", "rootPassword")
_PASSWORD_TYPES = ("Standard", "Linux")

columns("vbr", CREDENTIALS, {"name": "username", "created": "creationTime"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_credentials.SEEDS)


def owner(key: str) -> str:
    """Under which name the secrets of a record are remembered."""
    return f"{CREDENTIALS}/{key}"


@handles("vbr", "GET", BASE)
def list_records(backend: Backend, request: Request) -> Answer:
    """From 1.3-rev0 on, the default records of appliances are listed only on request."""
    items = all_of(backend, request.path)
    if request.revision != "1.2-rev1" and not request.take("includeDefaultApplianceCreds"):
        items = [item for item in items if not item.get("isDefaultAppliance")]
    return listing(backend, request, items)


@handles("vbr", "POST", BASE)
def create(backend: Backend, request: Request) -> Answer:
    """Several records may have one user name, even one description."""
    body: Item = request.body
    _check_username(body)
    item: Item = {"description": "", "uniqueId": str(uuid.uuid4()), **body}
    if body["type"] == "Linux":
        # 1.2-rev1 has no such property: whoever sends a key means to log in with it.
        kind = "SshKey" if body.get("privateKey") else "Password"
        item = {**LINUX_DEFAULTS, "authenticationType": kind, **item}
    item = {key: value for key, value in item.items() if key not in SECRETS}
    item.update(id=str(uuid.uuid4()), creationTime=now(), isDefaultAppliance=False)
    backend.store.put(CREDENTIALS, item["id"], item)
    for name in SECRETS:
        if body.get(name):
            backend.secrets.remember(owner(item["id"]), name, body[name])
    return shown_object(backend, request, CREDENTIALS, item)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def update(backend: Backend, request: Request) -> Answer:
    """Everything but secrets, also in 1.2-rev1, whose body has room for a private key."""
    old, body = _existing(backend, request), request.body
    _check_username(body)
    if body["id"] != old["id"]:
        raise Refusal(400, f"The body describes credentials record {body['id']}, the path names {old['id']}")
    for name in ("type", "authenticationType"):
        if name in body and body[name] != old.get(name):
            raise Refusal(
                400,
                f"The {name} of credentials record {old['username']} cannot be changed "
                f"from {old.get(name)} to {body[name]}",
                resource=old["id"],
            )
    given = {key: value for key, value in body.items() if key not in SECRETS}
    # What the body leaves out is back at its default; what the server decides stays.
    before = {key: old[key] for key in ("uniqueId", "authenticationType") if key in old}
    item = {**(LINUX_DEFAULTS if old["type"] == "Linux" else {}), **before, **given}
    item.update({key: old[key] for key in ("creationTime", "isDefaultAppliance") if key in old})
    backend.store.put(CREDENTIALS, old["id"], item)
    return shown_object(backend, request, CREDENTIALS, item)


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def delete(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    users = sorted(_users(backend, item["id"]))
    if users:
        raise Refusal(
            400,
            f"Unable to delete credentials {item['username']} because they are in use by: {', '.join(users)}",
            resource=item["id"],
        )
    if item.get("isDefaultAppliance"):
        raise Refusal(400, f"{item['description']} are a default record and cannot be deleted", resource=item["id"])
    backend.store.remove(CREDENTIALS, item["id"])
    backend.secrets.forget(owner(item["id"]))
    return Answer(request.operation.success)


@handles("vbr", "POST", f"{BASE}/{{id}}/changepassword")
def change_password(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    _check_has(item, item["type"] in _PASSWORD_TYPES, "password")
    return _changed(backend, request, item, {"password": request.body["password"]})


@handles("vbr", "POST", f"{BASE}/{{id}}/changerootpassword")
def change_root_password(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    _check_has(item, item["type"] == "Linux", "root password")
    return _changed(backend, request, item, {"rootPassword": request.body["password"]})


@handles("vbr", "POST", f"{BASE}/{{id}}/changeprivatekey")
def change_private_key(backend: Backend, request: Request) -> Answer:
    """A key comes with its passphrase: where none is given, the new key has none."""
    item = _existing(backend, request)
    _check_has(item, item.get("authenticationType") == "SshKey", "private key")
    backend.secrets.forget(owner(item["id"]), "passphrase")
    return _changed(backend, request, item, request.body)


def _changed(backend: Backend, request: Request, item: Item, secrets: Item) -> Answer:
    for name, text in secrets.items():
        if not text and name != "passphrase":
            raise Refusal(400, f"{name} must not be empty", resource=item["id"])
        if text:
            backend.secrets.remember(owner(item["id"]), name, text)
    return Answer(request.operation.success, {})


def _check_username(body: Item) -> None:
    if not body["username"].strip():
        raise Refusal(400, "username must not be empty")


def _check_has(item: Item, holds: bool, secret: str) -> None:
    if not holds:
        kind = f"{item['type']} {item['authenticationType']}" if "authenticationType" in item else item["type"]
        raise Refusal(400, f"Credentials {item['username']} ({kind}) have no {secret}", resource=item["id"])


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(CREDENTIALS, key)
    if item is None:
        raise Refusal(404, f"Credentials record with ID {key} was not found", resource=key)
    return item


_REFERRING = ("credentialsId", "accessCredentialsId")


def _users(backend: Backend, key: str) -> Iterator[str]:
    for collection in (SERVERS, REPOSITORIES, UNSTRUCTURED_SERVERS):
        for item in backend.store.collection(collection).values():
            if _refers_to(item, key):
                yield str(item.get("name") or item["id"])


def _refers_to(value: Any, key: str) -> bool:
    if isinstance(value, dict):
        return any(item == key if name in _REFERRING else _refers_to(item, key) for name, item in value.items())
    return isinstance(value, list) and any(_refers_to(item, key) for item in value)
