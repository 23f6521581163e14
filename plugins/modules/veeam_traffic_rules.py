#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_traffic_rules
short_description: Change the network traffic rules of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes the network traffic rules and preferred networks of the server, so that they are as the task describes them.
  - They always exist once, and cannot be created or removed. An omitted option is neither compared nor changed. A list
    that is given replaces the current list, so a rule that is not in O(traffic_rules) is removed.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  use_multiple_streams_per_job:
    description: Whether each session of a job uses several connections.
    type: bool
  upload_streams_count:
    description: Number of connections for each job.
    type: int
  traffic_rules:
    description:
      - Rules for the traffic between two ranges of addresses.
      - A rule is recognized by its name. Properties that an existing rule has and the task does not give are left as
        they are.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the rule.
          - Required in each item.
        type: str
      source_ip_start:
        description:
          - First address of the source. What other words the server accepts is not documented; the vendor's example has
            V(Any).
          - Required in each item.
        type: str
      source_ip_end:
        description:
          - Last address of the source.
          - Required in each item.
        type: str
      target_ip_start:
        description:
          - First address of the target. What other words the server accepts is not documented; the vendor's example has
            V(Internet).
          - Required in each item.
        type: str
      target_ip_end:
        description:
          - Last address of the target.
          - Required in each item.
        type: str
      encryption_enabled:
        description: Whether the traffic is encrypted.
        type: bool
      throttling_enabled:
        description: Whether the traffic is limited.
        type: bool
      throttling_unit:
        description: Unit of the limit - kilobytes, megabits or megabytes per second.
        type: str
        choices: [KbytePerSec, MbitPerSec, MbytePerSec]
      throttling_value:
        description: Limit of the traffic.
        type: int
      throttling_window_enabled:
        description: Whether the traffic is limited only at some hours.
        type: bool
      throttling_window_options:
        description: Hours in which the traffic is limited.
        type: dict
        suboptions:
          days:
            description:
              - Hours of each day.
              - Required if the server has no O(traffic_rules[].throttling_window_options) yet.
            type: list
            elements: dict
            suboptions:
              day:
                description:
                  - Day of the week.
                  - Required in each item.
                type: str
                choices: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
              hours:
                description:
                  - One V(1) or V(0) for each of the 24 hours of the day, separated by commas. V(1) is an hour in which
                    the traffic is limited.
                  - Required in each item.
                type: str
  preferred_networks:
    description: Networks that traffic prefers.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether preferred networks are used.
          - Required if the server has no O(preferred_networks) yet.
        type: bool
      networks:
        description: The networks, each by an address and a mask.
        type: list
        elements: dict
        suboptions:
          ip_address:
            description: Address of the network.
            type: str
          subnet_mask:
            description: Mask of the network.
            type: str
          cidr_notation:
            description: Length of the prefix of the network.
            type: str
"""

EXAMPLES = r"""
- name: Encrypt and limit the traffic to the other site
  opendr.veeam.veeam_traffic_rules:
    traffic_rules:
      - name: To the second site
        source_ip_start: 10.1.0.1
        source_ip_end: 10.1.255.254
        target_ip_start: 10.2.0.1
        target_ip_end: 10.2.255.254
        encryption_enabled: true
        throttling_enabled: true
        throttling_unit: MbitPerSec
        throttling_value: 200

- name: Prefer the backup network
  opendr.veeam.veeam_traffic_rules:
    preferred_networks:
      enabled: true
      networks:
        - ip_address: 10.9.0.0
          subnet_mask: 255.255.0.0
          cidr_notation: "16"

- name: Remove all rules
  opendr.veeam.veeam_traffic_rules:
    traffic_rules: []
"""

RETURN = r"""
traffic_rules:
  description: The rules after the task. In check mode, as they will be.
  returned: success
  type: dict
  contains:
    use_multiple_streams_per_job:
      description: Whether each session of a job uses several connections.
      type: bool
    upload_streams_count:
      description: Number of connections for each job.
      type: int
    traffic_rules:
      description: Rules for the traffic between two ranges of addresses.
      type: list
      elements: dict
      contains:
        id:
          description: ID of the rule.
          type: str
        name:
          description: Name of the rule.
          type: str
        source_ip_start:
          description:
            - First address of the source. What other words the server accepts is not documented; the vendor's example
              has V(Any).
          type: str
        source_ip_end:
          description: Last address of the source.
          type: str
        target_ip_start:
          description:
            - First address of the target. What other words the server accepts is not documented; the vendor's example
              has V(Internet).
          type: str
        target_ip_end:
          description: Last address of the target.
          type: str
        encryption_enabled:
          description: Whether the traffic is encrypted.
          type: bool
        throttling_enabled:
          description: Whether the traffic is limited.
          type: bool
        throttling_unit:
          description: Unit of the limit - kilobytes, megabits or megabytes per second.
          type: str
        throttling_value:
          description: Limit of the traffic.
          type: int
        throttling_window_enabled:
          description: Whether the traffic is limited only at some hours.
          type: bool
        throttling_window_options:
          description: Hours in which the traffic is limited.
          type: dict
          contains:
            days:
              description: Hours of each day.
              type: list
              elements: dict
              contains:
                day:
                  description: Day of the week.
                  type: str
                hours:
                  description:
                    - One V(1) or V(0) for each of the 24 hours of the day, separated by commas. V(1) is an hour in
                      which the traffic is limited.
                  type: str
    preferred_networks:
      description: Networks that traffic prefers.
      type: dict
      contains:
        enabled:
          description: Whether preferred networks are used.
          type: bool
        networks:
          description: The networks, each by an address and a mask.
          type: list
          elements: dict
          contains:
            ip_address:
              description: Address of the network.
              type: str
            subnet_mask:
              description: Mask of the network.
              type: str
            cidr_notation:
              description: Length of the prefix of the network.
              type: str
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.traffic_rules import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
