# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBR: a server as its installation leaves it, with what people add to it gone."""

from __future__ import annotations

from collections.abc import Callable

from ..state import Item, Store
from .vbr_backups import JOB_STATES
from .vbr_credentials import (
    APPLIANCE_CREDENTIALS,
    CLOUD_CREDENTIALS,
    CONFIGURATION_PASSWORD,
    CREDENTIALS,
    ENCRYPTION_PASSWORDS,
    WINDOWS_CREDENTIALS,
)
from .vbr_infrastructure import BACKUP_SERVER, SERVERS
from .vbr_protection_groups import GROUPS, MANUAL
from .vbr_proxies import PROXIES
from .vbr_recovery_targets import UNSTRUCTURED_SERVERS
from .vbr_repositories import DEFAULT_REPOSITORY, REPOSITORIES, SCALE_OUT


def _only(*keys: str) -> Callable[[Item], bool]:
    return lambda item: item["id"] in keys


# What is there from the beginning, by collection.
INSTALLED: dict[str, Callable[[Item], bool]] = {
    # The backup server itself is reached with one of them, and its configuration is encrypted.
    CREDENTIALS: _only(WINDOWS_CREDENTIALS, APPLIANCE_CREDENTIALS),
    ENCRYPTION_PASSWORDS: _only(CONFIGURATION_PASSWORD),
    CLOUD_CREDENTIALS: _only(),
    "kmsServers": _only(),
    SERVERS: _only(BACKUP_SERVER),
    PROXIES: lambda proxy: bool(proxy["server"]["hostId"] == BACKUP_SERVER),
    REPOSITORIES: _only(DEFAULT_REPOSITORY),
    SCALE_OUT: _only(),
    UNSTRUCTURED_SERVERS: _only(),
    "jobs": _only(),
    JOB_STATES: _only(),
    "security/users": lambda user: bool(user["name"] == "administrator"),
    "adDomains": _only(),
    GROUPS: lambda group: bool(group["type"] == MANUAL),
}


def remove_what_people_add(store: Store) -> None:
    """Leave what the installation makes."""
    for collection, stays in INSTALLED.items():
        for key, item in list(store.collection(collection).items()):
            if not stays(item):
                store.remove(collection, key)
