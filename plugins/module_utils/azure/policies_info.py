# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of the backup policies of Azure VMs, and what each protects. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ..fields import Field
from ..info import Detail, info_module
from ..products import AZURE
from ..references import Directory
from ..resource import Filter, Listing, Shape, filled
from ..state import State, read_state, translated
from ..task import Task
from .policies import (
    CHOSEN,
    EXCLUDED,
    OWN,
    PATH,
    PROTECTED,
    REGIONS,
    SELECTED,
    excluded,
    region_ids,
    selected,
)
from .references import REPOSITORY, SUBSCRIPTION, VIRTUAL_MACHINE
from .sessions import STATES

POLICIES = Listing(
    product=AZURE,
    noun="policy",
    path=PATH,
    fields=OWN,
    filters=(
        Filter("id", field="id"),
        Filter("name", query="PolicyName", field="name", match="pattern"),
        # Policies are few, so this is compared here.
        Filter("enabled", type="bool", field="enabled"),
        Filter(
            "last_job_status",
            query="LastJobStatus",
            type="list",
            elements="str",
            choices=STATES,
            field="snapshot_status",
            also=("backup_status", "archive_status"),
            single=True,
        ),
        Filter("virtual_machine", query="VirtualMachineId", reference=VIRTUAL_MACHINE),
        Filter("repository", query="RepositoryId", reference=REPOSITORY),
    ),
)
PROTECTED_ITEM = (
    Field("virtual_machine", api="resourceId", reference=VIRTUAL_MACHINE, mode="read"),
    Field("id", api="resourceId", mode="read"),
    Field("subscription", api="subscriptionId", reference=SUBSCRIPTION, mode="read"),
)


def _add(option: str, read: Callable[[Any, str], Any]) -> Callable[[Task, Directory, list[State]], None]:
    """What puts a part of its choice into each policy, under the names of the options that make it."""
    field = next(one for one in CHOSEN if one.option == option)

    def add(task: Task, directory: Directory, policies: list[State]) -> None:
        shape = Shape(AZURE, task.client.revision)
        for policy in policies:
            body = {field.api: read(task.client, policy["id"])}
            policy.update(translated((field,), read_state((field,), body, shape), shape, directory.to_name))

    return add


def add_protected(task: Task, directory: Directory, policies: list[State]) -> None:
    """Put into each policy, as ``protected_items``, the machines that it protects now."""
    shape = Shape(AZURE, task.client.revision)

    def told(item: Mapping[str, Any]) -> State:
        return translated(PROTECTED_ITEM, read_state(PROTECTED_ITEM, item, shape), shape, directory.to_name)

    for policy in policies:
        policy["protected_items"] = [told(item) for item in task.client.pages(filled(PROTECTED, policy["id"]))]


POLICY_INFO = info_module(
    POLICIES,
    "policies",
    (
        Detail("regions", _add("regions", region_ids), reads=(REGIONS,)),
        Detail("selected_items", _add("selected_items", selected), reads=(SELECTED,)),
        Detail("excluded_items", _add("excluded_items", excluded), reads=(EXCLUDED,)),
        Detail("protected_items", add_protected, reads=(PROTECTED,)),
    ),
)
