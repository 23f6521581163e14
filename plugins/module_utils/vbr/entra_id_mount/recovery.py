# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mount for Microsoft Entra ID: found again, mounted once, taken back.

The server keeps no note on who mounted what, and mounts one backup as often as it is asked to. Private to the
collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from ...core.errors import NotConverged, ObjectNotFound
from ...core.naming import select_one
from ...core.timestamps import parse_time
from ...engine.references import ReferenceResolver
from ...engine.task import Result, Task
from ...schema.resource import SchemaContext, filled
from ...schema.state import State, given_options, read_state, resolve_references
from ...schema.validation import validate_supported
from ...schema.writing import write_given
from ...sessions.adapter import RUNNING, SUCCEEDED, WARNED
from ...workflow.runner import run_workflow, starting_from, workflow_facts
from ...workflow.state_machine import NONE, Observation
from ..entra_id_mounts import (
    SESSION,
    TENANT_SESSION,
    Mount,
    backup_id_of,
    began,
    ensure_backups_shown,
    mounts_in,
    session_id_of,
)
from ..product import VBR
from ..references import BACKUP
from ..restore_points import point_with_id
from ..session_adapter import verdict
from .kinds import COPY_SESSION, IS_MOUNTED, MOUNTED, MOUNTING, TENANT_COPY, MountKind

SESSIONS = "/sessions"
# How long after the end of its session the mount of a copy may appear.
APPEARING = timedelta(seconds=120)
WHICH = "Set session_id to the session_id of the mount that you mean."


class EntraIdMount:
    """The mount that a task describes, and what the server shows of it."""

    def __init__(self, task: Task, kind: MountKind) -> None:
        self.task, self.client, self.kind = task, task.client, kind
        self.context = SchemaContext(VBR, task.client.revision)
        self.given = given_options(kind.spec, task.raw, task.params)
        validate_supported(kind.spec, self.given, self.context, "kind")
        self.session_id = str(task.params["session_id"] or "").lower()
        self.resolver = ReferenceResolver(task.client)
        self.backup_id = self._backup_id()
        self.name = self.resolver.to_name(BACKUP, self.backup_id) if self.backup_id else self.session_id
        # The mount that this task has made, the mounts there were before, and the session that restores from a copy.
        self.own = self.copy_session = ""
        self._before: set[str] = set()
        self._listed: list[Mount] = []

    def run(self) -> Result:
        """Bring the mount to the state that the task names. The only place that orders the steps."""
        goal = str(self.task.params["state"])
        first = self.observe()
        self._ensure_can_mount(goal, first)
        observe = starting_from(first, self.observe)
        result = run_workflow(self.kind.lifecycle, self.task, goal, self.name, self, observe)
        mount = result.observation.mount
        self._warn(mount)
        final_phase = self.kind.lifecycle.final_phase(goal, first.phase)
        return {
            **workflow_facts(result),
            "mount": None if mount is None else read_state(self.kind.mounts.fields, mount, self.context),
            "diff": {
                "before": {"name": self.name, "phase": first.phase},
                "after": {"name": self.name, "phase": final_phase},
            },
        }

    def observe(self) -> Observation:
        """Where the mount stands now. Raises AmbiguousName where several mounts may be meant."""
        self._listed = mounts_in(self.client, self.kind.mounts)
        mount = self._select()
        if mount is not None:
            return Observation(IS_MOUNTED, mount)
        if self.kind.name == TENANT_COPY and not self.session_id:
            session = self._copying()
            if session is not None:
                return Observation(MOUNTING, session=session)
        return Observation(NONE)

    # --- What the steps use. ---

    def body(self) -> dict[str, Any]:
        """The body that mounts; what is listed by now was not mounted by this task."""
        self._before = {str(mount["id"]) for mount in self._listed}
        state = resolve_references(self.kind.spec, self.given, self.context, self.resolver.to_id)
        body: State = {}
        write_given(self.kind.spec, state, body, self.context)
        return body

    def mounted_as(self, response: Mapping[str, Any]) -> None:
        """Note the mount that the server has made."""
        self.own = session_id_of(response)

    def copied_in(self, session: Mapping[str, Any]) -> None:
        """Note the session in which the server restores from the copy."""
        self.copy_session = str(session["id"])

    # --- Which mount is meant. ---

    def _backup_id(self) -> str:
        """The id of the backup that is mounted, empty where only the session is given."""
        if self.given.get("backup"):
            return self.resolver.to_id(BACKUP, self.given["backup"])
        if self.given.get("restore_point_id"):
            return str(point_with_id(self.client, self.given["restore_point_id"])["backupId"])
        return ""

    def _select(self) -> Mount | None:
        if self.session_id:
            return next((mount for mount in self._listed if mount["id"] == self.session_id), None)
        ours = [mount for mount in self._listed if backup_id_of(mount) == self.backup_id or mount["id"] == self.own]
        if self.own:
            ours = self._of_fastest_run(ours)
        elif not ours and not self.copy_session:
            ensure_backups_shown(self._listed)
        if self.copy_session:
            # The server need not say that the mount is of the backup which holds the restore point.
            new = [mount for mount in self._listed if mount["id"] not in self._before]
            ours = [mount for mount in new if mount in ours] or new
        return select_one("mount", self.name, ours, lambda mount: str(mount["id"]), WHICH)

    def _of_fastest_run(self, ours: Sequence[Mount]) -> list[Mount]:
        """The mount of this task, or that of a run which mounted the same at the same moment and was faster."""
        new = [str(mount["id"]) for mount in ours if mount["id"] not in self._before]
        if self.own in new and len(new) > 1:
            oldest = min(new, key=lambda identifier: (began(self.client, identifier), identifier))
            if oldest != self.own:
                self._withdraw(oldest)
        return [mount for mount in ours if mount["id"] == self.own]

    def _withdraw(self, other: str) -> None:
        """Take the mount of this task back, and continue with the other."""
        unmount = self.kind.lifecycle.operations[1]
        self.client.write(unmount.method, filled(unmount.path, self.own))
        self.task.warnings.append(
            f"Another run mounted '{self.name}' at the same moment, in the session {other}. This task has removed its "
            f"own mount {self.own} and uses the other."
        )
        self.own = other

    # --- A copy, which is mounted in the background. ---

    def _copying(self) -> Mapping[str, Any] | None:
        """The session that may be about to make the mount, None where there is none.

        Nothing documents for which copy a session is, so any is waited for: that does no harm, a second mount would.
        """
        if self.copy_session:
            session: Mapping[str, Any] = self.client.get(SESSION.format(id=self.copy_session))
            if self._has_ended_well(session) and not self._is_recent(session):
                raise self._never_appeared()
            return session
        for session in self.client.pages(SESSIONS, {"typeFilter": COPY_SESSION}):
            appearing = self._has_ended_well(session) and self._is_recent(session) and not self._has_appeared(session)
            if verdict(session).status == RUNNING or appearing:
                return session
        return None

    @staticmethod
    def _has_ended_well(session: Mapping[str, Any]) -> bool:
        return verdict(session).status in (SUCCEEDED, WARNED)

    def _is_recent(self, session: Mapping[str, Any]) -> bool:
        """Whether the mount of a session that has ended may still appear."""
        end, now = session.get("endTime"), self.client.server_time
        return bool(end) and now is not None and now - parse_time(str(end)) <= APPEARING

    def _has_appeared(self, session: Mapping[str, Any]) -> bool:
        """Whether a tenant was mounted since a session ended, and unmounted again."""
        mounts = self.client.pages(SESSIONS, {"typeFilter": TENANT_SESSION})
        end = parse_time(str(session.get("endTime")))
        return any(
            verdict(mount).status != RUNNING and parse_time(str(mount.get("creationTime"))) >= end for mount in mounts
        )

    def _never_appeared(self) -> NotConverged:
        return NotConverged(
            f"The session {self.copy_session} has restored '{self.name}' from its copy, and no new mount has appeared "
            f"in {APPEARING.total_seconds():g} seconds. Look at the session in the console before you rerun this task.",
            session_id=self.copy_session,
        )

    # --- What a person should know. ---

    def _ensure_can_mount(self, goal: str, observation: Observation) -> None:
        if goal != MOUNTED or observation.phase != NONE or not self.session_id:
            return
        raise ObjectNotFound(
            f"There is no mount with the session_id {self.session_id}. To mount '{self.name}', leave session_id out.",
            session_id=self.session_id,
        )

    def _warn(self, mount: Mount | None) -> None:
        if mount is None:
            return
        shown = backup_id_of(mount)
        if self.backup_id and shown and shown != self.backup_id:
            self.task.warnings.append(
                f"The server shows the mount {mount['id']} with the backup {shown} and not with {self.backup_id}. Set "
                "session_id in the tasks that use it."
            )
        elif self.given.get("restore_point_id") and not self.own and not self.copy_session:
            self.task.warnings.append(
                f"The backup was mounted before, in the session {mount['id']}. The server does not say from which "
                "restore point. If it has to be the one in restore_point_id, remove the mount with state=absent first."
            )
