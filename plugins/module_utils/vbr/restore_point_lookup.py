# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing restore points in an expression of a playbook, by the same rules as the modules that restore.

Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.naming import is_id
from ..engine.task import ApiUsage, Declaration, Result, Task
from .backup_schema import OPERATIONS
from .product import VBR
from .restore_points import OPTION, READS, choice_facts, chosen_point

# The machines of the expression, which Ansible does not pass as an option.
TERMS = "machines"
RULES = tuple(option for option in OPTION["options"] if option not in ("id", "name", "object_id"))


def lookup_module() -> Declaration:
    """The declaration of the lookup plugin."""
    return Declaration(
        product=VBR,
        options={
            TERMS: {"type": "list", "elements": "str", "required": True},
            "usable_for": {"type": "str", "choices": list(OPERATIONS)},
            "facts": {"type": "bool", "default": False},
            **{rule: OPTION["options"][rule] for rule in RULES},
        },
        run=_chosen,
        api=ApiUsage(reads=READS),
    )


def _chosen(task: Task) -> Result:
    """A restore point for each machine: its id, or what a result of a module reports of it."""
    chosen: list[Any] = []
    for machine in task.params[TERMS]:
        choice = chosen_point(task, rules_for(machine, task.params), task.params["usable_for"] or "")
        facts = choice_facts(choice, task.client.server_time)
        chosen.append(facts if task.params["facts"] else facts["id"])
    return {"changed": False, "restore_points": chosen}


def rules_for(machine: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The option ``restore_point`` for a machine, by its name or by the id of the backed-up object. Pure."""
    key = "object_id" if is_id(machine) else "name"
    return {key: machine, **{rule: params[rule] for rule in RULES}}
