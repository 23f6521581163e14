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
      - Whether the task ends when the server has finished, and fails if the server failed.
      - With V(false) it ends when the server has accepted the request, and returns the session to wait for with
        M(opendr.veeam.veeam_session), or M(opendr.veeam.veeam_azure_session) for Azure.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds after which the task gives up waiting and fails. The server goes on with its work; the message tells
        how to go on waiting for it.
    type: int
    default: 600
  poll_interval:
    description:
      - The longest pause, in seconds, between two looks at the server's work. The first look comes sooner, the
        pauses grow.
    type: int
    default: 10
"""
