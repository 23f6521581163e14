# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a site by module, with everything that is wrong with how they are listed."""

from __future__ import annotations

DOCUMENTATION = r"""
name: site_plan
short_description: Find what is wrong with the description of a site
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the entries of each module and their names, and a list of all problems. A problem is a module or an option
    that does not exist, an entry that does not say which object it is about, or an object that is listed twice.
  - The role P(opendr.veeam.site#role) uses it, and describes the variables.
positional: _input
options:
  _input:
    description: The objects by module, as the variable C(site_objects) of the role.
    type: dict
    required: true
  prune:
    description: The modules whose other objects are removed, as the variable C(site_prune) of the role.
    type: list
    elements: str
    default: []
  prunable:
    description: The modules whose objects can be listed and removed.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Show what is wrong with the description of a site
  ansible.builtin.debug:
    msg: "{{ (objects | opendr.veeam.site_plan).problems }}"
  vars:
    objects:
      veeam_repository:
        - name: Fast disk
          type: LinuxLocal
"""

RETURN = r"""
_value:
  description: >-
    C(problems), C(entries) (the entries by module, none if there are problems) and C(names) (what a report calls each
    entry).
  type: dict
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain
from ansible_collections.opendr.veeam.plugins.plugin_utils.site.plan import prepared


def site_plan(objects: object, prune: object = (), prunable: object = ()) -> dict[str, Any]:
    """The entries by module, and what is wrong with them."""
    chosen = plain(prune)
    return prepared(
        plain(objects), list(chosen) if isinstance(chosen, (list, tuple)) else chosen, list(plain(prunable))
    )


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"site_plan": site_plan}
