# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the server can put items back where they were, or needs a folder for them.

Operation ``POST /api/v1/restore/flr/{sessionId}/validateRestoreItemTargetPath``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...core.errors import RecoveryBlocked, listed
from ...engine.task import Task
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import key_of, parent_of
from ..product import VBR
from .destination import Destination

TARGET_PATH, TARGET_PATH_SINCE = "/restore/flr/{sessionId}/validateRestoreItemTargetPath", "1.3-rev2"


def ensure_places_known(task: Task, mount: Mount, destination: Destination, paths: Sequence[str]) -> None:
    """Raise RecoveryBlocked where items go back to where they were, and the server needs a folder for some of them.

    One item of each folder is checked: what is in the same folder goes back to the same folder. Before 1.3-rev2, the
    server cannot be asked.
    """
    if not destination.to_original or not VBR.supports(task.client.revision, TARGET_PATH_SINCE):
        return
    one_of_each: dict[str, str] = {}
    for path in paths:
        one_of_each.setdefault(key_of(parent_of(path, mount.separator), mount.separator), path)
    unknown = [path for path in one_of_each.values() if _needs_folder(task, mount, path)]
    if unknown:
        raise RecoveryBlocked(
            f"The server cannot restore {listed(unknown)} to the original place without a folder. Nothing was "
            "restored. Set target.folder to a folder on the machine.",
            items=unknown,
        )


def _needs_folder(task: Task, mount: Mount, path: str) -> bool:
    return needs_folder(task.client.post_read(mount.path(TARGET_PATH), {"itemPath": path, "isRestoreToOriginal": True}))


def needs_folder(response: Mapping[str, object]) -> bool:
    """Whether a response says that an item can be restored only to a folder that the task names. Pure."""
    return bool(response["isTargetPathNeeded"])
