# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A repository of M365 in the desired state: the declaration of M(opendr.veeam.veeam_m365_repository).

Private to the collection.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from ...core.errors import ImmutableOption, InvalidOption, VeeamError
from ...core.naming import NO_ID
from ...engine.plan import ABSENT, CREATE, NONE, UPDATE, Body, Plan, Request
from ...engine.reconciler import Reconciler
from ...engine.resource_module import resource_module
from ...schema.state import State, given_options, read_state
from .object_storage import LONG_TERM, OPTION, validate_complete_storage, validate_storage
from .retention import validate_companions, without_strays, written_times
from .schema import REPOSITORY

OWNERS = ("proxy", "proxy_pool")
OWNER_MODULE = "opendr.veeam.veeam_m365_repository_owner"


class OtherOwner(VeeamError):
    """The repository belongs to another backup proxy server or backup proxy pool than the task gives."""


class RepositoryReconciler(Reconciler):
    """With the rules between its options, and the body of an update, which is that of a creation."""

    def validate(self) -> None:
        """Raise InvalidOption for options that contradict each other, whatever the server has."""
        if self.task.params["state"] == ABSENT:
            return
        given = self.given()
        _validate_exclusive(given)
        validate_companions(given, None, is_known=False)
        if _without_placeholders(given).get("encryption_key") and given.get("encryption_enabled") is False:
            raise InvalidOption(
                "encryption_key has a meaning only with encryption_enabled=true: correct one of the two.",
                option="encryption_key",
            )
        storage = given.get(OPTION)
        if storage and storage.get("type"):
            validate_storage(storage, {})

    def given(self) -> State:
        """The options that the task gives a value, names as they are."""
        return given_options(self.resource.fields, self.task.raw, self.task.params)

    def desired(self, current: Body | None) -> State:
        """What the task gives, with times as the server writes them.

        Raises InvalidOption for what does not go with the repository as it is; ImmutableOption for another kind of
        storage; OtherOwner.
        """
        given = self.given()
        state = None
        if current is not None:
            state = _without_placeholders(read_state(self.resource.fields, current, self.context(current)))
        validate_companions(given, state, is_known=True)
        self._validate_storage(given, state)
        self._validate_encryption(_without_placeholders(given), state or {})
        desired = written_times(super().desired(current))
        if state is not None:
            self._ensure_owner(desired, state)
        return desired

    def preflight(self, plan: Plan, current: Body | None) -> None:
        """Raise InvalidOption for what a new repository lacks, and say what keeps one that is there from working."""
        if plan.operation == CREATE:
            self._validate_complete(self.given())
        if current is None or plan.operation not in (NONE, UPDATE):
            return
        state = read_state(self.resource.fields, current, self.context(current))
        if state.get("out_of_order"):
            reason = state.get("out_of_order_reason") or "the server gives no reason"
            self.task.warnings.append(f"The {self.resource.title(state)} is in the state Invalid: {reason}")
        if state.get("maintenance_mode") not in (None, "None"):
            self.task.warnings.append(
                f"The {self.resource.title(state)} is in maintenance mode ({state['maintenance_mode']})."
            )

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """The requests of the plan, without values that have no meaning, and with the id of the object storage."""
        return [
            dataclasses.replace(request, body=_written(request.body, current)) if request.body else request
            for request in super().requests(plan, current)
        ]

    def _ensure_owner(self, desired: State, state: State) -> None:
        """Raise OtherOwner where the repository has another owner than the task gives."""
        owners = {option: state[option] for option in OWNERS if state.get(option)}
        strange = next((option for option in OWNERS if desired.get(option) not in (None, "", owners.get(option))), None)
        if strange is None:
            return
        references = {field.option: field.reference for field in self.resource.fields if field.reference}
        named = [f"{option}={self.resolver.to_name(references[option], owners[option])!r}" for option in owners]
        raise OtherOwner(
            f"The {self.resource.title(state)} has {' and '.join(named) or 'no owner'}, and the task wants "
            f"{strange}={self.task.params[strange]!r}. An update does not move a repository: change its owner with "
            f"{OWNER_MODULE}, or leave {strange} out.",
            option=strange,
            current=owners,
            desired=self.task.params[strange],
        )

    def _validate_storage(self, given: State, state: State | None) -> None:
        storage, has = given.get(OPTION), (state or {}).get(OPTION) or {}
        if has and given.get("path"):
            raise InvalidOption(
                f"The {self.resource.title(state or {})} is on an object storage, and has no folder on a backup proxy "
                "server: leave path out.",
                option="path",
            )
        if not storage:
            return
        validate_storage(storage, has)
        kind = storage.get("type")
        if state is None:
            return
        if not has:
            raise ImmutableOption(
                self.resource.noun, self.resource.title(state), OPTION, None, kind or "object storage"
            )
        if kind in LONG_TERM and not state.get("long_term"):
            raise ImmutableOption(
                self.resource.noun, self.resource.title(state), f"{OPTION}.type", has.get("type"), kind
            )

    def _validate_encryption(self, given: State, state: State) -> None:
        """Encryption needs a key, and is for object storage."""
        if not (given.get("encryption_enabled") or given.get("encryption_key")):
            return
        together = {**state, **given}
        on_object_storage = together.get(OPTION) or together.get("object_storage_id")
        if not on_object_storage:
            raise InvalidOption(
                "encryption_enabled and encryption_key are for repositories on an object storage, and this one is a "
                "local folder: leave them out.",
                option="encryption_enabled",
            )
        for option, other in (("encryption_enabled", "encryption_key"), ("encryption_key", "encryption_enabled")):
            if given.get(option) and not together.get(other):
                raise InvalidOption(f"{option} also needs {other}: give both.", option=other)

    def _validate_complete(self, given: State) -> None:
        """Raise InvalidOption where a new repository has no owner, or no place for backups."""
        title = self.resource.title(given)
        owners = OWNERS if self.client.revision != "v7" else OWNERS[:1]
        if not any(given.get(option) for option in owners):
            raise InvalidOption(
                f"There is no {title} yet, and to create it the server also needs {' or '.join(owners)}.",
                missing=list(owners),
            )
        places = ("path", OPTION if self.client.revision != "v7" else "object_storage_id")
        if not any(given.get(option) for option in places):
            raise InvalidOption(
                f"There is no {title} yet, and to create it the server also needs {' or '.join(places)}.",
                missing=list(places),
            )
        if given.get(OPTION):
            validate_complete_storage(given[OPTION])


def _validate_exclusive(given: State) -> None:
    for one, other, reason in (
        ("proxy", "proxy_pool", "a repository has one owner"),
        ("path", OPTION, "the server ignores the folder of a repository on an object storage"),
    ):
        if given.get(one) and given.get(other):
            raise InvalidOption(f"Give {one} or {other}, and not both: {reason}.", option=other)
    uses_appliance = (given.get(OPTION) or {}).get("use_archiver_appliance")
    if given.get("ignore_proxy_pool_appliance_access_validation") and not (given.get("proxy_pool") and uses_appliance):
        raise InvalidOption(
            "ignore_proxy_pool_appliance_access_validation=true has a meaning only with proxy_pool and "
            f"{OPTION}.use_archiver_appliance=true: give both as well, or leave it out.",
            option="ignore_proxy_pool_appliance_access_validation",
        )


def _without_placeholders(state: Mapping[str, Any]) -> dict[str, Any]:
    """``state`` without the all-zero ids, with which a server says that there is no such object. Pure."""
    return {option: value for option, value in state.items() if value != NO_ID}


def _without_shown_placeholders(body: Mapping[str, Any], shown: object) -> dict[str, Any]:
    """``body`` without the all-zero ids that the server shows in the same places, at any depth. Pure.

    With the all-zero id of the owner that it does not have, a repository would be sent two owners.
    """
    there = shown if isinstance(shown, Mapping) else {}
    left: dict[str, Any] = {}
    for name, value in body.items():
        if value == NO_ID == there.get(name):
            continue
        kept = _without_shown_placeholders(value, there.get(name)) if isinstance(value, Mapping) else value
        # An object that was nothing but its placeholder is none.
        if kept or not isinstance(value, Mapping) or not value:
            left[name] = kept
    return left


def _written(body: object, current: Body | None) -> object:
    """The body as it is sent: an update names the object storage that the repository has, and nothing that it lacks."""
    if not isinstance(body, dict):
        return body
    left = _without_shown_placeholders(without_strays(body), current)
    storage, known = left.get("objectStorage"), ((current or {}).get("objectStorage") or {}).get("id")
    return {**left, "objectStorage": {**storage, "id": known}} if storage and known not in (None, NO_ID) else left


MODULE = resource_module(REPOSITORY, RepositoryReconciler)
