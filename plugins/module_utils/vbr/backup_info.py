# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_backup_info). Private to the collection."""

from __future__ import annotations

from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Result, Task
from ..schema.fields import Field
from .backup_listing import listed_state, listing_module, selected_states
from .backup_schema import BACKUP_LIST, BACKUP_OBJECT_LIST
from .restore_points import BACKUP_CONTENTS, BACKUPS


def _backups(task: Task) -> Result:
    resolver = ReferenceResolver(task.client)
    backups = list(selected_states(BACKUP_LIST, task, resolver))
    if task.params["objects"]:
        for backup in backups:
            bodies = task.client.nested_pages(BACKUP_CONTENTS.format(id=needed(task.client, BACKUP_LIST, backup, "id")))
            backup["objects"] = [listed_state(BACKUP_OBJECT_LIST, body, task, resolver) for body in bodies]
    return {"changed": False, "backups": backups}


MODULE = listing_module(
    BACKUP_LIST,
    "backups",
    _backups,
    {"objects": {"type": "bool", "default": False}},
    (),
    (BACKUPS + "/{id}", BACKUP_CONTENTS),
    (Field("objects", "list", elements="dict", fields=BACKUP_OBJECT_LIST.fields, mode="computed"),),
)
