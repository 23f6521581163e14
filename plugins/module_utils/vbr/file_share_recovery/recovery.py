# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery of file shares: which mount is ours, and what is sent.

A share is published from its backup, its files are copied to another share meanwhile, and in the end users are
switched over to that one. Operations under ``/api/v1/restore/instantRecovery/unstructuredData``. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...core.naming import same_name
from ...http.client import Client
from ...schema.listing import Listing
from ...schema.resource import SchemaContext
from ...schema.state import State, read_state
from ...workflow.mounted_recovery import ABSENT, MOUNTED, Mount
from ...workflow.state_machine import Observation
from ..instant_recovery.platform import Platform
from ..instant_recovery.recovery import InstantRecovery
from ..instant_recovery.switchover import MANUAL, OTHER_SETTINGS, SETTINGS, phase_with_settings
from ..product import VBR
from .fields import FILTERS, MIGRATION, MOUNT_FIELDS, PATH, SETTINGS_PATH, SINCE, SPEC, UNPUBLISHED
from .lifecycle import LIFECYCLE
from .phases import observe, points_of

PLATFORM = Platform(
    name="file_share",
    title="file shares",
    since=SINCE,
    mounts=Listing(VBR, "mount", PATH, MOUNT_FIELDS, FILTERS),
    mount_name="unstructuredServerName",
    spec=SPEC,
    migration=MIGRATION,
    lifecycle=LIFECYCLE,
    allows="",
    observe=observe,
    over=(UNPUBLISHED,),
    switchover=SETTINGS,
    name_key="share",
    alternative="",
)


class ShareRecovery(InstantRecovery):
    """The recovery of one file share."""

    def is_ours(self, mount: Mount) -> bool:
        """Whether a mount is of the share."""
        if self.is_over(mount):
            return False
        # Its restore point may be deleted since; then the mount itself has the name.
        names = [mount.get("unstructuredServerName"), *map(self._names.of, points_of(mount))]
        return any(same_name(name, self.name) for name in names)

    def point_id_of(self, mount: Mount) -> str:
        """The id of the restore point of the share; a mount may have several shares."""
        points = points_of(mount)
        ours = [point for point in points if same_name(self._names.of(point), self._source.name)]
        return next(iter(ours or points), "")

    def observe_mount(self, mount: Mount | None) -> Observation:
        """Where the recovery stands, with regard to the switchover settings where the goal needs them."""
        observation = super().observe_mount(mount)
        # Only an administrator may read the settings, and neither mounting nor unmounting needs them.
        if self.goal == ABSENT or (self.goal == MOUNTED and not self._query.switchover):
            return observation
        needs_settings = observation.phase in OTHER_SETTINGS and observation.mount
        return self._with_settings(observation) if needs_settings else observation

    def _with_settings(self, observation: Observation) -> Observation:
        mount = observation.mount or {}
        answer = self.client.find(SETTINGS_PATH.format(mountId=mount["id"]))
        if answer is None:
            # The mount has disappeared between two requests.
            return super().observe_mount(None)
        self._query.current_settings = current = unwrapped(answer)
        desired = self._query.switchover or {}
        phase = phase_with_settings(SETTINGS, observation, desired, current, self._context)
        return replace(observation, phase=phase)

    def mount_body(self) -> State:
        """The body that publishes the share."""
        return mount_request(super().mount_body())

    def migration_body(self) -> State:
        """The body that starts the migration; without switchover settings, users are not switched over."""
        body = super().migration_body()
        # The server requires the settings.
        body.setdefault("switchoverSettings", {"type": MANUAL})
        return body


def unwrapped(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings without the object that the vendor's example has around them, and its schema has not. Pure."""
    inner = settings.get("switchoverSettings")
    return inner if isinstance(inner, Mapping) else settings


def settings_of(client: Client, mount_id: str) -> State | None:
    """The switchover settings of a mount in the words of the options, None where the mount has disappeared."""
    settings = client.find(SETTINGS_PATH.format(mountId=mount_id))
    return None if settings is None else read_state(SETTINGS, unwrapped(settings), SchemaContext(VBR, client.revision))


def mount_request(plain: Mapping[str, Any]) -> State:
    """The body that publishes one share, from its restore point and options in one flat object. Pure."""
    reason = {"reason": plain["reason"]} if "reason" in plain else {}
    share = {key: value for key, value in plain.items() if key != "reason"}
    return {"autoSelectMountServers": "mountServerId" not in plain, "restoreOptions": [share], **reason}
