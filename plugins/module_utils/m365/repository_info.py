# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of backup repositories of M365, and the organizations that each holds backups of.

Operations ``GET /BackupRepositories`` and ``GET /BackupRepositories/{repositoryId}/backedupOrganizations``.
Private to the collection.
"""

from __future__ import annotations

from ..engine.info import Detail, info_module
from ..engine.listing import needed
from ..engine.references import ReferenceResolver
from ..engine.task import Task
from ..schema.fields import Field
from ..schema.listing import Filter, Listing
from ..schema.resource import SchemaContext, filled
from ..schema.state import State, read_state
from ..schema.values import UUID
from .product import M365
from .references import ORGANIZATION, PROXY, PROXY_POOL
from .repository.schema import FIELDS, ITEM, NOUN, PATH, V8

ORGANIZATIONS = ITEM + "/backedupOrganizations"


def _read(option: str, kind: str = "str") -> Field:
    return Field(option, kind, mode="computed")


# The id is that of the backup, and not that of the organization.
USAGE = (
    Field("backed_up_organization_id", api="id", mode="computed"),
    _read("name"),
    _read("used_space_bytes", "int"),
    _read("local_cache_used_space_bytes", "int"),
    _read("object_storage_used_space_bytes", "int"),
)

REPOSITORIES = Listing(
    product=M365,
    noun=NOUN,
    path=PATH,
    fields=FIELDS,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("name", field="name", match="pattern"),
        Filter("proxy", query="proxyId", reference=PROXY),
        Filter("proxy_pool", query="proxyPoolId", reference=PROXY_POOL, since=V8),
        Filter("organization", query="organizationId", reference=ORGANIZATION, since=V8),
        # With false the server lists all.
        Filter("long_term", query="longTerm", type="bool", field="long_term"),
    ),
)


def add_organizations(task: Task, _resolver: ReferenceResolver, repositories: list[State]) -> None:
    """Add to each repository the organizations that it holds backups of, with the space that each uses."""
    context = SchemaContext(M365, task.client.revision)
    for repository in repositories:
        identifier = str(needed(task.client, REPOSITORIES, repository, "id"))
        usages = task.client.pages(filled(ORGANIZATIONS, identifier))
        repository["backed_up_organizations"] = [read_state(USAGE, usage, context) for usage in usages]


WITH_ORGANIZATIONS = Detail(
    "backed_up_organizations",
    add_organizations,
    fields=(Field("backed_up_organizations", "list", elements="dict", mode="computed", fields=USAGE),),
    reads=(ORGANIZATIONS,),
    readers={ORGANIZATIONS: USAGE},
)

MODULE = info_module(REPOSITORIES, "repositories", (WITH_ORGANIZATIONS,))
