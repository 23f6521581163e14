# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of modules that restore: whether a newer restore point is a reason to restore again."""

from __future__ import annotations


class ModuleDocFragment:
    """Once, or from each new restore point."""

    DOCUMENTATION = r"""
options:
  again:
    description:
      - Whether the task recovers again what was recovered before, because a newer restore point exists now.
      - With V(never), the task fails in that case. The message shows the line to add to the task if you want to
        recover again.
      - V(new_restore_point) recovers once from each new restore point. Use it for a copy beside the original, such as
        one for a regular recovery test. It cannot be combined with O(since), and not with a recovery to the location
        of the original.
    type: str
    choices: [never, new_restore_point]
    default: never
"""
