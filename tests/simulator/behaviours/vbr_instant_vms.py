# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: instant recovery to VMware vSphere and to Hyper-V: start, stop, migrate. Reading is what collections do."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import Answer, Request
from ..registry import columns, handles, views
from ..state import Item
from . import vbr_mounts, vbr_targets
from .vbr_mounts import Kind
from .vbr_restore_rules import answer, spec_for

if TYPE_CHECKING:
    from ..backend import Backend

VSPHERE = Kind("restore/instantRecovery/vSphere/vm", "StartViVMInstantRecovery", vbr_targets.mounted_on_vsphere)
HYPER_V = Kind("restore/instantRecovery/hyperV/vm", "StartHvVMInstantRecovery", vbr_targets.on_hyper_v)

_COLUMNS = {"mountId": "id", "name": "vmName"}
columns("vbr", VSPHERE.collection, _COLUMNS)
columns("vbr", HYPER_V.collection, _COLUMNS)


@views("vbr", VSPHERE.collection)
@views("vbr", HYPER_V.collection)
def mount_view(backend: Backend, item: Item, revision: str) -> Item:
    """The body that it was started with, as this revision knows it."""
    return {**item, "spec": spec_for(item["spec"], revision)}


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/vSphere/vm")
def start_on_vsphere(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, vbr_mounts.start(backend, request, VSPHERE))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/vSphere/vm/{mountId}/unmount")
def stop_on_vsphere(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, vbr_mounts.stop(backend, request, VSPHERE))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/vSphere/vm/{mountId}/migrate")
def migrate_on_vsphere(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, vbr_mounts.migrate(backend, request, VSPHERE))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/hyperV/vm")
def start_on_hyper_v(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, vbr_mounts.start(backend, request, HYPER_V))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/hyperV/vm/{mountId}/unmount")
def stop_on_hyper_v(backend: Backend, request: Request) -> Answer:
    return answer(backend, request, vbr_mounts.stop(backend, request, HYPER_V))


@handles("vbr", "POST", "/api/v1/restore/instantRecovery/hyperV/vm/{mountId}/migrate")
def migrate_on_hyper_v(backend: Backend, request: Request) -> Answer:
    """Answered at once and without a session, which runs all the same."""
    vbr_mounts.migrate(backend, request, HYPER_V)
    return Answer(204)
