# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption passwords of VBR, operations under ``/api/v1/encryptionPasswords``.

A password is known by its hint. The server does not return the password, but since 1.3-rev0 it says whether one is
the same. The declaration of M(opendr.veeam.veeam_encryption_password). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.values import UUID
from .product import VBR

PATH = "/encryptionPasswords"
ITEM = PATH + "/{id}"

SECRET = Field("encryption_password", api="password", mode="secret", required=True)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("hint", required=True),
    SECRET,
    Field("is_imported", "bool", since="1.3-rev0"),
    Field("unique_id", mode="computed"),
    Field("modification_time", mode="computed"),
)

ENCRYPTION_PASSWORD = Resource(
    product=VBR,
    noun="encryption password",
    path=PATH,
    fields=FIELDS,
    # Only revisions since 1.3-rev0 filter by the hint, and the list is short.
    identity={"hint": ""},
    create=Operation("POST", PATH, "object"),
    update=Operation("PUT", ITEM, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(
        DedicatedUpdate(
            Operation("POST", ITEM + "/changepassword", "nothing"),
            ("encryption_password",),
            fields=(SECRET, Field("hint", required=True)),
            body_options=("hint",),
        ),
    ),
)

MODULE = resource_module(ENCRYPTION_PASSWORD)
