# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of modules that wait for a server's work in the background."""

from __future__ import annotations


class ModuleDocFragment:
    """Whether, how long and how often."""

    DOCUMENTATION = r"""
options:
  wait:
    description:
      - Whether the task waits until the server has finished, and fails if the server failed.
      - With V(false), the task ends when the server has accepted the request, and returns the session.
        M(opendr.veeam.veeam_session) waits for it, or M(opendr.veeam.veeam_azure_session) for Azure.
    type: bool
    default: true
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting and fails. The server continues its work. The message says
        how to continue waiting.
    type: int
    default: 600
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
    type: int
    default: 10
"""
