# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Protection groups of VBR, operations under ``/api/v1/agents/protectionGroups``.

A group is what agents are installed on and what agent jobs process. The server finds its computers in a rescan.
The declaration of M(opendr.veeam.veeam_protection_group). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..core.errors import InvalidOption
from ..engine.actions import ActionReconciler
from ..engine.plan import ABSENT, CREATE, PRESENT, UPDATE, Body, Plan, Request
from ..engine.resource_module import resource_module
from ..engine.task import Reader
from ..schema.desired_lists import REMOVE
from ..schema.resource import DedicatedUpdate, Operation, Parameter, Resource, fields_of
from ..schema.state import State, read_state
from .active_directory import OBJECT, OBJECTS, DirectoryObjects, find_among
from .cloud_machines import validate_cloud_objects
from .product import VBR
from .protection_group_schema import CLOUD, DIRECTORY, FIELDS
from .words import REV0, REV1

PATH = "/agents/protectionGroups"
ITEM = PATH + "/{id}"

RESCANNED = "rescanned"
RESCAN = Operation("POST", ITEM + "/rescan", "session", session_type="AgentDiscovery", since=REV0)
PERFORM_RESCAN = Parameter("perform_rescan", "performRescan", since=REV1)
# The lists of objects of the directory, and where custom credentials name one.
DIRECTORY_LISTS = ("objects", "excluded_objects")
ACCOUNTS = ("aws_account", "azure_account")
# The options that say whether lists are used, and the lists.
IN_USE = {
    "use_custom_credentials": ("custom_credentials",),
    "exclude_selected_objects": ("excluded_objects", "excluded_cloud_machines"),
}


def _switches(response: str, since: str = "", until: str = "") -> tuple[DedicatedUpdate, ...]:
    """The operations that enable and disable a group."""
    return tuple(
        DedicatedUpdate(
            Operation("POST", f"{ITEM}/{verb}", response, since=since, until=until),
            ("enabled",),
            value=value,
            initial=True,
        )
        for verb, value in (("enable", True), ("disable", False))
    )


PROTECTION_GROUP = Resource(
    product=VBR,
    noun="protection group",
    path=PATH,
    fields=FIELDS,
    variant="type",
    create=Operation("POST", PATH, "session", session_type="Infrastructure", parameters=(PERFORM_RESCAN,)),
    update=Operation("PUT", ITEM, "session", session_type="Infrastructure", parameters=(PERFORM_RESCAN,)),
    delete=Operation(
        "DELETE",
        ITEM,
        "session",
        session_type="InfrastructureItemDeletion",
        parameters=(Parameter("uninstall_everything", "uninstallEverything"),),
    ),
    dedicated_updates=(*_switches("session", until=REV0), *_switches("nothing", since=REV1)),
    reads=(OBJECTS,),
    since=REV0,
)


class ProtectionGroupReconciler(ActionReconciler):
    """Objects of a directory are looked up in it; the computers are discovered again on request."""

    actions: ClassVar[Mapping[str, Operation]] = {RESCANNED: RESCAN}
    states = (PRESENT, ABSENT, RESCANNED)
    operations = (RESCAN,)
    readers: ClassVar[Mapping[str, Reader]] = {OBJECTS: OBJECT}

    def validate(self) -> None:
        """Raise InvalidOption for two accounts at once, and for cloud machines that contradict themselves."""
        super().validate()
        if all(self.task.params[option] for option in ACCOUNTS):
            raise InvalidOption(
                "A protection group has one cloud account: give aws_account or azure_account, not both.",
                option=ACCOUNTS[1],
            )
        for option in ("cloud_machines", "excluded_cloud_machines"):
            validate_cloud_objects(self.task.params[option] or [], option)

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole objects of the directory; a list that it gives is used unless it says no.

        Raises ObjectNotFound, AmbiguousName, InvalidOption.
        """
        desired, context = super().desired(current), self.context(current)
        of_type = {field.option for field in fields_of(FIELDS, context)}
        for option, lists in IN_USE.items():
            if option in of_type and any(desired.get(name) for name in lists):
                desired.setdefault(option, True)
        if context.variant != DIRECTORY:
            return desired
        state = read_state(FIELDS, current or {}, context)
        domain = desired.get("domain") or state.get("domain")
        if not domain:
            # The plan says what is missing.
            return desired
        known = [item for option in DIRECTORY_LISTS for item in state.get(option) or []]
        known += [item["object"] for item in state.get("custom_credentials") or [] if item.get("object")]
        directory = DirectoryObjects(self.client, context, domain, known if domain == state.get("domain") else [])
        for option in DIRECTORY_LISTS:
            if desired.get(option) and self.task.params.get(f"{option}_mode") == REMOVE:
                # They need not exist any more.
                found = [find_among(state.get(option) or [], item, option) for item in desired[option]]
                desired[option] = [item for item in found if item is not None]
            elif desired.get(option):
                desired[option] = [directory.find(item, option) for item in desired[option]]
        if desired.get("custom_credentials"):
            desired["custom_credentials"] = [
                {**item, "object": directory.find(item.get("object") or {}, "custom_credentials.object")}
                for item in desired["custom_credentials"]
            ]
        return desired

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for a new group of cloud machines without the account that has them."""
        super().preflight(plan, current)
        is_new = plan.operation == CREATE and plan.body is not None
        if is_new and self.context(current).variant == CLOUD and "cloudAccount" not in (plan.body or {}):
            raise InvalidOption(
                f"The {self.resource.title(plan.after)} needs the account of its machines: give aws_account or "
                "azure_account.",
                option=ACCOUNTS[0],
            )

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """Servers leave it out of a group that is enabled, and an update has to say whether it is."""
        requests = super().requests(plan, current)
        for request in requests:
            if plan.operation == UPDATE and isinstance(request.body, dict):
                request.body.setdefault("isDisabled", False)
        return requests


MODULE = resource_module(PROTECTION_GROUP, ProtectionGroupReconciler)
