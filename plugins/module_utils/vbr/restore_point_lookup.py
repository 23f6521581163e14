# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup of restore points: the choice in an expression follows the rules of the modules that restore.

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

# The terms of the lookup, which Ansible passes apart from its options.
TERMS = "machines"
RULES = tuple(rule for rule in OPTION["options"] if rule not in ("id", "name", "object_id"))


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
    """For each machine the id of its restore point, or with ``facts`` what the result of a module reports of it."""
    chosen = []
    for machine in task.params[TERMS]:
        choice = chosen_point(task, restore_point_option(machine, task.params), task.params["usable_for"] or "")
        facts = choice_facts(choice, task.client.server_time)
        chosen.append(facts if task.params["facts"] else facts["id"])
    return {"changed": False, "restore_points": chosen}


def restore_point_option(machine: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The option ``restore_point`` for a machine, given by its name or by the id of its backup object. Pure."""
    key = "object_id" if is_id(machine) else "name"
    return {key: machine, **{rule: params[rule] for rule in RULES}}
