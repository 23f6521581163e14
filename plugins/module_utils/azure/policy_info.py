# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of backup policies of Azure VMs, and what each policy protects. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state, resolve_references
from ..schema.values import UUID
from .policy_schema import CHOSEN, EXCLUDED, OWN, PATH, PROTECTED, REGIONS, SELECTED, excluded, region_ids, selected
from .product import AZURE
from .references import REPOSITORY, SUBSCRIPTION, VIRTUAL_MACHINE
from .session_schema import STATES

POLICIES = Listing(
    product=AZURE,
    noun="policy",
    path=PATH,
    fields=OWN,
    filters=(
        Filter("id", field="id", format=UUID),
        # Whether the server's filter takes patterns is not documented, so the collection compares.
        Filter("name", field="name", match="pattern"),
        # The server has no such filter.
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
    Field("virtual_machine", api="resourceId", reference=VIRTUAL_MACHINE, mode="computed"),
    Field("id", api="resourceId", mode="computed"),
    Field("subscription", api="subscriptionId", reference=SUBSCRIPTION, mode="computed"),
)
PROTECTED_ITEMS = Field("protected_items", "list", elements="dict", fields=PROTECTED_ITEM, mode="computed")


def _chosen(option: str) -> tuple[Field, ...]:
    return tuple(field for field in CHOSEN if field.option == option)


def _add(option: str, read: Callable[[Any, str], Any]) -> Callable[[Task, ReferenceResolver, list[State]], None]:
    """A function that reads what each policy selects, and adds it to the policy under ``option``."""
    (field,) = _chosen(option)

    def add(task: Task, resolver: ReferenceResolver, policies: list[State]) -> None:
        context = SchemaContext(AZURE, task.client.revision)
        for policy in policies:
            body = {field.api: read(task.client, needed(task.client, POLICIES, policy, "id"))}
            policy.update(resolve_references((field,), read_state((field,), body, context), context, resolver.to_name))

    return add


def add_protected(task: Task, resolver: ReferenceResolver, policies: list[State]) -> None:
    """Add ``protected_items`` to each policy: the machines that it protects now."""
    context = SchemaContext(AZURE, task.client.revision)

    def state_of(item: Mapping[str, Any]) -> State:
        return resolve_references(PROTECTED_ITEM, read_state(PROTECTED_ITEM, item, context), context, resolver.to_name)

    for policy in policies:
        path = filled(PROTECTED, needed(task.client, POLICIES, policy, "id"))
        policy["protected_items"] = [state_of(item) for item in task.client.pages(path)]


MODULE = info_module(
    POLICIES,
    "policies",
    (
        Detail("regions", _add("regions", region_ids), _chosen("regions"), reads=(REGIONS,)),
        Detail("selected_items", _add("selected_items", selected), _chosen("selected_items"), reads=(SELECTED,)),
        Detail("excluded_items", _add("excluded_items", excluded), _chosen("excluded_items"), reads=(EXCLUDED,)),
        Detail(
            "protected_items",
            add_protected,
            (PROTECTED_ITEMS,),
            reads=(PROTECTED,),
            readers={PROTECTED: PROTECTED_ITEM},
        ),
    ),
)
