# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup repositories of M365 as data, operations under ``/BackupRepositories``. Private to the collection."""

from __future__ import annotations

from ...schema.fields import Field
from ...schema.resource import Operation, Resource
from ...schema.values import UUID
from ..product import M365
from ..references import ENCRYPTION_PASSWORD, ORGANIZATION, PROXY, PROXY_POOL
from . import object_storage, retention

PATH = "/BackupRepositories"
ITEM = PATH + "/{repositoryId}"
# The version that has object storage as a part of a repository, and backup proxy pools.
V8 = "v8"
NOUN = "backup repository"


def _state(option: str, kind: str = "str", api: str = "", since: str = "") -> Field:
    """What only the server sets."""
    return Field(option, kind, api=api, mode="computed", since=since)


FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description"),
    # Another owner has an operation of its own.
    Field("proxy", api="proxyId", reference=PROXY, mode="immutable"),
    Field("proxy_pool", api="proxyPoolId", reference=PROXY_POOL, mode="immutable", since=V8),
    Field("organization", api="organizationId", reference=ORGANIZATION, since=V8),
    Field("path", mode="immutable"),
    Field(object_storage.OPTION, "dict", fields=object_storage.FIELDS, since=V8),
    Field("object_storage_id", mode="immutable", format=UUID, until="v7"),
    Field("object_storage_cache_path", mode="immutable", until="v7"),
    Field("attach_used_repository", "bool", mode="write_only_on_create"),
    Field("ignore_proxy_pool_appliance_access_validation", "bool", mode="write_only_on_create", since=V8),
    *retention.FIELDS,
    Field("encryption_enabled", "bool", api="objectStorageEncryptionEnabled", absent_value=False),
    Field("encryption_key", api="encryptionKeyId", reference=ENCRYPTION_PASSWORD),
    _state("capacity_bytes", "int"),
    _state("free_space_bytes", "int"),
    _state("long_term", "bool", "isLongTerm"),
    _state("out_of_sync", "bool", "isOutOfSync"),
    _state("outdated", "bool", "isOutdated", V8),
    _state("indexed", "bool", "isIndexed", V8),
    _state("migration_locked", "bool", "isMigrationLocked", V8),
    _state("out_of_order", "bool", "isOutOfOrder", V8),
    _state("out_of_order_reason", since=V8),
    _state("maintenance_mode", since=V8),
)

REPOSITORY = Resource(
    product=M365,
    noun=NOUN,
    result_key="repository",
    path=PATH,
    fields=FIELDS,
    # The list has no parameter for the name.
    identity={"name": ""},
    update_body="recreate",
    create=Operation("POST", PATH, "object"),
    update=Operation("PUT", ITEM, "nothing"),
    delete=Operation("DELETE", ITEM, "nothing"),
)
