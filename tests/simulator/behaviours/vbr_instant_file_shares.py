# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery of file shares: published, migrated to another share, switched over or taken back.

A mount stays Published while its files are copied. When they are, it waits for the switchover, which takes the
published share away; the session that published it ends then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds.vbr_infrastructure import SERVERS
from ..state import Item
from . import vbr_publishing
from .vbr_backups import existing
from .vbr_publishing import Mounts
from .vbr_restore_rules import answer, restore_point, user_of
from .vbr_switchover import check_settings, is_due, present
from .vbr_unstructured_restores import SHARES, check_server, unstructured_object

if TYPE_CHECKING:
    from ..backend import Backend

MOUNTS = Mounts(
    "restore/instantRecovery/unstructuredData",
    "FileInstantRecovery",
    "FileInstantRecoveryMigration",
    "unstructuredServerName",
    "Publishing",
    "Published",
    "Unpublishing",
    "PublishFailed",
)
# Not of the type of a migration, as the document says.
_SWITCHOVER = "InstantRecovery"
_BASE = f"/api/v1/{MOUNTS.collection}"
_PUBLISH_STEPS = ("Reading the restore point", "Publishing {}")
_STOP_STEPS = ("Removing the published share of {}",)
_MIGRATE_STEPS = ("Connecting to the target", "Copying the files of {}")
_SWITCH_STEPS = ("Copying the last changes of {}", "Removing the published share of {}")

# The filter speaks in the states of machines.
_LIKE = {
    "Publishing": "Mounting",
    "Published": "Mounted",
    "Unpublishing": "Dismounting",
    "PublishFailed": "Failed",
    "UnpublishFailed": "Failed",
}
columns(
    "vbr",
    MOUNTS.collection,
    {
        "state": lambda item: [item["state"], _LIKE.get(item["state"])],
        "shareName": "unstructuredServerName",
        "name": "unstructuredServerName",
    },
)


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
    made = [
        _publish(backend, request, {**request.body, "restoreOptions": [option]}, share)
        for option, share in zip(options, shares, strict=True)
    ]
    schema = request.operation.answer_schema(201) or {}
    page = backend.product.page(made, {}, request.path)
    return Answer(201, backend.values(request).fit(schema, page, request.path))


def _publish(backend: Backend, request: Request, spec: Item, share: Item) -> Item:
    values: Item = {
        "spec": spec,
        "unstructuredServerId": share["fileServerId"],
        "kind": share["type"],
        "unstructuredServerName": share["name"],
        "switchover": {"type": "Manual"},
    }
    return vbr_publishing.publish(backend, request, MOUNTS, values, _PUBLISH_STEPS, "UnstructuredData")


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/unmount")
def stop(backend: Backend, request: Request) -> Answer:
    mount = vbr_publishing.idle(backend, request, MOUNTS)
    return answer(
        backend,
        request,
        vbr_publishing.take_away(
            backend, MOUNTS, mount, "Unpublishing", MOUNTS.recovery, _STOP_STEPS, user_of(request), "UnpublishFailed"
        ),
    )


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/migrate")
def migrate(backend: Backend, request: Request) -> Answer:
    mount = vbr_publishing.idle(backend, request, MOUNTS)
    if mount["kind"] != "SMB":
        raise Refusal(
            400, f"{MOUNTS.name(mount)} is {mount['kind']}; only SMB shares can be migrated", resource=mount["id"]
        )
    if mount.get("migrated"):
        raise Refusal(400, f"{MOUNTS.name(mount)} is migrated already", resource=mount["id"])
    check_server(backend, (request.body.get("destination") or {}).get("unstructuredDataServerId"))
    settings = request.body.get("switchoverSettings") or mount["switchover"]
    check_settings(settings)

    def settle() -> None:
        backend.store.change(MOUNTS.collection, mount["id"], migrated=True)

    session = vbr_publishing.migrate(backend, request, MOUNTS, mount, _MIGRATE_STEPS, settle)
    backend.store.change(MOUNTS.collection, mount["id"], switchover=settings)
    return answer(backend, request, session)


@handles("vbr", "POST", f"{_BASE}/{{mountId}}/switchover")
def switch(backend: Backend, request: Request) -> Answer:
    mount = vbr_publishing.idle(backend, request, MOUNTS)
    if not mount.get("migrated"):
        raise Refusal(400, f"{MOUNTS.name(mount)} was not migrated yet", resource=mount["id"])
    return answer(backend, request, _switch(backend, mount, user_of(request)))


@handles("vbr", "GET", f"{_BASE}/{{mountId}}/switchoverSettings")
def settings_of(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS.collection, request.parameters["mountId"], "Mount point")
    return answer(backend, request, mount["switchover"])


@handles("vbr", "PUT", f"{_BASE}/{{mountId}}/switchoverSettings")
def change_settings(backend: Backend, request: Request) -> Answer:
    mount = existing(backend, MOUNTS.collection, request.parameters["mountId"], "Mount point")
    check_settings(request.body)
    backend.store.change(MOUNTS.collection, mount["id"], switchover=request.body, held=False)
    return answer(backend, request, request.body)


def _switch(backend: Backend, mount: Item, user: str) -> Item:
    return vbr_publishing.take_away(backend, MOUNTS, mount, "Switchover of", _SWITCHOVER, _SWITCH_STEPS, user)


def _switch_what_is_due(backend: Backend) -> None:
    """A switchover that failed is held: it is not begun again until somebody asks for it."""
    for mount in list(backend.store.collection(MOUNTS.collection).values()):
        waits = mount.get("migrated") and mount["state"] == MOUNTS.published and not mount.get("held")
        if waits and is_due(mount["switchover"], present()):
            _switch(backend, mount, "")
