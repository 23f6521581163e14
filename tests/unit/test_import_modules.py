# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stage sanity imports as a managed host does: the modules, and what they import only where they need it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ansible
import pytest

from tools import import_modules

UTILS = "ansible_collections.opendr.veeam.plugins.module_utils"
FILES = {
    "modules/veeam_x.py": f"from {UTILS} import always\n\ndef main():\n    from {UTILS}.http import late\n",
    "module_utils/always.py": "import json\n",
    "module_utils/http/late.py": "import json\n",
}


def outcome(folder: Path, changed: dict[str, str]) -> tuple[int, str]:
    """The exit code, and what is said."""
    for file, text in {**FILES, **changed}.items():
        path = folder / "ansible_collections/opendr/veeam/plugins" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    core = Path(ansible.__file__).parent
    script = import_modules.__file__
    command = [sys.executable, "-I", "-S", script, str(core), str(folder), str(folder / "pycache")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode, done.stdout + done.stderr


def test_every_file_is_imported(tmp_path):
    code, said = outcome(tmp_path, {})
    assert code == 0
    assert said.startswith("3 files imported, 0 failed")


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("modules/veeam_x.py", "import requests\n", "No module named 'requests'"),
        ("module_utils/http/late.py", "import ansible.errors\n", "ansible.errors is not there on a managed host"),
        ("module_utils/http/late.py", "print('here')\n", "it wrote: here"),
    ],
)
def test_a_file_that_a_managed_host_cannot_import_is_named(tmp_path, file, text, problem):
    code, said = outcome(tmp_path, {file: text})
    assert code == 1
    assert f"ERROR: plugins/{file}: " in said
    assert problem in said
