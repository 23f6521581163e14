# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what Jinja compiles, for all processes that run playbooks of the tests.

Ansible compiles each template in the process that uses it, which takes a third of the processor's time of a short
playbook. What is kept is the same code: it follows from the text, and from whether backslashes are escaped.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

from ansible._internal._templating._jinja_bits import AnsibleEnvironment, _TemplateCompileContext

_compile = AnsibleEnvironment.compile


def keep_compiled_templates(directory: Path) -> None:
    """From now on, keep in ``directory`` what this process and its forks compile."""
    directory.mkdir()
    here: dict[bytes, CodeType] = {}

    def kept(environment: AnsibleEnvironment, source: Any, *given: Any, **settings: Any) -> Any:
        # One with settings of its own is an overlay; an expression is parsed before.
        if not isinstance(source, str) or given or settings or environment.overlayed:
            return _compile(environment, source, *given, **settings)
        escaped = _TemplateCompileContext.current().escape_backslashes
        key = hashlib.sha256(f"{escaped} {source}".encode("utf-8", "surrogatepass")).digest()
        if key not in here:
            here[key] = _from_file(directory / key.hex(), environment, source)
        return here[key]

    AnsibleEnvironment.compile = kept


def _from_file(file: Path, environment: AnsibleEnvironment, source: str) -> CodeType:
    with suppress(FileNotFoundError):
        code: CodeType = marshal.loads(file.read_bytes())  # noqa: S302  (written below)
        return code
    code = _compile(environment, source)
    # Whole or not at all: a run may be killed here.
    beside = file.with_suffix(f".{os.getpid()}")
    beside.write_bytes(marshal.dumps(code))
    beside.rename(file)
    return code
