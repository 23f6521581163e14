# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs M(opendr.veeam.veeam_azure_repository_info) inside the controller; see plugin_utils/action.py."""

from __future__ import annotations

# Imported here, before the strategy forks: in the fork, every task would read and compile it anew.
from ansible_collections.opendr.veeam.plugins.modules.veeam_azure_repository_info import DECLARATION
from ansible_collections.opendr.veeam.plugins.plugin_utils.action import ActionModule

__all__ = ["DECLARATION", "ActionModule"]
