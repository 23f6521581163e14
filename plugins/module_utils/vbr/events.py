# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of VBR is an event: sessions that ended, malware events, and mounts that are left open.

Operations ``GET /api/v1/sessions``, ``GET /api/v1/malwareDetection/events`` and the lists of mounts. Private to the
collection.
"""

from __future__ import annotations

from datetime import timedelta

from ..engine.ended_feed import EndedFeed, Window, end_of
from ..engine.event_feed import MALWARE, SESSION, Body, Feed
from ..engine.open_feed import OpenFeed
from ..http.client import Client
from ..schema.fields import Field
from ..schema.listing import Listing
from ..schema.resource import filled
from ..schema.values import UUID
from .entra_id_mounts import DATA_PATH, TENANTS_PATH
from .fcd_recovery.recovery import PLATFORM as DISKS
from .file_share_recovery.recovery import PLATFORM as FILE_SHARES
from .flr_mount import MACHINES
from .instant_recovery.module import PLATFORMS
from .instant_recovery.platform import Platform
from .product import VBR
from .session_adapter import SESSIONS as ADAPTER
from .session_adapter import verdict
from .session_schema import SESSIONS

MALWARE_PATH, PUBLISHED_PATH = "/malwareDetection/events", "/dataIntegration"
SEVERITIES = ("Clean", "Informative", "Suspicious", "Infected")


def _read(option: str, api: str = "", since: str = "") -> Field:
    return Field(option, api=api, mode="computed", since=since)


MALWARE_EVENT = (
    Field("id", mode="computed", format=UUID),
    _read("type"),
    _read("severity"),
    _read("state"),
    _read("source"),
    _read("details"),
    _read("created_by"),
    _read("engine"),
    _read("detection_time", "detectionTimeUtc"),
    _read("creation_time", "creationTimeUtc", since="1.3-rev0"),
    _read("machine", "machine.displayName"),
    _read("machine_uuid", "machine.uuid"),
    _read("backup_object_id", "machine.backupObjectId"),
    _read("restore_point_id", "machine.restorePointId", since="1.3-rev0"),
)

SESSION_FEED = EndedFeed(
    kind=SESSION,
    listing=SESSIONS,
    status=end_of(verdict, "state"),
    name=lambda body, state: str(state.get("name") or ""),
    ended="end_time",
    windows=(Window("endedAfterFilter", "end_time"),),
    item=ADAPTER.path,
    order={"orderColumn": "EndTime", "orderAsc": True},
)
MALWARE_FEED = EndedFeed(
    kind=MALWARE,
    listing=Listing(VBR, "malware event", MALWARE_PATH, MALWARE_EVENT),
    status=lambda body: str(body.get("severity") or ""),
    name=lambda body, state: str(state.get("machine") or ""),
    ended="detection_time",
    windows=(
        # An event may report what was detected long before, so the time of the detection hardly says what is new.
        Window("detectedAfterTimeUtcFilter", "detection_time", overlap=timedelta(days=7)),
        Window("createdAfterTimeUtcFilter", "creation_time", since="1.3-rev1"),
    ),
)


def _session_began(client: Client, session_id: object) -> object:
    """When the session of a mount began, None where it is not known."""
    session = client.find(filled(ADAPTER.path, str(session_id))) if session_id else None
    return None if session is None else session.get("creationTime")


def _recovery(platform: Platform, session: str = "sessionId", restore_point: str = "spec.restorePointId") -> OpenFeed:
    return OpenFeed(
        platform.mounts.path,
        f"instant recovery: {platform.title}",
        name=platform.mount_name,
        session=session,
        restore_point=restore_point,
        began=lambda client, body: _session_began(client, body.get(session)) if session else None,
        is_open=lambda body: body.get("state") not in platform.over,
        since=platform.since,
        session_item=ADAPTER.path if session else "",
    )


def _browser(path: str, kind: str, name: str, restore_point: str = "") -> OpenFeed:
    return OpenFeed(
        path,
        kind,
        id="sessionId",
        name=name,
        session="sessionId",
        restore_point=restore_point,
        began=lambda client, body: _session_began(client, body.get("sessionId")),
        session_item=ADAPTER.path,
    )


def _is_published(body: Body) -> bool:
    return body.get("mountState") != "Unmounted"


MOUNT_FEEDS = (
    _recovery(PLATFORMS["vsphere"]),
    _recovery(PLATFORMS["hyperv"]),
    # Such a mount has sessions, and does not show which.
    _recovery(PLATFORMS["azure"], session=""),
    _recovery(DISKS),
    _recovery(FILE_SHARES, restore_point=""),
    _browser(MACHINES.mounts.path, "files of a machine", "sourceProperties.machineName", "restorePointId"),
    _browser(DATA_PATH, "files of unstructured data", ""),
    _browser(TENANTS_PATH, "Microsoft Entra ID tenant", "sourceProperties.tenantName"),
    OpenFeed(
        PUBLISHED_PATH,
        "published disks",
        name="restorePointName",
        restore_point="restorePointId",
        is_open=_is_published,
    ),
)
FEEDS: tuple[Feed, ...] = (SESSION_FEED, MALWARE_FEED, *MOUNT_FEEDS)
