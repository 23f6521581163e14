# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of Azure's API v8, made from that of v8.1 by taking away what is new in it.

No package carries the document of v8. What its published reference lacks, compared with that of v8.1, stands here;
its paths stay in the spelling of v8.1. An appliance of 8.1 speaks both, each by its own document.
"""

from __future__ import annotations

import copy
from typing import Any

Document = dict[str, Any]

REPOSITORIES = "/api/v8.1/repositories"
NEW_PATHS = "/api/v8.1/veeamVaults"
NEW_PARAMETERS: dict[str, tuple[str, ...]] = {REPOSITORIES: ("Type",)}
NEW_PROPERTIES: dict[str, tuple[str, ...]] = {
    "Repository": ("repositoryType", "storageConsumptionLimit", "veeamVaultId"),
    "RepositoryCreateFromClientWithKeyVault": ("storageConsumptionLimit",),
    "RepositoryUpdateFromClientWithKeyVault": ("storageConsumptionLimit",),
}


def without_news(document: Document) -> Document:
    """The document without what is new in v8.1. Raises KeyError where the document of v8.1 lacks something of that."""
    older = copy.deepcopy(document)
    older["info"]["version"] = "v8"
    older["paths"] = {path: item for path, item in older["paths"].items() if not path.startswith(NEW_PATHS)}
    for path, names in NEW_PARAMETERS.items():
        operation = older["paths"][path]["get"]
        operation["parameters"] = [each for each in operation["parameters"] if each["name"] not in names]
    for schema, names in NEW_PROPERTIES.items():
        for name in names:
            del older["components"]["schemas"][schema]["properties"][name]
    return older
