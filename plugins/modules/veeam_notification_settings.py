#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_notification_settings
short_description: Change the notification settings of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes which notifications about disk space, the support contract and updates the server sends, so that they are as
    the task describes them.
  - The settings always exist once, and cannot be created or removed. An omitted option is neither compared nor changed.
  - For earlier API revisions, the same settings are in O(opendr.veeam.veeam_general_options#module:notifications).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  storage_space_threshold_enabled:
    description: Whether notifications about little free space in a backup storage are sent.
    type: bool
  storage_space_threshold:
    description:
      - Free space of a backup storage, in percent, below which a notification is sent.
      - From 1 to 100.
    type: int
  datastore_space_threshold_enabled:
    description: Whether notifications about little free space in a production datastore are sent.
    type: bool
  datastore_space_threshold:
    description:
      - Free space of a production datastore, in percent, below which a notification is sent.
      - From 1 to 100.
    type: int
  skip_vm_space_threshold_enabled:
    description: Whether jobs stop before they create snapshots in a production datastore with little free space.
    type: bool
  skip_vm_space_threshold:
    description: Free space of a production datastore, in percent, below which jobs stop.
    type: int
  notify_on_support_expiration:
    description: Whether notifications about the end of the support contract are sent.
    type: bool
  notify_on_updates:
    description: Whether notifications about updates are sent.
    type: bool
seealso:
  - module: opendr.veeam.veeam_email_settings
  - module: opendr.veeam.veeam_general_options
"""

EXAMPLES = r"""
- name: Send a notification before a storage is full
  opendr.veeam.veeam_notification_settings:
    storage_space_threshold_enabled: true
    storage_space_threshold: 15
    datastore_space_threshold_enabled: true
    datastore_space_threshold: 15

- name: Stop jobs before a datastore is full
  opendr.veeam.veeam_notification_settings:
    skip_vm_space_threshold_enabled: true
    skip_vm_space_threshold: 5
"""

RETURN = r"""
notification_settings:
  description: The settings after the task. In check mode, as they will be.
  returned: success
  type: dict
  contains:
    storage_space_threshold_enabled:
      description: Whether notifications about little free space in a backup storage are sent.
      type: bool
    storage_space_threshold:
      description: Free space of a backup storage, in percent, below which a notification is sent.
      type: int
    datastore_space_threshold_enabled:
      description: Whether notifications about little free space in a production datastore are sent.
      type: bool
    datastore_space_threshold:
      description: Free space of a production datastore, in percent, below which a notification is sent.
      type: int
    skip_vm_space_threshold_enabled:
      description: Whether jobs stop before they create snapshots in a production datastore with little free space.
      type: bool
    skip_vm_space_threshold:
      description: Free space of a production datastore, in percent, below which jobs stop.
      type: int
    notify_on_support_expiration:
      description: Whether notifications about the end of the support contract are sent.
      type: bool
    notify_on_updates:
      description: Whether notifications about updates are sent.
      type: bool
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options that differed from the task, each with its value before and after.
    - Empty if nothing differed.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.notification_settings import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
