# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task on the front page of the documentation does what the page says."""

from __future__ import annotations

import re

import yaml

from support.modules import FULL_NAME
from tools.paths import ROOT


def test_the_task_of_the_front_page_runs_and_has_nothing_to_do_again(controller):
    page = (ROOT / "docs" / "site" / "index.md").read_text("utf-8")
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    (task,) = yaml.safe_load(shown[1])
    (name,) = set(task) - {"name"}
    module = name.removeprefix(FULL_NAME)
    assert controller.succeed(module, task[name])["changed"] is True
    assert controller.succeed(module, task[name])["changed"] is False
