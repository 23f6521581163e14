# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery plan in the order in which it is run, with everything that is wrong with it."""

from __future__ import annotations

DOCUMENTATION = r"""
name: drill_plan
short_description: Order a recovery plan and find what is wrong with it
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the machines of a plan in the order of their tiers, each with the options of
    M(opendr.veeam.veeam_instant_recovery) that recover it, and a list of all problems of the plan.
  - The role P(opendr.veeam.dr_drill#role) uses it, and describes the plan.
positional: _input
options:
  _input:
    description: The plan, as the variable C(dr_drill_plan) of the role.
    type: dict
    required: true
  defaults:
    description: Settings of machines that do not set them.
    type: dict
    default: {}
  mode:
    description: Whether copies are recovered beside the originals, or the machines themselves.
    type: str
    choices: [drill, failover]
    default: drill
  suffix:
    description: What follows the name of a machine in the name of its copy.
    type: str
    default: -drill
  since:
    description: Time of the incident, with O(mode=failover). Restore points are older, recoveries that count newer.
    type: str
    default: ""
  only:
    description: Names of the machines to take. If omitted or null, all. An empty list takes none, which is a problem.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Show what is wrong with a plan
  ansible.builtin.debug:
    msg: "{{ (plan | opendr.veeam.drill_plan).problems }}"
  vars:
    plan:
      name: Web shop
      tiers:
        - name: databases
          machines: [{name: db01}]
"""

RETURN = r"""
_value:
  description: The name of the plan, C(machines), C(batches) (how many machines each tier has) and C(problems).
  type: dict
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.plan import prepared
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain


def drill_plan(plan: object, defaults: object = None, **given: Any) -> dict[str, Any]:
    """The plan as the role runs it."""
    return prepared(plain(plan), plain(defaults or {}), **plain(given))


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"drill_plan": drill_plan}
