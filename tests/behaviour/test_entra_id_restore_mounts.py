# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts of tenants in restores that go wrong: only what is ours is used, and none is removed under a restore."""

from __future__ import annotations

from simulator.seeds.vbr_backups import backup_id
from simulator.seeds.vbr_entra_id import TENANT_BACKUP
from simulator.seeds.vbr_entra_id_items import BOB
from support.entra_id import mount_tenant, open_mounts, person
from support.killing import acts
from support.lost_properties import without
from support.races import before_the_write

MODULE = "veeam_entra_id_restore"
LISTED = "GET /api/v1/backupBrowser/entraIdTenant"
MOUNT, RESTORE = "StartEntraIDTenantRestore", "RestoreEntraIdTenantItems"
TASK = {"backup": TENANT_BACKUP, "source": "backup", "items": [{"type": "User", "name": BOB}]}


def unmount(bench, session):
    person(bench).write("POST", f"/restore/entraId/tenant/{session}/stop")


def fault(bench, kind, times=1, status=None, **match):
    bench.simulator.faults({"match": match, "fault": {"kind": kind, "status": status}, "times": times})


def test_a_mount_of_an_unknown_backup_is_not_taken_for_that_of_a_lost_request(bench):
    start, others = bench.simulator.mark(), []

    def mount_meanwhile() -> None:
        others.append(mount_tenant(bench, backup_id(TENANT_BACKUP)))
        fault(bench, "reset", operation_id=MOUNT)

    with without("backupId", LISTED, f"{LISTED}/*"), before_the_write(mount_meanwhile, "/tenant"):
        failed = bench.fail(MODULE, TASK)
    assert (failed["error"]["kind"], failed["error"]["mounts"]) == ("RecoveryBlocked", others)
    assert acts(bench, start)[RESTORE] == 0
    assert open_mounts(bench) == others
    unmount(bench, others[0])


def test_what_the_list_does_not_show_the_mount_by_itself_may_show(bench):
    fault(bench, "lost_answer", operation_id=MOUNT)
    with without("backupId", LISTED):
        assert bench.do(MODULE, TASK)["changed"] is True
    assert open_mounts(bench) == []
