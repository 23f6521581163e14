# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedule-based backup policies of Azure VMs, operations under ``/policies/virtualMachines``.

What a policy protects is part of the body of a write, but has lists of its own to read. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Callable

from ..engine.task import Reader
from ..http.client import Client
from ..schema.fields import Field
from ..schema.normalize_dates import point_in_time
from ..schema.resource import DedicatedUpdate, Operation, Resource, filled
from ..schema.values import UUID
from .product import AZURE
from .references import REGION, REPOSITORY, RESOURCE_GROUP, SERVICE_ACCOUNT, SUBSCRIPTION, TENANT, VIRTUAL_MACHINE

PATH = "/policies/virtualMachines"
ITEM = PATH + "/{policyId}"
REGIONS = ITEM + "/regions"
SELECTED = ITEM + "/selectedItems"
EXCLUDED = ITEM + "/excludedItems"
PROTECTED = ITEM + "/protectedItems"
ENABLE = Operation("POST", ITEM + "/enable", "nothing")
DISABLE = Operation("POST", ITEM + "/disable", "nothing")
ORDER = Operation("POST", PATH + "/orderPriorities", "nothing")

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
IN_MONTH = ("First", "Second", "Third", "Fourth", "Last", "SelectedDay")
BACKUP_TYPES = ("AllSubscriptions", "SelectedItems")


TAG = (Field("name"), Field("value"))
SELECTED_ITEMS = (
    Field("subscriptions", "list", elements="str", item_property="subscriptionId", reference=SUBSCRIPTION),
    Field("resource_groups", "list", elements="str", item_property="id", reference=RESOURCE_GROUP),
    Field("virtual_machines", "list", elements="str", item_property="id", reference=VIRTUAL_MACHINE),
    Field("tags", "list", elements="dict", fields=TAG),
    Field(
        "tag_groups",
        "list",
        elements="dict",
        item_keys=("name",),
        fields=(
            Field("name"),
            Field("subscription", api="subscription.subscriptionId", reference=SUBSCRIPTION),
            Field("resource_group", api="resourceGroup.id", reference=RESOURCE_GROUP, nullable=True),
            Field("tags", "list", elements="dict", fields=TAG),
        ),
    ),
)
EXCLUDED_ITEMS = (
    Field("virtual_machines", "list", elements="str", item_property="id", reference=VIRTUAL_MACHINE),
    Field("tags", "list", elements="dict", fields=TAG),
)

SCRIPTS = (
    Field("scripts_enabled", "bool"),
    Field("pre_script_path"),
    Field("pre_script_arguments"),
    Field("post_script_path"),
    Field("post_script_arguments"),
    Field("repository_snapshots_only", "bool"),
    Field("ignore_exit_codes", "bool"),
    Field("ignore_missing_scripts", "bool"),
)
SNAPSHOT_SETTINGS = (
    Field("additional_tags", "list", elements="dict", fields=TAG),
    Field("copy_original_tags", "bool"),
    Field("application_aware_snapshot", "bool"),
    Field(
        "user_scripts",
        "dict",
        fields=(
            Field("windows", "dict", fields=SCRIPTS, nullable=True),
            Field("linux", "dict", fields=SCRIPTS, nullable=True),
        ),
        nullable=True,
    ),
)

RETENTION = Field(
    "retention",
    "dict",
    fields=(
        Field("time_retention_duration", "int"),
        Field("retention_duration_type", choices=("Days", "Months", "Years")),
    ),
)
TARGET = Field("target_repository", api="targetRepositoryId", reference=REPOSITORY)
KEPT_SNAPSHOTS = Field("snapshots_to_keep", "int")
HOURS = Field("hours", "list", elements="int")
SELECTED_DAYS = Field("selected_days", "list", elements="str", choices=DAYS)
SELECTED_MONTHS = Field("selected_months", "list", elements="str", choices=MONTHS)
START_TIME = Field("start_time", "int")
DAY_OF_WEEK = Field("day_of_week", choices=DAYS)
DAY_OF_MONTH = Field("day_of_month", "int")


def _runs(when: Field) -> tuple[Field, Field]:
    """The schedules of snapshots and backups: when they are made, and how many are kept."""
    return (
        Field("snapshot_schedule", "dict", fields=(when, KEPT_SNAPSHOTS), nullable=True),
        Field("backup_schedule", "dict", fields=(when, RETENTION, TARGET), nullable=True),
    )


DAILY = (
    Field("daily_type", choices=("Everyday", "WeekDays", "SelectedDays")),
    SELECTED_DAYS,
    Field("runs_per_hour", "int"),
    *_runs(HOURS),
)
WEEKLY = (START_TIME, *_runs(SELECTED_DAYS))
MONTHLY = (
    START_TIME,
    Field("type", choices=IN_MONTH),
    DAY_OF_WEEK,
    DAY_OF_MONTH,
    Field("monthly_last_day", "bool"),
    *_runs(SELECTED_MONTHS),
)
YEARLY = (
    START_TIME,
    Field("month", choices=MONTHS),
    Field("type", choices=IN_MONTH),
    DAY_OF_WEEK,
    DAY_OF_MONTH,
    Field("yearly_last_day", "bool"),
    Field("retention_years_count", "int"),
    TARGET,
)
HEALTH_CHECK = (
    Field("health_check_enabled", "bool"),
    Field("local_time", normalize=point_in_time),
    Field(
        "day_number_in_month",
        choices=("First", "Second", "Third", "Fourth", "Last", "OnDay", "EveryDay", "EverySelectedDay"),
    ),
    Field("days_of_week", "list", elements="str", choices=DAYS),
    DAY_OF_MONTH,
    Field("months", "list", elements="str", choices=MONTHS),
)

CHOSEN = (
    Field("regions", "list", elements="str", item_property="regionId", reference=REGION, required=True),
    Field("selected_items", "dict", fields=SELECTED_ITEMS),
    Field("excluded_items", "dict", fields=EXCLUDED_ITEMS, nullable=True),
)
OWN = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description"),
    Field("enabled", "bool", api="isEnabled", default=True),
    Field("priority", "int", mode="dedicated"),
    Field("tenant", api="tenantId", reference=TENANT, required=True),
    Field("service_account", api="serviceAccountId", reference=SERVICE_ACCOUNT, required=True),
    Field("backup_type", choices=BACKUP_TYPES),
    Field("retry_settings", "dict", fields=(Field("retry_count", "int"),), nullable=True),
    Field(
        "policy_notification_settings",
        "dict",
        fields=(
            Field("recipient"),
            Field("notify_on_success", "bool"),
            Field("notify_on_warning", "bool"),
            Field("notify_on_failure", "bool"),
        ),
        nullable=True,
    ),
    Field("snapshot_settings", "dict", fields=SNAPSHOT_SETTINGS, default={}),
    Field("daily_schedule", "dict", fields=DAILY, nullable=True),
    Field("weekly_schedule", "dict", fields=WEEKLY, nullable=True),
    Field("monthly_schedule", "dict", fields=MONTHLY, nullable=True),
    Field("yearly_schedule", "dict", fields=YEARLY, nullable=True),
    Field("health_check_schedule", "dict", fields=HEALTH_CHECK, nullable=True),
    Field("snapshot_status", mode="computed"),
    Field("backup_status", mode="computed"),
    Field("archive_status", mode="computed"),
    Field("health_check_status", mode="computed"),
    Field("next_execution_time", mode="computed"),
    Field("is_backup_configured", "bool", mode="computed"),
    Field("is_archive_backup_configured", "bool", mode="computed"),
    Field("is_schedule_configured", "bool", mode="computed"),
    Field("converted_with_loss", "bool", mode="computed"),
    Field("excluded_items_count", "int", mode="computed"),
    Field("cbt_reset_time", api="cbtResetTimeUtc", mode="computed"),
)


# --- What a policy protects: from the form that is read to the form that is written. ---


def region_ids(client: Client, policy: str) -> list[dict[str, Any]]:
    """The regions of a policy."""
    return [_region(region) for region in client.pages(filled(REGIONS, policy))]


def _region(region: Mapping[str, Any]) -> dict[str, Any]:
    return {"regionId": region.get("id")}


def selected(client: Client, policy: str) -> dict[str, Any] | None:
    """What a policy selects, None where it selects nothing."""
    return as_written(client.pages(filled(SELECTED, policy)))


def excluded(client: Client, policy: str) -> dict[str, Any] | None:
    """What a policy excludes, None where it excludes nothing."""
    return as_written(client.pages(filled(EXCLUDED, policy)))


def as_written(items: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The items of a policy in the form of its body, None where there are none. Pure.

    Every item has a single object. An object that no longer exists in the cloud stays selected until a person removes
    it.
    """
    written: dict[str, Any] = {}
    for item in items:
        key, value = _written(item)
        if key:
            written.setdefault(key, []).append(value)
    return written or None


def _tag(tag: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": tag.get("name"), "value": tag.get("value")}


def _tag_group(group: Mapping[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = {"name": group.get("name"), "tags": [_tag(tag) for tag in group.get("tags") or []]}
    if group.get("subscription"):
        written["subscription"] = {"subscriptionId": group["subscription"]["id"]}
    if group.get("resourceGroup"):
        written["resourceGroup"] = {"id": group["resourceGroup"]["id"]}
    return written


# By the property of an item that is read: the key of the body, and the value under it.
_WRITTEN: dict[str, tuple[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "subscription": ("subscriptions", lambda subscription: {"subscriptionId": subscription["id"]}),
    "resourceGroup": ("resourceGroups", lambda group: {"id": group["id"]}),
    "virtualMachine": ("virtualMachines", lambda machine: {"id": machine["id"]}),
    "tag": ("tags", _tag),
    "tagGroup": ("tagGroups", _tag_group),
}


def _written(item: Mapping[str, Any]) -> tuple[str, Any]:
    for kind, (key, write) in _WRITTEN.items():
        if item.get(kind):
            return key, write(item[kind])
    deleted = item.get("deletedItem") or {}
    kind = str(deleted.get("type") or "")
    if kind == "Tag":
        return "tags", {"name": deleted.get("tagName"), "value": deleted.get("tagValue")}
    key, write = _WRITTEN.get(kind[:1].lower() + kind[1:], ("", dict))
    return key, write(deleted) if key else None


READERS: dict[str, Reader] = {REGIONS: _region, SELECTED: _written, EXCLUDED: _written}

POLICY = Resource(
    product=AZURE,
    noun="policy",
    path=PATH,
    fields=OWN + CHOSEN,
    create=Operation("POST", PATH, "object"),
    update=Operation("PUT", ITEM, "nothing"),
    delete=Operation("DELETE", ITEM, "nothing"),
    identity={"name": "PolicyName"},
    update_body="project",
    dedicated_updates=(
        DedicatedUpdate(ENABLE, ("enabled",), value=True),
        DedicatedUpdate(DISABLE, ("enabled",), value=False),
        DedicatedUpdate(ORDER, ("priority",)),
    ),
    expanded=("regions", "selected_items", "excluded_items"),
    reads=(REGIONS, SELECTED, EXCLUDED, "/jobSessions", "/jobSessions/{sessionId}", "/jobSessions/{sessionId}/log"),
)
