# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unstructured data servers of VBR, operations under ``/api/v1/inventory/unstructuredDataServers``.

The body has no name: each type is known by something else, its host, its path, or a name that people chose. All of
them are the option ``name`` here, as jobs and restores name such a server.
The declaration of M(opendr.veeam.veeam_unstructured_data_server). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..engine.plan import Body
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Parameter, Resource
from ..schema.state import State, given_state
from ..schema.values import UUID
from .product import VBR
from .references import (
    BACKUP_REPOSITORY,
    CLOUD_CREDENTIALS,
    CREDENTIALS,
    GENERAL_PURPOSE_PROXY,
    MANAGED_SERVER,
    UNSTRUCTURED_SERVER,
)
from .words import REV1, REV2

PATH = UNSTRUCTURED_SERVER.path
ITEM = PATH + "/{id}"

FILE_SERVER, NAS_FILER = "FileServer", "NASFiler"
SMB, NFS = ("SMBShare", "SANSMBShare"), ("NFSShare", "SANNFSShare")
SHARES = (*SMB, *NFS)
S3_COMPATIBLE, AMAZON, AZURE = "S3Compatible", "AmazonS3", ("AzureBlob", "AzureDataLake")
S3 = (S3_COMPATIBLE, AMAZON)
OBJECT_STORAGE = (*S3, *AZURE)
TYPES = (FILE_SERVER, "SMBShare", "NFSShare", NAS_FILER, *S3, *AZURE, "SANSMBShare", "SANNFSShare")
TYPE_SPANS = dict.fromkeys(("AzureDataLake", "SANSMBShare", "SANNFSShare"), (REV2, ""))
REGION_TYPES = ("China", "Global", "Government")

ACCOUNT, PROCESSING, PROXIES = "account.", "processing.", "processing.backupProxies."
WITH_PROXIES = (*SHARES, *OBJECT_STORAGE)


def proxies(variants: tuple[str, ...], until: str = "") -> tuple[Field, ...]:
    """The backup proxies that read the data."""
    return (
        Field(
            "auto_select_proxies",
            "bool",
            api=PROXIES + "autoSelectEnabled",
            default=True,
            derived=True,
            variants=variants,
            until=until,
        ),
        Field(
            "proxies",
            "list",
            api=PROXIES + "proxyIds",
            elements="str",
            reference=GENERAL_PURPOSE_PROXY,
            variants=variants,
            until=until,
        ),
    )


FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", api="path", variants=SHARES, required=True),
    Field("name", api=ACCOUNT + "friendlyName", variants=S3, required=True),
    Field("name", api="friendlyName", variants=AZURE, required=True),
    Field("name", api="hostId", mode="immutable", reference=MANAGED_SERVER, variants=(FILE_SERVER,), required=True),
    Field(
        "name",
        api="storageHostId",
        mode="immutable",
        format=UUID,
        normalize=str.lower,
        variants=(NAS_FILER,),
        required=True,
    ),
    Field("type", choices=TYPES, choice_spans=TYPE_SPANS, mode="immutable", required=True),
    Field("display_name", api="name", mode="computed", variants=(FILE_SERVER, NAS_FILER, *SHARES)),
    Field("host_type", mode="computed", since=REV2, variants=(FILE_SERVER,)),
    Field("credentials", api="accessCredentialsId", reference=CREDENTIALS, variants=(*SMB, NAS_FILER)),
    Field("credentials", api=ACCOUNT + "credentialsId", reference=CLOUD_CREDENTIALS, variants=S3, required=True),
    Field("credentials", api="credentialsId", reference=CLOUD_CREDENTIALS, variants=AZURE, required=True),
    Field("credentials_required", "bool", api="accessCredentialsRequired", variants=(*SMB, NAS_FILER)),
    Field("service_point", api=ACCOUNT + "servicePoint", variants=(S3_COMPATIBLE,)),
    Field("region_id", api=ACCOUNT + "regionId", variants=S3),
    Field("region_type", api=ACCOUNT + "regionType", choices=REGION_TYPES, variants=(AMAZON,)),
    Field("region_type", choices=REGION_TYPES, variants=AZURE, required=True),
    Field("region_name", api=ACCOUNT + "regionDisplayName", mode="computed", since=REV2, variants=S3),
    Field("region_name", api="regionDisplayName", mode="computed", since=REV2, variants=AZURE),
    Field(
        "processing_mode",
        api="advancedSettings.processingMode",
        choices=("Direct", "StorageSnapshot", "VSSSnapshot"),
        variants=SMB,
    ),
    Field(
        "processing_mode",
        api="advancedSettings.processingMode",
        choices=("Direct", "StorageSnapshot"),
        variants=NFS,
    ),
    Field("direct_backup_failover", "bool", api="advancedSettings.directBackupFailoverEnabled", variants=SHARES),
    Field("storage_snapshot_path", api="advancedSettings.storageSnapshotPath", variants=SHARES),
    Field("cache_repository", api=PROCESSING + "cacheRepositoryId", reference=BACKUP_REPOSITORY, required=True),
    Field(
        "backup_io_control",
        api=PROCESSING + "backupIOControlLevel",
        choices=("Lowest", "Low", "Medium", "High", "Highest"),
    ),
    *proxies(WITH_PROXIES),
    *proxies((NAS_FILER,), until=REV1),
    Field("native_change_tracking", "bool", api=PROCESSING + "nativeChangeTrackingEnabled", variants=(NAS_FILER,)),
)

UNSTRUCTURED_DATA_SERVER = Resource(
    product=VBR,
    noun=UNSTRUCTURED_SERVER.noun,
    path=PATH,
    fields=FIELDS,
    identity={"name": ""},
    variant="type",
    since=REV1,
    create=Operation("POST", PATH, "session", session_type="Infrastructure"),
    update=Operation(
        "PUT",
        ITEM,
        "session",
        session_type="Infrastructure",
        parameters=(
            Parameter(
                "migration_type",
                "migrationType",
                "str",
                choices=("CheckExistence", "CopyMetaFromCache", "DownloadMetaFromArchive"),
            ),
            Parameter(
                "cold_storage_retrieval_mode",
                "coldStorageRetrievalMode",
                "str",
                choices=(
                    "AmazonBulk",
                    "AmazonStandard",
                    "AmazonExpedited",
                    "AzureStandardPriority",
                    "AzureHighPriority",
                ),
                since=REV2,
            ),
        ),
    ),
    # In 1.3-rev2, hosts are removed at once, and the response names no session.
    delete=Operation("DELETE", ITEM, "session", session_type="InfrastructureItemDeletion"),
)


class UnstructuredDataServerReconciler(Reconciler):
    """A server that each type knows by something else."""

    def identity(self) -> State:
        """The name as the task gives it: which type it is of, each listed server shows."""
        return {"name": self.task.params["name"]} if self.task.params["name"] else {}

    def has_identity(self, body: Body, identity: State) -> bool:
        """Whether a listed server has that name, and is of a type that the task can mean."""
        kind, given, name = str(body.get("type")), self.task.params["type"], str(identity.get("name"))
        if given not in (None, kind) and not {given, kind} <= set(SHARES):
            return False
        if kind == NAS_FILER:
            return name.lower() == body.get("storageHostId") or name == body.get("name")
        if kind == FILE_SERVER:
            host = str(body.get("hostId"))
            return name in (host, self.resolver.to_name(MANAGED_SERVER, host))
        return super().has_identity(body, identity)

    def select(self, candidates: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
        """The server of that name; of several, the one of the given type. Raises AmbiguousName for several."""
        named = [body for body in candidates if self.has_identity(body, self.identity())]
        of_type = [body for body in named if body.get("type") == self.task.params["type"]]
        return super().select(of_type or named)

    def desired(self, current: Body | None) -> State:
        """What the task gives, and what follows from it. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        kind = self.context(current).variant
        if kind is None:
            # What names mean depends on the type. The plan says that it is missing.
            return given_state(self.resource.fields, self.task.raw, self.task.params)
        desired = super().desired(current)
        if kind == NAS_FILER and current is not None and desired.get("name") == current.get("name"):
            desired["name"] = current["storageHostId"]
        if desired.get("proxies"):
            desired.setdefault("auto_select_proxies", False)
        if desired.get("credentials") and kind in (*SMB, NAS_FILER):
            desired.setdefault("credentials_required", True)
        return desired


MODULE = resource_module(UNSTRUCTURED_DATA_SERVER, UnstructuredDataServerReconciler)
