# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks for Microsoft 365 that are killed after any request: run again, they end well, and the server acted once."""

from __future__ import annotations

import pytest

from simulator.seeds.m365_infrastructure import OTHER_PROXY, PROXY
from simulator.seeds.m365_repositories import COMPATIBLE, EMPTY
from support.killing import acts, kills

NEW = {"name": "New Repository", "retention_type": "ItemLevel", "proxy": PROXY, "path": "D:\\Backups\\New"}
CASES = {
    "create": ("veeam_m365_repository", NEW, "BackupRepository_Add"),
    "change": ("veeam_m365_repository", {"name": EMPTY, "description": "x"}, "BackupRepository_UpdateRepository"),
    "remove": ("veeam_m365_repository", {"name": EMPTY, "state": "absent"}, "BackupRepository_Remove"),
    "synchronize": (
        "veeam_m365_repository_sync",
        {"repository": COMPATIBLE},
        "BackupRepository_StartSynchronizeAction",
    ),
    "move": (
        "veeam_m365_repository_owner",
        {"repository": EMPTY, "proxy": OTHER_PROXY},
        "BackupRepository_ChangeOwner",
    ),
    "password": (
        "veeam_m365_encryption_password",
        {"description": "New", "encryption_password": "secret words"},
        "EncryptionKey_AddEncryptionKey",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_task_that_is_killed_anywhere_is_done_once(bench, name):
    module, arguments, operation = CASES[name]

    def begin():
        bench.simulator.reset()
        bench.simulator.settings(product="m365", speed=10)
        return bench.simulator.mark()

    for kill in kills(bench, module, arguments, begin):
        bench.do(module, arguments)
        assert bench.do(module, arguments)["changed"] is False, kill
        assert acts(bench, kill.start)[operation] == 1, kill
