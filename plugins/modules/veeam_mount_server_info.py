#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_mount_server_info
short_description: List mount servers of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Returns the mount servers, which new repositories use for restores of files.
  - Without filters, all of them are returned. With several filters, only those that match every filter are returned.
    The list is always complete.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
options:
  id:
    description: Only the mount server with this ID. If omitted, IDs are not filtered.
    type: str
  host:
    description:
      - Only the mount server on this managed server, given by name or ID. If omitted, servers are not filtered.
    type: str
  is_default:
    description:
      - Whether to return only the default mount servers, or only the others.
      - If omitted, both are returned.
    type: bool
  write_cache_folder:
    description:
      - Only mount servers with this folder for the write cache, or with one that matches. V(*) matches any number of
        characters, V(?) matches a single character.
      - If omitted, folders are not filtered.
    type: str
seealso:
  - module: opendr.veeam.veeam_mount_server
"""

EXAMPLES = r"""
- name: List all mount servers
  opendr.veeam.veeam_mount_server_info:
  register: mount_servers

- name: List the default ones
  opendr.veeam.veeam_mount_server_info:
    is_default: true
"""

RETURN = r"""
mount_servers:
  description: The mount servers, in the order of the server. Empty if none matches.
  returned: success
  type: list
  elements: dict
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
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.mount_server_info import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
