# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook retry_job, which a rulebook starts for a job that failed."""

from __future__ import annotations

from pathlib import Path

from simulator.seeds.vbr_sessions import NIGHTLY_JOB
from support.playbooks import Playbook
from support.running import Controller


def test_a_job_is_run_again_for_what_failed(controller: Controller, tmp_path: Path) -> None:
    controller.simulator.outcome({"name": "Nightly Servers"}, "fail", message="The host is not reachable", times=1)
    controller.fail("veeam_job", {"name": "Nightly Servers", "state": "started"})
    start = controller.simulator.mark()
    run = Playbook(controller.simulator, "retry_job", {"veeam_job_id": NIGHTLY_JOB}, tmp_path).run()
    assert run.code == 0, run.output
    assert run.count("changed") == 1
    assert [path.rpartition("/")[2] for _method, path in controller.writes(start)] == ["retry"]
