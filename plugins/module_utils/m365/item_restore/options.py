# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that restores of all kinds of data share, and what is sent of them. Private to the collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.errors import InvalidOption
from ...core.polling import COPY_TIMEOUT
from ...engine.task import Task
from ...schema.fields import Field, argument_spec
from ...schema.resource import SchemaContext
from ...schema.state import State, given_options
from ...schema.validation import validate_supported
from ...schema.values import UUID
from ...schema.writing import write_given
from ...workflow.rerun_guard import OPTIONS as RERUN_OPTIONS
from ..product import M365
from ..restore_scope import MOMENT, SCOPE_OPTIONS

REGIONS = ("Worldwide", "Germany", "China", "USDefence", "USGovernment")
# Who restores: an account, a person who has signed in with a device code, or an application with a certificate.
METHODS = ("username", "user_code", "application_certificate")
AUTHENTICATION = (
    Field("username", api="userName"),
    Field("password", api="userPassword", mode="secret"),
    Field("user_code"),
    Field("application_id", format=UUID),
    Field("application_certificate", mode="secret"),
    Field("application_certificate_password", mode="secret"),
)
GIGABYTE = 1024**3


def authentication(*more: Field) -> Field:
    """The option for who restores, with what one kind of data has in addition."""
    return Field("authentication", "dict", api=".", fields=(*AUTHENTICATION, *more))


def options(own: Mapping[str, Any], sent: tuple[Field, ...]) -> dict[str, Any]:
    """The options of a module, those of the connection left out: its ``own``, and the fields that are ``sent``."""
    spec = argument_spec(sent)
    spec["authentication"]["required_together"] = [["username", "password"]]
    spec["authentication"]["mutually_exclusive"] = [list(METHODS)]
    return {
        **SCOPE_OPTIONS,
        "session_id": {"type": "str", "format": UUID},
        **argument_spec(MOMENT),
        **own,
        "missing": {"type": "str", "choices": ["fail", "ignore"], "default": "fail"},
        **spec,
        **RERUN_OPTIONS,
        "wait_timeout": {"type": "int", "minimum": 1, "default": COPY_TIMEOUT},
        "poll_interval": {"type": "int", "minimum": 1, "default": 10},
    }


CONSTRAINTS: dict[str, Any] = {
    "mutually_exclusive": [
        ["export", "target"],
        ["session_id", "organization"],
        ["session_id", "job"],
        *([["session_id", field.option] for field in MOMENT]),
    ],
    "required_one_of": [["organization", "job", "session_id"]],
}


def validate_authentication(task: Task) -> None:
    """Raise InvalidOption for what the document demands together."""
    given = task.params["authentication"] or {}
    certificate = given.get("application_certificate")
    if certificate and not given.get("application_id"):
        raise InvalidOption(
            "authentication.application_certificate needs authentication.application_id: the application that has the "
            "certificate.",
            option="authentication",
        )
    if given.get("application_certificate_password") and not certificate:
        raise InvalidOption(
            "authentication.application_certificate_password needs authentication.application_certificate.",
            option="authentication",
        )


def sent_body(task: Task, fields: tuple[Field, ...]) -> State:
    """The body of a restore, from the options that the task gives. Raises InvalidOption."""
    context = SchemaContext(M365, task.client.revision)
    given = given_options(fields, task.raw, task.params)
    validate_supported(fields, given, context, "target")
    body: State = {}
    write_given(fields, given, body, context)
    return body
