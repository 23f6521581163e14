# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module on a Python that is too old ends with a sentence, before anything that such a Python cannot import."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from pathlib import Path

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core import required_python
from support.modules import COLLECTION, MODULES, module_names
from tools.paths import OLDEST_TARGET

MODULE_UTILS = COLLECTION / "plugins" / "module_utils"


def test_an_old_python_is_named_with_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    with pytest.raises(SystemExit) as ended:
        required_python.ensure_supported()
    assert ended.value.code == 1
    result = json.loads(capsys.readouterr().out)
    assert result["failed"] is True
    assert "runs on Python 3.8" in result["msg"]
    assert "need Python 3.9 or newer" in result["msg"]
    assert "ansible_python_interpreter" in result["msg"]


def test_the_oldest_python_is_the_one_that_modules_are_tested_on():
    assert ".".join(map(str, required_python.OLDEST)) == OLDEST_TARGET


def imported_by(path: Path) -> list[Path]:
    """The files of the collection that a file imports, in its order."""
    found = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if not isinstance(node, ast.ImportFrom):
            continue
        module = node.module or ""
        if node.level:
            folder = path.parents[node.level - 1].joinpath(*module.split("."))
        elif ".module_utils." in module:
            folder = MODULE_UTILS.joinpath(*module.partition(".module_utils.")[2].split("."))
        else:
            continue
        targets = [folder.with_suffix(".py"), *(folder / f"{alias.name}.py" for alias in node.names)]
        found += [target for target in targets if target.is_file()]
    return found


@pytest.mark.parametrize("name", module_names())
def test_it_is_the_first_file_that_any_module_runs(name):
    """A file runs once all that it imports has run: the first to run is the one at the end of the first imports."""
    path = MODULES / f"{name}.py"
    while imported_by(path):
        path = imported_by(path)[0]
    assert path == Path(inspect.getfile(required_python))
