# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery by VBR: which mount is ours, the bodies of the steps, and what results report.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ...core.errors import ApiError, InvalidOption, RecoveryBlocked
from ...core.naming import same_name
from ...core.timestamps import LONG_AGO, parse_time
from ...engine.references import ReferenceResolver
from ...engine.task import Task
from ...schema.choices import validate_complete, validate_type_options
from ...schema.listing import listed_context
from ...schema.resource import SchemaContext
from ...schema.state import State, given_options, lookup
from ...workflow.mounted_recovery import ABSENT, LASTING_GOALS, MIGRATE, MOUNT, Mount, MountedRecovery
from ...workflow.rerun_guard import EarlierRecovery, NewSessions
from ...workflow.restore_point_choice import Point, RestorePointChoice
from ...workflow.state_machine import NONE, Lifecycle, Observation
from ..backup_source import BackupSource, machine_name
from ..inventory import Inventory
from ..request_body import api_body, in_words
from ..restore_options import CUSTOMIZED, ORIGINAL, OTHER
from ..restore_point_names import PointNames
from ..restore_points import choice_facts, chosen_point
from ..task_sessions import known_session, newest_recovery, with_offset
from . import switchover, unassigned_migrations
from .machines import IS_MIGRATED, restores_of
from .platform import Platform, RecoveryQuery
from .switchover import ENDED, IS_SWITCHED

# Later than anything that a server does.
NEVER = "9999-01-01T00:00:00Z"


class InstantRecovery(MountedRecovery):
    """An instant recovery that a task describes, on one platform."""

    def __init__(self, task: Task, platform: Platform, goal: str) -> None:
        variant = (task.params.get("type") or CUSTOMIZED) if platform.has_types else None
        super().__init__(task, goal, to_original=variant == ORIGINAL)
        self.name_key, self.alternative = platform.name_key, platform.alternative
        self.origin_noun = "mount" if platform.mount_sessions else "session"
        self._began: dict[str, str] = {}
        self._platform = platform
        self._resolver = ReferenceResolver(task.client)
        self._inventory = Inventory(task.client, platform.name)
        self._names = PointNames(task.client)
        self._bodies: dict[str, State] = {}
        self._context = SchemaContext(task.client.product, task.client.revision, variant)
        self._given = given_options(platform.spec, task.raw, task.params)
        self._migration = self._suboptions("migration", platform.migration)
        validate_type_options(platform.spec, self._given, self._context)
        if platform.migration:
            validate_type_options(platform.migration, self._migration, self._context, "migration.")
        self._source = BackupSource(task.client, self.rules)
        self.name = str(task.params.get("vm_name") or self._source.name or self._name_without_source())
        desired = self._desired_settings()
        # Neither mounting nor removing needs the settings, which only administrators may read.
        needs_settings = goal in LASTING_GOALS or (goal != ABSENT and desired is not None)
        self._query = RecoveryQuery(
            task.client,
            self.name,
            switchover=desired,
            needs_settings=needs_settings,
            replaces_original=variant == ORIGINAL or not same_name(self.name, self._source.name),
            original_ids=lambda: self._source.platform_ids,
        )

    # --- What the task says. ---

    def _suboptions(self, option: str, fields: tuple[Any, ...]) -> State:
        """The options that the task gives in a group of options."""
        return given_options(fields, self.task.raw.get(option) or {}, self.task.params.get(option) or {})

    def _desired_settings(self) -> State | None:
        given = self._suboptions("switchover_settings", self._platform.switchover)
        if not given:
            return None
        validate_type_options(self._platform.switchover, given, self._context, "switchover_settings.")
        switchover.validate_settings(given, self.goal)
        return given

    def _name_without_source(self) -> str:
        """The name of what is mounted, where the restore point or object that the task gives by id is gone."""
        wanted = {"id": self.mount_id} if self.mount_id else {"restore_point": self.rules.get("id")}
        for mount in self.list_mounts():
            if {"id": mount["id"]} == wanted or {"restore_point": self.point_id_of(mount)} == wanted:
                return str(self.mounted_name(mount) or mount["id"])
        if self.goal == ABSENT:
            return str(self.rules.get("id") or self.rules.get("object_id"))
        # There is nothing to continue with, so what is gone is needed.
        return machine_name(self.client, self.rules)

    # --- What the server shows. ---

    def lifecycle(self) -> Lifecycle[MountedRecovery]:
        """The phases of the platform; where the server switches over by itself, without the step for that."""
        current = self._query.current_settings
        automatic = (self._query.switchover or {}).get("type", current.get("type")) == switchover.AUTO
        return switchover.automatic(self._platform.lifecycle) if automatic else self._platform.lifecycle

    def list_mounts(self) -> Iterable[Mount]:
        """All mounts of the platform."""
        return self.client.pages(self._platform.mounts.path)

    def read_mount(self, identifier: str) -> Mount | None:
        """The mount with an id."""
        return self.client.find(f"{self._platform.mounts.path}/{identifier}")

    def is_ours(self, mount: Mount) -> bool:
        """Whether a mount has the name that the task means; one that shows no name has that of its machine."""
        named = self.task.params.get("vm_name") or lookup(mount, self._platform.mount_name)
        if not named and self.point_id_of(mount) == self.rules.get("id"):
            return True
        return same_name(self.mounted_name(mount), self.name)

    def is_over(self, mount: Mount) -> bool:
        """Whether a mount is in a state that it has when it is gone."""
        return mount.get("state") in self._platform.over

    def session_id_of(self, mount: Mount) -> str:
        """The id of the session in which a mount was made; mounts in Azure show none."""
        return str(mount.get("sessionId") or "")

    def origin_of(self, mount: Mount) -> str:
        """The id of the session in which a mount was made, or its own where mounts show none."""
        return str(mount["id"]) if self._platform.mount_sessions else self.session_id_of(mount)

    def began(self, origin: str) -> datetime:
        """When a mount began; one whose session the server does not know comes last, and ours first until it does."""
        if not self._began.get(origin):
            self._began[origin] = self._first_session_of(origin)
        return parse_time(self._began[origin] or (LONG_AGO if origin == self.requested else NEVER))

    def _first_session_of(self, origin: str) -> str:
        """When the session in which a mount was made was created, empty where the server does not know it."""
        if not self._platform.mount_sessions:
            session = known_session(self.client, {"sessionId": origin}, self._query.sessions)
            return str(session.get("creationTime") or "")
        try:
            sessions = list(self.client.pages(self._platform.mount_sessions.format(mountId=origin)))
        except ApiError as error:
            if error.status != 404:
                raise
            return ""
        times = [str(session["creationTime"]) for session in sessions if session.get("creationTime")]
        return min(times, key=parse_time, default="")

    def mounted_name(self, mount: Mount) -> str | None:
        """The name of what is mounted, as the mount shows it, else that of its restore point."""
        return lookup(mount, self._platform.mount_name) or self._names.of(self.point_id_of(mount))

    def point_id_of(self, mount: Mount) -> str:
        """The id of the restore point that a mount was made from."""
        return str(mount["spec"]["restorePointId"])

    def point_of(self, mount: Mount) -> Point:
        """The restore point that a mount was made from. Raises RecoveryBlocked where it is of another machine."""
        identifier = self.point_id_of(mount)
        point = self._names.point(identifier)
        if point is None:
            # It may be deleted since, and the mount lives on.
            made = mount.get("restorePointDate")
            known = None if not made else with_offset(self.client, str(made), mount, self._query.sessions)
            return {"id": identifier, "name": self._source.name, "creationTime": known}
        if not self.mount_id and not self._source.owns(point):
            raise RecoveryBlocked(
                f"The mount '{self.name}' ({mount['id']}) is of the machine '{point.get('name')}' and not of "
                f"'{self._source.name}'. Set another vm_name, or set mount_id if you mean this mount.",
                mount=mount["id"],
                current=point.get("name"),
                desired=self._source.name,
            )
        return point

    def choose_point(self) -> RestorePointChoice:
        """The restore point that the task means."""
        # What another platform may do with a restore point is not among the operations that it lists.
        operation = "" if self._context.variant == OTHER else self._platform.allows
        return chosen_point(self.task, self.rules, operation)

    def observe_mount(self, mount: Mount | None) -> Observation:
        """Where the recovery stands, with its mount, or None where it has none."""
        self.update_query()
        observation = self._platform.observe(self._query, mount)
        # To remove it, it does not matter how what is gone has ended.
        ended = self.goal == ABSENT and observation.phase == ENDED
        return replace(observation, phase=NONE) if ended else observation

    def update_query(self) -> None:
        """Bring the query up to date with the last observation, before the next one."""
        self._query.since = self._since()
        # The sessions of other mounts say nothing about this recovery, even where they have its name.
        others = map(self.session_id_of, self.other_mounts)
        self._query.others = {session for session in (*others, self.withdrawn) if session}
        self._query.migration_requested = self.migration_requested
        self._query.migrated = self.migration_done

    def _since(self) -> str:
        """The time since which recoveries count: what the task says, else when the restore point was made."""
        if self.since is not None:
            return self.since.isoformat()
        return "" if self.choice is None else str(self.choice.point.get("creationTime") or "")

    def earlier_recovery(self) -> EarlierRecovery | None:
        """The last recovery under this name that was migrated or switched over."""
        ever = replace(self._query, since="", new_sessions=NewSessions())
        if self._platform.observe(ever, None).phase not in (IS_MIGRATED, IS_SWITCHED, ENDED):
            return None
        return newest_recovery(restores_of(ever))

    def ensure_not_done_unseen(self) -> None:
        """Raise RecoveryBlocked where a migration of which the server does not say more may have been this one."""
        if self._platform.sessions is not None:
            unassigned_migrations.ensure_none(self._query, self._platform.sessions)

    # --- What is sent. ---

    def mount_body(self) -> State:
        """The body that starts the recovery."""
        if MOUNT not in self._bodies:
            if self.choice is None:
                raise ValueError("no restore point was chosen")
            self._validate_destination()
            spec = self._platform.spec
            validate_complete(spec, self._given, self._context, f"To recover '{self.name}'")
            body = api_body(spec, self._given, self._context, self.client, self._inventory)
            self._bodies[MOUNT] = {"restorePointId": self.choice.point["id"], **body}
        return self._bodies[MOUNT]

    def migration_body(self) -> State:
        """The body that starts the migration."""
        if MIGRATE not in self._bodies:
            fields, purpose = self._platform.migration, f"To migrate '{self.name}'"
            validate_complete(fields, self._migration, self._context, purpose, "migration.")
            body = api_body(fields, self._migration, self._context, self.client, self._inventory, "migration.")
            settings, desired = self._platform.switchover, self._query.switchover
            if desired:
                validate_complete(settings, desired, self._context, purpose, "switchover_settings.")
                body["switchoverSettings"] = switchover.settings_body(settings, desired, {}, self._context)
            self._bodies[MIGRATE] = body
        return self._bodies[MIGRATE]

    def settings_body(self) -> State:
        """The body that changes the settings of the switchover."""
        fields, query = self._platform.switchover, self._query
        return switchover.settings_body(fields, query.switchover or {}, query.current_settings, self._context)

    def _validate_destination(self) -> None:
        """A customised recovery without a destination would collide with the machine that it is a copy of."""
        options = self._platform.destination
        if options and self._context.variant == CUSTOMIZED and not any(self._given.get(option) for option in options):
            raise InvalidOption(
                f"The destination of the recovery of '{self.name}' is missing. Set {' or '.join(options)}, or "
                f"type={ORIGINAL} to replace the original machine.",
                missing=list(options),
            )

    # --- What the result reports. ---

    def mount_facts(self, mount: Mount | None) -> State | None:
        """The mount in the words of the options."""
        if mount is None:
            return None
        listing = self._platform.mounts
        context = listed_context(listing, self.client.revision, mount)
        return {self.name_key: self.name, **in_words(listing.fields, mount, context, self._resolver)}

    def restore_point_facts(self) -> State | None:
        """The restore point that the recovery is from, as far as one had to be chosen."""
        return None if self.choice is None else choice_facts(self.choice, self.client.server_time)

    def request_facts(self, steps: Sequence[str]) -> State:
        """The requests of the steps in the words of the options."""
        parts = ((MOUNT, self._platform.spec, "spec"), (MIGRATE, self._platform.migration, "migration"))
        return {
            key: in_words(fields, self._bodies[step], self._context, self._resolver)
            for step, fields, key in parts
            if step in steps and self._bodies.get(step) and fields
        }

    def settings_facts(self) -> State:
        """The settings of the switchover that the server last showed."""
        return self._in_words(self._query.current_settings)

    def desired_settings_facts(self) -> State:
        """The settings of the switchover as the task says."""
        return self._in_words(self.settings_body())

    def _in_words(self, settings: Mapping[str, Any]) -> State:
        if not settings:
            return {}
        return {"switchover_settings": in_words(self._platform.switchover, settings, self._context, self._resolver)}
