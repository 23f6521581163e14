# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run playbooks/demo.yml, a whole site and a recovery drill against a simulator of their own and show what happened.

Usage: python -m tools.demo [arguments for ansible-playbook]
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

from simulator.control import Simulator
from tools.demo_drill import machines, variables
from tools.operations import records, report
from tools.paths import BUILD, REQUESTS, ROOT, stage_environment
from tools.tree import make_tree

_REPORT = BUILD / "demo"
_SITE = ROOT / "playbooks" / "vars" / "site.yml"


def main(arguments: Sequence[str]) -> int:
    """Run the playbooks, then sum up what the simulated server was asked."""
    make_tree()
    state_dir = REQUESTS / "demo"
    shutil.rmtree(state_dir, ignore_errors=True)
    with Simulator(state_dir=state_dir) as simulator:
        codes = [_play(simulator, "--diff", *arguments, "playbooks/demo.yml"), *_site(simulator), _drill(simulator)]
    methods = Counter(record["method"] for _log, record in records(state_dir))
    counts = ", ".join(f"{count} {method}" for method, count in sorted(methods.items()))
    print(f"The simulated server answered {methods.total()} requests ({counts}).")
    print(f"The report of the drill is in {(_REPORT / 'report.html').relative_to(ROOT)}.")
    return max(*codes, report(state_dir))


def _play(simulator: Simulator, *arguments: str, **settings: str) -> int:
    shown = {"ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml", "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false"}
    return subprocess.run(
        ["ansible-playbook", "--inventory", "localhost,", *arguments],
        cwd=ROOT,
        env=stage_environment() | simulator.environment() | shown | settings,
        check=False,
    ).returncode


def _site(simulator: Simulator) -> list[int]:
    """Build a site on a new server, let it drift, bring it back, and apply its export to it."""
    simulator.settings(newly_installed=True, speed=0.2)
    export = _REPORT / "site"
    shutil.rmtree(export, ignore_errors=True)
    _REPORT.mkdir(parents=True, exist_ok=True)
    secrets = re.findall(r"vault_\w+", _SITE.read_text(encoding="utf-8"))
    given = json.dumps({**dict.fromkeys(secrets, "only-for-the-demo"), "demo_export": str(export)})
    codes = [
        _play(simulator, "--extra-vars", given, "playbooks/demo_site.yml"),
        # It changes nothing: the line at its end says so.
        _play(simulator, "--extra-vars", given, str(export / "apply.yml"), ANSIBLE_DISPLAY_OK_HOSTS="false"),
        _play(simulator, "--extra-vars", given, "playbooks/demo_export.yml"),
    ]
    simulator.reset()
    return codes


def _drill(simulator: Simulator) -> int:
    """Run the drill, whose sessions take a little longer, so that the report has something to draw."""
    simulator.settings(speed=5.0)
    _REPORT.mkdir(parents=True, exist_ok=True)
    with machines() as port:
        given = _REPORT / "variables.json"
        given.write_text(json.dumps(variables(port, _REPORT)), encoding="utf-8")
        return _play(simulator, "--extra-vars", f"@{given}", "opendr.veeam.dr_drill")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
