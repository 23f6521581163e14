# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module of the collection supports."""

from __future__ import annotations


class ModuleDocFragment:
    """Check mode, diff mode, and running on the controller."""

    DOCUMENTATION = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return the changed status and the difference without changing anything.
    support: full
    details: Only the login and reads are sent.
  diff_mode:
    description: Returns what has changed, or would change in C(check_mode), when in diff mode.
    support: full
  idempotent:
    description: When run twice in a row with the same arguments, the second run changes nothing.
    support: full
"""

    INFO = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return the changed status and the difference without changing anything.
    support: full
    details: The module only reads, so check mode makes no difference.
  diff_mode:
    description: Returns what has changed, or would change in C(check_mode), when in diff mode.
    support: N/A
    details: The module changes nothing.
  idempotent:
    description: When run twice in a row with the same arguments, the second run changes nothing.
    support: full
    details: The module changes nothing.
"""

    COMMON = r"""
attributes:
  action:
    description: A matching action plugin runs the module on the controller.
    support: full
    details:
      - With a connection of type P(ansible.builtin.local#connection), the task runs in the process of the controller.
        It is ten times as fast, and all tasks of a run share one login.
      - With another connection, C(async), C(become), C(environment), or the variable C(ansible_veeam_in_process) set to
        V(false), it runs as an ordinary module, with the same result.
  async:
    description: Can be used with C(async).
    support: full
"""
