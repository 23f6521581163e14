#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_storage_latency
short_description: Change the storage latency control of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes the limits of latency at which the server reads and writes less on production storage, so that they are as
    the task describes them. The settings always exist, so there is nothing to create or remove.
  - Limits of single datastores are returned, and stay as they are. M(opendr.veeam.veeam_request) can add, change and
    remove them with C(/generalOptions/storageLatency/datastores).
  - An omitted option is neither compared nor changed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  enabled:
    description:
      - Whether the server watches the latency of production storage.
      - With V(true), O(limits) has to be given if the server has no limits yet.
    type: bool
  limits:
    description: Limits for all datastores and volumes that have no limits of their own.
    type: dict
    suboptions:
      latency_limit_ms:
        description:
          - Latency, in milliseconds, at which no new tasks are assigned to a datastore or volume.
          - It must not be greater than O(limits.throttling_io_limit_ms).
          - Required if the server has no O(limits) yet. At least 1.
        type: int
      throttling_io_limit_ms:
        description:
          - Latency, in milliseconds, at which reading and writing on a datastore or volume becomes slower.
          - Required if the server has no O(limits) yet. At least 1.
        type: int
seealso:
  - module: opendr.veeam.veeam_general_options
  - module: opendr.veeam.veeam_traffic_rules
  - module: opendr.veeam.veeam_request
"""

EXAMPLES = r"""
- name: Spare the production storage
  opendr.veeam.veeam_storage_latency:
    enabled: true
    limits:
      latency_limit_ms: 20
      throttling_io_limit_ms: 30

- name: Switch the control off
  opendr.veeam.veeam_storage_latency:
    enabled: false
"""

RETURN = r"""
storage_latency:
  description: The settings after the task. In check mode, as they will be.
  returned: success
  type: dict
  contains:
    enabled:
      description: Whether the server watches the latency of production storage.
      type: bool
    limits:
      description: Limits for all datastores and volumes that have no limits of their own.
      type: dict
      contains:
        latency_limit_ms:
          description: Latency, in milliseconds, at which no new tasks are assigned to a datastore or volume.
          type: int
        throttling_io_limit_ms:
          description: Latency, in milliseconds, at which reading and writing on a datastore or volume becomes slower.
          type: int
        datastores:
          description: Limits of single datastores and volumes.
          type: list
          elements: dict
          contains:
            id:
              description: ID of the limits.
              type: str
            name:
              description: Name of the datastore or volume.
              type: str
            type:
              description: Type of the storage, such as V(Datastore).
              type: str
            host_name:
              description: Server that the storage belongs to.
              type: str
            object_id:
              description: ID of the storage on that server.
              type: str
            platform:
              description: Platform of the storage, such as V(VSphere).
              type: str
            latency_limit_ms:
              description: Latency, in milliseconds, at which no new tasks are assigned.
              type: int
            throttling_io_limit_ms:
              description: Latency, in milliseconds, at which reading and writing becomes slower.
              type: int
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.storage_latency import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
