# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounting the files of a share or a bucket: the options, the body, and the mount itself.

Operations ``POST /api/v1/restore/flr/unstructuredData``, ``POST
/api/v1/restore/unstructuredData/{sessionId}/unmount`` and ``GET /api/v1/backupBrowser/flr/unstructuredData``: the
addresses follow no rule. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import InvalidOption, ObjectNotFound
from ...core.timestamps import parse_time
from ...engine.task import Task
from ...schema.fields import Field, argument_spec
from ...schema.resource import Operation, SchemaContext
from ...schema.state import State, given_options
from ...schema.validation import validate_supported
from ...schema.writing import write_given
from ..backup_browser.browser import Browser
from ..backup_browser.mount_record import MountRecord
from ..backup_browser.mounts import Mount
from ..backup_browser.paths import BACKSLASH, SLASH
from ..entra_id_mounts import DATA, DATA_PATH, backup_id_of, mounts_in
from ..product import VBR
from ..restore_options import COLD_STORAGE_FIELDS

SINCE = "1.3-rev1"
SESSION_TYPE = "UnstructuredDataBrowse"
# The places to name the whole share or bucket.
ROOTS = ("", SLASH, BACKSLASH)

BROWSER = Browser(
    noun="mount of unstructured data",
    mounts=DATA,
    start=Operation("POST", "/restore/flr/unstructuredData", "object"),
    unmount=Operation("POST", "/restore/unstructuredData/{sessionId}/unmount", "session"),
    path=DATA_PATH + "/{sessionId}",
)
COLD_STORAGE = Field(
    "cold_storage_retrieval",
    "dict",
    api="coldStorageRetrievalSettings",
    since="1.3-rev2",
    fields=COLD_STORAGE_FIELDS,
)
# Which restore point is meant, of a mount that was made of a backup and not of one restore point.
LATEST, CUSTOM = "LatestPoint", "Custom"
POINT = (Field("restore_mode", choices=(LATEST, CUSTOM)), Field("to_date_time"))
MOUNT_FIELDS = (
    Field(
        "auto_unmount",
        "dict",
        fields=(
            Field("enabled", "bool", api="isEnabled", required=True),
            Field("no_activity_minutes", "int", api="noActivityPeriodInMinutes", minimum=1),
        ),
    ),
    COLD_STORAGE,
)


def mount_options() -> dict[str, Any]:
    """The options of the mount. It goes away by itself unless the task says otherwise."""
    options = argument_spec(MOUNT_FIELDS)
    minutes = options["auto_unmount"]["options"]
    minutes["enabled"]["default"], minutes["no_activity_minutes"]["default"] = True, 30
    options["auto_unmount"]["apply_defaults"] = True
    return options


class DataMount(Mount):
    """A mount of a share, a bucket or audit logs, which the server shows with its backup alone."""

    backup = ""

    @property
    def usual_separator(self) -> str:
        """What separates names where the server does not say."""
        return SLASH

    @property
    def restored(self) -> Sequence[Mapping[str, Any]]:
        """What runs on this machine have restored."""
        return self._record.restored

    @property
    def known(self) -> Sequence[str]:
        """The sessions that this machine has opened for the same share or bucket."""
        return self._record.sessions

    def working(self, work: Mapping[str, Any]) -> None:
        """Remember what is about to be restored. Of a mount that somebody else has made, nothing is."""
        if self.id in self._record.open:
            self._record.working(self.id, work)

    def done(self, restored: Sequence[Mapping[str, Any]]) -> None:
        """Remember what was restored."""
        if self.id in self._record.open:
            self._record.done(self.id, restored)
        else:
            self._record.note(restored)

    def is_of(self, mount: Mapping[str, Any], source: str) -> bool | None:  # noqa: ARG002
        """Whether a mount is of the backup of the restore point, None where the server does not show it."""
        # The server shows the backup of these mounts, but not their restore point, which ``source`` is.
        shown = backup_id_of(mount)
        return shown == self.backup if shown and self.backup else None

    def active_mounts(self) -> dict[str, Mapping[str, Any]]:
        """The active mounts, by session, with the backup as far as the server shows it."""
        return {str(mount["id"]): mount for mount in mounts_in(self._task.client, DATA)}


def mount_body(task: Task, point: str) -> State:
    """The body that mounts a restore point. Raises InvalidOption."""
    context = SchemaContext(VBR, task.client.revision)
    given = given_options(MOUNT_FIELDS, task.raw, task.params)
    given["auto_unmount"] = dict(task.params["auto_unmount"])
    validate_supported(MOUNT_FIELDS, given, context, "mount")
    # A restore point is given alone: neither its backup nor the server goes with it.
    body: State = {"restorePointId": point}
    write_given(MOUNT_FIELDS, given, body, context)
    return body


def data_mount(task: Task, record: MountRecord, body: State, point: Mapping[str, Any]) -> DataMount:
    """The mount of a restore point, not yet open. The caller has the lock, to which the record belongs."""
    mount = DataMount(task, BROWSER, record, body, str(point["id"]), SESSION_TYPE)
    mount.backup = str(point.get("backupId") or "")
    return mount


def given_facts(task: Task) -> Mapping[str, Any]:
    """The mount that the task names, as the server shows it. Raises ObjectNotFound."""
    mounts = task.client.pages(BROWSER.mounts.path)
    facts = next((mount for mount in mounts if mount["sessionId"] == task.params["session_id"]), None)
    if facts is None:
        raise ObjectNotFound(
            f"There is no mount with the session_id {task.params['session_id']}. Set restore_point in its place, and "
            "the task mounts it.",
            session_id=task.params["session_id"],
        )
    return facts


def given_key(facts: Mapping[str, Any]) -> str:
    """The key of the lock and of the record of a mount that somebody else has made."""
    return f"files of the backup {backup_id_of(facts)}"


def given_mount(task: Task, facts: Mapping[str, Any]) -> DataMount:
    """A mount that somebody else has made, which is neither opened nor closed here. The caller has its lock."""
    key = given_key(facts)
    mount = DataMount(task, BROWSER, MountRecord(task, key), {}, "", SESSION_TYPE)
    mount.use(facts)
    mount.backup = backup_id_of(facts)
    return mount


def point_state(params: Mapping[str, Any]) -> State:
    """The options that name a restore point of the mount, as far as the task gives them."""
    return {field.option: params[field.option] for field in POINT if params[field.option]}


def validate_point(task: Task) -> None:
    """Raise InvalidOption where the options contradict each other that name a restore point of a given mount."""
    mode, date = task.params["restore_mode"], task.params["to_date_time"]
    if mode and not task.params["session_id"]:
        raise InvalidOption(
            "restore_mode is for a mount that was made of a backup, which session_id names. This task mounts the "
            "restore point that restore_point chooses. Leave restore_mode out.",
            option="restore_mode",
        )
    if (mode == CUSTOM) != bool(date):
        raise InvalidOption(
            f"restore_mode={CUSTOM} and to_date_time go together. Set both, or none of them.", option="to_date_time"
        )
    if date:
        parse_time(date, "to_date_time")


def validate_path(option: str, path: str, root: bool = False) -> None:
    """Raise InvalidOption for a path that cannot be one in a share or bucket. Pure."""
    names = path.replace(BACKSLASH, SLASH).split(SLASH)
    if "\0" in path:
        problem = "contains a NUL character, which no path can have. Remove it."
    elif ".." in names or "." in names:
        problem = "contains '.' or '..'. Write the whole path from the root of the share, without them."
    elif path in ROOTS and not root:
        problem = "is the whole share. Name the folders in it, or use opendr.veeam.veeam_unstructured_restore."
    else:
        return
    raise InvalidOption(f"{option}={path!r} {problem}", option=option, path=path)
