# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a recovery drill has shown, as data."""

from __future__ import annotations

DOCUMENTATION = r"""
name: drill_report
short_description: Measure a recovery drill against its targets
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns what a drill or failover has shown - how long each machine took to be mounted, to start and to serve, how
    old its restore point was, both against their targets, the checks, warnings and the logs of the server.
positional: _input
options:
  _input:
    description: What P(opendr.veeam.drill_plan#filter) returns.
    type: dict
    required: true
  hostvars:
    description: The variables of the hosts of the drill, which the role has set.
    type: dict
    required: true
  server:
    description: Facts about the server, for the report.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Keep the result for the tasks that follow
  ansible.builtin.set_fact:
    shown: "{{ drill | opendr.veeam.drill_report(hostvars) }}"
"""

RETURN = r"""
_value:
  description: >-
    C(name), C(mode), C(started), C(ended), C(seconds), C(passed), C(rto), C(machines) and C(summary) (lines to be
    read by a person).
  type: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.results import outcome_of, results, summary_lines
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain


def drill_report(drill: object, hostvars: Mapping[str, Any], server: object = None) -> dict[str, Any]:
    """The report of a drill."""
    plan = plain(drill)
    outcomes = [plain(outcome_of(hostvars[machine["host"]])) for machine in plan["machines"]]
    report = results(plan, outcomes, plain(server or {}))
    return {**report, "summary": summary_lines(report)}


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"drill_report": drill_report}
