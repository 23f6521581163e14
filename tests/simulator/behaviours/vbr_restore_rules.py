# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: what every restore has in common: its restore point, the malware in it, the inventory objects it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..messages import Answer, Refusal, Request
from ..seeds.vbr_inventory import COLLECTION as INVENTORY
from ..seeds.vbr_restore_points import RESTORE_POINTS
from ..state import Item
from ..vbr_sessions import Rule
from .vbr_backups import existing

if TYPE_CHECKING:
    from ..backend import Backend

# 1.2-rev1 names a platform of the inventory as it names one of backups.
_OLD_PLATFORM = {"VSphere": "VMware"}
_NEW_PLATFORM = {old: new for new, old in _OLD_PLATFORM.items()}
_MALWARE = ("Infected", "Suspicious")


def restore_point(backend: Backend, key: str, operation: str = "", platforms: tuple[str, ...] = ()) -> Item:
    """The restore point to restore from; refuses one that does not exist or is not good for this operation."""
    point = existing(backend, RESTORE_POINTS, key, "Restore point")
    if platforms and point["platformName"] not in platforms:
        raise Refusal(
            400,
            f"Restore point {key} of {point['name']} is of the platform {point['platformName']}, which "
            f"this operation does not restore",
            resource=key,
        )
    if operation and operation not in point["allowedOperations"]:
        raise Refusal(400, f"Restore point {key} of {point['name']} does not allow {operation}", resource=key)
    return point


def backup_name(backend: Backend, point: Item) -> str:
    """The backup that holds a restore point, which has the name of the job that made it."""
    return str((backend.store.get("backups", point["backupId"]) or {"name": "Imported"})["name"])


def scan(point: Item, spec: Mapping[str, Any]) -> Rule | None:
    """How secure restore ends where it looks for malware and finds some; the network is cut off by default."""
    settings = spec.get("secureRestore") or {}
    wanted = settings.get("antivirusScanEnabled") or settings.get("yaraScanEnabled")
    if not wanted or point.get("malwareStatus") not in _MALWARE:
        return None
    action = settings.get("virusDetectionAction", "DisableNetwork")
    if action == "AbortRecovery":
        return Rule({}, "fail", f"Malware was found in {point['name']}: the recovery was aborted")
    done = "its network adapters were disconnected" if action == "DisableNetwork" else "it was restored all the same"
    return Rule({}, "warn", f"Malware was found in {point['name']}: {done}")


def objects_of(value: Any, name: str = "") -> Iterator[Mapping[str, Any]]:
    """The inventory objects that a body names as a target."""
    if isinstance(value, Mapping):
        if {"hostName", "name", "type"} <= set(value):
            yield value
        else:
            for key, part in value.items():
                # The network of a machine that is gone may be gone too.
                if key != "sourceNetwork":
                    yield from objects_of(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from objects_of(part, name)


def check_inventory(backend: Backend, spec: Any) -> None:
    """Refuse an inventory object that does not exist, which is what a wrong id or server name leads to."""
    known = backend.store.collection(INVENTORY).values()
    for found in objects_of(spec):
        reference = found.get("objectId") or found["name"]
        if not any(
            (item["hostName"], item["type"], item["objectId"]) == (found["hostName"], found["type"], reference)
            for item in known
        ):
            raise Refusal(400, f"{found['type']} {found['name']} ({reference}) was not found on {found['hostName']}")


def present_spec(value: Any) -> Any:
    """A body of any revision with the platforms of inventory objects as newer revisions name them."""
    return _renamed(value, _NEW_PLATFORM)


def spec_for(value: Any, revision: str) -> Any:
    """A kept body as a revision would have it."""
    if revision != "1.3-rev2" and isinstance(value, Mapping) and value.get("type") == "OtherPlatform":
        value = {**value, "type": "Customized"}
    return _renamed(value, _OLD_PLATFORM) if revision == "1.2-rev1" else value


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        is_object = "hostName" in value
        return {
            key: names.get(part, part) if is_object and key == "platform" else _renamed(part, names)
            for key, part in value.items()
        }
    return [_renamed(part, names) for part in value] if isinstance(value, list) else value


def steps_for(steps: Sequence[str], name: str) -> list[str]:
    """The log lines of a session about an object."""
    return [step.format(name) for step in steps]


def user_of(request: Request) -> str:
    return request.user.name if request.user else ""


def answer(backend: Backend, request: Request, item: Item) -> Answer:
    """An object or session as this operation answers it."""
    schema = request.operation.answer_schema(request.operation.success)
    if schema is None:
        return Answer(request.operation.success)
    return Answer(request.operation.success, backend.values(request).fit(schema, item, str(item.get("id", ""))))
