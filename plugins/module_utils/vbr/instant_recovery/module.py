# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Instant recovery as a task wants it: the machine, its mount, its restore point, and the way to the goal.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...core.errors import AmbiguousName, InvalidOption, ObjectNotFound, RecoveryBlocked, span_words
from ...core.polling import WAIT_OPTIONS
from ...core.timestamps import parse_time
from ...engine.references import ReferenceResolver
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...http.client import Client
from ...schema.fields import Field, argument_spec
from ...schema.resource import SchemaContext
from ...schema.state import State, given_options, lookup
from ...schema.validation import (
    validate_choice_options,
    validate_choice_suboptions,
    validate_complete,
    validate_type_options,
)
from ...workflow.rerun_guard import pins_recovery
from ...workflow.runner import run_workflow, starting_from, workflow_facts
from ...workflow.state_machine import Lifecycle, Observation, Step
from ..inventory import INVENTORY, SERVER_INVENTORY, Inventory
from ..request_body import api_body, in_words
from ..restore_options import CUSTOMIZED, ORIGINAL
from ..restore_points import OPTION, READS, RESTORE_POINTS, Choice, choice_facts, chosen_point, machine_name
from ..task_sessions import TASK_SESSIONS, ensure_not_repeated
from . import azure, hyperv, switchover, vsphere
from .machines import IS_MIGRATED, restores_of
from .platform import ABSENT, MIGRATED, MOUNTED, SWITCHED, TYPE, Platform, RecoveryQuery
from .switchover import IS_SWITCHED

PLATFORMS: dict[str, Platform] = {one.PLATFORM.name: one.PLATFORM for one in (vsphere, hyperv, azure)}
GOALS = (MOUNTED, MIGRATED, SWITCHED, ABSENT)


def _declaration() -> Declaration:
    """The declaration of veeam_instant_recovery."""
    platforms = list(PLATFORMS.values())
    options: dict[str, Any] = {
        "platform": {"type": "str", "choices": list(PLATFORMS), "required": True},
        "state": {"type": "str", "choices": list(GOALS), "default": MOUNTED},
        "restore_point": OPTION,
        "mount_id": {"type": "str"},
        "since": {"type": "str"},
        "migration": {"type": "dict", "options": argument_spec(vsphere.MIGRATION)},
        "switchover_settings": {"type": "dict", "options": argument_spec(azure.SWITCHOVER_SETTINGS)},
    }
    options.update(argument_spec(tuple(field for one in platforms for field in one.spec)))
    options.update(WAIT_OPTIONS)
    return Declaration(
        product=vsphere.PLATFORM.mounts.product,
        options=options,
        run=recover,
        api=ApiUsage(
            operations=tuple(operation for one in platforms for operation in one.lifecycle.operations),
            listings=tuple(one.mounts for one in platforms),
            reads=(*READS, TASK_SESSIONS, azure.SETTINGS_PATH),
            post_reads=(INVENTORY, SERVER_INVENTORY),
            bodies=(
                RequestBody(vsphere.MOUNT.operation, vsphere.SPEC, TYPE.option, ("restorePointId",)),
                RequestBody(vsphere.MIGRATE.operation, vsphere.MIGRATION),
                RequestBody(hyperv.MOUNT.operation, hyperv.SPEC, TYPE.option, ("restorePointId",)),
                RequestBody(azure.MOUNT.operation, azure.SPEC, "", ("restorePointId",)),
                RequestBody(
                    azure.MIGRATE.operation, (Field("switchover_settings", "dict", fields=azure.SWITCHOVER_SETTINGS),)
                ),
                RequestBody(azure.CHANGE_READY.operation, azure.SWITCHOVER_SETTINGS),
            ),
            since=paths_since(),
        ),
    )


def paths_since() -> dict[str, str]:
    """The first revision that has a path, where not all have it."""
    return {
        path: one.since
        for one in PLATFORMS.values()
        if one.since
        for path in (
            one.mounts.path,
            *(operation.path for operation in one.lifecycle.operations),
            *((azure.SETTINGS_PATH, azure.SESSIONS_PATH) if one is azure.PLATFORM else ()),
        )
    }


def recover(task: Task) -> Result:
    """Lead the recovery that the task describes to its goal."""
    platform = PLATFORMS[task.params["platform"]]
    goal = task.params["state"]
    validate_revision(platform, task.client)
    _validate_goal(platform, goal)
    return lead_to_goal(task, platform, goal, Recovery(task, platform, goal))


def lead_to_goal(task: Task, platform: Platform, goal: str, recovery: Recovery) -> Result:
    """Lead a recovery to its goal, and tell how that went."""
    first = recovery.observe()
    lifecycle = recovery.lifecycle()
    recovery.prepare(lifecycle.predict(goal, first.phase))
    settings = recovery.settings()
    workflow_result = run_workflow(
        lifecycle, task, goal, recovery.name, recovery, starting_from(first, recovery.observe)
    )
    facts = workflow_facts(workflow_result)
    changed = recovery.settings_body() if switchover.CHANGE in facts["steps"] else settings
    return {
        **facts,
        "mount": recovery.readable(workflow_result.seen.mount),
        "restore_point": recovery.choice_facts(),
        "recovery": recovery.words(facts["steps"]),
        **recovery.switchover_facts(recovery.settings()),
        "diff": {
            "before": {
                platform.called: recovery.name,
                "phase": first.phase,
                **recovery.switchover_facts(settings),
            },
            "after": {
                platform.called: recovery.name,
                "phase": lifecycle.ending(goal, first.phase),
                **recovery.switchover_facts(changed),
            },
        },
    }


def _within(option: str, task: Task) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The arguments in a group of options, as written and validated."""
    return task.raw.get(option) or {}, task.params.get(option) or {}


def validate_revision(platform: Platform, client: Client) -> None:
    """Raise InvalidOption for a platform that the API revision does not have."""
    if not client.product.supports(client.revision, platform.since):
        raise InvalidOption(
            f"platform={platform.name} does not exist in API revision {client.revision}, which this task uses. "
            + span_words(platform.since, ""),
            option="platform",
        )


def _validate_goal(platform: Platform, goal: str) -> None:
    if goal not in platform.lifecycle.transitions:
        raise InvalidOption(
            f"state={goal} does not go with platform={platform.name}, which knows "
            f"{', '.join(platform.lifecycle.transitions)}.",
            option="state",
        )


class Recovery:
    """The recovery that a task describes: its options, and what the server knows of it."""

    def __init__(self, task: Task, platform: Platform, goal: str) -> None:
        self._task = task
        self._client = task.client
        self._platform = platform
        self._goal = goal
        self._resolver = ReferenceResolver(task.client)
        self._inventory = Inventory(task.client, platform.name)
        self._wanted: Mapping[str, Any] = task.params["restore_point"]
        self._choice: Choice | None = None
        self._bodies: dict[str, State] = {}
        self._names: dict[str, str] = {}
        variant = (task.params.get("type") or CUSTOMIZED) if platform.has_types else None
        self._shape = SchemaContext(task.client.product, task.client.revision, variant)
        self._spec = given_options(platform.spec, task.raw, task.params)
        self._migration = given_options(platform.migration, *_within("migration", task))
        self._validate_options()
        self._machine = machine_name(task.client, self._wanted)
        self.name = str(task.params.get("vm_name") or self._machine)
        self._query = RecoveryQuery(
            task.client,
            self.name,
            mount_id=str(task.params.get("mount_id") or ""),
            since=parse_time(task.params["since"]).isoformat() if task.params.get("since") else "",
            switchover=self._switchover(),
        )

    # --- What the task says. ---

    def _validate_options(self) -> None:
        self._validate_platform_options()
        validate_type_options(self._platform.spec, self._spec, self._shape)
        if self._platform.migration:
            validate_type_options(self._platform.migration, self._migration, self._shape, "migration.")

    def _validate_platform_options(self) -> None:
        own = {field.option for field in self._platform.spec}
        own |= {"migration"} if self._platform.migration else set()
        own |= {"switchover_settings"} if SWITCHED in self._platform.lifecycle.transitions else set()
        takes = {
            "migration": [vsphere.PLATFORM.name],
            "switchover_settings": [azure.PLATFORM.name],
        }
        for one in PLATFORMS.values():
            for field in one.spec:
                takes.setdefault(field.option, []).append(one.name)
        choice = f"platform={self._platform.name}"
        validate_choice_options(self._task.params, choice, own, takes)
        validate_choice_suboptions(self._platform.spec, self._task.params, choice)

    def _switchover(self) -> State | None:
        given = given_options(self._platform.switchover, *_within("switchover_settings", self._task))
        if not given:
            return None
        validate_type_options(self._platform.switchover, given, self._shape, "switchover_settings.")
        switchover.validate_settings(given, self._goal)
        return given

    # --- What the server shows. ---

    def observe(self) -> Observation:
        """Where the recovery stands now."""
        mount = self._mount()
        if mount is not None:
            self._ensure_same_restore_point(mount)
        known = None if self._choice is None else self._choice.point["id"]
        if known is None or (mount is not None and self._point_of(mount) != known):
            self._choose(mount)
        return self._seen(mount)

    def _seen(self, mount: Mapping[str, Any] | None) -> Observation:
        return self._platform.observe(self._query, mount)

    def _mount(self) -> Mapping[str, Any] | None:
        """The mount of this machine, None where there is none. Raises AmbiguousName."""
        path = self._platform.mounts.path
        if self._query.mount_id:
            found = self._client.find(f"{path}/{self._query.mount_id}")
            self._note_others([] if found else list(self._client.pages(path)))
            return found
        every = list(self._client.pages(path))
        same = [one for one in every if self._is_ours(one)]
        self._note_others([one for one in every if one not in same])
        if len(same) > 1:
            same = [one for one in same if one.get("state") not in self._platform.over] or same
        if len(same) > 1 and self._wanted.get("id"):
            same = [one for one in same if self._point_of(one) == self._wanted["id"]] or same
        if len(same) > 1:
            ids = [f"{one['id']} ({one.get('state')})" for one in same]
            raise AmbiguousName("mount", self.name, ids, "Give the mount_id of the one you mean.")
        return same[0] if same else None

    def _note_others(self, mounts: list[dict[str, Any]]) -> None:
        """The sessions of other mounts say nothing about this recovery, even where they bear its name."""
        self._query.others = {str(one["sessionId"]) for one in mounts if one.get("sessionId")}

    def _is_ours(self, mount: Mapping[str, Any]) -> bool:
        return self._mount_name(mount) == self.name

    def _point_of(self, mount: Mapping[str, Any]) -> str:
        return str((mount.get("spec") or {}).get("restorePointId"))

    def _mount_name(self, mount: Mapping[str, Any]) -> str:
        name = lookup(mount, self._platform.mount_name)
        if name:
            return str(name)
        return self._name_of_point(self._point_of(mount))

    def _name_of_point(self, point_id: str) -> str:
        """The name of what a restore point is of; every look asks for it."""
        if point_id not in self._names:
            point = self._client.find(f"{RESTORE_POINTS}/{point_id}")
            self._names[point_id] = str((point or {}).get("name"))
        return self._names[point_id]

    def _ensure_same_restore_point(self, mount: Mapping[str, Any]) -> None:
        wanted = self._wanted.get("id")
        if wanted and self._point_of(mount) != wanted:
            found = self._point_of(mount)
            raise RecoveryBlocked(
                f"'{self.name}' is mounted already, from the restore point {found} and not from {wanted}. Leave id out "
                f"to go on with that mount, {self._platform.beside}or remove it with state=absent first.",
                mount=mount["id"],
                current=found,
                desired=wanted,
            )

    def _choose(self, mount: Mapping[str, Any] | None) -> None:
        """Settle the restore point: that of the mount where there is one, else as the task says."""
        if mount is not None:
            point = self._client.find(f"{RESTORE_POINTS}/{self._point_of(mount)}")
            if point is None:
                # It may have gone from the list since, and the mount lives on.
                created = mount.get("restorePointDate")
                point = {"id": self._point_of(mount), "name": self._machine, "creationTime": created}
            self._ensure_same_machine(mount, point)
            self._choice = Choice(point)
        elif self._goal != ABSENT:
            self._choice = chosen_point(self._task, self._wanted, self._platform.allows)
        if not self._task.params.get("since") and self._choice is not None:
            self._query.since = str(self._choice.point.get("creationTime") or "")

    def _ensure_same_machine(self, mount: Mapping[str, Any], point: Mapping[str, Any]) -> None:
        if point.get("name") != self._machine and not self._query.mount_id:
            raise RecoveryBlocked(
                f"The mount '{self.name}' ({mount['id']}) is of the machine '{point.get('name')}' and not of "
                f"'{self._machine}'. Give another vm_name, or the mount_id if you mean this mount.",
                mount=mount["id"],
                current=point.get("name"),
                desired=self._machine,
            )

    def lifecycle(self) -> Lifecycle:
        """The phases on the way, which switchover settings may shorten."""
        settings = self._query.settings_found
        automatic = (self._query.switchover or {}).get("type", settings.get("type")) == switchover.AUTO
        return switchover.automatic(self._platform.lifecycle) if automatic else self._platform.lifecycle

    # --- What is sent. ---

    def prepare(self, steps: list[Step]) -> None:
        """Make the bodies that the steps need, before any is sent.

        Raises InvalidOption, ObjectNotFound, AmbiguousName.
        """
        names = [step.name for step in steps]
        if "mount" in names:
            if self._query.mount_id:
                raise ObjectNotFound(
                    f"There is no mount with the id {self._query.mount_id}. Leave mount_id out to mount '{self.name}'.",
                    id=self._query.mount_id,
                )
            self._ensure_not_recovered_before()
            self.mount_body()
        if "migrate" in names:
            self._migration_of()

    def _ensure_not_recovered_before(self) -> None:
        if self._goal not in (MIGRATED, SWITCHED) or pins_recovery(self._task.params):
            return
        ever = replace(self._query, since="")
        if self._platform.observe(ever, None).phase in (IS_MIGRATED, IS_SWITCHED):
            ensure_not_repeated(self.name, restores_of(ever))

    def mount_body(self) -> State:
        """The body that starts the recovery."""
        if "mount" not in self._bodies:
            if self._choice is None:
                raise ValueError("no restore point was chosen")
            self._validate_destination()
            spec = self._platform.spec
            validate_complete(spec, self._spec, self._shape, f"To recover '{self.name}'")
            body = api_body(spec, self._spec, self._shape, self._client, self._inventory)
            self._bodies["mount"] = {"restorePointId": self._choice.point["id"], **body}
        return self._bodies["mount"]

    def migration_body(self) -> State:
        """The body that starts the migration."""
        return self._migration_of()

    def note_migration(self) -> None:
        """Keep in mind that the migration is asked for, which takes no body."""
        self._query.migration_sent = True

    def _migration_of(self) -> State:
        fields = self._platform.migration
        if "migrate" not in self._bodies:
            validate_complete(fields, self._migration, self._shape, f"To migrate '{self.name}'", "migration.")
            body = api_body(fields, self._migration, self._shape, self._client, self._inventory, "migration.")
            if self._query.switchover:
                validate_complete(
                    self._platform.switchover,
                    self._query.switchover,
                    self._shape,
                    f"To migrate '{self.name}'",
                    "switchover_settings.",
                )
                body["switchoverSettings"] = switchover.settings_body(
                    self._platform.switchover, self._query.switchover, {}, self._shape
                )
            self._bodies["migrate"] = body
        return self._bodies["migrate"]

    def settings_body(self) -> State:
        """The switchover settings to change to."""
        fields, query_state = self._platform.switchover, self._query
        return switchover.settings_body(fields, query_state.switchover or {}, query_state.settings_found, self._shape)

    def _validate_destination(self) -> None:
        """A customised recovery that says nothing of where to would meet the machine it is a copy of."""
        options = self._platform.destination
        if options and self._shape.variant == CUSTOMIZED and not any(self._spec.get(one) for one in options):
            raise InvalidOption(
                f"Where to recover '{self.name}'? Give {' or '.join(options)}, or type={ORIGINAL} to put it in the "
                "place of the machine it is a backup of.",
                missing=list(options),
            )

    # --- What the result tells. ---

    def switchover_facts(self, settings: Mapping[str, Any]) -> State:
        """The switchover settings in the words of the options, where there are any."""
        if not settings:
            return {}
        return {"switchover_settings": in_words(self._platform.switchover, settings, self._shape, self._resolver)}

    def settings(self) -> Mapping[str, Any]:
        """The switchover settings that the server last showed."""
        return self._query.settings_found

    def readable(self, mount: Mapping[str, Any] | None) -> State | None:
        """The mount in the words of the options."""
        if mount is None:
            return None
        listing = self._platform.mounts
        variant = lookup(mount, listing.variant) if listing.variant else None
        context = SchemaContext(listing.product, self._client.revision, variant)
        return {self._platform.called: self.name, **in_words(listing.fields, mount, context, self._resolver)}

    def choice_facts(self) -> State | None:
        """The restore point that the recovery is from, as far as one was needed."""
        return None if self._choice is None else choice_facts(self._choice, self._client.server_time)

    def words(self, steps: list[str]) -> State:
        """What the steps say to the server, in the words of the options."""
        told = (("mount", self._platform.spec, "spec"), ("migrate", self._platform.migration, "migration"))
        return {
            key: in_words(fields, self._bodies[step], self._shape, self._resolver)
            for step, fields, key in told
            if step in steps and self._bodies.get(step) and fields
        }


MODULE = _declaration()
