# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks for Microsoft 365 that are killed after any request: run again, they end well, and the server acted once."""

from __future__ import annotations

import pytest

from simulator.seeds.m365_infrastructure import OTHER_PROXY, PROXY
from simulator.seeds.m365_jobs import JOB, OTHER_JOB
from simulator.seeds.m365_repositories import COMPATIBLE, EMPTY
from support.killing import acts, kills

NEW = {"name": "New Repository", "retention_type": "ItemLevel", "proxy": PROXY, "path": "D:\\Backups\\New"}
JOB_OF_ALL = {"name": "New Job", "organization": "dr.example", "repository": EMPTY}
CAROL = {"user": {"name": "carol@branch.example"}, "mailbox": True}
V7 = {"api_version": "v7"}
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
    "create job": ("veeam_m365_job", JOB_OF_ALL, "Job_Add"),
    "change job": ("veeam_m365_job", {"name": OTHER_JOB, "description": "x", "selected_items": [CAROL]}, "Job_Update"),
    "run job": ("veeam_m365_job", {"name": JOB, "state": "started", "wait": False}, "Job_StartAction"),
    "run job of v7": ("veeam_m365_job", {"name": JOB, "state": "started", "wait": False, **V7}, "Job_StartAction"),
    "password": (
        "veeam_m365_encryption_password",
        {"description": "New", "encryption_password": "secret words"},
        "EncryptionKey_AddEncryptionKey",
    ),
}


# What has to be there before a task, which then ends or removes it.
RUN, MOVE = {"name": JOB, "state": "started", "wait": False}, {"repository": EMPTY, "proxy": OTHER_PROXY}
SYNCHRONIZATION = {"repository": COMPATIBLE, "wait": False}
PASSWORD = {"description": "New", "encryption_password": "secret words"}
BEFORE = {
    "stop synchronizing": ("veeam_m365_repository_sync", SYNCHRONIZATION),
    "stop moving": ("veeam_m365_repository_owner", {**MOVE, "wait": False}),
    "stop job": ("veeam_m365_job", RUN),
    "remove password": ("veeam_m365_encryption_password", PASSWORD),
}
CASES.update(
    {
        "stop synchronizing": (
            "veeam_m365_repository_sync",
            {"repository": COMPATIBLE, "state": "stopped"},
            "RepositorySynchronizeSessions_StopSynchronizeAction",
        ),
        "stop moving": (
            "veeam_m365_repository_owner",
            {"repository": EMPTY, "state": "stopped"},
            "RepositoryOwnerChangeSessions_StopAction",
        ),
        "stop job": ("veeam_m365_job", {"name": JOB, "state": "stopped"}, "Job_StopAction"),
        "remove job": ("veeam_m365_job", {"name": OTHER_JOB, "state": "absent"}, "Job_Remove"),
        "remove password": (
            "veeam_m365_encryption_password",
            {"description": "New", "state": "absent"},
            "EncryptionKey_RemoveEncryptionKey",
        ),
    }
)


@pytest.mark.parametrize("name", CASES)
def test_a_task_that_is_killed_anywhere_is_done_once(controller, name):
    module, arguments, operation = CASES[name]

    def begin():
        controller.simulator.reset()
        controller.simulator.settings(product="m365", speed=10)
        controller.simulator.outcome({"name": "Backing up *"}, "hang", product="m365")
        if name.startswith("stop"):
            controller.simulator.outcome({"name": "*"}, "hang", product="m365")
        if name in BEFORE:
            controller.succeed(*BEFORE[name])
        return controller.simulator.mark()

    for kill in kills(controller, module, arguments, begin):
        controller.succeed(module, arguments)
        assert controller.succeed(module, arguments)["changed"] is False, kill
        # What is being stopped looks as before, so it is asked to stop once more.
        assert acts(controller, kill.start)[operation] in ((1, 2) if name.startswith("stop") else (1,)), kill
