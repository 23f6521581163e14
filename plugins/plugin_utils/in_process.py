# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a declaration inside the controller, for action plugins and lookup plugins. Private to the collection."""

from __future__ import annotations

import functools
import os
import ssl
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import AnsibleValidationError, UnsupportedError
from ansible.utils.display import Display

from ansible_collections.opendr.veeam.plugins.module_utils.core.polling import Progress

# Ordinary modules import what applies a plan only when there is something to send, and what compares lists only where
# there is a list; here the forks inherit both.
from ansible_collections.opendr.veeam.plugins.module_utils.engine import applying as _applying  # noqa: F401
from ansible_collections.opendr.veeam.plugins.module_utils.engine import new_items as _new_items  # noqa: F401
from ansible_collections.opendr.veeam.plugins.module_utils.engine.invocation import known_options
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form, masked, register_secrets
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import execute
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration
from ansible_collections.opendr.veeam.plugins.module_utils.schema import list_comparison as _lists  # noqa: F401
from ansible_collections.opendr.veeam.plugins.module_utils.schema import whole_lists as _whole_lists  # noqa: F401
from ansible_collections.opendr.veeam.plugins.plugin_utils.end_of_run import run_token

# OpenSSL gets ready with the first of all TLS contexts, which takes milliseconds: once here, and not in each fork.
ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@functools.cache
def validator_of(declaration: Declaration) -> ArgumentSpecValidator:
    """What validates the arguments of a declaration. Whoever asks before Ansible forks makes it for all forks."""
    return ArgumentSpecValidator(declaration.argument_spec, **declaration.constraints)


def run_in_process(
    declaration: Declaration,
    name: str,
    arguments: object,
    *,
    check_mode: bool = False,
    diff: bool = False,
    progress: Progress | None = None,
    returns_invocation: bool = False,
) -> dict[str, Any]:
    """The result of a declaration, with no secret in it.

    ``name`` is the full name of the module, ``arguments`` are those of the task, which are a part of the result
    (``invocation``) with ``returns_invocation``.
    """
    raw = plain(arguments)
    validation = validator_of(declaration).validate(raw)
    params = validation.validated_parameters
    secrets = set(validation._no_log_values) | every_form(declaration.secrets_of(raw))
    invocation: dict[str, Any] = {}
    if returns_invocation:
        invocation = {"invocation": {"module_args": known_options(declaration.argument_spec, params)}}
    if validation.error_messages:
        problem = {"failed": True, "msg": _validation_message(validation.errors[0], name), **invocation}
        return cast("dict[str, Any]", masked(problem, secrets))

    def show(line: str) -> None:
        if progress is not None:
            progress(masked(line, secrets))

    outcome = execute(
        declaration,
        name,
        raw,
        params,
        check_mode=check_mode,
        diff=diff,
        keep_token=run_token,
        progress=show if progress is not None else None,
    )
    secrets |= outcome.secrets
    register_secrets(outcome.secrets)
    warnings = sorted(masked(warning, secrets) for warning in outcome.warnings)
    for warning in warnings:
        Display().warning(warning)
    if outcome.signal is not None:
        # What was open is closed. Ansible waits for the end of this process, which the task has held up.
        os.kill(os.getpid(), outcome.signal)
    result = cast("dict[str, Any]", masked({**outcome.result, **invocation}, secrets))
    if warnings:
        result["warnings"] = warnings
    return result


def _validation_message(error: AnsibleValidationError, name: str) -> str:
    """The message of AnsibleModule for invalid arguments, so that both ways to run fail with the same message."""
    if isinstance(error, UnsupportedError):
        return f"Unsupported parameters for ({name}) module: {error.msg}"
    return str(error.msg)


def plain(value: object) -> Any:
    """Plain Python values from those of the templating engine, which may be lazy."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    # A value with the tag !vault is a sequence and no str in ansible-core 2.18.
    if isinstance(value, str) or getattr(value, "__ENCRYPTED__", False):
        return str(value)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return value
