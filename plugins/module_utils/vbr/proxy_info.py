# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of VBR's backup proxies and of their states. Private to the collection.

Operations GET ``/api/v1/backupInfrastructure/proxies`` and ``.../proxies/states``.
"""

from __future__ import annotations

from ..engine.info import Detail, info_module
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state
from ..schema.values import UUID
from .product import VBR
from .proxy import PATH, PROXY, STATES, STATES_SINCE
from .references import MANAGED_SERVER

TYPE = PROXY.field("type")

PROXIES = Listing(
    product=VBR,
    noun="backup proxy",
    path=PATH,
    # Whether one is enabled is in the list of states only.
    fields=PROXY.listed_fields,
    variant="type",
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=TYPE.choices,
            choice_spans=TYPE.choice_spans,
            field="type",
            many_since="1.3-rev0",
        ),
        Filter("host", query="hostIdFilter", reference=MANAGED_SERVER, field="host"),
    ),
)

PROXY_STATES = Listing(
    product=VBR,
    noun="state of a backup proxy",
    path=STATES,
    fields=(
        Field("is_disabled", "bool", mode="computed"),
        Field("is_online", "bool", mode="computed"),
        Field("is_out_of_date", "bool", mode="computed"),
    ),
)


def add_states(task: Task, _resolver: ReferenceResolver, proxies: list[State]) -> None:
    """Put into each proxy whether it is enabled, and as ``status`` whether it can be reached; None where unknown."""
    context = SchemaContext(VBR, task.client.revision)
    listed: dict[str, State] = {}
    if proxies:
        for body in task.client.pages(STATES):
            listed[str(body["id"])] = read_state(PROXY_STATES.fields, body, context)
    for proxy in proxies:
        state = listed.get(str(proxy.get("id")))
        disabled = None if state is None else state.get("is_disabled")
        proxy["enabled"] = None if disabled is None else not disabled
        proxy["status"] = (
            None if state is None else {key: state[key] for key in ("is_online", "is_out_of_date") if key in state}
        )


STATUS = Field(
    "status",
    "dict",
    mode="computed",
    fields=tuple(field for field in PROXY_STATES.fields if field.option in ("is_online", "is_out_of_date")),
)
WITH_STATES = Detail(
    "states", add_states, (PROXY.field("enabled"), STATUS), listings=(PROXY_STATES,), since=STATES_SINCE
)

MODULE = info_module(PROXIES, "proxies", (WITH_STATES,))
