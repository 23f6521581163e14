# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who uses a repository of Azure, operation ``GET /repositories/validateDelete``. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.errors import ApiError
from ...http.client import Client
from .schema import VALIDATE_DELETE

# The keys of a result, and the word for a user of that kind.
USERS = (("policies", "policy"), ("storage_templates", "storage template"))


def uses_of(client: Client, ids: Sequence[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What uses each repository, by its id: ``policies``, ``storage_templates`` and ``other``.

    The server answers with a page and takes no parameter for the next one, so what is not on it is asked for again.
    Raises ApiError where the server says nothing about a repository.
    """
    uses: dict[str, dict[str, list[dict[str, Any]]]] = {}
    while missing := [identifier for identifier in ids if identifier.lower() not in uses]:
        response = client.get(VALIDATE_DELETE, {"RepositoryId": missing})
        found = dict(map(use_of, response.get("results") or []))
        if not found.keys() & {identifier.lower() for identifier in missing}:
            raise ApiError(
                "GET",
                VALIDATE_DELETE,
                200,
                None,
                f"the response says nothing about the repository {missing[0]}, so it is not known whether it is in use",
            )
        uses.update(found)
    return uses


def use_of(use: Mapping[str, Any]) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The id of a repository, in lower case, and what uses it."""
    return str(use["repository"]["id"]).lower(), {
        "policies": [
            {"id": policy.get("id"), "name": policy.get("name"), "type": policy.get("policyType")}
            for policy in use.get("usedInPolicies") or []
        ],
        "storage_templates": [
            {"id": template.get("id"), "name": template.get("name")}
            for template in use.get("usedInStorageTemplates") or []
        ],
        "other": [
            {"code": other.get("code"), "message": other.get("message")}
            for other in use.get("additionalUsagesAndErrors") or []
        ],
    }
