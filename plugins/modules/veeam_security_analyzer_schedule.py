#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_security_analyzer_schedule
short_description: Schedule the Security & Compliance Analyzer of Veeam Backup & Replication
version_added: 0.1.0
description:
  - Changes when the Security & Compliance Analyzer runs and who gets its results, so that it is as the task describes
    it.
  - The schedule always exists once, and cannot be created or removed. An omitted option is neither compared nor
    changed. The same applies to each suboption.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  daily_scan_enabled:
    description: Whether the analyzer runs each day.
    type: bool
  daily_scan_local_time:
    description: Time of the run in the time zone of the server, such as V(02:00).
    type: str
  send_scan_results:
    description: Whether emails with the results are sent.
    type: bool
  recipients:
    description: Email addresses of the recipients, separated by semicolons.
    type: str
  notification_type:
    description:
      - Which notification settings apply.
      - V(UseGlobalNotificationSettings) uses the settings of the server. V(UseCustomNotificationSettings) uses
        O(custom_notification_settings).
    type: str
    choices: [UseGlobalNotificationSettings, UseCustomNotificationSettings]
  custom_notification_settings:
    description: Notification settings for the results of the analyzer only.
    type: dict
    suboptions:
      subject:
        description: Subject of the email.
        type: str
      notify_on_success:
        description: Whether an email is sent after a run that succeeded.
        type: bool
      notify_on_warning:
        description: Whether an email is sent after a run that ended with a warning.
        type: bool
      notify_on_error:
        description: Whether an email is sent after a run that failed.
        type: bool
seealso:
  - module: opendr.veeam.veeam_email_settings
"""

EXAMPLES = r"""
- name: Run the analyzer each morning and send what it finds
  opendr.veeam.veeam_security_analyzer_schedule:
    daily_scan_enabled: true
    daily_scan_local_time: "06:00"
    send_scan_results: true
    recipients: security@dr.example;backup@dr.example
    notification_type: UseCustomNotificationSettings
    custom_notification_settings:
      subject: Security & Compliance Analyzer
      notify_on_success: false
      notify_on_warning: true
      notify_on_error: true
"""

RETURN = r"""
security_analyzer_schedule:
  description: The schedule after the task. In check mode, as it will be.
  returned: success
  type: dict
  contains:
    daily_scan_enabled:
      description: Whether the analyzer runs each day.
      type: bool
    daily_scan_local_time:
      description: Time of the run in the time zone of the server, such as V(02:00).
      type: str
    send_scan_results:
      description: Whether emails with the results are sent.
      type: bool
    recipients:
      description: Email addresses of the recipients, separated by semicolons.
      type: str
    notification_type:
      description: Which notification settings apply.
      type: str
    custom_notification_settings:
      description: Notification settings for the results of the analyzer only.
      type: dict
      contains:
        subject:
          description: Subject of the email.
          type: str
        notify_on_success:
          description: Whether an email is sent after a run that succeeded.
          type: bool
        notify_on_warning:
          description: Whether an email is sent after a run that ended with a warning.
          type: bool
        notify_on_error:
          description: Whether an email is sent after a run that failed.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.security_analyzer_schedule import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
