# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a machine of a drill apart from the original. Pure. Private to the collection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

FAILOVER = "failover"


def isolation_problems(machine: Mapping[str, Any], mode: str, originals: Collection[str]) -> list[str]:
    """Why a machine of a drill could touch production, in sentences.

    ``originals`` are the names of all machines of the plan, case folded.
    """
    if mode == FAILOVER:
        return []
    options = machine["options"]
    problems = []
    if options.get("type") == "OriginalLocation":
        problems.append("type=OriginalLocation would replace the original. Remove it: a drill recovers a copy.")
    if options.get("overwrite"):
        problems.append("overwrite=true is not for a drill. Remove it.")
    if machine["vm_name"].casefold() == machine["name"].casefold():
        problems.append(f"vm_name '{machine['vm_name']}' is the name of the original. Set another one.")
    elif machine["vm_name"].casefold() in originals:
        problems.append(f"vm_name '{machine['vm_name']}' is the name of another machine of the plan. Set another one.")
    network = _network(machine["platform"], options)
    if network and not machine["isolation"]:
        problems.append(
            f"{network}, so the copy could reach production. Set isolation to a sentence that says what keeps it "
            "apart, such as the name of a network without a route."
        )
    return problems


def _network(platform: str, options: Mapping[str, Any]) -> str:
    """How the copy is connected to a network; empty where it is not."""
    if platform == "vsphere":
        return "nics_enabled is true" if options.get("nics_enabled") else ""
    if platform == "hyperv":
        return "network_mappings is given" if options.get("network_mappings") else "network_mappings is missing"
    return "A machine in Azure is connected to a network" if platform == "azure" else ""
