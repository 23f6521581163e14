# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What restores of entire machines have in common. Private to the collection."""

from __future__ import annotations

from ...core.errors import InvalidOption
from ...schema.fields import Field
from ...schema.resource import SchemaContext
from ...schema.state import State
from ..inventory import NETWORK, inventory_object
from ..product import VBR
from ..references import VSPHERE_PROXY
from ..restore_options import CUSTOMIZED, ORIGINAL, SECURE_RESTORE

TYPE = Field("type", choices=(ORIGINAL, CUSTOMIZED), default=CUSTOMIZED)
QUICK_ROLLBACK = Field("quick_rollback", "bool", variants=(ORIGINAL,))

# At the end of every spec.
USUAL = (
    Field("power_up", "bool"),
    Field("reason"),
    Field("secure_restore", "dict", fields=SECURE_RESTORE),
)

PROXIES = Field(
    "restore_proxies",
    "dict",
    fields=(
        Field("auto_select_enabled", "bool", default=False),
        Field("proxies", "list", elements="str", api="proxyIds", reference=VSPHERE_PROXY),
    ),
)

# Of VMware, vSphere and Cloud Director.
VMWARE_NETWORK = (
    inventory_object("network", NETWORK, api="network.network", variants=(CUSTOMIZED,), until="1.2-rev1"),
    Field(
        "network_mappings",
        "list",
        elements="dict",
        api="network.networks",
        variants=(CUSTOMIZED,),
        since="1.3-rev0",
        fields=(
            inventory_object("source_network", NETWORK, required=True),
            inventory_object("target_network", NETWORK, required=True),
        ),
    ),
    Field("network_disconnected", "bool", api="network.disconnected", variants=(CUSTOMIZED,)),
)


def validate_networks(given: State, context: SchemaContext) -> None:
    """Raise InvalidOption where a task disconnects the machine without naming a network, which the server requires."""
    many = VBR.supports(context.revision, "1.3-rev0")
    require(given, "network_disconnected", "network_mappings" if many else "network")


def require(given: State, option: str, needed: str) -> None:
    """Raise InvalidOption where ``option`` is given without the dotted option ``needed``, which the server requires."""
    group, _dot, last = needed.rpartition(".")
    there = (given.get(group) or {}) if group else given
    if given.get(option) is not None and not there.get(last):
        raise InvalidOption(f"{option} also needs {needed}: the server takes both or none.", missing=[needed])
