# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption passwords of VBR, operations under ``/api/v1/encryptionPasswords``.

A password is known by its hint. The server does not return the password, but since 1.3-rev0 it says whether one is
the same. The declaration of M(opendr.veeam.veeam_encryption_password). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..core.errors import UnexpectedResponse
from ..engine.plan import Body
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..engine.task import Reader
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource, filled
from ..schema.state import read_state
from ..schema.values import UUID
from .product import VBR

PATH = "/encryptionPasswords"
ITEM = PATH + "/{id}"
# It only compares, so it is a read.
VERIFY = ITEM + "/verify"
SINCE_VERIFY = "1.3-rev0"

SECRET = Field("encryption_password", api="password", mode="secret", required=True)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("hint", required=True),
    SECRET,
    Field("is_imported", "bool", since="1.3-rev0"),
    Field("unique_id", mode="computed"),
    Field("modification_time", mode="computed"),
)

VERIFIED = (Field("is_successful", "bool", mode="computed"),)

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
    post_reads=(VERIFY,),
    reads_since={VERIFY: SINCE_VERIFY},
)


class EncryptionPasswordReconciler(Reconciler):
    """A password is sent again only where the server says that it has another one."""

    readers: ClassVar[Mapping[str, Reader]] = {f"POST {VERIFY}": VERIFIED}

    def sends_secrets(self, current: Body | None) -> bool:
        """Whether the task wants the password sent, and the server has another one or cannot compare it.

        Raises UnexpectedResponse.
        """
        password = self.task.params["encryption_password"]
        can_compare = self.client.product.supports(self.client.revision, SINCE_VERIFY)
        if not super().sends_secrets(current) or current is None or not password or not can_compare:
            return super().sends_secrets(current)
        path = filled(VERIFY, str(current["id"]))
        response = self.client.post_read(path, {SECRET.api: password})
        is_same = read_state(VERIFIED, response, self.context(current)).get("is_successful")
        if is_same is None:
            raise UnexpectedResponse(f"POST {path}", VERIFIED[0].api)
        return not is_same


MODULE = resource_module(ENCRYPTION_PASSWORD, EncryptionPasswordReconciler)
