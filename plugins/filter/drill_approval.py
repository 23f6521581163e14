# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server says of a recovery plan before anything is recovered."""

from __future__ import annotations

DOCUMENTATION = r"""
name: drill_approval
short_description: Hold a recovery plan to what the server has
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Takes a plan and the results of M(opendr.veeam.veeam_instant_recovery) in check mode, one for each machine, and
    returns all problems at once - those of the plan, machines that no backup contains, machines without a restore point
    that can be used, and targets that cannot be met.
positional: _input
options:
  _input:
    description: What P(opendr.veeam.drill_plan#filter) returns.
    type: dict
    required: true
  predictions:
    description: The results of the module in check mode, in the order of the machines.
    type: list
    elements: dict
    required: true
"""

EXAMPLES = r"""
- name: Stop if anything speaks against the plan
  ansible.builtin.assert:
    that: (drill | opendr.veeam.drill_approval(predictions.results)).problems == []
"""

RETURN = r"""
_value:
  description: >-
    C(problems) (sentences), C(lines) (the plan for a person to read, none if there are problems), C(left_over) (the
    numbers of the machines that are still mounted from an earlier drill) and C(drill) (the plan with the restore point
    of each machine).
  type: dict
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.approval import (
    all_problems,
    left_over,
    plan_lines,
    with_restore_points,
)
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain


def drill_approval(drill: object, predictions: object) -> dict[str, Any]:
    """What speaks against a plan, and how it reads."""
    plan, predicted = plain(drill), plain(predictions)
    problems = all_problems(plan, predicted)
    return {
        "problems": problems,
        # A plan with a mistake in it need not be one that can be read.
        "lines": [] if problems else plan_lines(plan, predicted),
        "left_over": left_over(plan, predicted),
        "drill": with_restore_points(plan, predicted),
    }


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"drill_approval": drill_approval}
