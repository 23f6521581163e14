# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong with the unmounting at the end of a task hides neither its result nor why it failed."""

from __future__ import annotations

import pytest

from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_entra_id import TENANT_BACKUP
from support.entra_id import open_mounts, person
from support.races import before_the_write

BAD: dict[str, tuple[str, dict[str, object], str]] = {
    "machine": ("veeam_flr_info", {"restore_point": {"name": "web01"}, "paths": ["C:\\nothing"]}, "/unmount"),
    "share": ("veeam_unstructured_flr", {"restore_point": {"name": PROJECTS}, "items": ["/nothing"]}, "/unmount"),
    "tenant": (
        "veeam_entra_id_restore",
        {"backup": TENANT_BACKUP, "source": "backup", "items": [{"type": "User", "name": "Nobody"}]},
        "/stop",
    ),
}
UNMOUNTS = ("StopFlrMount", "StopUnstructuredDataFLRMount", "StopEntraIDTenantRestore")


def mounted(controller):
    return [
        *open_mounts(controller),
        *(str(mount["sessionId"]) for mount in person(controller).pages("/backupBrowser/flr")),
    ]


@pytest.mark.parametrize("what", BAD)
def test_an_unmount_that_is_refused_becomes_a_warning_beside_the_error(controller, what):
    module, task, _path = BAD[what]
    refused = {"kind": "status", "status": 403}
    for operation in UNMOUNTS:
        controller.simulator.faults({"match": {"operation_id": operation}, "fault": refused, "times": 3})
    assert controller.fail(module, task)["error"]["kind"] == "ObjectNotFound"
    (left,) = mounted(controller)
    assert [warning for warning in controller.warnings if f"{left} is still open. It cannot be unmounted" in warning]
    # A rerun uses the mount that is left, fails for the same reason, and removes it.
    assert controller.fail(module, task)["error"]["kind"] == "ObjectNotFound"
    assert (mounted(controller), controller.warnings) == ([], set())


@pytest.mark.parametrize("what", BAD)
def test_a_mount_that_somebody_removes_just_before_is_unmounted_too(controller, what):
    module, task, path = BAD[what]
    paths = {
        "machine": "/restore/flr/{}/unmount",
        "share": "/restore/unstructuredData/{}/unmount",
        "tenant": "/restore/entraId/tenant/{}/stop",
    }

    def remove() -> None:
        (session,) = mounted(controller)
        person(controller).write("POST", paths[what].format(session))
        controller.simulator.advance(2)

    with before_the_write(remove, path):
        assert controller.fail(module, task)["error"]["kind"] == "ObjectNotFound"
    assert (mounted(controller), controller.warnings) == ([], set())
