# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft 365: lists of organizations and backup proxy servers, which show less where nobody asks for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..generic import all_of, listing
from ..messages import Answer, Refusal, Request
from ..registry import columns, handles, seeds
from ..seeds import m365_directory
from ..seeds.m365_infrastructure import ORGANIZATIONS, POOLS, PROXIES

if TYPE_CHECKING:
    from ..backend import Backend

# What the server would have to ask its proxies for.
_EXTENDED = {
    ORGANIZATIONS: ("isBackedup", "firstBackuptime", "lastBackuptime"),
    PROXIES: ("threadsNumber", "throttlingValue", "throttlingUnit"),
}


@seeds("m365")
def seed_directory(backend: Backend) -> None:
    backend.store.load(m365_directory.SEEDS)


_NAMES = {"userName": "name", "groupName": "name", "displayName": "displayName"}
for _kind in ("Users", "Groups", "Sites", "Teams"):
    columns("m365", f"{ORGANIZATIONS}/{{organizationId}}/{_kind}", _NAMES)
columns("m365", ORGANIZATIONS, {"msid": "msid", "backedUpOrganizationId": "backedUpOrganizationId"})


@handles("m365", "GET", f"/v8/{POOLS}/{{poolId}}/proxies")
def members(backend: Backend, request: Request) -> Answer:
    """The backup proxy servers of a pool, which the pool itself does not show."""
    pool = request.parameters["poolId"]
    if backend.store.get(POOLS, pool) is None:
        raise Refusal(404, f"Backup proxy pool with ID {pool} is not found")
    proxies = backend.store.collection(PROXIES).values()
    return listing(backend, request, [item for item in proxies if item.get("proxyPoolId") == pool], PROXIES)


@handles("m365", "GET", f"/v8/{ORGANIZATIONS}")
@handles("m365", "GET", f"/v7/{ORGANIZATIONS}")
@handles("m365", "GET", f"/v7/{PROXIES}")
def listed(backend: Backend, request: Request) -> Answer:
    """The objects, whole where the request asks for that."""
    left_out = () if request.take("extendedView") else _EXTENDED[backend.product.collection(request.path)]
    items = all_of(backend, request.path)
    shown = [{key: value for key, value in item.items() if key not in left_out} for item in items]
    return listing(backend, request, shown)
