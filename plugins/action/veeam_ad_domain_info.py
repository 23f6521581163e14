# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs M(opendr.veeam.veeam_ad_domain_info) inside the controller; see plugin_utils/action.py."""

from __future__ import annotations

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.ad_domain_info import MODULE
from ansible_collections.opendr.veeam.plugins.plugin_utils.action import ModuleAction


class ActionModule(ModuleAction):
    """The name by which Ansible finds it."""

    declaration = MODULE
