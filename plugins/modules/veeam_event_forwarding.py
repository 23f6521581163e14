#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_event_forwarding
short_description: Change the event forwarding of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes to which SNMP and syslog servers the backup server forwards its events, so that they are as the task
    describes them.
  - The settings always exist once, and cannot be created or removed. An omitted option is neither compared nor changed.
    A list that is given replaces the current list.
  - For earlier API revisions, the same settings are in O(opendr.veeam.veeam_general_options#module:siem_integration).
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  idempotent:
    support: partial
    details:
      - With O(update_secrets=always), a task that gives an SNMP server sends its community string and reports a change
        each time.
options:
  snmp_servers:
    description: SNMP servers that get traps.
    type: list
    elements: dict
    suboptions:
      receiver:
        description:
          - Full DNS name or IP address of the SNMP server.
          - Required in each item.
        type: str
      port:
        description:
          - Port of the SNMP server.
          - Required in each item. From 1 to 65535.
        type: int
      community_string:
        description:
          - Community string of the SNMP server.
          - Required in each item. This is a secret, which the server does not return. O(update_secrets) says when it is
            sent.
        type: str
  syslog_server:
    description: Syslog server that gets events.
    type: dict
    suboptions:
      server_name:
        description:
          - Full DNS name or IP address of the syslog server.
          - Required if the server has no O(syslog_server) yet.
        type: str
      port:
        description:
          - Port of the syslog server.
          - From 1 to 65535.
        type: int
      transport_protocol:
        description: Transport protocol.
        type: str
        choices: [Udp, Tcp, Tls]
      certificate_thumbprint:
        description:
          - Thumbprint of the certificate that the syslog server has to present. For V(Tls) in
            O(syslog_server.transport_protocol).
        type: str
  syslog_event_filtering:
    description: Events that are not forwarded to the syslog server.
    type: list
    elements: dict
    suboptions:
      event_id:
        description:
          - ID of the event, as the event reference of the vendor lists it.
          - Required in each item.
        type: str
      severity:
        description:
          - Severities of the event that are not forwarded.
          - Required in each item.
        type: list
        elements: str
        choices: [Info, Warning, Error]
  update_secrets:
    description:
      - V(on_create) sends community strings only if something else in the list of SNMP servers changes.
      - V(always) sends the community strings of the task each time. They are not compared, so the task always reports a
        change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_general_options
"""

EXAMPLES = r"""
- name: Forward events to a syslog server, except for two
  opendr.veeam.veeam_event_forwarding:
    syslog_server:
      server_name: syslog.dr.example
      port: 6514
      transport_protocol: Tls
    syslog_event_filtering:
      - event_id: "110"
        severity: [Info]
      - event_id: "190"
        severity: [Info, Warning]

- name: Send SNMP traps
  opendr.veeam.veeam_event_forwarding:
    snmp_servers:
      - receiver: snmp.dr.example
        port: 162
        community_string: "{{ vault_snmp_community }}"

- name: Stop the traps
  opendr.veeam.veeam_event_forwarding:
    snmp_servers: []
"""

RETURN = r"""
event_forwarding:
  description: The settings after the task, without community strings. In check mode, as they will be.
  returned: success
  type: dict
  contains:
    snmp_servers:
      description: SNMP servers that get traps.
      type: list
      elements: dict
      contains:
        receiver:
          description: Full DNS name or IP address of the SNMP server.
          type: str
        port:
          description: Port of the SNMP server.
          type: int
    syslog_server:
      description: Syslog server that gets events.
      type: dict
      contains:
        server_name:
          description: Full DNS name or IP address of the syslog server.
          type: str
        port:
          description: Port of the syslog server.
          type: int
        transport_protocol:
          description: Transport protocol.
          type: str
        certificate_thumbprint:
          description:
            - Thumbprint of the certificate that the syslog server has to present. For V(Tls) in
              O(syslog_server.transport_protocol).
          type: str
    syslog_event_filtering:
      description: Events that are not forwarded to the syslog server.
      type: list
      elements: dict
      contains:
        event_id:
          description: ID of the event, as the event reference of the vendor lists it.
          type: str
        severity:
          description: Severities of the event that are not forwarded.
          type: list
          elements: str
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.event_forwarding import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
