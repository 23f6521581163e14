# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a server that no entry of a site is about."""

from __future__ import annotations

DOCUMENTATION = r"""
name: site_unlisted
short_description: Find the objects of a server that a site does not list
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the ID and the name of each object that no task was about.
  - Returns none if any of the tasks has failed, for it is not known which object that task was about.
  - The role P(opendr.veeam.site#role) uses it to remove what is not listed.
positional: _input
options:
  _input:
    description: All objects, as the C(_info) module returns them.
    type: list
    elements: dict
    required: true
  module:
    description: Name of the module that manages the objects.
    type: str
    required: true
  results:
    description: The results of the tasks that used the module.
    type: list
    elements: dict
    required: true
"""

EXAMPLES = r"""
- name: Show the repositories that no task was about
  ansible.builtin.debug:
    msg: "{{ listed.repositories | opendr.veeam.site_unlisted('veeam_repository', applied.results) }}"
"""

RETURN = r"""
_value:
  description: The objects, each with C(id) and C(name).
  type: list
  elements: dict
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain
from ansible_collections.opendr.veeam.plugins.plugin_utils.site.report import unlisted


def site_unlisted(listed: object, module: str, results: object) -> list[dict[str, str]]:
    """What of the listed objects no result is about."""
    return unlisted(str(module), plain(listed), plain(results))


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"site_unlisted": site_unlisted}
