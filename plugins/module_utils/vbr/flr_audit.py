# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was restored in a mount: its audit. It is gone with the mount, and shows nothing of other mounts.

Operation ``GET /api/v1/backupBrowser/flr/{sessionId}/audit``. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.errors import InvalidOption
from ..engine.task import Task
from .backup_browser.paths import BACKSLASH, SLASH, joined
from .product import VBR

AUDIT, AUDIT_SINCE = "/backupBrowser/flr/{sessionId}/audit", "1.3-rev0"


def audited_items(task: Task, session: str) -> list[dict[str, Any]]:
    """What was restored in a mount so far.

    The server returns all at once. Where it counts more than it returns, that becomes a warning. Raises InvalidOption
    for an API revision without it.
    """
    if not has_audit(task):
        raise InvalidOption(
            f"audit does not exist in API revision {task.client.revision}, which this task uses. It needs api_version "
            f"{AUDIT_SINCE} or newer.",
            option="audit",
        )
    response = task.client.get(AUDIT.format(sessionId=session))
    items = [audited_item(item) for item in response["items"]]
    total = (response.get("pagination") or {}).get("total")
    if isinstance(total, int) and total > len(items):
        task.warnings.append(
            f"The server returns only {len(items)} of the {total} items that were restored in the mount {session}."
        )
    return items


def has_audit(task: Task) -> bool:
    """Whether the API revision has it."""
    return VBR.supports(task.client.revision, AUDIT_SINCE)


def audited_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a result reports of a restored item; its times have no offset, and are as the server writes them. Pure."""
    folder, name = str(item.get("sourcePath") or ""), str(item["name"])
    return {
        "path": joined(folder, name, SLASH if folder.startswith(SLASH) else BACKSLASH),
        "type": item.get("itemType"),
        "size": item.get("size"),
        "status": item["restoreStatus"],
        "target_host": item.get("targetHost"),
        "target_path": item.get("targetPath"),
        "target_name": item.get("targetName"),
        "restore_point_id": item.get("restorePointId"),
        "started": item.get("restoreStartTime"),
        "finished": item.get("restoreFinishTime"),
        "initiator": item.get("initiatorName"),
    }


def read_audit(body: Mapping[str, Any]) -> object:
    """An audit, for the tests that read the vendor's examples. Pure."""
    return [audited_item(item) for item in body["items"]]
