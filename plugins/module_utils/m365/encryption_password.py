# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption passwords of M365, operations under ``/EncryptionKeys``: created and removed, and never changed.

A password is known by its hint, which several may have. The declaration of
M(opendr.veeam.veeam_m365_encryption_password). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.values import UUID
from .product import M365
from .references import ENCRYPTION_PASSWORD, ORGANIZATION

ITEM = ENCRYPTION_PASSWORD.path + "/{keyId}"

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("description", mode="immutable", required=True),
    Field("encryption_password", api="password", mode="secret", required=True),
    Field("organization", api="organizationId", reference=ORGANIZATION, mode="immutable", since="v8"),
)

PASSWORD = Resource(
    product=M365,
    noun=ENCRYPTION_PASSWORD.noun,
    path=ENCRYPTION_PASSWORD.path,
    fields=FIELDS,
    identity={"description": "description"},
    create=Operation("POST", ENCRYPTION_PASSWORD.path, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
)

MODULE = resource_module(PASSWORD)
