# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: the items of a mounted Microsoft Entra ID tenant: browsed, checked, compared and restored.

Some paths take the id of the backup, others that of the mount. What is asked of a mount that is gone is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..clock import CLOCK
from ..messages import Answer, Refusal, Request
from ..registry import handles
from ..seeds.vbr_backups import backup_id
from ..seeds.vbr_entra_id import COPY_BACKUP, TENANT_BACKUP, credentials_of, entra_point, point_time
from ..state import Item
from ..vbr_entra_id import Restore, Tenant, newest, numbers, tenant_of
from .vbr_entra_id_mounts import TENANTS
from .vbr_restore_rules import answer

if TYPE_CHECKING:
    from ..backend import Backend

_BASE = f"/api/v1/{TENANTS}"
_NAMES = {backup_id(name): name for name in (TENANT_BACKUP, COPY_BACKUP)}
_FILTERS = ("displayName", "userName")
_PAGE = 200


@handles("vbr", "POST", f"{_BASE}/{{backupId}}/browse")
def browse(backend: Backend, request: Request) -> Answer:
    """The page is named null, and the total counts no more than the page, as in the examples of the document."""
    backup, body = _backup(backend, request), request.body
    given = body.get("filter") or {}
    unknown = sorted(set(given) - set(_FILTERS))
    if unknown or body.get("sorting"):
        raise Refusal(501, f"The simulator does not browse by {unknown or 'sorting'}")
    found = [
        item
        for item in tenant_of(backend).backup.values()
        if item["type"] == body["type"]
        and all(str(text).lower() in str(item["attributes"].get(key)).lower() for key, text in given.items())
    ]
    skip, limit = body.get("skip") or 0, body.get("limit") or _PAGE
    page = [_shown(item, backup) for item in found[skip : skip + limit]]
    return _fit(backend, request, {"data": page, "pagination": {"total": len(page), "count": len(page)}})


@handles("vbr", "POST", f"{_BASE}/{{backupId}}/browse/{{itemId}}")
def one(backend: Backend, request: Request) -> Answer:
    backup = _backup(backend, request)
    item = tenant_of(backend).item(request.parameters["itemId"], request.body["type"])
    return _fit(backend, request, _shown(item, backup))


@handles("vbr", "POST", f"{_BASE}/{{backupId}}/browse/{{itemId}}/restorePoints")
def points_of_item(backend: Backend, request: Request) -> Answer:
    backup = _backup(backend, request)
    return _points(backend, request, backup, numbers(tenant_of(backend).item(request.parameters["itemId"])))


@handles("vbr", "POST", f"{_BASE}/{{backupId}}/restorePoints")
def points_of_backup(backend: Backend, request: Request) -> Answer:
    return _points(backend, request, _backup(backend, request), numbers())


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/validate")
def validate(backend: Backend, request: Request) -> Answer:
    """The items that a restore point does not have."""
    tenant, backup = _tenant(backend, request)
    missing = [
        {"itemId": key, "displayName": (tenant.backup.get(key) or {"attributes": {}})["attributes"].get("displayName")}
        for key in request.body["itemIds"]
        if not tenant.is_in(key, request.body["restorePointId"], backup)
    ]
    shown = [{key: value for key, value in item.items() if value is not None} for item in missing]
    return _fit(backend, request, {"data": shown, "pagination": {"total": len(shown), "count": len(shown)}})


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/checkProductionItems")
def check_production(backend: Backend, request: Request) -> Answer:
    """The items that exist in production."""
    tenant, _unused = _tenant(backend, request)
    _check_credentials(request, request.body.get("credentialId"))
    found = [
        {
            "itemId": asked["itemId"],
            "displayName": tenant.production[asked["itemId"]]["attributes"]["displayName"],
            "restorePointId": asked["restorePointId"],
            "restorePointDate": point_time(CLOCK.now(), 1),
        }
        for asked in request.body["items"]
        if asked["itemId"] in tenant.production
    ]
    return _fit(backend, request, {"items": found})


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/startCompare")
def start_compare(backend: Backend, request: Request) -> Answer:
    tenant, _unused = _tenant(backend, request)
    key = tenant.start_comparison(request.parameters["sessionId"], request.body)
    return _fit(backend, request, {"compareSessionId": key})


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/compare")
def compare(backend: Backend, request: Request) -> Answer:
    tenant, _unused = _tenant(backend, request)
    return _fit(backend, request, tenant.compared(request.body))


@handles("vbr", "GET", f"{_BASE}/{{sessionId}}/compare/{{compareSessionId}}/result")
def compare_result(backend: Backend, request: Request) -> Answer:
    tenant, _unused = _tenant(backend, request)
    found = tenant.comparisons.get(request.parameters["compareSessionId"])
    if found is None or found[0] != request.parameters["sessionId"]:
        raise Refusal(404, "The comparison was not found")
    if CLOCK.monotonic() < found[1]:
        return _fit(backend, request, {"status": "Running"})
    if found[2]["itemId"] not in tenant.backup:
        return _fit(backend, request, {"status": "Failure", "errorMessage": "The item is not in the restore point"})
    return _fit(backend, request, {"status": "Success", "result": tenant.compared(found[2])})


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/restoreItems")
def restore_items(backend: Backend, request: Request) -> Answer:
    """Passwords are kept as the server keeps them: nobody can read them."""
    tenant, backup = _tenant(backend, request)
    body = request.body
    _check_credentials(request, body.get("credentialsId"))
    for asked in body.get("items") or [{}]:
        if not tenant.is_in(asked.get("itemId", ""), asked.get("restorePointId", ""), backup):
            raise Refusal(400, f"Item {asked.get('itemId')} is not in restore point {asked.get('restorePointId')}")
    for password in body.get("usersPasswords") or ():
        backend.secrets.remember(f"entraId/{password['userId']}", "password", password["password"])
    kept = {key: value for key, value in body.items() if key not in ("usersPasswords", "defaultUserPassword")}
    return _fit(backend, request, tenant.start(request.parameters["sessionId"], kept).shown())


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/restoreItemAttributes")
def restore_attributes(backend: Backend, request: Request) -> Answer:
    tenant, backup = _tenant(backend, request)
    body = request.body
    _check_credentials(request, body.get("credentialsId"))
    if not tenant.is_in(body["itemId"], body["restorePointId"], backup):
        raise Refusal(400, f"Item {body['itemId']} is not in restore point {body['restorePointId']}")
    for part in body.get("includedProperties") or ():
        if part["id"] not in tenant.item(body["itemId"])["attributes"]:
            raise Refusal(400, f"The item has no property {part['id']}")
    return _fit(backend, request, tenant.start(request.parameters["sessionId"], body).shown())


@handles("vbr", "GET", f"{_BASE}/{{sessionId}}/restoreSessions")
def restores(backend: Backend, request: Request) -> Answer:
    tenant, _unused = _tenant(backend, request)
    found = [one.shown() for one in tenant.restores.values() if one.mount == request.parameters["sessionId"]]
    start, count = backend.product.window(request.query)
    cut = found[start : None if count is None else start + count]
    return _fit(backend, request, {"data": cut, "pagination": {"total": len(found), "count": len(cut)}})


@handles("vbr", "GET", f"{_BASE}/{{sessionId}}/restoreSessions/{{restoreSessionId}}")
def restore(backend: Backend, request: Request) -> Answer:
    return _fit(backend, request, _restore(backend, request).shown())


@handles("vbr", "GET", f"{_BASE}/{{sessionId}}/restoreSessions/{{restoreSessionId}}/logs")
def restore_logs(backend: Backend, request: Request) -> Answer:
    records = _restore(backend, request).records
    return _fit(backend, request, {"totalRecords": len(records), "records": records})


@handles("vbr", "POST", f"{_BASE}/{{sessionId}}/restoreSessions/{{restoreSessionId}}/stop")
def stop_restore(backend: Backend, request: Request) -> Answer:
    tenant_of(backend).stop(_restore(backend, request))
    return Answer(200, {})


def _restore(backend: Backend, request: Request) -> Restore:
    tenant, _unused = _tenant(backend, request)
    found = tenant.restores.get(request.parameters["restoreSessionId"])
    if found is None or found.mount != request.parameters["sessionId"]:
        raise Refusal(404, "The restore session was not found", resource=request.parameters["restoreSessionId"])
    return found


def _backup(backend: Backend, request: Request) -> str:
    """The name of the backup in a path; refuses one that is not mounted."""
    key = request.parameters["backupId"]
    mounts = backend.store.collection(TENANTS).values()
    if not any(mount["sourceProperties"]["backupId"] == key for mount in mounts):
        raise Refusal(400, f"Backup {key} is not mounted", resource=key)
    return _NAMES.get(key, TENANT_BACKUP)


def _tenant(backend: Backend, request: Request) -> tuple[Tenant, str]:
    """The tenant of the mount in a path, and the name of its backup; refuses a mount that is gone."""
    mount = backend.store.get(TENANTS, request.parameters["sessionId"])
    if mount is None:
        # What answers a dead session with which status is not documented; this is one that the operation has.
        status = next((code for code in (400, 404) if str(code) in request.operation.answers), 500)
        raise Refusal(status, f"Session {request.parameters['sessionId']} is not active")
    return tenant_of(backend), _NAMES.get(mount["sourceProperties"]["backupId"], TENANT_BACKUP)


def _check_credentials(request: Request, key: str | None) -> None:
    if key is not None and key != credentials_of(request.parameters["sessionId"]):
        raise Refusal(400, f"Credentials {key} were not found", resource=key)


def _shown(item: Item, backup: str) -> Item:
    number = newest(item)
    return {
        **item["attributes"],
        "id": item["id"],
        "type": item["type"],
        "restorePointId": entra_point(number, backup),
        "restorePointDate": point_time(CLOCK.now(), number),
    }


def _points(backend: Backend, request: Request, backup: str, found: Sequence[int]) -> Answer:
    body = request.body or {}
    skip, limit = body.get("skip") or 0, body.get("limit") or _PAGE
    shown: list[Any] = [
        {"id": entra_point(number, backup), "creationTime": point_time(CLOCK.now(), number)}
        for number in found[skip : skip + limit]
    ]
    return _fit(backend, request, {"data": shown, "pagination": {"total": len(found), "count": len(shown)}})


def _fit(backend: Backend, request: Request, body: Item) -> Answer:
    return answer(backend, request, body)
