# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and groups that may log in to VBR, operations under ``/api/v1/security/users``.

Accounts themselves are made in the operating system or the domain. Here they get roles.
The declaration of M(opendr.veeam.veeam_user). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..core.accounts import same_account
from ..core.errors import InvalidOption
from ..engine.actions import ActionReconciler
from ..engine.plan import ABSENT, DELETE, PRESENT, Body, Plan
from ..engine.resource_module import resource_module
from ..schema.fields import Field
from ..schema.resource import DedicatedUpdate, Operation, Resource
from ..schema.values import UUID
from .product import VBR
from .references import ROLE

PATH = "/security/users"
ITEM = PATH + "/{id}"
SINCE = "1.3-rev1"

MFA_RESET = "mfa_reset"
RESET_MFA = Operation("POST", ITEM + "/resetMFA", "nothing")

ROLES = Field("roles", "list", elements="str", item_property="id", name_from="name", reference=ROLE, required=True)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", mode="immutable", required=True),
    Field(
        "type",
        mode="immutable",
        choices=("InternalUser", "InternalGroup", "ExternalUser", "ExternalGroup"),
        required=True,
    ),
    ROLES,
    Field("is_service_account", "bool", default=False),
    Field("mfa_enabled", "bool", mode="computed", since="1.3-rev2"),
)

USER = Resource(
    product=VBR,
    noun="user or group",
    result_key="user",
    path=PATH,
    fields=FIELDS,
    create=Operation("POST", PATH, "object"),
    delete=Operation("DELETE", ITEM, "nothing"),
    dedicated_updates=(
        DedicatedUpdate(Operation("PUT", ITEM + "/roles", "object"), ("roles",), fields=(ROLES,)),
        DedicatedUpdate(
            Operation("POST", ITEM + "/changeServiceAccountMode", "object"),
            ("is_service_account",),
            fields=(Field("is_service_account", "bool", api="isServiceAccountEnable", required=True),),
        ),
    ),
    since=SINCE,
)


class UserReconciler(ActionReconciler):
    """The multi-factor authentication of a user is reset on request."""

    actions: ClassVar[Mapping[str, Operation]] = {MFA_RESET: RESET_MFA}
    states = (PRESENT, ABSENT, MFA_RESET)
    operations = (RESET_MFA,)

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption where the task would remove the account that it uses itself."""
        super().preflight(plan, current)
        name, login = str(plan.before.get("name")), self.task.params.get("username")
        if plan.operation == DELETE and "Group" not in str(plan.before.get("type")) and same_account(name, login):
            raise InvalidOption(
                f"The {self.resource.title(plan.before)} is the account that this task uses ({login}), so it is not "
                "removed. To remove it, use another account.",
                option="state",
            )


MODULE = resource_module(USER, UserReconciler)
