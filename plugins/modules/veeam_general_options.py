#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_general_options
short_description: Change the general options of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes the general options of the server - emails, other notifications, and event forwarding - so that they are as
    the task describes them.
  - The options always exist once, and cannot be created or removed. An omitted option is neither compared nor changed.
    The same applies to each suboption. A list that is given replaces the current list.
  - From API revision 1.3-rev1 on, M(opendr.veeam.veeam_email_settings), M(opendr.veeam.veeam_notification_settings) and
    M(opendr.veeam.veeam_event_forwarding) change the same settings one by one. Use either these or this module.
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
  email_enabled:
    description: Whether emails are sent. They need O(email_settings).
    type: bool
  email_settings:
    description: How the server sends emails, and to whom.
    type: dict
    suboptions:
      smtp_server_name:
        description:
          - Full DNS name or IP address of the SMTP server.
          - Required if the server has no O(email_settings) yet.
        type: str
      advanced_smtp_options:
        description:
          - Connection to the SMTP server.
          - Required if the server has no O(email_settings) yet.
        type: dict
        suboptions:
          port:
            description:
              - Port of the SMTP server.
              - Required if the server has no O(email_settings.advanced_smtp_options) yet. From 1 to 65535.
            type: int
          timeout_ms:
            description:
              - Time-out of the connection, in milliseconds.
              - Required if the server has no O(email_settings.advanced_smtp_options) yet. At most 100000.
            type: int
          ssl_enabled:
            description:
              - Whether the connection is encrypted.
              - Required if the server has no O(email_settings.advanced_smtp_options) yet.
            type: bool
          auth_required:
            description:
              - Whether the backup server logs in to the SMTP server with
                O(email_settings.advanced_smtp_options.credentials).
              - Required if the server has no O(email_settings.advanced_smtp_options) yet.
            type: bool
          credentials:
            description:
              - Credentials record for the SMTP server.
              - Given by user name, description or ID.
            type: str
          thumbprints:
            description:
              - Thumbprints of certificates of the SMTP server that are trusted.
              - Requires O(api_version=1.3-rev2) or later.
            type: list
            elements: str
      from:
        description:
          - Email address of the sender.
          - Required if the server has no O(email_settings) yet.
        type: str
      to:
        description:
          - Email addresses of the recipients, separated by semicolons.
          - Required if the server has no O(email_settings) yet.
        type: str
      subject:
        description:
          - Subject of the email.
          - The server replaces C(%Time%), C(%JobName%), C(%JobResult%), C(%ObjectCount%) and C(%Issues%) in it.
          - Required if the server has no O(email_settings) yet.
        type: str
      send_daily_reports_at:
        description:
          - Time of the day when daily reports are sent. It is written as a date and time with an offset, such as
            V(2026-01-15T22:00:00+01:00).
          - The date is not compared.
          - Required if the server has no O(email_settings) yet.
        type: str
      notify_on_success:
        description:
          - Whether an email is sent after a job that succeeded.
          - Required if the server has no O(email_settings) yet.
        type: bool
      notify_on_warning:
        description:
          - Whether an email is sent after a job that ended with a warning.
          - Required if the server has no O(email_settings) yet.
        type: bool
      notify_on_failure:
        description:
          - Whether an email is sent after a job that failed.
          - Required if the server has no O(email_settings) yet.
        type: bool
      notify_on_last_retry:
        description:
          - Whether an email is sent only after the last attempt of a job, and not after each.
          - Required if the server has no O(email_settings) yet.
        type: bool
  notifications:
    description: Notifications about disk space, the support contract and updates.
    type: dict
    suboptions:
      storage_space_threshold_enabled:
        description:
          - Whether notifications about little free space in a backup storage are sent.
          - Required if the server has no O(notifications) yet.
        type: bool
      storage_space_threshold:
        description:
          - Free space of a backup storage, in percent, below which a notification is sent.
          - Required if the server has no O(notifications) yet (O(api_version=1.2-rev1) or earlier). From 1 to 100.
        type: int
      datastore_space_threshold_enabled:
        description:
          - Whether notifications about little free space in a production datastore are sent.
          - Required if the server has no O(notifications) yet.
        type: bool
      datastore_space_threshold:
        description:
          - Free space of a production datastore, in percent, below which a notification is sent.
          - Required if the server has no O(notifications) yet (O(api_version=1.2-rev1) or earlier). From 1 to 100.
        type: int
      skip_vm_space_threshold_enabled:
        description:
          - Whether jobs stop before they create snapshots in a production datastore with little free space.
          - Required if the server has no O(notifications) yet.
        type: bool
      skip_vm_space_threshold:
        description:
          - Free space of a production datastore, in percent, below which jobs stop.
          - Required if the server has no O(notifications) yet (O(api_version=1.2-rev1) or earlier).
        type: int
      notify_on_support_expiration:
        description:
          - Whether notifications about the end of the support contract are sent.
          - Required if the server has no O(notifications) yet.
        type: bool
      notify_on_updates:
        description:
          - Whether notifications about updates are sent.
          - Required if the server has no O(notifications) yet.
        type: bool
  siem_integration:
    description: Forwarding of events to SNMP and syslog servers.
    type: dict
    suboptions:
      snmp_events_enabled:
        description:
          - Whether SNMP traps are sent.
          - Required if the server has no O(siem_integration) yet.
        type: bool
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
              - Required in each item. This is a secret, which the server does not return. O(update_secrets) says when
                it is sent.
            type: str
      syslog_events_enabled:
        description:
          - Whether events are sent to the syslog server.
          - Required if the server has no O(siem_integration) yet.
        type: bool
      syslog_server:
        description: Syslog server that gets events.
        type: dict
        suboptions:
          server_name:
            description:
              - Full DNS name or IP address of the syslog server.
              - Required if the server has no O(siem_integration.syslog_server) yet.
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
                O(siem_integration.syslog_server.transport_protocol).
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
      - V(on_create) sends community strings only if something else in O(siem_integration) changes.
      - V(always) sends the community strings of the task each time. They are not compared, so the task always reports a
        change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_email_settings
  - module: opendr.veeam.veeam_notification_settings
  - module: opendr.veeam.veeam_event_forwarding
"""

EXAMPLES = r"""
- name: Send emails, and notifications before a storage is full
  opendr.veeam.veeam_general_options:
    email_enabled: true
    email_settings:
      smtp_server_name: smtp.dr.example
      from: backup01@dr.example
      to: backup@dr.example
    notifications:
      storage_space_threshold_enabled: true
      storage_space_threshold: 15

- name: Send SNMP traps and syslog messages
  opendr.veeam.veeam_general_options:
    siem_integration:
      snmp_events_enabled: true
      snmp_servers:
        - receiver: snmp.dr.example
          port: 162
          community_string: "{{ vault_snmp_community }}"
      syslog_events_enabled: true
      syslog_server:
        server_name: syslog.dr.example
        port: 514
        transport_protocol: Udp
"""

RETURN = r"""
general_options:
  description: The options after the task, without community strings. In check mode, as they will be.
  returned: success
  type: dict
  contains:
    email_enabled:
      description: Whether emails are sent. They need O(email_settings).
      type: bool
    email_settings:
      description: How the server sends emails, and to whom.
      type: dict
      contains:
        smtp_server_name:
          description: Full DNS name or IP address of the SMTP server.
          type: str
        advanced_smtp_options:
          description: Connection to the SMTP server.
          type: dict
          contains:
            port:
              description: Port of the SMTP server.
              type: int
            timeout_ms:
              description: Time-out of the connection, in milliseconds.
              type: int
            ssl_enabled:
              description: Whether the connection is encrypted.
              type: bool
            auth_required:
              description:
                - Whether the backup server logs in to the SMTP server with
                  O(email_settings.advanced_smtp_options.credentials).
              type: bool
            credentials:
              description: Credentials record for the SMTP server.
              type: str
            thumbprints:
              description: Thumbprints of certificates of the SMTP server that are trusted.
              returned: with O(api_version=1.3-rev2) or later
              type: list
              elements: str
        from:
          description: Email address of the sender.
          type: str
        to:
          description: Email addresses of the recipients, separated by semicolons.
          type: str
        subject:
          description: Subject of the email.
          type: str
        send_daily_reports_at:
          description:
            - Time of the day when daily reports are sent. It is written as a date and time with an offset, such as
              V(2026-01-15T22:00:00+01:00).
          type: str
        notify_on_success:
          description: Whether an email is sent after a job that succeeded.
          type: bool
        notify_on_warning:
          description: Whether an email is sent after a job that ended with a warning.
          type: bool
        notify_on_failure:
          description: Whether an email is sent after a job that failed.
          type: bool
        notify_on_last_retry:
          description: Whether an email is sent only after the last attempt of a job, and not after each.
          type: bool
    notifications:
      description: Notifications about disk space, the support contract and updates.
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
          description:
            - Whether jobs stop before they create snapshots in a production datastore with little free space.
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
    siem_integration:
      description: Forwarding of events to SNMP and syslog servers.
      type: dict
      contains:
        snmp_events_enabled:
          description: Whether SNMP traps are sent.
          type: bool
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
        syslog_events_enabled:
          description: Whether events are sent to the syslog server.
          type: bool
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
                  O(siem_integration.syslog_server.transport_protocol).
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.general_options import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
