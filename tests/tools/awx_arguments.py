# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Record which arguments the modules of awx.awx take, for the tests of the files that are imported with them.

Usage: python -m tools.awx_arguments DIRECTORY (the unpacked collection awx.awx)

The collection is on PyPI, in the package `ansible` 12, which has 54 MB; so its arguments are kept here as data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from tools.paths import ROOT

RECORDED = ROOT / "tests" / "support" / "awx_arguments.json"
MODULES = ("credential_type", "inventory", "inventory_source", "job_template", "workflow_job_template")
# What a module says of an option that decides whether a value is valid.
_FACTS = ("type", "elements", "choices", "required", "aliases")


def main(directory: Path) -> None:
    """Write the file."""
    manifest = json.loads((directory / "MANIFEST.json").read_text("utf-8"))["collection_info"]
    recorded = {
        "collection": f"{manifest['namespace']}.{manifest['name']} {manifest['version']}",
        "modules": {name: _arguments(directory / "plugins" / "modules" / f"{name}.py") for name in MODULES},
    }
    RECORDED.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n", "utf-8")


def _arguments(module: Path) -> dict[str, Any]:
    text = module.read_text("utf-8").partition("DOCUMENTATION = '''")[2].partition("'''")[0]
    return _options(yaml.safe_load(text)["options"])


def _options(documented: dict[str, Any]) -> dict[str, Any]:
    options = {}
    for name, option in documented.items():
        options[name] = {fact: option[fact] for fact in _FACTS if option.get(fact)}
        if option.get("suboptions"):
            options[name]["options"] = _options(option["suboptions"])
    return options


if __name__ == "__main__":
    main(Path(sys.argv[1]))
