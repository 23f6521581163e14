# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of the protection groups of VBR, and what was discovered in them.

Operations GET ``/api/v1/agents/protectionGroups`` and ``.../{id}/discoveredEntities``. Private to the collection.
"""

from __future__ import annotations

from dataclasses import replace

from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .product import VBR
from .protection_group import PATH
from .protection_group_schema import COMPUTERS, FIELDS, TYPE_SPANS, TYPES
from .words import REV0, REV1, REV2

# Groups that the server makes by itself: of computers added to jobs one by one, and of agents that nobody manages.
MANUAL, UNMANAGED, MONGO = "ManuallyAdded", "Unmanaged", "MongoDB"
DISCOVERED = PATH + "/{id}/discoveredEntities"
COMPUTER, CLUSTER, OBJECT = "Computer", "Cluster", "ActiveDirectory"


EVERY_TYPE = (*TYPES, MANUAL, UNMANAGED, MONGO)
EVERY_SPAN = {**TYPE_SPANS, UNMANAGED: (REV1, "")}


def _listed(field: Field) -> Field:
    """A field of groups of every type: one whose computers were added one by one is like other groups of computers."""
    if field.option == "type":
        return replace(field, choices=EVERY_TYPE, choice_spans=EVERY_SPAN)
    return replace(field, variants=(*field.variants, MANUAL)) if COMPUTERS in field.variants else field


def _shown(option: str, kind: str = "str", variants: tuple[str, ...] = (COMPUTER,), since: str = "") -> Field:
    return Field(option, kind, mode="computed", variants=variants, since=since)


ENTITY = (
    Field("id", mode="computed", format=UUID),
    _shown("name", variants=()),
    _shown("type", variants=()),
    _shown("parent_id", variants=()),
    _shown("state"),
    _shown("agent_status"),
    _shown("agent_version"),
    _shown("driver_status"),
    _shown("driver_version"),
    _shown("reboot_required", "bool"),
    Field("ip_addresses", "list", elements="str", mode="computed", variants=(COMPUTER,)),
    _shown("last_connected"),
    _shown("operating_system"),
    _shown("operating_system_platform"),
    _shown("operating_system_version"),
    _shown("operating_system_update_version", "int"),
    _shown("object_id"),
    _shown("bios_uuid"),
    _shown("is_trusted", "bool", since=REV1),
    Field(
        "plugins",
        "list",
        elements="dict",
        mode="computed",
        variants=(COMPUTER,),
        fields=tuple(Field(option, mode="computed") for option in ("type", "version", "status")),
    ),
    Field(
        "embedded_recovery_media",
        "dict",
        api="embeddedRecoveryMediaState",
        mode="computed",
        since=REV2,
        variants=(COMPUTER,),
        fields=tuple(Field(option, mode="computed") for option in ("state", "last_update_date", "message")),
    ),
    Field("domain", api="domain.name", mode="computed", variants=(OBJECT,)),
    Field("distinguished_name", api="entity.distinguishedName", mode="computed", variants=(OBJECT,)),
    Field("object_type", api="entity.type", mode="computed", variants=(OBJECT,)),
)
ENTITIES = Listing(VBR, "discovered entity", DISCOVERED, ENTITY, variant="type", since=REV0)


def add_entities(task: Task, _resolver: ReferenceResolver, groups: list[State]) -> None:
    """Put into each group what the server found in the last rescan.

    An account with a role of its own only sees that within the scope in which it may see the group.
    """
    scope = task.params.get("permission_scope")
    query = {"permissionScope": scope} if scope else {}
    for group in groups:
        path = filled(DISCOVERED, needed(task.client, PROTECTION_GROUPS, group, "id"))
        revision = task.client.revision
        group["discovered_entities"] = [
            read_state(ENTITY, body, SchemaContext(VBR, revision, body.get("type")))
            for body in task.client.pages(path, query)
        ]


WITH_ENTITIES = Detail(
    "discovered_entities",
    add_entities,
    (Field("discovered_entities", "list", elements="dict", mode="computed", fields=ENTITY),),
    listings=(ENTITIES,),
    since=REV0,
)

PROTECTION_GROUPS = Listing(
    product=VBR,
    noun="protection group",
    path=PATH,
    fields=tuple(_listed(field) for field in FIELDS),
    variant="type",
    since=REV0,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            choices=EVERY_TYPE,
            choice_spans=EVERY_SPAN,
            field="type",
        ),
        Filter("permission_scope", query="permissionScope", choices=("Backup", "Restore", "Any"), since=REV2),
    ),
)

MODULE = info_module(PROTECTION_GROUPS, "protection_groups", (WITH_ENTITIES,))
