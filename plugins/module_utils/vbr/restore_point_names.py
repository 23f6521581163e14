# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of restore points, for mounts that show only the id of their restore point. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..http.client import Client
from .backup_source import name_behind
from .restore_points import RESTORE_POINTS


class PointNames:
    """The restore points of mounts, and the name of the machine or share that each belongs to; each is read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, Mapping[str, Any] | None] = {}
        self._names: dict[str, str] = {}

    def point(self, point_id: str | None) -> Mapping[str, Any] | None:
        """The restore point with an id, None where it no longer exists."""
        if not point_id:
            return None
        if point_id not in self._known:
            self._known[point_id] = self._client.find(f"{RESTORE_POINTS}/{point_id}")
        return self._known[point_id]

    def of(self, point_id: str | None) -> str | None:
        """The name for a restore point, None where the restore point no longer exists."""
        point = self.point(point_id)
        if point is None:
            return None
        identifier = str(point["id"])
        if identifier not in self._names:
            self._names[identifier] = name_behind(self._client, point)
        return self._names[identifier]
