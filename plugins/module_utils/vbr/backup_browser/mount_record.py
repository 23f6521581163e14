# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this machine remembers of the mounts of one machine or share. Private to the collection."""

from __future__ import annotations

from ...workflow.session_record import SessionRecord


class MountRecord(SessionRecord):
    """The record of the backups of one machine or share, whose mounts end by themselves when nobody uses them."""

    if_unwritable = (
        "If the task is killed, a rerun does not know its mount, which then disappears by itself after auto_unmount."
    )
