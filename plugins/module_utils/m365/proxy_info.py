# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of backup proxy servers of M365, or those of a backup proxy pool.

Operations ``GET /Proxies`` and ``GET /ProxyPools/{poolId}/proxies``. Private to the collection.
"""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .computed import group, read_only
from .product import M365
from .references import PROXY, PROXY_POOL

V8 = "v8"

FIELDS = (
    Field("id", mode="computed", format=UUID),
    read_only("host_name"),
    read_only("fqdn"),
    read_only("description"),
    read_only("type"),
    read_only("operating_system", since=V8),
    Field("proxy_pool", api="proxyPoolId", reference=PROXY_POOL, mode="computed", since=V8),
    read_only("port", "int"),
    read_only("status"),
    read_only("maintenance_mode_state", since=V8),
    read_only("version", since=V8),
    read_only("roles", "list", "role", since=V8),
    read_only("service_account", since=V8),
    Field("cpu_usage_percent", "float", mode="computed", since=V8),
    Field("memory_usage_percent", "float", mode="computed", since=V8),
    read_only("threads_number", "int", until="v7"),
    read_only("network_throttling_enabled", "bool", "enableNetworkThrottling"),
    read_only("throttling_value", "int"),
    read_only("throttling_unit"),
    read_only("use_internet_proxy", "bool"),
    read_only("internet_proxy_type"),
    group(
        "internet_proxy",
        "internetProxySettings",
        read_only("host_name"),
        read_only("port", "int"),
        read_only("use_authentication", "bool"),
        read_only("username"),
    ),
)

PROXIES = Listing(
    product=M365,
    noun=PROXY.noun,
    path=PROXY.path,
    fields=FIELDS,
    # The list has no filter. That of a pool has its members.
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", field="host_name", also=("fqdn",), match="pattern"),
        Filter("proxy_pool", below=PROXY_POOL.path + "/{poolId}/proxies", reference=PROXY_POOL, since=V8),
        Filter("status", field="status", choices=("Online", "Offline")),
    ),
)

MODULE = info_module(PROXIES, "proxies")
