# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of each object of a site."""

from __future__ import annotations

DOCUMENTATION = r"""
name: site_report
short_description: Say what became of each object of a site
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Sorts the results of tasks into what was created, changed, removed and left as it was, what could not be predicted,
    and what failed.
  - The role P(opendr.veeam.site#role) uses it, and describes the report.
positional: _input
options:
  _input:
    description: What P(opendr.veeam.site_plan#filter) returned as C(entries).
    type: dict
    required: true
  applied:
    description: The results of the tasks by module, each with the number of its entry as C(site_number).
    type: dict
    required: true
  pruned:
    description: The results of the tasks that removed objects by module, each with its object as C(site_object).
    type: dict
    default: {}
  prune:
    description: The modules whose other objects are removed, as the variable C(site_prune) of the role.
    type: list
    elements: str
    default: []
  check_mode:
    description: Whether the tasks ran in check mode.
    type: bool
    default: false
  listed:
    description: The results of the tasks that list the objects of the modules in O(prune), by module.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Keep the result for the tasks that follow
  ansible.builtin.set_fact:
    shown: "{{ plan.entries | opendr.veeam.site_report({'veeam_repository': applied.results}) }}"
"""

RETURN = r"""
_value:
  description: >-
    C(check_mode), C(created), C(changed), C(removed), C(unchanged), C(pending) and C(failed), each by module, and
    C(lines) (the report, to be read by a person).
  type: dict
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain
from ansible_collections.opendr.veeam.plugins.plugin_utils.site.report import report_of


def site_report(
    entries: object,
    applied: object,
    pruned: object = None,
    prune: object = (),
    check_mode: bool = False,
    listed: object = None,
) -> dict[str, Any]:
    """The report of a run."""
    return report_of(
        plain(entries),
        plain(applied),
        plain(pruned or {}),
        list(plain(prune)),
        bool(check_mode),
        plain(listed or {}),
    )


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"site_report": site_report}
