# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rejected logins of ordinary modules, remembered for the run as those in process are: repeated ones lock the account.

An ordinary module logs in by itself, somewhere else. Its action plugin knows the account too, sees how the task ended,
and does not start the next one after a rejection. Private to the collection.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import AuthenticationFailed, VeeamError
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import failure
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.http.login import rejected_before
from ansible_collections.opendr.veeam.plugins.module_utils.http.run_tokens import RunTokens
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import Refusal
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain, validator_of

# Seconds that the first task of an account has for its login, while the others wait for how it goes.
FIRST_LOGIN, POLL = 10.0, 0.1
Result = dict[str, Any]


def login_of(declaration: Declaration, arguments: object) -> Connection | None:
    """The account with which a task logs in; None where it gives a token, or does not say enough to log in."""
    raw = plain(arguments)
    validation = validator_of(declaration).validate(raw)
    if validation.error_messages:
        return None
    try:
        connection = declaration.connection(raw, validation.validated_parameters)
    except VeeamError:
        return None
    return None if connection.access_token else connection


def run_with_login(tokens: RunTokens, execute: Callable[[], Result]) -> Result:
    """The result of a module that logs in; it is not started where the login was rejected earlier in this run.

    The first task of an account has some seconds in which the others wait for it, so that not all try at once.
    """
    with tokens.first_login(FIRST_LOGIN, time.monotonic, time.sleep, POLL) as is_first:
        refusal = tokens.refusal()
        if refusal is not None:
            return failure(rejected_before(refusal))
        result = execute()
        rejected = _refusal_in(result)
        if rejected is not None:
            tokens.remember_refusal(rejected)
        elif is_first:
            tokens.remember_login()
        return result


def _refusal_in(result: Mapping[str, Any]) -> Refusal | None:
    """The rejected login that a failed result reports."""
    error = result.get("error")
    if not isinstance(error, Mapping) or error.get("kind") != AuthenticationFailed.__name__ or "username" not in error:
        return None
    facts = {key: value for key, value in error.items() if key != "kind"}
    return Refusal(str(result.get("msg")), facts)
