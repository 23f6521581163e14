# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that restores of mailboxes and of OneDrives share."""

from __future__ import annotations


class ModuleDocFragment:
    """Which backup, what if something is missing, and how long."""

    DOCUMENTATION = r"""
options:
  organization:
    description:
      - Organization whose backups to restore from, given by its name or ID.
      - Required unless O(job) or O(session_id) is given.
    type: str
  repository:
    description:
      - Repository whose backups to restore from, given by its name or ID. Requires O(organization).
      - If omitted, the server looks for the backups of the organization in all repositories.
    type: str
  job:
    description:
      - Backup job whose backups to restore from, given by its name or ID.
      - Cannot be combined with O(repository).
    type: str
  session_id:
    description:
      - ID of an open restore session, as M(opendr.veeam.veeam_m365_restore_session) returns it. The task works in it
        and leaves it open. It says which backups are explored.
      - If omitted, the task opens a restore session and stops it at its end, failure included.
    type: str
  point_in_time:
    description:
      - Time whose backups to restore from, in ISO 8601 with an offset, such as V(2026-05-04T13:30:00+02:00). Give a
        time before the incident.
      - If omitted, the newest backups are used.
    type: str
  show_deleted:
    description:
      - Whether items can be restored that users had removed before the point in time.
      - If omitted, the server decides.
    type: bool
  show_all_versions:
    description:
      - Whether all versions of items can be restored that users had changed before the point in time.
      - If omitted, the server decides.
    type: bool
  missing:
    description:
      - What happens if the backup does not have something that the task names. A search that finds nothing counts as
        missing.
      - With V(fail), the task fails before anything is restored, and the message lists everything that is missing.
      - With V(ignore), the task restores the rest and returns a warning.
    type: str
    choices: [fail, ignore]
    default: fail
  since:
    description:
      - Time of the incident, in ISO 8601 with an offset. Restores that started before it are ignored. Give it to
        restore once more what was restored before.
      - If omitted, a restore counts that started after the backup was made. If there is a newer backup since, the task
        fails, and the message shows the line to add.
    type: str
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting for a restore, and fails. The restore is stopped then, and
        the restore session too. For an export, it is how long the server may be silent while it prepares the file.
      - At least 1.
    type: int
    default: 28800
  poll_interval:
    description:
      - Longest pause between two status requests, in seconds. The first pauses are shorter.
      - At least 1.
    type: int
    default: 10
"""
