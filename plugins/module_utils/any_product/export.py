# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server has, as a directory of tasks that would make it, in the terms of the modules of the collection.

Private to the collection.
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..core.errors import InvalidOption, listed
from ..engine.exporting import Exported
from ..engine.task import Declaration, Result, Task
from .declarations import MANAGING
from .dependencies import in_order
from .export_directory import FILLED_IN, MARK, PLAYBOOK, TASKS, TO_FILL_IN, content, validate, write
from .products import PRODUCTS
from .yaml_text import Template, yaml_text

FULL_NAME = "opendr.veeam."
# What the result of a task is registered as, where the next one depends on it.
MADE = "veeam_exported"


class Secret(NamedTuple):
    """A value that the server does not return: the variable for it, and what it is of."""

    variable: str
    module: str
    object: str
    option: str


class Export:
    """The files of an export, made in memory."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.product = task.client.product
        self.secrets: list[Secret] = []
        self.counts: dict[str, int] = {}

    def files(self) -> dict[str, str]:
        """The text of each file, by its path in the directory."""
        made: dict[str, str] = {}
        for module, declaration in in_order(self.chosen()).items():
            exports = declaration.exports
            # By name: servers list in the order of creation, which says nothing to who compares two exports.
            objects = sorted(exports(self.task), key=lambda one: one.title) if exports else []
            self.counts[module] = len(objects)
            if objects:
                tasks = [task for one in objects for task in self.tasks_of(module, one)]
                made[f"{TASKS}/{module}.yml"] = yaml_text(tasks)
        made[PLAYBOOK] = MARK + yaml_text([self.play(module for module, count in self.counts.items() if count)])
        made[TO_FILL_IN] = self.to_fill_in()
        return made

    def chosen(self) -> dict[str, Declaration]:
        """The modules to export. Raises InvalidOption for one that manages no object of the product."""
        mine = {name: found for name, found in MANAGING.items() if found.product is self.product}
        wanted = [name.rpartition(".")[2] for name in self.task.params["modules"] or mine]
        unknown = [name for name in wanted if name not in mine]
        if unknown:
            raise InvalidOption(
                f"modules names {listed(unknown)}, not found among the modules that manage an object of "
                f"{self.product.title}. Available: {', '.join(sorted(mine))}.",
                option="modules",
            )
        revision = self.task.client.revision
        return {name: mine[name] for name in wanted if self.product.supports(revision, mine[name].since)}

    def tasks_of(self, module: str, one: Exported) -> list[dict[str, Any]]:
        """The task that would make an object, and the one that disables it where another module does that."""
        task = self.task_of(module, one)
        if not one.disabled_by:
            return [task]
        key = "id" if "id" in one.arguments else "name"
        disable = {key: one.arguments[key], "state": "disabled"}
        # In check mode there is nothing to disable yet that the task before would create.
        resource = MANAGING[module].resource
        exists = f"{MADE}.{resource.result_key}.id is defined" if resource else "true"
        return [
            {**task, "register": MADE},
            {"name": f"Disable the {one.title}", FULL_NAME + one.disabled_by: disable, "when": exists},
        ]

    def task_of(self, module: str, one: Exported) -> dict[str, Any]:
        """The task that would make an object, with a variable for each value that the server does not return."""
        arguments = copy.deepcopy(one.arguments)
        for option in one.unreadable:
            variable = self.variable(module, one.name, option)
            self.secrets.append(Secret(variable, module, one.name, option))
            _put(arguments, option.split("."), Template("{{ " + variable + " | default(omit, true) }}"))
        return {"name": f"Have the {one.title}", FULL_NAME + module: arguments}

    def variable(self, module: str, name: str, option: str) -> str:
        """A name for the variable of a secret, which no other one has."""
        base = re.sub(r"[^a-z0-9]+", "_", f"{module}_{name}_{option}".lower()).strip("_")
        taken = {secret.variable for secret in self.secrets}
        return next(name for name in (base, *(f"{base}_{number}" for number in range(2, 10_000))) if name not in taken)

    def play(self, modules: Iterable[str]) -> dict[str, Any]:
        """The play that applies the tasks."""
        return {
            "name": f"Bring {self.product.title} into the exported state",
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            # The first that exists.
            "vars_files": [[FILLED_IN, TO_FILL_IN]],
            "module_defaults": {
                f"group/{FULL_NAME}{self.product.name}": {"api_version": self.task.client.revision},
            },
            "tasks": [
                {"name": f"Apply {module}", "ansible.builtin.import_tasks": f"{TASKS}/{module}.yml"}
                for module in modules
            ],
        }

    def to_fill_in(self) -> str:
        """The list of what a server does not return, as variables without values."""
        head = (
            "---\n"
            f"# Values that the server does not return. Copy this file to {FILLED_IN}, fill in what is needed, and\n"
            "# encrypt it with ansible-vault. Without a value, the option is left out: enough for objects that exist,\n"
            "# but for an option in an item of a list, which the task needs.\n"
        )
        if not self.secrets:
            return head + "{}\n"
        return head + "".join(
            f"# {secret.option} of {yaml_text(secret.object)[4:-1]}, {secret.module}\n{secret.variable}:\n"
            for secret in self.secrets
        )


def _put(within: Any, path: Sequence[str], value: object) -> None:
    """Set a value in arguments, under options and numbers of items."""
    for part in path[:-1]:
        within = within[int(part) if isinstance(within, list) else part]
    within[path[-1]] = value


def export(task: Task) -> Result:
    """Write what the server has as tasks. Raises DirectoryNotWritten, InvalidOption and what reading raises."""
    directory = os.path.abspath(task.params["directory"])
    made = Export(task)
    files = made.files()
    changed = content(directory) != files
    if changed:
        validate(directory, task.params["force"])
        if not task.check_mode:
            write(directory, files)
    return {
        "changed": changed,
        "directory": directory,
        "files": sorted(files),
        "objects": made.counts,
        "secrets": [secret._asdict() for secret in made.secrets],
    }


_PRODUCTS = tuple(PRODUCTS.values())
MODULE = Declaration(
    product=_PRODUCTS[0],
    products=_PRODUCTS,
    options={
        "directory": {"type": "path", "required": True},
        "modules": {"type": "list", "elements": "str"},
        "force": {"type": "bool", "default": False},
    },
    run=export,
)
