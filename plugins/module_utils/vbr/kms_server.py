# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key management servers of VBR, operations under ``/api/v1/kmsServers``.

A server comes with two certificates and their private keys. Each has its own place in the operation that changes it.
The declaration of M(opendr.veeam.veeam_kms_server). Private to the collection.
"""

from __future__ import annotations

from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.values import UUID
from .certificate_upload import certificate_fields
from .product import VBR

PATH = "/kmsServers"
ITEM = PATH + "/{id}"
CHANGE_CERTIFICATE = Operation("POST", ITEM + "/changeCertificate", "nothing")
SERVER, CLIENT = "server_certificate", "client_certificate"


def change_certificate(option: str, kind: str) -> DedicatedUpdate:
    """The operation that gives the server another certificate of a kind, which has the options of that name."""
    return DedicatedUpdate(
        CHANGE_CERTIFICATE,
        (option, f"{option}_password"),
        fields=(
            *certificate_fields(option, "certificate.", required=True),
            Field("kind", api="type", mode="constant", choices=(kind,), default=kind),
        ),
        body_options=(f"{option}_format",),
    )


FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", required=True),
    Field("description"),
    Field("type", mode="constant", default="KMS"),
    Field("port", "int", required=True, minimum=1, maximum=65535),
    *certificate_fields(SERVER, "serverCertificate.", required=True),
    *certificate_fields(CLIENT, "clientCertificate.", required=True),
    Field("server_certificate_thumbprint", mode="computed"),
    Field("client_certificate_thumbprint", mode="computed"),
)

KMS_SERVER = Resource(
    product=VBR,
    noun="KMS server",
    result_key="kms_server",
    path=PATH,
    fields=FIELDS,
    create=Operation("POST", PATH, "object"),
    update=Operation("PUT", ITEM, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(change_certificate(SERVER, "Server"), change_certificate(CLIENT, "Client")),
)

MODULE = resource_module(KMS_SERVER)
