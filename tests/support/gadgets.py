# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource that no product has, with a field of every kind: what the engine's unit tests work on."""

from __future__ import annotations

from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import SAME_LEVEL, Field, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import (
    Operation,
    Parameter,
    Resource,
    SchemaContext,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR

HOST = Reference("host", "/hosts")
HOST_IDS = {
    "alpha": "aaaaaaaa-0000-4000-8000-000000000001",
    "beta": "bbbbbbbb-0000-4000-8000-000000000002",
}

FIELDS = (
    Field("id", mode="computed"),
    Field("name", required=True),
    Field(
        "kind", mode="immutable", choices=("Box", "Bag", "Tin"), choice_spans={"Tin": ("1.3-rev2", "")}, required=True
    ),
    Field("description", default=""),
    Field("serial", mode="immutable"),
    Field("scan_once", "bool", mode="write_only_on_create"),
    Field("passphrase", mode="secret"),
    Field("host", api="hostId", reference=HOST, variants=("Box",), required=True),
    Field("size", "int"),
    Field("is_open", "bool"),
    Field("colours", "list", elements="str"),
    Field("steps", "list", elements="str", ordered=True),
    Field("hosts", "list", elements="str", api="settings.hostIds", reference=HOST),
    Field("folder", normalize=lambda value: value.rstrip("/")),
    Field(
        "limits",
        "dict",
        api="settings.limits",
        fields=(
            Field("count", "int", required=True),
            Field("unit", choices=("TB", "PB"), default="TB"),
            Field("pin", mode="secret"),
        ),
    ),
    Field(
        "ports",
        "list",
        elements="dict",
        item_keys=("name",),
        fields=(Field("name"), Field("number", "int"), Field("host", api="hostId", reference=HOST)),
    ),
    Field("flat", "dict", api=SAME_LEVEL, fields=(Field("depth", "int"), Field("width", "int"))),
    Field("strap", variants=("Bag",), since="1.3-rev0"),
    Field("lid", variants=("Box",), until="1.3-rev1"),
    Field("state_of_wear", mode="computed"),
)


def gadget(**changes: Any) -> Resource:
    """The resource, with something else in place of what ``changes`` names."""
    values: dict[str, Any] = {
        "product": VBR,
        "noun": "gadget",
        "path": "/gadgets",
        "fields": FIELDS,
        "variant": "kind",
        "create": Operation("POST", "/gadgets", "object", (Parameter("overwrite", "overwriteOld"),)),
        "update": Operation("PUT", "/gadgets/{id}", "object"),
        "delete": Operation("DELETE", "/gadgets/{id}", "nothing"),
    }
    return Resource(**{**values, **changes})


def context(variant: str | None = "Box", revision: str = "1.3-rev1") -> SchemaContext:
    """A gadget's shape."""
    return SchemaContext(VBR, revision, variant)
