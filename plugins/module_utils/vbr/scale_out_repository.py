# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scale-out repositories of VBR, operations under ``/api/v1/backupInfrastructure/scaleOutRepositories``.

Which extents are sealed or in maintenance mode is a status of each extent, and is changed by operations of its own,
which take the extents to change.
The declaration of M(opendr.veeam.veeam_scale_out_repository). Private to the collection.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ..core.errors import InvalidOption, joined
from ..engine.plan import Body, Plan, Request
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..schema.fields import Field, Form
from ..schema.resource import DedicatedUpdate, Operation, Parameter, Resource
from ..schema.values import UUID
from .jobs.storage import ENCRYPTION, HEALTH_CHECK
from .jobs.times import window
from .product import VBR
from .references import BACKUP_REPOSITORY
from .words import FIRST, REV0, REV2, switch

PATH = "/backupInfrastructure/scaleOutRepositories"
ITEM = PATH + "/{id}"
EXTENTS = "performanceTier.performanceExtents"
SEALED, MAINTENANCE, NORMAL = "Sealed", "Maintenance", "Normal"


Extents = Sequence[Mapping[str, Any]]


def _extents_with(status: str, single: bool) -> Form:
    """The ids of the extents that have a status, for the extents as the API shows them; with a ``single`` status."""

    def read(extents: Extents) -> list[str]:
        return [str(extent["id"]) for extent in extents if status in _statuses(extent)]

    def write(chosen: Sequence[str], extents: Extents | None) -> list[dict[str, Any]]:
        return [_with_status(extent, status, extent["id"] in chosen, single) for extent in extents or ()]

    return Form(read, write, "list", "dict")


def _statuses(extent: Mapping[str, Any]) -> Sequence[str]:
    """The statuses of an extent, which servers may leave out."""
    statuses = extent.get("status") or []
    return [statuses] if isinstance(statuses, str) else statuses


def _with_status(extent: Mapping[str, Any], status: str, has_it: bool, single: bool) -> dict[str, Any]:
    statuses = [other for other in _statuses(extent) if other not in (status, NORMAL)] + [status] * has_it
    return {**extent, "status": (statuses or [NORMAL])[-1] if single else statuses or [NORMAL]}


def _extents_in_mode(option: str, status: str) -> tuple[Field, ...]:
    """The extents that are in a mode, which the list of extents shows."""
    shape: dict[str, Any] = {"api": EXTENTS, "elements": "str", "mode": "dedicated", "reference": BACKUP_REPOSITORY}
    return (
        Field(option, "list", form=_extents_with(status, single=True), until=FIRST, **shape),
        Field(option, "list", form=_extents_with(status, single=False), since=REV0, **shape),
    )


def _mode_updates(option: str, mode: str) -> tuple[DedicatedUpdate, ...]:
    """The operations that take extents out of a mode, and put extents into it."""
    body = (Field(option, "list", api="repositoryIds", elements="str", reference=BACKUP_REPOSITORY, required=True),)
    return tuple(
        DedicatedUpdate(
            Operation("POST", f"{ITEM}/{verb}{mode}Mode", "session", session_type="RepositoryMaintenance"),
            (option,),
            fields=body,
            items=items,
        )
        for verb, items in (("disable", "removed"), ("enable", "added"))
    )


PLACEMENT_POLICY = (
    Field("type", choices=("DataLocality", "Performance"), required=True),
    Field(
        "settings",
        "list",
        elements="dict",
        item_keys=("extent",),
        fields=(
            Field("extent", api="extentId", reference=BACKUP_REPOSITORY, required=True),
            Field("allowed_backups", choices=("All", "FullsOnly", "IncrementsOnly", "None"), required=True),
        ),
    ),
    Field("strict", "bool", api="enforceStrictPlacementPolicy"),
)
CAPACITY_TIER = (
    switch(),
    Field(
        "extents",
        "list",
        elements="dict",
        item_keys=("repository",),
        fields=(
            Field("repository", api="id", reference=BACKUP_REPOSITORY, required=True),
            Field("crypto_key_id", since=REV2, format=UUID),
        ),
    ),
    *window("offload_window", "offloadWindow.days"),
    dataclasses.replace(HEALTH_CHECK, since=REV0),
    Field("copy_policy_enabled", "bool"),
    Field("move_policy_enabled", "bool"),
    Field("operational_restore_period_days", "int"),
    Field(
        "override_policy",
        "dict",
        fields=(switch(), Field("space_threshold_percents", "int", api="overrideSpaceThresholdPercents", maximum=100)),
    ),
    ENCRYPTION,
)
ARCHIVE_TIER = (
    switch(),
    Field("extent", api="extentId", reference=BACKUP_REPOSITORY),
    Field("crypto_key_id", api="extentCryptoKeyId", since=REV2, format=UUID),
    Field("archive_period_days", "int"),
    Field("copy_policy_enabled", "bool", since=REV2),
    Field("move_policy_enabled", "bool", since=REV2),
    Field("cost_optimized_archive_enabled", "bool", api="advancedSettings.costOptimizedArchiveEnabled"),
    Field("archive_deduplication_enabled", "bool", api="advancedSettings.archiveDeduplicationEnabled"),
    dataclasses.replace(ENCRYPTION, since=REV2),
)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description", default=""),
    Field("unique_id", mode="computed"),
    Field(
        "performance_extents",
        "list",
        api=EXTENTS,
        elements="str",
        item_property="id",
        name_from="name",
        named_later=True,
        mode_option="performance_extents_mode",
        reference=BACKUP_REPOSITORY,
        required=True,
    ),
    *_extents_in_mode("sealed_extents", SEALED),
    *_extents_in_mode("maintenance_extents", MAINTENANCE),
    Field("per_vm_backup", "bool", api="performanceTier.advancedSettings.perVmBackup"),
    Field("full_when_extent_offline", "bool", api="performanceTier.advancedSettings.fullWhenExtentOffline"),
    Field("placement_policy", "dict", fields=PLACEMENT_POLICY),
    Field("capacity_tier", "dict", fields=CAPACITY_TIER),
    Field("archive_tier", "dict", fields=ARCHIVE_TIER),
)

SCALE_OUT_REPOSITORY = Resource(
    product=VBR,
    noun="scale-out repository",
    result_key="scale_out_repository",
    path=PATH,
    fields=FIELDS,
    create=Operation("POST", PATH, "session", session_type="Infrastructure"),
    update=Operation("PUT", ITEM, "session", session_type="Infrastructure"),
    delete=Operation("DELETE", ITEM, "nothing", parameters=(Parameter("delete_backups", "deleteBackups"),)),
    dedicated_updates=(*_mode_updates("sealed_extents", SEALED), *_mode_updates("maintenance_extents", MAINTENANCE)),
)


def _only_of(request: Request, extents: Sequence[str]) -> Request | None:
    """A request for modes without what is no extent; None where nothing is left of it."""
    ids = [identifier for identifier in cast("dict[str, Any]", request.body)["repositoryIds"] if identifier in extents]
    return dataclasses.replace(request, body={"repositoryIds": ids}) if ids else None


class ScaleOutRepositoryReconciler(Reconciler):
    """Only extents of the repository can be sealed, or be in maintenance mode."""

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption where a task seals, or sets to maintenance, what is to be no extent of the repository."""
        super().preflight(plan, current)
        state = self.predict(plan, current).state or {}
        extents = state.get("performance_extents") or []
        for option in ("sealed_extents", "maintenance_extents"):
            unknown = [identifier for identifier in plan.sent.get(option) or [] if identifier not in extents]
            if unknown:
                names = [self.resolver.to_name(BACKUP_REPOSITORY, identifier) for identifier in unknown]
                raise InvalidOption(
                    f"{joined(names)} in {option} {'is' if len(names) == 1 else 'are'} not among the performance "
                    f"extents of the {self.resource.title(state)}. Add them to performance_extents, or leave them out "
                    f"of {option}.",
                    option=option,
                )

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """An extent that is taken away leaves its modes with that, and no operation takes its ID after it."""
        extents = plan.sent.get("performance_extents")
        requests = super().requests(plan, current)
        if extents is None:
            return requests
        kept = [request if not request.options else _only_of(request, extents) for request in requests]
        return [request for request in kept if request is not None]


MODULE = resource_module(SCALE_OUT_REPOSITORY, ScaleOutRepositoryReconciler)
