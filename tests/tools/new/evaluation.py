# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A declaration that is not a file yet, as the engine sees it: writing it down comes after it has proved to be one."""

from __future__ import annotations

import sys
from types import ModuleType

from ansible_collections.opendr.veeam.plugins import module_utils
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Declaration


class NotDeclarable(Exception):
    """The engine refuses a declaration; the message says what it contradicts."""


def evaluate(text: str, product: str, name: str) -> Declaration:
    """What ``text`` declares, as ``module_utils/<product>/<name>.py``. Raises NotDeclarable.

    The module can be imported by what is evaluated after it, as its info twin imports it.
    """
    package = f"{module_utils.__name__}.{product}"
    module = ModuleType(f"{package}.{name}")
    module.__package__ = package
    sys.modules[module.__name__] = module
    try:
        exec(compile(text, f"{name}.py", "exec"), module.__dict__)  # noqa: S102  (our own text, not a stranger's)
    except (TypeError, ValueError) as problem:
        del sys.modules[module.__name__]
        raise NotDeclarable(f"{product}/{name}.py: {problem}") from problem
    declared: Declaration = module.__dict__["MODULE"]
    return declared
