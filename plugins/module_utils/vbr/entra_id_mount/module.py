# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of M(opendr.veeam.veeam_entra_id_mount). Private to the collection."""

from __future__ import annotations

from ...core.errors import InvalidOption
from ...core.polling import RUN_TIMEOUT, wait_options
from ...engine.revisions import validate_since
from ...engine.task import ApiUsage, Declaration, RequestBody, Result, Task
from ...schema.choices import validate_choice_options
from ...schema.fields import argument_spec
from ...schema.values import UUID
from ..entra_id_mounts import DATA_MOUNT, READERS, SESSION, TENANT_MOUNT
from ..product import VBR
from ..restore_points import RESTORE_POINTS
from .kinds import ABSENT, AUDIT_LOG, KINDS, MOUNTED, TENANT
from .recovery import SESSIONS, EntraIdMount

SPEC = tuple(field for kind in KINDS.values() for field in kind.spec)
EXCLUSIVE = (("backup", "restore_point_id"), ("server", "restore_point_id"))


def _run(task: Task) -> Result:
    kind = KINDS[task.params["kind"]]
    validate_since(task.client, kind.mount.since, f"kind={kind.name}")
    accepted_by: dict[str, list[str]] = {}
    for other in KINDS.values():
        for field in other.spec:
            accepted_by.setdefault(field.option, []).append(other.name)
    validate_choice_options(task.params, f"kind={kind.name}", {field.option for field in kind.spec}, accepted_by)
    _validate_source(task, kind.name)
    return EntraIdMount(task, kind).run()


def _validate_source(task: Task, kind: str) -> None:
    """Raise InvalidOption where the task does not say what to mount, or says it twice."""
    params = task.params
    for one, other in EXCLUSIVE if kind == AUDIT_LOG else ():
        if params[one] and params[other]:
            raise InvalidOption(f"{one} cannot be combined with {other}. Leave one of them out.", option=one)
    named = [option for option in ("backup", "restore_point_id") if option in {f.option for f in KINDS[kind].spec}]
    if not params["session_id"] and not any(params[option] for option in named):
        raise InvalidOption(
            f"kind={kind} needs {' or '.join(named)}, or the session_id of an existing mount.", missing=named
        )


MODULE = Declaration(
    product=VBR,
    options={
        "state": {"type": "str", "choices": [MOUNTED, ABSENT], "default": MOUNTED},
        "kind": {"type": "str", "choices": list(KINDS), "default": TENANT},
        "session_id": {"type": "str", "format": UUID},
        **{option: {**spec, "required": False} for option, spec in argument_spec(SPEC).items()},
        **wait_options(RUN_TIMEOUT),
    },
    run=_run,
    api=ApiUsage(
        operations=tuple({one: None for kind in KINDS.values() for one in kind.lifecycle.operations}),
        listings=tuple({kind.mounts: None for kind in KINDS.values()}),
        reads=(SESSION, SESSIONS, TENANT_MOUNT, DATA_MOUNT, RESTORE_POINTS + "/{id}"),
        bodies=tuple(RequestBody(kind.mount, kind.spec) for kind in KINDS.values()),
        since={kind.mount.path: kind.mount.since for kind in KINDS.values() if kind.mount.since},
        readers=READERS,
    ),
)
