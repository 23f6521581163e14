#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_global_exclusion
short_description: Exclude virtual machines from all jobs of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Excludes a virtual machine from the processing of all jobs, or lets jobs process it again, so that it is as the task
    describes it.
  - A machine that is to be excluded is looked for in the inventory. After that its exclusion is found by the name and
    the server of the machine, or by O(id), also if the inventory does not have the machine any more.
  - Only the note of an exclusion can be changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) excludes the machine, or changes the note that differs from the task.
      - V(absent) removes the exclusion, so that jobs process the machine again. The machine itself stays as it is.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - ID of the global exclusion, a UUID.
      - An exclusion with this ID must exist, except with O(state=absent).
      - If omitted, the module finds it by O(name) and O(host_name).
    type: str
  name:
    description:
      - Name of the virtual machine. Upper and lower case do not matter.
      - Either O(name) or O(id) has to be given.
      - Required to create a global exclusion. Cannot be changed after creation.
    type: str
  host_name:
    description:
      - Server that the machine belongs to, such as a vCenter Server, as the inventory shows it.
      - Has to be given, except with O(id).
      - Required to create a global exclusion. Cannot be changed after creation.
    type: str
  platform:
    description:
      - Platform of the machine.
      - Cannot be changed after creation. If omitted, a global exclusion is created with V(VSphere).
    type: str
    choices: [VSphere, HyperV, CloudDirector]
  object_id:
    description:
      - ID of the machine on its server, such as V(vm-101).
      - Give it where several machines of the server have the same name.
      - Cannot be changed after creation.
    type: str
  note:
    description: Why the machine is excluded.
    type: str
seealso:
  - module: opendr.veeam.veeam_global_exclusion_info
  - module: opendr.veeam.veeam_vm_backup_job
"""

EXAMPLES = r"""
- name: Leave a test machine out of all backups
  opendr.veeam.veeam_global_exclusion:
    name: web01
    host_name: vcenter01.dr.example
    note: Rebuilt every night

- name: Back the machine up again
  opendr.veeam.veeam_global_exclusion:
    name: web01
    host_name: vcenter01.dr.example
    state: absent
"""

RETURN = r"""
global_exclusion:
  description: The exclusion after the task. Empty if it does not exist. In check mode, as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the global exclusion.
      type: str
    name:
      description: Name of the virtual machine. Upper and lower case do not matter.
      type: str
    host_name:
      description: Server that the machine belongs to, such as a vCenter Server, as the inventory shows it.
      type: str
    platform:
      description: Platform of the machine.
      type: str
    object_id:
      description: ID of the machine on its server, such as V(vm-101).
      type: str
    note:
      description: Why the machine is excluded.
      type: str
    size:
      description: Size of the machine, as the server writes it, such as V(40 GB).
      type: str
    urn:
      description: Where the machine is in the inventory, in the form of the server.
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing global exclusion differed from the task, each with its value before and after.
    - Empty if the global exclusion was created, removed or left as it was.
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
        - V(SessionTimedOut) - A session still ran after C(wait_timeout) seconds. It continues on the server.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.global_exclusion import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
