# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of jobs of every type, operations GET ``/api/v1/jobs`` and ``/api/v1/jobs/{id}``.

Those of a type that a module manages are the options of that module. Private to the collection.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import ApiError
from ...core.naming import snake_case
from ...engine.exporting import task_options
from ...engine.references import ReferenceResolver
from ...engine.task import Task
from ...schema.resource import Resource, SchemaContext, fields_of, filled
from ...schema.state import State, read_state, resolve_references
from ..agent_backup_job import AGENT_BACKUP_JOB
from ..backup_copy_job import BACKUP_COPY_JOB
from ..content_scan_job import CONTENT_SCAN_JOB
from ..entra_id_backup_job import ENTRA_ID_BACKUP_JOB
from ..file_backup_job import FILE_BACKUP_JOB
from ..product import VBR
from ..replica_job import REPLICA_JOB
from ..vm_backup_job import JOB as VM_BACKUP_JOB
from .common import ITEM, NO_SETTINGS, PATH

FAMILIES = (
    AGENT_BACKUP_JOB,
    BACKUP_COPY_JOB,
    CONTENT_SCAN_JOB,
    ENTRA_ID_BACKUP_JOB,
    FILE_BACKUP_JOB,
    REPLICA_JOB,
    VM_BACKUP_JOB,
)
# As many jobs are read one by one; of more, the whole list.
FEW = 5


def add_settings(task: Task, resolver: ReferenceResolver, jobs: Sequence[State]) -> None:
    """Put into each job its settings, None where the API does not show those of its type."""
    bodies = _bodies(task, [str(job.get("id")) for job in jobs])
    for job in jobs:
        body = bodies.get(str(job.get("id")))
        job["settings"] = None if body is None else settings_of(body, task.client.revision, resolver)


def settings_of(body: Mapping[str, Any], revision: str, resolver: ReferenceResolver) -> State:
    """What a task would give of a job, with names in the place of ids; as the API has it where no module manages it."""
    kind = str(body.get("type"))
    family = _families().get(kind.lower())
    if family is None:
        other: State = _in_snake_case(body)
        return other
    context = SchemaContext(VBR, revision, _variant(family, kind))
    resolver.remember_shown(fields_of(family.fields, context), body)
    state = read_state(family.fields, body, context)
    return task_options(family.fields, resolve_references(family.fields, state, context, resolver.to_name), context)


def _bodies(task: Task, identifiers: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The settings of jobs, by the ids of these."""
    if len(identifiers) > FEW:
        return {str(body.get("id")): body for body in task.client.pages(PATH)}
    found = {identifier: _one(task, identifier) for identifier in identifiers}
    return {identifier: body for identifier, body in found.items() if body is not None}


def _one(task: Task, identifier: str) -> Mapping[str, Any] | None:
    try:
        return task.client.find(filled(ITEM, identifier))
    except ApiError as error:
        # The server refuses to show a job of a type that its API cannot configure.
        if error.status not in NO_SETTINGS:
            raise
        return None


@functools.cache
def _families() -> Mapping[str, Resource]:
    return {kind.lower(): family for family in FAMILIES for kind in family.field(family.variant).choices}


def _variant(family: Resource, kind: str) -> str:
    """Servers do not always write a type in the same case."""
    return str(family.field(family.variant).from_api(kind))


def _in_snake_case(value: object) -> Any:
    if isinstance(value, Mapping):
        return {snake_case(str(key)): _in_snake_case(part) for key, part in value.items()}
    return [_in_snake_case(part) for part in value] if isinstance(value, list) else value
