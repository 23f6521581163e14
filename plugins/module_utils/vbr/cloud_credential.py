# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cloud credentials records of VBR, operations under ``/api/v1/cloudCredentials``.

Each type has another property that names the account, so a task tells records apart by type and description. Secrets
are part of a new record; on one that exists, each has an operation of its own.
The declaration of M(opendr.veeam.veeam_cloud_credential). Private to the collection.
"""

from __future__ import annotations

from ..core.errors import InvalidOption
from ..engine.plan import CREATE, Body, Plan
from ..engine.reconciler import Reconciler
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.values import UUID
from .certificate_upload import certificate_fields
from .product import VBR

PATH = "/cloudCredentials"
ITEM = PATH + "/{id}"
OLDEST = "1.2-rev1"

AZURE_STORAGE, AZURE_COMPUTE, AMAZON = "AzureStorage", "AzureCompute", "Amazon"
GOOGLE, GOOGLE_SERVICE = "Google", "GoogleService"
REGIONS = ("Global", "China", "Government", "Germany")
GERMANY_UNTIL = {"Germany": ("", OLDEST)}
COMPUTE = (AZURE_COMPUTE,)
# What an application that exists is known by.
APPLICATION = ("deployment_type", "tenant_id", "application_id")
EXISTING, NEW = "ExistingAccount", "NewAccount"
SUBSCRIPTION = "existingAccount.subscription."
CHANGE_SECRET_KEY = Operation("POST", ITEM + "/changeSecretKey", "object")

NEW_ACCOUNT = (
    Field("region", mode="write_only_on_create", choices=REGIONS, choice_spans=GERMANY_UNTIL, required=True),
    Field("verification_code", mode="write_only_on_create", required=True),
)
SUBSCRIPTIONS = (
    Field("id", mode="computed"),
    Field("azure_subscription_id", mode="computed"),
    Field("azure_subscription_name", mode="computed"),
)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("description"),
    Field(
        "type",
        choices=(AZURE_STORAGE, AZURE_COMPUTE, AMAZON, GOOGLE, GOOGLE_SERVICE),
        mode="immutable",
        required=True,
    ),
    Field("account", variants=(AZURE_STORAGE,), required=True),
    Field("shared_key", mode="secret", variants=(AZURE_STORAGE,), required=True),
    Field("access_key", variants=(AMAZON, GOOGLE), required=True),
    Field("secret_key", mode="secret", variants=(AMAZON, GOOGLE), required=True),
    Field("connection_name", variants=COMPUTE, required=True),
    Field(
        "creation_mode",
        mode="write_only_on_create",
        choices=(EXISTING, NEW),
        default=EXISTING,
        variants=COMPUTE,
    ),
    Field(
        "creation_mode",
        mode="write_only_on_create",
        choices=(EXISTING, NEW),
        default=EXISTING,
        variants=(GOOGLE_SERVICE,),
        until=OLDEST,
    ),
    Field(
        "deployment_type",
        api="existingAccount.deployment.deploymentType",
        response_api="deployment.deploymentType",
        mode="immutable",
        choices=("MicrosoftAzure", "MicrosoftAzureStack"),
        variants=COMPUTE,
    ),
    Field(
        "region",
        api="existingAccount.deployment.region",
        response_api="deployment.region",
        mode="immutable",
        choices=REGIONS,
        choice_spans=GERMANY_UNTIL,
        variants=COMPUTE,
    ),
    Field(
        "tenant_id",
        api=SUBSCRIPTION + "tenantId",
        response_api="subscription.tenantId",
        mode="immutable",
        variants=COMPUTE,
    ),
    Field(
        "application_id",
        api=SUBSCRIPTION + "applicationId",
        response_api="subscription.applicationId",
        mode="immutable",
        variants=COMPUTE,
    ),
    Field("client_secret", api=SUBSCRIPTION + "secret", mode="secret", variants=COMPUTE),
    *certificate_fields("certificate", SUBSCRIPTION + "certificate.", variants=COMPUTE),
    Field("new_account", "dict", mode="write_only_on_create", fields=NEW_ACCOUNT, variants=COMPUTE),
    Field(
        "key_file",
        api="existingAccount.keyFile",
        mode="secret",
        variants=(GOOGLE_SERVICE,),
        required=True,
    ),
    Field(
        "subscriptions",
        "list",
        elements="dict",
        api="subscription.subscriptions",
        mode="computed",
        fields=SUBSCRIPTIONS,
        variants=COMPUTE,
    ),
    Field("name", mode="computed", variants=(GOOGLE_SERVICE,)),
    Field("project_id", mode="computed", variants=(GOOGLE_SERVICE,)),
    Field("last_modified", mode="computed", since="1.3-rev0"),
    Field("unique_id", mode="computed"),
)


def change_secret_key(option: str) -> DedicatedUpdate:
    """The operation that sets the one secret of a record, under the option that this has in its type."""
    return DedicatedUpdate(
        CHANGE_SECRET_KEY, (option,), fields=(Field(option, api="newSecretKey", mode="secret", required=True),)
    )


CLOUD_CREDENTIAL = Resource(
    product=VBR,
    noun="cloud credentials record",
    result_key="cloud_credential",
    path=PATH,
    fields=FIELDS,
    variant="type",
    identity={"description": "", "type": "typeFilter"},
    create=Operation("POST", PATH, "object"),
    update=Operation("PUT", ITEM, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(
        *(change_secret_key(option) for option in ("secret_key", "shared_key", "client_secret")),
        DedicatedUpdate(
            Operation("POST", ITEM + "/changeCertificate", "object"),
            ("certificate", "certificate_password"),
            fields=certificate_fields("certificate", "", required=True),
            body_options=("certificate_format",),
        ),
        DedicatedUpdate(
            Operation("POST", ITEM + "/changeAccount", "nothing"),
            ("key_file",),
            fields=(Field("key_file", mode="secret", required=True),),
        ),
    ),
)


class CloudCredentialReconciler(Reconciler):
    """A description alone says too little."""

    def validate(self) -> None:
        """Raise InvalidOption for a part of the identity."""
        super().validate()
        self.validate_whole_identity()

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for a new record of an application that does not say which one."""
        super().preflight(plan, current)
        given = plan.sent
        if plan.operation != CREATE or given.get("type") != AZURE_COMPUTE:
            return
        needed = APPLICATION if given.get("creation_mode") == EXISTING else ("new_account",)
        missing = [option for option in needed if not given.get(option)]
        secret = given.get("client_secret") or given.get("certificate")
        if needed == APPLICATION and not secret:
            missing.append("client_secret or certificate")
        if missing:
            raise InvalidOption(
                f"A {self.resource.noun} of type {AZURE_COMPUTE} with creation_mode={given['creation_mode']} also "
                f"needs: {', '.join(missing)}.",
                missing=missing,
            )


MODULE = resource_module(CLOUD_CREDENTIAL, CloudCredentialReconciler)
