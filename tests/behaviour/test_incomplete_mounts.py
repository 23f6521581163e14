# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts and sessions of which the server does not show what decides: no recovery passes them over as if none were."""

from __future__ import annotations

import pytest

from support.lost_properties import without
from support.running import Controller

DISK = {"name": "app02.vmdk", "mounted_name": "system.vmdk", "registered_name": "app02-system"}
TASKS: dict[str, dict[str, object]] = {
    "veeam_fcd_recovery": {
        "restore_point": {"name": "app02"},
        "cluster": {"name": "Cluster01"},
        "disks": [DISK],
        "migration": {"datastore": {"name": "datastore02"}},
    },
    "veeam_file_share_recovery": {
        "restore_point": {"name": "\\\\nas01.dr.example\\projects"},
        "permissions": {"owner": "DR\\svc-files", "type": "AllowEveryone"},
        "migration": {"destination": {"server": "nas02.dr.example", "path": "projects"}},
    },
}
_FCD, _SHARES = (
    "GET /api/v1/restore/instantRecovery/vSphere/fcd",
    "GET /api/v1/restore/instantRecovery/unstructuredData",
)
_POINT = "GET /api/v1/restorePoints/*"
LOST = [
    ("veeam_fcd_recovery", "disksMapping", _FCD),
    ("veeam_fcd_recovery", "registeredFcdName", _FCD),
    ("veeam_fcd_recovery", "restorePointId", _FCD),
    ("veeam_fcd_recovery", "spec", _FCD),
    ("veeam_fcd_recovery", "state", _FCD),
    ("veeam_fcd_recovery", "name", _POINT),
    ("veeam_file_share_recovery", "state", _SHARES),
]


@pytest.fixture
def controller(unrecorded, tmp_path):
    """Not held to the document: a request made from what is missing strays from it, and is refused."""
    unrecorded.hold_clock()
    unrecorded.reset()
    return Controller(unrecorded, tmp_path / "tokens")


@pytest.mark.parametrize("state", ["mounted", "absent"])
@pytest.mark.parametrize(("module", "lost", "operation"), LOST)
def test_a_mount_that_lacks_what_decides_is_not_passed_over(controller, module, lost, operation, state):
    controller.succeed(module, TASKS[module])
    start = controller.simulator.mark()
    with without(lost, operation, f"{operation}/*"):
        failed = controller.fail(module, {**TASKS[module], "state": state, "wait_timeout": 30})
    assert (failed["error"]["kind"], failed["error"]["property"]) == ("UnexpectedResponse", lost)
    assert failed["error"]["operation"].startswith(operation.replace("/*", "/"))
    assert controller.writes(start) == []
    assert controller.succeed(module, {**TASKS[module], "state": "absent"})["steps"] == ["unmount"]


@pytest.mark.parametrize("module", TASKS)
def test_a_migration_of_which_the_server_does_not_say_how_it_ended_is_not_waited_for(controller, module):
    with without("result", "GET /api/v1/taskSessions"):
        failed = controller.fail(module, {**TASKS[module], "state": "migrated", "wait_timeout": 30})
    assert (failed["error"]["kind"], failed["error"]["property"]) == ("UnexpectedResponse", "result")
    assert failed["error"]["operation"] == "GET /api/v1/taskSessions"
