# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of backup repositories of Azure, what uses each repository, and the export of the list to a file.

Operations ``GET /repositories``, ``GET /repositories/validateDelete``, ``POST /repositories/export``.
Private to the collection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.local_file import FILE_OPTIONS, keep_file, path_to_keep
from ..engine.references import ReferenceResolver
from ..engine.task import Declaration, Result, Task
from ..schema.listing import Filter, Listing
from ..schema.state import State
from .product import AZURE
from .references import SERVICE_ACCOUNT, TENANT
from .repository.schema import FIELDS, PATH, TIERS, VALIDATE_DELETE
from .repository.usage import use_of, uses_of

EXPORT = PATH + "/export"
ACCEPT = {"csv": "text/csv", "xml": "text/xml"}
# So many ids fit into the URL of a request.
IDS_PER_REQUEST = 50
# The server exports all repositories where the list of ids is empty.
NO_ID = "00000000-0000-0000-0000-000000000000"
# Options that the list does not return.
NOT_LISTED = (
    "auto_create_tiers",
    "import_if_folder_has_backup",
    "encryption_password",
    "key_vault",
    "key_vault_key",
    "key_version",
)


REPOSITORIES = Listing(
    product=AZURE,
    noun="repository",
    path=PATH,
    fields=tuple(field for field in FIELDS if field.option not in NOT_LISTED),
    filters=(
        Filter("id", field="id"),
        Filter("name", query="SearchPattern", field="name", match="pattern"),
        Filter(
            "status",
            query="Status",
            type="list",
            elements="str",
            choices=("Creating", "Importing", "Ready", "Failed", "ReadOnly", "Unknown"),
            field="status",
            single=True,
        ),
        Filter(
            "type",
            query="Type",
            since="v8.1",
            type="list",
            elements="str",
            choices=("Backup", "VeeamVault", "Unknown"),
            field="type",
            single=True,
        ),
        Filter(
            "storage_tier",
            query="Tier",
            type="list",
            elements="str",
            choices=(*TIERS, "Unknown"),
            field="storage_tier",
            single=True,
        ),
        Filter("encrypted", query="IsEncrypted", type="bool", field="encrypted"),
        Filter("immutability_enabled", query="ImmutabilityEnabled", type="bool", field="immutability_enabled"),
        Filter("tenant", query="TenantId", reference=TENANT),
        Filter("service_account", query="ServiceAccountId", reference=SERVICE_ACCOUNT),
    ),
)


def add_usage(task: Task, _resolver: ReferenceResolver, repositories: list[State]) -> None:
    """Add ``usage`` to each repository: the policies, storage templates and settings that use it."""
    for start in range(0, len(repositories), IDS_PER_REQUEST):
        batch = repositories[start : start + IDS_PER_REQUEST]
        ids = [str(needed(task.client, REPOSITORIES, repository, "id")) for repository in batch]
        uses = uses_of(task.client, ids)
        for identifier, repository in zip(ids, batch):
            repository["usage"] = uses[identifier.lower()]


WITH_USAGE = Detail("usage", add_usage, reads=(VALIDATE_DELETE,), readers={VALIDATE_DELETE: use_of})


def export(task: Task, repositories: Sequence[State]) -> Result:
    """Write the appliance's export of the repositories to the file, and return the keys of the result for it."""
    path = path_to_keep(task)
    ids = [str(needed(task.client, REPOSITORIES, repository, "id")) for repository in repositories]
    content = task.client.download(EXPORT, {"repositoryIds": ids or [NO_ID]}, ACCEPT[task.params["export_format"]])
    return {"changed": keep_file(path, content, task.check_mode), "export_path": path, "export_size": len(content)}


def _declaration() -> Declaration:
    """The declaration of the module that lists repositories and can keep the list in a file."""
    listed = info_module(REPOSITORIES, "repositories", (WITH_USAGE,))

    def run(task: Task) -> Result:
        result = listed.run(task)
        return {**result, **export(task, result["repositories"])} if task.params["export_path"] else result

    return replace(
        listed,
        options={**listed.options, **FILE_OPTIONS},
        run=run,
        api=replace(listed.api, post_reads=(EXPORT,), readers={**listed.api.readers, "POST " + EXPORT: len}),
    )


MODULE = _declaration()
