# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery of file shares: published, migrated to another share, switched over or taken back.

A mount stays Published while its files are copied. When they are, it waits for the switchover, which takes the
published share away; the session that published it ends then.
"""
from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.vbr_infrastructure import SERVERS
from ..state import Item
from ..vbr_sessions import Course
from .vbr_backups import existing
from .vbr_mounts import SECONDS, VISIBLE
from .vbr_restore_rules import answer, restore_point, steps_for, user_of
from .vbr_switchover import check_settings, is_due, present
from .vbr_unstructured_restores import SHARES, check_server, unstructured_object

if TYPE_CHECKING:
    from ..backend import Backend

MOUNTS = "restore/instantRecovery/unstructuredData"
_BASE = f"/api/v1/{MOUNTS}"
_RECOVERY, _MIGRATION = "FileInstantRecovery", "FileInstantRecoveryMigration"
_STEPS = {"publish": ["Reading the restore point", "Publishing {}"], "stop": ["Removing the published share of {}"],
          "migrate": ["Connecting to the target", "Copying the files of {}"],
          "switch": ["Copying the last changes of {}", "Removing the published share of {}"]}

# The filter speaks in the states of machines.
_LIKE = {"Publishing": "Mounting", "Published": "Mounted", "Unpublishing": "Dismounting", "PublishFailed": "Failed",
         "UnpublishFailed": "Failed"}
columns("vbr", MOUNTS, {"state": lambda item: [item["state"], _LIKE.get(item["state"])],
                        "shareName": "unstructuredServerName", "name": "unstructuredServerName"})


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.sessions.watches.append(lambda: _switch_what_is_due(backend))


@handles("vbr", "POST", _BASE)
def start(backend: Backend, request: Request) -> Answer:
    """One session and one mount for each share."""
    options = request.body["restoreOptions"]
    points = [restore_point(backend, option["restorePointId"], platforms=("UnstructuredData",)) for option in options]
    shares = [unstructured_object(backend, point, SHARES) for point in points]
    for option in options:
        if option.get("mountServerId") and backend.store.get(SERVERS, option["mountServerId"]) is None:
            raise Refusal(400, f"Mount server with ID {option['mountServerId']} was not found")
    made = [_publish(backend, request, {**request.body, "restoreOptions": [option]}, share)
            for option, share in zip(options, shares, strict=True)]
    schema = request.operation.answer_schema(201) or {}
    page = backend.product.page(made, {}, request.path)
    return Answer(201, backend.values(request).fit(schema, page, request.path))


def _publish(backend: Backend, request: Request, spec: Item, share: Item) -> Item:
    key, name = str(uuid.uuid4()), share["name"]
    mount: Item = {"id": key, "state": "Publishing", "spec": spec, "unstructuredServerId": share["fileServerId"],
                   "unstructuredServerName": name, "errorMessage": "", "kind": share["type"], "phase": "",
                   "switchover": {"type": "Manual"}, "held": False}

    def appear() -> None:
        backend.store.put(MOUNTS, key, mount)

    def publish() -> str:
        backend.store.change(MOUNTS, key, state="Published")
        return key

    def ended(outcome: str, message: str) -> None:
        if outcome == "fail":
            backend.store.put(MOUNTS, key, {**mount, "state": "PublishFailed", "errorMessage": message})
        else:
            backend.store.remove(MOUNTS, key)

    session = backend.sessions.start(
        name, _RECOVERY, steps=steps_for(_STEPS["publish"], name), user=user_of(request), seconds=SECONDS,
        work=publish, resourceId=key, platformName="UnstructuredData",
        course=Course(((VISIBLE, appear),), stays=True, ended=ended, tasks=(name,)))
    mount["sessionId"] = session["id"]
    return session


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/unmount")
def stop(backend: Backend, request: Request) -> Answer:
    mount = _idle(backend, request)
    return answer(backend, request, _take_away(backend, mount, _RECOVERY, "Unpublishing", "stop", user_of(request)))


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/migrate")
def migrate(backend: Backend, request: Request) -> Answer:
    mount = _idle(backend, request)
    if mount["kind"] != "SMB":
        raise Refusal(400, f"{mount['unstructuredServerName']} is {mount['kind']}; only SMB shares can be migrated",
                      resource=mount["id"])
    if mount["state"] != "Published" or mount["phase"]:
        raise Refusal(400, f"{mount['unstructuredServerName']} cannot be migrated: it is "
                           f"{mount['phase'] or mount['state']}", resource=mount["id"])
    check_server(backend, (request.body.get("destination") or {}).get("unstructuredDataServerId"))
    settings = request.body.get("switchoverSettings") or mount["switchover"]
    check_settings(settings)
    name = mount["unstructuredServerName"]
    backend.store.change(MOUNTS, mount["id"], phase="migrating", switchover=settings)

    def copied() -> None:
        backend.store.change(MOUNTS, mount["id"], phase="migrated")

    def ended(outcome: str, message: str) -> None:
        found = backend.store.get(MOUNTS, mount["id"])
        if found and found["phase"] == "migrating":
            backend.store.change(MOUNTS, mount["id"], phase="", errorMessage=message)

    return answer(backend, request, backend.sessions.start(
        name, _MIGRATION, steps=steps_for(_STEPS["migrate"], name), user=user_of(request), seconds=SECONDS,
        work=copied, resourceId=mount["id"], course=Course(ended=ended, tasks=(name,))))


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/switchover")
def switch(backend: Backend, request: Request) -> Answer:
    mount = _idle(backend, request)
    if mount["phase"] != "migrated":
        raise Refusal(400, f"{mount['unstructuredServerName']} was not migrated yet", resource=mount["id"])
    return answer(backend, request, _take_away(backend, mount, _MIGRATION, "Switchover of", "switch",
                                               user_of(request)))


@handles("vbr", "GET", f"{_BASE}/{{mountId}}/switchoverSettings")
def settings_of(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    return answer(backend, request, mount["switchover"])


@handles("vbr", "PUT", f"{_BASE}/{{mountId}}/switchoverSettings")
def change_settings(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    check_settings(request.body)
    backend.store.change(MOUNTS, mount["id"], switchover=request.body, held=False)
    return answer(backend, request, request.body)


def _take_away(backend: Backend, mount: Item, kind: str, title: str, steps: str, user: str) -> Item:
    """Unpublish a share, at the end of which its session ends too."""
    name, before = mount["unstructuredServerName"], mount["state"]
    backend.store.change(MOUNTS, mount["id"], state="Unpublishing")

    def remove() -> None:
        backend.sessions.end(mount["sessionId"])
        backend.store.remove(MOUNTS, mount["id"])

    def ended(outcome: str, message: str) -> None:
        if outcome in ("fail", "cancel") and backend.store.get(MOUNTS, mount["id"]):
            # A switchover that failed is not begun again until somebody asks for it.
            state = "UnpublishFailed" if steps == "stop" else before
            backend.store.change(MOUNTS, mount["id"], state=state, errorMessage=message, held=True)

    return backend.sessions.start(f"{title} {name}", kind, steps=steps_for(_STEPS[steps], name), user=user,
                                  work=remove, resourceId=mount["id"], course=Course(ended=ended, tasks=(name,)))


def _switch_what_is_due(backend: Backend) -> None:
    for mount in list(backend.store.collection(MOUNTS).values()):
        waits = mount["phase"] == "migrated" and mount["state"] == "Published" and not mount["held"]
        if waits and is_due(mount["switchover"], present()):
            _take_away(backend, mount, _MIGRATION, "Switchover of", "switch", "")


def _idle(backend: Backend, request: Request) -> Item:
    mount = existing(backend, MOUNTS, request.parameters["mountId"], "Mount point")
    if mount["state"] == "Unpublishing" or mount["phase"] == "migrating":
        busy = "migrated" if mount["phase"] == "migrating" else "unpublished"
        raise Refusal(400, f"{mount['unstructuredServerName']} is being {busy} already", resource=mount["id"])
    return mount
