# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: cloud credentials records. Their secrets are remembered as hashes, and are never returned.

Rules that are in no document: a record in use is not removed, and takes only the secrets of its type. A new record of
an application shows one subscription; one of a service account, the name of its key file.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..generic import shown_object
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles
from ..seeds.vbr_credentials import CLOUD_CREDENTIALS
from ..seeds.vbr_repositories import REPOSITORIES
from ..state import Item
from ..values import stable_id
from ..vbr_sessions import now

if TYPE_CHECKING:
    from ..backend import Backend

BASE = "/api/v1/cloudCredentials"
_SECRETS = ("sharedKey", "secretKey")
_WITH_SECRET_KEY = ("AzureStorage", "Amazon", "Google", "AzureCompute")

columns("vbr", CLOUD_CREDENTIALS, {"name": "description"})


@handles("vbr", "POST", BASE)
def create(backend: Backend, request: Request) -> Answer:
    body: Item = copy.deepcopy(request.body)
    item: Item = {"description": "", "uniqueId": str(uuid.uuid4()), **body, "id": str(uuid.uuid4())}
    for name in _SECRETS:
        if name in item:
            backend.secrets.remember(_owner(item), "secretKey", item.pop(name))
    account = item.pop("existingAccount", {})
    new = item.pop("newAccount", {})
    if item["type"] == "AzureCompute":
        _add_application(backend, item, account, new)
    elif item["type"] == "GoogleService":
        _set_key_file(backend, item, account.get("keyFile", ""))
    item.pop("creationMode", None)
    return _stored(backend, request, item)


@handles("vbr", "PUT", f"{BASE}/{{id}}")
def update(backend: Backend, request: Request) -> Answer:
    """All but secrets and the type."""
    old, body = _existing(backend, request), copy.deepcopy(request.body)
    if body["type"] != old["type"]:
        raise Refusal(400, f"The type of {old['description']} cannot be changed", resource=old["id"])
    return _stored(backend, request, {**old, **body, "id": old["id"]})


@handles("vbr", "POST", f"{BASE}/{{id}}/changeSecretKey")
def change_secret_key(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    if item["type"] not in _WITH_SECRET_KEY:
        raise Refusal(400, f"{item['description']} ({item['type']}) has no secret key", resource=item["id"])
    backend.secrets.remember(_owner(item), "secretKey", request.body["newSecretKey"])
    return _stored(backend, request, item)


@handles("vbr", "POST", f"{BASE}/{{id}}/changeCertificate")
def change_certificate(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    if item["type"] != "AzureCompute":
        raise Refusal(400, f"{item['description']} ({item['type']}) has no certificate", resource=item["id"])
    backend.secrets.remember(_owner(item), "certificate", request.body["certificate"])
    return _stored(backend, request, item)


@handles("vbr", "POST", f"{BASE}/{{id}}/changeAccount")
def change_account(backend: Backend, request: Request) -> Answer:
    item = dict(_existing(backend, request))
    if item["type"] != "GoogleService":
        raise Refusal(400, f"{item['description']} ({item['type']}) is no service account", resource=item["id"])
    _set_key_file(backend, item, request.body["keyFile"])
    _stored(backend, request, item)
    return Answer(request.operation.success, {})


@handles("vbr", "DELETE", f"{BASE}/{{id}}")
def delete(backend: Backend, request: Request) -> Answer:
    item = _existing(backend, request)
    users = sorted(
        str(repository["name"])
        for repository in backend.store.collection(REPOSITORIES).values()
        if item["id"] in _texts(repository)
    )
    if users:
        raise Refusal(
            500,
            f"Unable to delete the credentials {item['description']}: they are in use by {', '.join(users)}",
            resource=item["id"],
        )
    backend.store.remove(CLOUD_CREDENTIALS, item["id"])
    backend.secrets.forget(_owner(item))
    return Answer(request.operation.success)


def _add_application(backend: Backend, item: Item, account: Item, new: Item) -> None:
    if not account and not new:
        raise Refusal(400, "existingAccount or newAccount is required")
    given = account.get("subscription", {})
    if given.get("secret"):
        backend.secrets.remember(_owner(item), "secretKey", given["secret"])
    if given.get("certificate"):
        backend.secrets.remember(_owner(item), "certificate", given["certificate"]["certificate"])
    tenant = given.get("tenantId", stable_id("tenant of a new application"))
    item["deployment"] = account.get("deployment") or {"deploymentType": "MicrosoftAzure", "region": new.get("region")}
    item["subscription"] = {
        "tenantId": tenant,
        "applicationId": given.get("applicationId", stable_id("new application")),
        "subscriptions": [
            {
                "id": stable_id(f"subscription of {tenant}"),
                "azureSubscriptionId": stable_id(f"Azure subscription of {tenant}"),
                "azureSubscriptionName": "DR Production",
            }
        ],
    }


def _set_key_file(backend: Backend, item: Item, text: str) -> None:
    if not text:
        raise Refusal(400, "existingAccount.keyFile is required")
    backend.secrets.remember(_owner(item), "keyFile", text)
    item.update(name="svc-backup@dr-example.iam.gserviceaccount.com", projectId="dr-example")


def _stored(backend: Backend, request: Request, item: Item) -> Answer:
    item = {**item, "lastModified": now()}
    backend.store.put(CLOUD_CREDENTIALS, item["id"], item)
    if not request.operation.answer_schema(request.operation.success):
        return Answer(request.operation.success)
    return shown_object(backend, request, CLOUD_CREDENTIALS, item)


def _owner(item: Item) -> str:
    return f"{CLOUD_CREDENTIALS}/{item['id']}"


def _existing(backend: Backend, request: Request) -> Item:
    key = request.parameters["id"]
    item = backend.store.get(CLOUD_CREDENTIALS, key)
    if item is None:
        raise Refusal(404, f"Cloud credentials record with ID {key} was not found", resource=key)
    return item


def _texts(value: Any) -> Iterator[str]:
    """Every text in an object, at any depth."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
