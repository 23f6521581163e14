# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an instant recovery is on any platform, as data. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable, NamedTuple

from ...http.client import Client
from ...schema.fields import Field
from ...schema.listing import Listing
from ...workflow.mounted_recovery import MountedRecovery
from ...workflow.rerun_guard import NewSessions
from ...workflow.state_machine import Lifecycle, Observation
from ..references import CREDENTIALS
from ..restore_options import CUSTOMIZED, ORIGINAL, OTHER
from ..task_sessions import KnownSessions, failed_new_session

ELSEWHERE = (CUSTOMIZED, OTHER)

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
    """Which recovery the server is asked about: that of an object under a name, since a point in time.

    ``migration_requested`` is whether this run has requested the migration. ``new_sessions`` knows the sessions that
    started during this run, ``sessions`` what was read of sessions, ``others`` are the ids of the sessions of other
    mounts. ``switchover`` are the desired settings of the switchover, ``current_settings`` those that the server last
    showed, if ``needs_settings``, the goal depends on them. ``switching`` is whether a switchover was at work or due
    when this run last looked. ``replaces_original`` is whether no machine of this name can be the original;
    ``original_ids`` are the ids that its platform gave the original. ``migrated`` is whether the server has responded
    that the migration is done.
    """

    client: Client
    name: str
    since: str = ""
    migration_requested: bool = False
    migrated: bool = False
    new_sessions: NewSessions = field_of(default_factory=NewSessions)
    sessions: KnownSessions = field_of(default_factory=dict)
    others: set[str] = field_of(default_factory=set)
    switchover: Mapping[str, Any] | None = None
    current_settings: Mapping[str, Any] = field_of(default_factory=dict)
    needs_settings: bool = False
    replaces_original: bool = True
    original_ids: Callable[[], Sequence[str]] = tuple
    switching: bool = False

    def failed_meanwhile(self, sessions: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
        """The newest of the sessions, where it started during this run and has failed."""
        return failed_new_session(self.new_sessions, sessions)


class MountSessions(NamedTuple):
    """The types of the sessions that publish and that migrate."""

    mount: str
    migration: str


@dataclass(frozen=True)
class Platform:
    """One platform to recover to.

    ``mounts`` lists its mounts; ``mount_name`` is the property that holds the name of what is mounted. ``spec`` are
    the options of an instant recovery, ``migration`` those of its migration. ``allows`` is the operation that a
    restore point must allow, empty where the API names none. ``observe`` reads where a recovery stands.
    ``destination`` are the options of which a customised recovery must give at least one. ``over`` are the states
    of a mount that is gone though it is still listed. ``switchover`` are the options of its switchover, if it has
    one. ``name_key`` is what results call the name of what is recovered; ``alternative`` is the sentence that says
    how to recover it a second time, with a space after it. ``sessions`` are the types of its sessions, where the end
    of a mount is known from sessions alone. ``mount_sessions`` is the path of the sessions of one mount, where mounts
    do not show theirs.
    """

    name: str
    title: str
    since: str
    mounts: Listing
    mount_name: str
    spec: tuple[Field, ...]
    migration: tuple[Field, ...]
    lifecycle: Lifecycle[MountedRecovery]
    allows: str
    observe: Callable[[RecoveryQuery, Mapping[str, Any] | None], Observation]
    destination: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    switchover: tuple[Field, ...] = ()
    name_key: str = "vm_name"
    alternative: str = "To recover a second copy beside it, set vm_name. "
    sessions: MountSessions | None = None
    mount_sessions: str = ""

    @property
    def has_types(self) -> bool:
        """Whether there are several ways to restore."""
        return TYPE in self.spec
