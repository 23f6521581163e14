# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials records of VBR, operations under ``/api/v1/credentials``.

Nothing but a user name, a type and a description tells one record from another, and several may have the same user
name. Secrets are part of a new record; on one that exists, each has an operation of its own.
The declaration of M(opendr.veeam.veeam_credential). Private to the collection.
"""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..http.pages import Query
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.values import UUID
from .product import VBR

PATH = "/credentials"
ITEM = PATH + "/{id}"
DEFAULT_RECORDS_SINCE = "1.3-rev0"

STANDARD, LINUX, MANAGED_SERVICE = "Standard", "Linux", "ManagedService"

# username and password are options of the connection, so the record's own are called account and account_password.
FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("account", api="username", required=True),
    Field(
        "type",
        choices=(STANDARD, LINUX, MANAGED_SERVICE),
        choice_spans={MANAGED_SERVICE: ("1.3-rev0", "")},
        mode="immutable",
        required=True,
    ),
    Field("description"),
    Field(
        "account_password",
        api="password",
        mode="secret",
        variants=(STANDARD,),
        required=True,
        required_since="1.3-rev0",
    ),
    Field("account_password", api="password", mode="secret", variants=(LINUX,)),
    Field(
        "authentication_type",
        choices=("Password", "SshKey"),
        mode="immutable",
        variants=(LINUX,),
        since="1.3-rev0",
        required=True,
    ),
    Field("private_key", mode="secret", variants=(LINUX,)),
    Field("passphrase", mode="secret", variants=(LINUX,)),
    Field("root_password", mode="secret", variants=(LINUX,)),
    Field("ssh_port", "int", api="SSHPort", variants=(LINUX,)),
    Field("elevate_to_root", "bool", variants=(LINUX,)),
    Field("add_to_sudoers", "bool", variants=(LINUX,)),
    Field("use_su", "bool", variants=(LINUX,)),
    Field("creation_time", mode="computed"),
    Field("unique_id", mode="computed"),
    Field("is_default_appliance", "bool", mode="computed", since="1.3-rev2"),
)

CREDENTIAL = Resource(
    product=VBR,
    noun="credentials record",
    result_key="credential",
    path=PATH,
    fields=FIELDS,
    variant="type",
    identity={"account": "nameFilter", "type": "typeFilter", "description": ""},
    create=Operation("POST", PATH, "object"),
    update=Operation("PUT", ITEM, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(
        DedicatedUpdate(
            Operation("POST", ITEM + "/changepassword", "nothing"),
            ("account_password",),
            fields=(Field("account_password", api="password", mode="secret", required=True),),
        ),
        DedicatedUpdate(
            Operation("POST", ITEM + "/changeprivatekey", "nothing"),
            ("private_key", "passphrase"),
            fields=(Field("private_key", mode="secret", required=True), Field("passphrase", mode="secret")),
        ),
        DedicatedUpdate(
            Operation("POST", ITEM + "/changerootpassword", "nothing"),
            ("root_password",),
            fields=(Field("root_password", api="password", mode="secret", required=True),),
        ),
    ),
)


class CredentialReconciler(Reconciler):
    """The default records of appliances can be changed like any other; the list has them on request only."""

    def validate(self) -> None:
        """Raise InvalidOption for a part of the identity, and for a passphrase without the key that it protects."""
        super().validate()
        self.validate_whole_identity()
        if self.task.params["passphrase"] is not None and self.task.params["private_key"] is None:
            raise InvalidOption(
                "passphrase protects private_key, and the two are set together: give both, or leave passphrase out.",
                option="passphrase",
            )

    def identity_query(self) -> Query:
        """The records of appliances among the others."""
        query = super().identity_query()
        if VBR.supports(self.client.revision, DEFAULT_RECORDS_SINCE):
            query = {**query, "includeDefaultApplianceCreds": True}
        return query


MODULE = resource_module(CREDENTIAL, CredentialReconciler)
