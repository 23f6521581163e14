# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Virtual machines of several platforms that a job leaves out. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.naming import select_one
from ...http.client import Client
from ...schema.fields import Field
from ...schema.state import State
from ..inventory import CLOUD_DIRECTOR, HYPERV, MACHINE, VSPHERE, Inventory

# The platforms whose objects the inventory has, in the words of the API.
PLATFORMS = {"VSphere": VSPHERE, "HyperV": HYPERV, "CloudDirector": CLOUD_DIRECTOR}
EXCLUDED_OBJECT = (
    Field("name", required=True, looked_up=True),
    Field("path", mode="lookup"),
    Field("platform", choices=tuple(PLATFORMS), required=True, looked_up=True),
    Field("type", required=True, looked_up=True),
    Field("host_name", required=True, looked_up=True),
    Field("object_id", required=True, looked_up=True),
    Field("urn"),
)
# Machines of one server may have the same name. A server may leave the id out, and then the name is all there is.
EXCLUDED_OBJECT_KEYS = ("object_id", "platform", "host_name", "name")
_FACTS = {"name": "name", "type": "type", "host_name": "hostName", "object_id": "objectId", "urn": "urn"}


def whole_object(client: Client, given: Mapping[str, Any], current: Sequence[Mapping[str, Any]], option: str) -> State:
    """An excluded object with all that the job, which has ``current``, or else the inventory says of it.

    Raises ObjectNotFound, AmbiguousName, InvalidOption, with ``option`` as the option that names it.
    """
    platform = str(given.get("platform") or "VSphere")
    known = [
        body
        for body in current
        if not given.get("path")
        and str(body.get("platform")) == platform
        and all(given.get(name) in (None, body.get(api)) for name, api in _FACTS.items())
    ]
    found = select_one(
        "excluded object",
        str(given.get("name") or given.get("object_id")),
        known,
        lambda body: f"{body.get('hostName')}/{body.get('name')} (object_id {body.get('objectId')})",
        f"Also set host_name or object_id in {option}.",
    ) or Inventory(client, PLATFORMS[platform]).find(MACHINE, given, option)
    return {"platform": platform, **{name: found[api] for name, api in _FACTS.items() if found.get(api) is not None}}
