# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: restore of entire file shares and of entire buckets and containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Refusal, Request
from ..registry import handles, seeds
from ..seeds import vbr_recovery_targets
from ..seeds.vbr_backups import OBJECTS
from ..seeds.vbr_recovery_targets import UNSTRUCTURED_SERVERS
from ..state import Item
from ..vbr_sessions import Course
from .vbr_backups import existing
from .vbr_restore_rules import answer, restore_point, steps_for, user_of

if TYPE_CHECKING:
    from ..backend import Backend

SHARES = ("SMB", "NFS")
BUCKETS = ("ObjectStorage",)
SECONDS = 0.5
_STEPS = ["Reading the restore point", "Connecting to the target", "Restoring the contents of {}"]


@seeds("vbr")
def plant(backend: Backend) -> None:
    backend.store.load(vbr_recovery_targets.SEEDS)


@handles("vbr", "POST", "/api/v1/restore/unstructuredData/fileShare")
def restore_share(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, SHARES)


@handles("vbr", "POST", "/api/v1/restore/unstructuredData/objectStorage")
def restore_bucket(backend: Backend, request: Request) -> Answer:
    return _restore(backend, request, BUCKETS)


def unstructured_object(backend: Backend, point: Item, kinds: tuple[str, ...]) -> Item:
    """The share or bucket of a restore point; refuses one of another kind."""
    item = existing(backend, OBJECTS, point["objectId"], "Backup object")
    if item["type"] not in kinds:
        raise Refusal(
            400,
            f"Restore point {point['id']} is of {item['name']}, which is {item['type']} and not {' or '.join(kinds)}",
            resource=point["id"],
        )
    return item


def check_server(backend: Backend, key: str | None) -> None:
    """Refuse a destination that does not exist."""
    if key is not None and backend.store.get(UNSTRUCTURED_SERVERS, key) is None:
        raise Refusal(400, f"Unstructured data server with ID {key} was not found", resource=key)


def _restore(backend: Backend, request: Request, kinds: tuple[str, ...]) -> Answer:
    point = restore_point(backend, request.body["restorePointId"], platforms=("UnstructuredData",))
    item = unstructured_object(backend, point, kinds)
    check_server(backend, (request.body.get("destination") or {}).get("unstructuredDataServerId"))
    return answer(
        backend,
        request,
        backend.sessions.start(
            item["name"],
            "NasRestore",
            steps=steps_for(_STEPS, item["name"]),
            user=user_of(request),
            seconds=SECONDS,
            platformName="UnstructuredData",
            course=Course(tasks=(item["name"],)),
        ),
    )
