# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of VBR's encryption passwords, operation ``GET /encryptionPasswords``. Private to the collection."""

from __future__ import annotations

from ..engine.info import info_module
from ..schema.listing import Filter, Listing
from ..schema.values import UUID
from .encryption_password import FIELDS, PATH
from .product import VBR

ENCRYPTION_PASSWORDS = Listing(
    product=VBR,
    noun="encryption password",
    path=PATH,
    fields=FIELDS,
    filters=(
        Filter("id", field="id", format=UUID),
        Filter("hint", query="hintFilter", field="hint", match="pattern", since="1.3-rev0"),
    ),
)

MODULE = info_module(ENCRYPTION_PASSWORDS, "encryption_passwords")
