# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing restore points for an expression in a playbook, by the rules of the modules that restore.

Private to the collection.
"""

from __future__ import annotations

from typing import Any

from ..core.naming import is_id
from ..engine.task import ApiUsage, Declaration, Result, Task
from .backup_schema import OPERATIONS
from .product import VBR
from .restore_points import OPTION, READS, choice_facts, chosen_point

# The machines of the expression, which Ansible does not pass as an option.
TERMS = "machines"
RULES = tuple(one for one in OPTION["options"] if one not in ("id", "name", "object_id"))


def lookup_module() -> Declaration:
    """The declaration of the lookup plugin."""
    return Declaration(
        product=VBR,
        options={
            TERMS: {"type": "list", "elements": "str", "required": True},
            "usable_for": {"type": "str", "choices": list(OPERATIONS)},
            "facts": {"type": "bool", "default": False},
            **{one: OPTION["options"][one] for one in RULES},
        },
        run=_chosen,
        api=ApiUsage(reads=READS),
    )


def _chosen(task: Task) -> Result:
    """One restore point for each machine: its id, or what a result of a module tells of it."""
    found = []
    for machine in task.params[TERMS]:
        choice = chosen_point(task, wanted(machine, task.params), task.params["usable_for"] or "")
        facts = choice_facts(choice, task.client.server_time)
        found.append(facts if task.params["facts"] else facts["id"])
    return {"changed": False, "found": found}


def wanted(machine: str, params: Any) -> dict[str, Any]:
    """The option ``restore_point`` for a machine, by its name or by the id of the backed-up object. Pure."""
    key = "object_id" if is_id(machine) else "name"
    return {key: machine, **{rule: params[rule] for rule in RULES}}
