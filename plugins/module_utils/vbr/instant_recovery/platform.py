# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an instant recovery is on any platform, as data. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from ...http.client import Client
from ...schema.fields import Field
from ...schema.listing import Listing
from ...workflow.rerun_guard import Newcomers
from ...workflow.state_machine import Lifecycle, Observation
from ..references import CREDENTIALS
from ..restore_options import CUSTOMIZED, ORIGINAL, OTHER
from ..task_sessions import failed_newcomer

ELSEWHERE = (CUSTOMIZED, OTHER)

# The goals of a task.
MOUNTED, MIGRATED, SWITCHED, ABSENT = "mounted", "migrated", "switched_over", "absent"

RESTORE_POINT_ID = Field("restore_point_id", mode="computed")
TYPE = Field("type", choices=(ORIGINAL, CUSTOMIZED, OTHER), choice_spans={OTHER: ("1.3-rev2", "")}, default=CUSTOMIZED)
SHARE_CREDENTIALS = Field("share_credentials", api="shareCredentialsId", reference=CREDENTIALS, since="1.3-rev2")


def ip_settings(version: str) -> Field:
    """The address settings of a helper appliance, for IPv4 or IPv6."""
    size = Field("subnet_mask") if version == "4" else Field("prefix_length", "int")
    return Field(
        f"ipv{version}_address",
        "dict",
        fields=(
            Field("obtain_ip_automatically", "bool", api="obtainIPAutomatically"),
            Field("obtain_dns_automatically", "bool", api="obtainDNSAutomatically"),
            Field("ip_address", api="ipAddress.ipAddress"),
            Field(size.option, size.type, api=f"ipAddress.{size.api}"),
            Field("default_gateway", api="ipAddress.defaultGateway"),
            Field("preferred_dns_server", api="ipAddress.preferredDNSServer"),
            Field("alternate_dns_server", api="ipAddress.alternateDNSServer"),
        ),
    )


@dataclass
class RecoveryQuery:
    """What is looked for: the recovery of a machine under a name, since a point in time.

    ``mount_id`` is the mount that the task names, ``point_id`` the restore point that it insists on.
    ``migration_sent`` is whether this run asked for the migration. ``newcomers`` tells the sessions that came
    up since, ``others`` are the ids of the sessions of other mounts.
    ``switchover`` are the switchover settings that the task wants, ``settings_found`` those that the
    server has.
    """

    client: Client
    name: str
    mount_id: str = ""
    point_id: str = ""
    since: str = ""
    migration_sent: bool = False
    newcomers: Newcomers = field_of(default_factory=Newcomers)
    others: set[str] = field_of(default_factory=set)
    switchover: Mapping[str, Any] | None = None
    settings_found: Mapping[str, Any] = field_of(default_factory=dict)

    def failed_meanwhile(self, sessions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
        """The newest of the sessions, where it came up since this run first looked, and has failed."""
        return failed_newcomer(self.newcomers, sessions)


@dataclass(frozen=True)
class Platform:
    """One platform to recover to.

    ``mounts`` lists its mounts, of which ``mount_name`` is the machine's name. ``spec`` are the options of
    an instant recovery, ``migration`` those of its migration. ``allows`` is the operation that a restore
    point has to allow, empty where the API names none. ``look`` reads where a recovery stands.
    ``destination`` are the options of which a customised recovery has to give one; ``over`` are the states
    of a mount that is history. ``switchover`` are the options of its switchover, where there is one.
    ``called`` is what results call the name of what is recovered; ``beside`` are the words for how to recover it a
    second time.
    """

    name: str
    title: str
    since: str
    mounts: Listing
    mount_name: str
    spec: tuple[Field, ...]
    migration: tuple[Field, ...]
    lifecycle: Lifecycle
    allows: str
    observe: Callable[[RecoveryQuery, Mapping[str, Any] | None], Observation]
    destination: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    switchover: tuple[Field, ...] = ()
    called: str = "vm_name"
    beside: str = "give vm_name to recover beside it, "

    @property
    def has_types(self) -> bool:
        """Whether there are several ways to restore."""
        return TYPE in self.spec
