# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What restore points are of, for mounts that tell their restore points by id only. Private to the collection."""

from __future__ import annotations

from ..http.client import Client
from .restore_points import RESTORE_POINTS


class PointNames:
    """What restore points are of, each asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, str | None] = {}

    def of(self, point_id: str | None) -> str | None:
        """The name of the machine or share, None where the restore point is gone."""
        if not point_id:
            return None
        if point_id not in self._known:
            found = self._client.find(f"{RESTORE_POINTS}/{point_id}")
            self._known[point_id] = None if found is None else str(found.get("name"))
        return self._known[point_id]
