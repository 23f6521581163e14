# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of restore points, for mounts that show only the id of their restore point. Private to the collection."""

from __future__ import annotations

from ..http.client import Client
from .restore_points import RESTORE_POINTS


class PointNames:
    """The name of the machine or share that each restore point belongs to; each is read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, str | None] = {}

    def of(self, point_id: str | None) -> str | None:
        """The name for a restore point, None where the restore point no longer exists."""
        if not point_id:
            return None
        if point_id not in self._known:
            point = self._client.find(f"{RESTORE_POINTS}/{point_id}")
            self._known[point_id] = None if point is None else str(point.get("name"))
        return self._known[point_id]
