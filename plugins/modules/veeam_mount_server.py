#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_mount_server
short_description: Set up mount servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Gives a managed server the role of a mount server, and changes its settings, so that it is as the task describes it.
    Restores of files and items use such servers.
  - A mount server is found by its managed server. No operation of the API takes the role away again.
  - If the server has the role, an omitted option is neither compared nor changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  id:
    description:
      - ID of the mount server, which is that of its managed server, a UUID.
      - A mount server with this ID must exist.
      - If omitted, the module finds the mount server by O(host).
    type: str
  host:
    description:
      - Managed server that has or gets the role.
      - Given by name or ID. Either O(host) or O(id) has to be given.
      - Required to create a mount server. Cannot be changed after creation.
    type: str
  is_default:
    description:
      - Whether new repositories use this mount server by default, for backups of its operating system.
      - With V(true) it takes the place of the default mount server of the same operating system. V(false) cannot be set
        for the default mount server, for there is always one.
    type: bool
  write_cache_folder:
    description: Folder for the write cache during a mount.
    type: str
  vpower_nfs_enabled:
    description:
      - Whether the server runs the vPower NFS service, which VMware vSphere hosts read mounted machines from.
    type: bool
  mount_port:
    description:
      - Port for mounts of the vPower NFS service.
      - From 1 to 65535.
    type: int
  vpower_nfs_port:
    description:
      - Port of the vPower NFS service.
      - From 1 to 65535.
    type: int
seealso:
  - module: opendr.veeam.veeam_mount_server_info
  - module: opendr.veeam.veeam_managed_server
  - module: opendr.veeam.veeam_repository
"""

EXAMPLES = r"""
# The connection is in module_defaults, or in the environment (VEEAM_VBR_URL and the like).
- name: Have a mount server at the second site
  opendr.veeam.veeam_mount_server:
    host: win-repo01.dr.example
    write_cache_folder: D:\IRCache\

- name: Use it for new repositories
  opendr.veeam.veeam_mount_server:
    host: win-repo01.dr.example
    is_default: true
"""

RETURN = r"""
mount_server:
  description: The mount server after the task. In check mode, as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the mount server, which is that of its managed server.
      type: str
    host:
      description: Managed server that has or gets the role.
      type: str
    type:
      description: Operating system of the mount server.
      type: str
    is_default:
      description: Whether new repositories use this mount server by default, for backups of its operating system.
      type: bool
    write_cache_folder:
      description: Folder for the write cache during a mount.
      type: str
    vpower_nfs_enabled:
      description:
        - Whether the server runs the vPower NFS service, which VMware vSphere hosts read mounted machines from.
      type: bool
    mount_port:
      description: Port for mounts of the vPower NFS service.
      type: int
    vpower_nfs_port:
      description: Port of the vPower NFS service.
      type: int
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing mount server differed from the task, each with its value before and after.
    - Empty if the mount server was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  contains:
    option:
      description: Name of the option, dotted for a suboption.
      type: str
    before:
      description: The value on the server before the task. V(null) if there was none.
      type: raw
    after:
      description: The value on the server after the task, or in check mode the value that it would have.
      type: raw
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_session) waits for it.
  returned: if a session was started or waited for
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: Name of the session.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session. V(Stopped) means that it has ended.
      type: str
    result:
      description: How the session ended, V(Success), V(Warning) or V(Failed). V(None) while it runs.
      type: str
    message:
      description: The server's explanation of the result.
      type: str
    progress_percent:
      description: How much of the work is done, in percent.
      type: int
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What kind of failure it is, for C(rescue) to act on.
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
      type: str
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.mount_server import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
