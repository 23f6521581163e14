# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: where a machine is restored to, read from the body of a restore: the original place where it names none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..seeds.vbr_inventory import CLOUD_DIRECTOR, CLUSTERS, FOLDERS, HOSTS, HYPER_V, STORED, VAPPS, VCENTER

_Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Target:
    """A machine as it will stand in the inventory. ``server`` is who answers for it, ``host`` what it runs on."""

    platform: str
    name: str
    server: str
    host: str
    overwrite: bool
    parents: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


def _part(spec: _Spec, *names: str) -> Any:
    found: Any = spec
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _reference(spec: _Spec, *names: str) -> str | None:
    found = _part(spec, *names)
    return (found.get("objectId") or found["name"]) if found else None


def _overwrites(spec: _Spec, revision: str, *given: Any) -> bool:
    """1.2-rev1 cannot say it for the original place, where it means to replace what is left of the machine."""
    return any(given) or (revision == "1.2-rev1" and spec.get("type") == "OriginalLocation")


def _vsphere(spec: _Spec, revision: str, name: str, host: _Spec | None, places: Mapping[str, str | None]) -> Target:
    parents = {CLUSTERS: "host-10", FOLDERS: "group-v31", STORED: "datastore-41"}
    parents.update({tree: key for tree, key in places.items() if key})
    power = "PoweredOn" if spec.get("powerUp") else "PoweredOff"
    return Target(
        "VSphere",
        name,
        host["hostName"] if host else VCENTER,
        host["name"] if host else "esx01.dr.example",
        _overwrites(spec, revision, spec.get("overwrite")),
        parents,
        {"powerState": power},
    )


def mounted_on_vsphere(spec: _Spec, revision: str, machine: str) -> Target:
    """InstantViVMRecoverySpec."""
    there = spec.get("destination") or {}
    return _vsphere(
        spec,
        revision,
        there.get("restoredVmName") or machine,
        there.get("destinationHost"),
        {
            CLUSTERS: _reference(there, "resourcePool") or _reference(there, "destinationHost"),
            FOLDERS: _reference(there, "folder"),
            STORED: _reference(spec, "datastore", "cacheDatastore"),
        },
    )


def restored_to_vsphere(spec: _Spec, revision: str, machine: str) -> Target:
    """EntireViVMRestoreSpec. Before 1.3-rev1 it cannot say that a machine there is to be replaced."""
    target = _vsphere(
        spec,
        revision,
        _part(spec, "folder", "vmName") or machine,
        spec.get("destinationHost"),
        {
            CLUSTERS: _reference(spec, "resourcePool") or _reference(spec, "destinationHost"),
            FOLDERS: _reference(spec, "folder", "folder"),
            STORED: _reference(spec, "datastore", "defaultDatastore"),
        },
    )
    silent = revision in ("1.2-rev1", "1.3-rev0") and spec.get("type") == "OriginalLocation"
    return Target(**{**vars(target), "overwrite": target.overwrite or silent})


def on_hyper_v(spec: _Spec, revision: str, machine: str) -> Target:
    """InstantHvVMRecoverySpec and EntireHvVMRestoreSpec; the original place means to replace the machine there."""
    host = spec.get("destinationHost")
    place = host["hostName"] if host else HYPER_V
    return Target(
        "HyperV",
        _part(spec, "target", "vmName") or machine,
        place,
        host["name"] if host else HYPER_V,
        spec.get("type") == "OriginalLocation" or bool(_part(spec, "target", "overwriteExistingVm")),
        {HOSTS: (_reference(spec, "destinationHost") or HYPER_V)},
    )


def in_cloud_director(spec: _Spec, revision: str, machine: str) -> Target:
    """EntireCloudDirectorVMRestoreSpec; the original place means to replace the machine there."""
    app = _part(spec, "location", "vApp")
    return Target(
        "CloudDirector",
        _part(spec, "location", "newName") or machine,
        app["hostName"] if app else CLOUD_DIRECTOR,
        app["name"] if app else "tenant-app",
        spec.get("type") == "OriginalLocation",
        {VAPPS: _reference(spec, "location", "vApp") or "vapp-1"},
    )
