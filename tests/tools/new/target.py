# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Integration targets: the life of one object, and a list of such objects."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import plural
from tools.generate.wording import with_article
from tools.new.model import ResourceModel
from tools.new.module_docs import as_yaml
from tools.new.samples import Sampler, State

Task = dict[str, Any]
_FULL_NAME = "opendr.veeam."
# The module of the tasks that reset the simulator.
DEPENDENCIES = "---\ndependencies:\n  - setup_simulator\n"


def aliases(product: str) -> str:
    """The file with the groups that a target belongs to."""
    return f"{product}\ngather_facts/no\n"


def lifecycle(model: ResourceModel, module: str, sampler: Sampler) -> str:
    """tasks/main.yml of the module that makes the resource: create, again, change, again, remove, again."""
    name = f"Sample {model.noun}"
    desired = sampler.minimal(name) if model.create else {}
    change = sampler.change()
    if change:
        desired[change[0]] = change[1]
    key = next(iter(model.identity), "")
    identity = {key: name} if key and model.create else {}
    other = {**identity, change[0]: change[2]} if change else {}
    writer = _Writer(module, model)
    tasks = writer.step("Predict it", "predicted", "desired", check_mode=True, diff=True)
    tasks += writer.step("Apply it", "created", "desired", diff=True)
    tasks += writer.step("Apply it again", "again", "desired")
    tasks.append(
        writer.check(
            "Check that it matches the task and the prediction",
            "created is changed" if model.create else "created is success",
            *(["created.operation == 'create'"] if model.create else []),
            "predicted.changed == created.changed",
            "predicted.diff == created.diff",
            "again is not changed",
        )
    )
    if other:
        tasks += writer.step("Predict the change", "predicted", "other", check_mode=True, diff=True)
        tasks += writer.step("Change it", "changed", "other", diff=True)
        tasks += writer.step("Change it again", "again", "other")
        tasks.append(
            writer.check(
                "Check that only this was changed, as predicted",
                "changed is changed",
                "changed.operation == 'update'",
                f"changed.changes | map(attribute='option') | list == ['{change[0]}']" if change else "true",
                "predicted.diff == changed.diff",
                "again is not changed",
            )
        )
    if model.delete and identity:
        tasks += writer.removal(identity)
    title = f"The life of {with_article(model.noun)}" if identity else f"Change the {model.noun}"
    variables: State = {"desired": desired, **({"other": other} if other else {})}
    return _target(model, title, variables, tasks)


def listing(model: ResourceModel, module: str, sampler: Sampler) -> str:
    """tasks/main.yml of the module that lists the resource's objects."""
    name, key = f"Sample {model.noun}", model.list_key
    option = next(iter(model.identity), "")
    writer = _Writer(f"{module}_info", model)
    tasks: list[Task] = []
    if model.create and option:
        tasks.append({"name": "Add it", _FULL_NAME + module: "{{ desired }}", "register": "added"})
    tasks.append({"name": "List all", _FULL_NAME + f"{module}_info": {}, "register": "all"})
    checks = ["all is not changed"]
    noun = model.result_key
    if tasks[0].get("register") == "added":
        checks.append(f"added.{noun}.id in all.{key} | map(attribute='id')")
        tasks.append(
            {
                "name": "List it by its ID",
                _FULL_NAME + f"{module}_info": {"id": f"{{{{ added.{noun}.id }}}}"},
                "register": "by_id",
            }
        )
        # What only a further read returns, the list does not.
        whole, ids = f"[added.{noun}]", f"[added.{noun}.id]"
        checks.append(
            f"by_id.{key} | map(attribute='id') | list == {ids}" if model.expansions else f"by_id.{key} == {whole}"
        )
    if option == "name" and any(entry.option == "name" for entry in model.filters):
        tasks.append(
            {
                "name": "List it by its name",
                _FULL_NAME + f"{module}_info": {"name": name},
                "register": "by_name",
            }
        )
        checks.append(f"by_name.{key} | map(attribute='name') | list == ['{name}']")
    tasks.append(writer.check("Check that exactly the matching objects are listed", *checks))
    return _target(model, f"List {plural(model.noun)}", {"desired": sampler.minimal(name)}, tasks)


class _Writer:
    def __init__(self, module: str, model: ResourceModel) -> None:
        self._action = _FULL_NAME + module
        self._noun = model.result_key

    def step(self, name: str, register: str, variable: str, **keywords: bool) -> list[Task]:
        return [{"name": name, self._action: f"{{{{ {variable} }}}}", **keywords, "register": register}]

    def check(self, name: str, *conditions: str) -> Task:
        return {"name": name, "ansible.builtin.assert": {"that": list(conditions)}}

    def removal(self, identity: State) -> list[Task]:
        gone = {**identity, "state": "absent"}
        return [
            {"name": "Remove it", self._action: gone, "register": "removed"},
            {"name": "Remove it again", self._action: gone, "register": "again"},
            self.check(
                "Check that it is gone",
                "removed is changed",
                "removed.operation == 'delete'",
                f"removed.{self._noun} == {{}}",
                "again is not changed",
                "again.operation == 'none'",
            ),
        ]


def _target(model: ResourceModel, name: str, variables: State, tasks: list[Task]) -> str:
    product = model.product
    defaults = {key: f"{{{{ veeam_{product}_{key} }}}}" for key in ("url", "username", "password")}
    defaults["ca_path"] = "{{ veeam_ca_path }}"
    block = {
        "name": name,
        "module_defaults": {f"group/{_FULL_NAME}{product}": defaults},
        "vars": variables,
        "block": [_reset(product), *tasks],
        "always": [_reset(product)],
    }
    text = as_yaml([block]).replace("\n    - name:", "\n\n    - name:")
    return "---\n" + re.sub(r"(block|always):\n\n", r"\1:\n", text)


def _reset(product: str) -> Task:
    return {
        "name": "Reset the simulator",
        "simulator_control": {"product": product, "action": "reset", "body": {}},
    }
