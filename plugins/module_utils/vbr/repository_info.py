# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of VBR's backup repositories and of their states. Private to the collection.

Operations GET ``/api/v1/backupInfrastructure/repositories`` and ``.../repositories/states``.
"""

from __future__ import annotations

from ..engine.info import Detail, info_module
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext
from ..schema.state import State, read_state
from ..schema.values import UUID
from .product import VBR
from .references import MANAGED_SERVER
from .repository import FIELDS, PATH

STATES_PATH = PATH + "/states"

# Every type that the list can be filtered by, with the revisions that know it. The API cannot create many of them.
LISTED_SINCE_1_2 = (
    "WinLocal",
    "LinuxLocal",
    "LinuxHardened",
    "Nfs",
    "Smb",
    "AmazonS3",
    "AmazonS3Glacier",
    "AmazonSnowballEdge",
    "AzureArchive",
    "AzureBlob",
    "AzureDataBox",
    "ExaGrid",
    "ExtendableRepository",
    "Fujitsu",
    "GoogleCloud",
    "IBMCloud",
    "Infinidat",
    "S3Compatible",
    "WasabiCloud",
)
LISTED_SINCE_1_3 = (
    "AbrVirtual",
    "AmazonS3External",
    "AmazonS3GlacierExternal",
    "AzureArchiveStorageExternal",
    "AzureStorageExternal",
    "Cloud",
    "ElevenElevenS3",
    "Foreign",
    "GoogleArchiveStorageExternal",
    "GoogleCloudStorageExternal",
    "HPStoreOnce",
    "HPStoreOnceCloudBank",
    "PlatformServiceExternal",
    "PlatformServiceVmbApi",
    "S3GlacierCompatible",
    "SanSnapshotOnly",
    "Tape",
    "VeeamDataCloudVault",
    "VeeamVault",
)
LISTED_SINCE_1_3_REV2 = (
    "DellDataDomain",
    "HPEStoreOnce",
    "QuantumDXi",
    "S3Integrated",
    "VeeamDataCloudVaultArchive",
    "VeeamDataCloudVaultAwsExternal",
    "VeeamDataCloudVaultAzureExternal",
)
# The earlier names of DellDataDomain, HPEStoreOnce and QuantumDXi.
LISTED_UNTIL_1_3_REV1 = ("DDBoost", "HPStoreOnceIntegration", "Quantum")
LISTED_SPANS = {
    **dict.fromkeys(LISTED_SINCE_1_3, ("1.3-rev0", "")),
    **dict.fromkeys(LISTED_SINCE_1_3_REV2, ("1.3-rev2", "")),
    **dict.fromkeys(LISTED_UNTIL_1_3_REV1, ("", "1.3-rev1")),
    "SmartObjectS3": ("1.3-rev0", "1.3-rev1"),
}
LISTED_TYPES = LISTED_SINCE_1_2 + tuple(LISTED_SPANS)

REPOSITORIES = Listing(
    product=VBR,
    noun="repository",
    path=PATH,
    fields=FIELDS,
    variant="type",
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", query="nameFilter", field="name", match="pattern"),
        Filter(
            "type",
            query="typeFilter",
            type="list",
            elements="str",
            choices=LISTED_TYPES,
            choice_spans=LISTED_SPANS,
            field="type",
            many_since="1.3-rev0",
        ),
        Filter("host", query="hostIdFilter", reference=MANAGED_SERVER, field="host"),
        Filter("path", query="pathFilter", field="path", also=("share.path",), match="pattern"),
        Filter("exclude_extents", query="excludeExtents", type="bool", since="1.3-rev0"),
    ),
)

SCALE_OUT_DETAILS = (
    Field("name", api="membership", mode="computed"),
    Field("id", api="scaleOutRepositoryId", mode="computed"),
    Field("extent_type", mode="computed"),
)

STATES = Listing(
    product=VBR,
    noun="repository state",
    path=STATES_PATH,
    fields=(
        Field("id", mode="computed"),
        Field("host_name", mode="computed"),
        Field("path", mode="computed"),
        Field("capacity_gb", "float", api="capacityGB", mode="computed"),
        Field("free_gb", "float", api="freeGB", mode="computed"),
        Field("used_space_gb", "float", api="usedSpaceGB", mode="computed"),
        Field("is_online", "bool", mode="computed"),
        Field("is_out_of_date", "bool", mode="computed", since="1.3-rev0"),
        Field(
            "scale_out_repository",
            "dict",
            api="scaleOutRepositoryDetails",
            fields=SCALE_OUT_DETAILS,
            mode="computed",
            since="1.3-rev0",
        ),
    ),
)


def add_states(task: Task, _resolver: ReferenceResolver, repositories: list[State]) -> None:
    """Add ``status`` to each repository: capacity and availability; None where the server returns no state."""
    if not repositories:
        return
    # The filter takes a single id.
    only = repositories[0].get("id") if len(repositories) == 1 else None
    query = {"idFilter": only} if only else {}
    context = SchemaContext(VBR, task.client.revision)
    bodies = task.client.pages(STATES.path, query)
    states = {str(body["id"]): read_state(STATES.fields, body, context) for body in bodies}
    for repository in repositories:
        status = states.get(str(repository.get("id")))
        repository["status"] = {key: value for key, value in status.items() if key != "id"} if status else None


STATUS = Field(
    "status", "dict", mode="computed", fields=tuple(field for field in STATES.fields if field.option != "id")
)
WITH_STATES = Detail("states", add_states, (STATUS,), listings=(STATES,))

MODULE = info_module(REPOSITORIES, "repositories", (WITH_STATES,))
