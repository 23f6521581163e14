#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_email_settings
short_description: Change the email settings of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes how the server sends emails, and to whom, so that it is as the task describes it.
  - The settings always exist once, and cannot be created or removed. An omitted option is neither compared nor changed.
    The same applies to each suboption.
  - With another O(mail_server), the settings of the previous one are not sent back, so give all that the new one needs.
  - For earlier API revisions, the same settings are in O(opendr.veeam.veeam_general_options#module:email_settings).
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
      - With O(update_secrets=always), a task that gives a client secret sends it and reports a change each time.
options:
  enabled:
    description: Whether emails are sent. They need O(email_settings).
    type: bool
  mail_server:
    description:
      - Type of the mail server.
      - If omitted, the type stays as it is.
    type: str
    choices: [SMTP, Gmail, MS365]
  email_settings:
    description: Content of the emails, and when they are sent.
    type: dict
    suboptions:
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
      ai_powered_report_enabled:
        description:
          - Whether a daily summary that is written by artificial intelligence is sent.
          - Requires O(api_version=1.3-rev2) or later.
        type: bool
  smtp_server_name:
    description:
      - Full DNS name or IP address of the SMTP server.
      - Only for O(mail_server=SMTP).
    type: str
  advanced_smtp_options:
    description:
      - Connection to the SMTP server.
      - Only for O(mail_server=SMTP).
    type: dict
    suboptions:
      port:
        description:
          - Port of the SMTP server.
          - Required if the server has no O(advanced_smtp_options) yet. From 1 to 65535.
        type: int
      timeout_ms:
        description:
          - Time-out of the connection, in milliseconds.
          - Required if the server has no O(advanced_smtp_options) yet. At most 100000.
        type: int
      ssl_enabled:
        description:
          - Whether the connection is encrypted.
          - Required if the server has no O(advanced_smtp_options) yet.
        type: bool
      auth_required:
        description:
          - Whether the backup server logs in to the SMTP server with O(advanced_smtp_options.credentials).
          - Required if the server has no O(advanced_smtp_options) yet.
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
  app_client_id:
    description:
      - Client ID of the application that is registered for the backup server.
      - Not for O(mail_server=SMTP).
    type: str
  client_secret:
    description:
      - Client secret of the application.
      - Only for O(mail_server=Gmail). This is a secret, which the server does not return. O(update_secrets) says when
        it is sent.
    type: str
  is_default_app:
    description:
      - Whether the application of the vendor is used in the place of one that you registered.
      - Not for O(mail_server=SMTP). Requires O(api_version=1.3-rev2) or later.
    type: bool
  tenant:
    description:
      - ID of the tenant.
      - Only for O(mail_server=MS365).
    type: str
  update_secrets:
    description:
      - V(on_create) sends O(client_secret) only if O(mail_server) or O(app_client_id) changes.
      - V(always) sends it each time. The server does not return it, so the task always reports a change.
    type: str
    choices: [on_create, always]
    default: on_create
seealso:
  - module: opendr.veeam.veeam_general_options
  - module: opendr.veeam.veeam_notification_settings
"""

EXAMPLES = r"""
- name: Send emails over an SMTP server
  opendr.veeam.veeam_email_settings:
    enabled: true
    mail_server: SMTP
    smtp_server_name: smtp.dr.example
    advanced_smtp_options:
      port: 587
      ssl_enabled: true
      auth_required: true
      credentials: Windows hosts and shares
    email_settings:
      from: backup01@dr.example
      to: backup@dr.example
      notify_on_success: false

- name: Send emails over Gmail
  opendr.veeam.veeam_email_settings:
    mail_server: Gmail
    app_client_id: 1234567890-backup.apps.googleusercontent.com
    client_secret: "{{ vault_gmail_secret }}"

- name: Send no more emails
  opendr.veeam.veeam_email_settings:
    enabled: false
"""

RETURN = r"""
email_settings:
  description: The settings after the task, without secrets. In check mode, as they will be.
  returned: success
  type: dict
  contains:
    enabled:
      description: Whether emails are sent. They need O(email_settings).
      type: bool
    mail_server:
      description: Type of the mail server.
      type: str
    email_settings:
      description: Content of the emails, and when they are sent.
      type: dict
      contains:
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
        ai_powered_report_enabled:
          description: Whether a daily summary that is written by artificial intelligence is sent.
          returned: with O(api_version=1.3-rev2) or later
          type: bool
    smtp_server_name:
      description: Full DNS name or IP address of the SMTP server.
      returned: if its mail_server has it
      type: str
    advanced_smtp_options:
      description: Connection to the SMTP server.
      returned: if its mail_server has it
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
          description: Whether the backup server logs in to the SMTP server with O(advanced_smtp_options.credentials).
          type: bool
        credentials:
          description: Credentials record for the SMTP server.
          type: str
        thumbprints:
          description: Thumbprints of certificates of the SMTP server that are trusted.
          returned: with O(api_version=1.3-rev2) or later
          type: list
          elements: str
    app_client_id:
      description: Client ID of the application that is registered for the backup server.
      returned: if its mail_server has it
      type: str
    is_default_app:
      description: Whether the application of the vendor is used in the place of one that you registered.
      returned: if its mail_server has it, with O(api_version=1.3-rev2) or later
      type: bool
    tenant:
      description: ID of the tenant.
      returned: if its mail_server has it
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.email_settings import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
