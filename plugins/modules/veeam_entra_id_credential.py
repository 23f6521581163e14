#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_entra_id_credential
short_description: Let a person sign in to restore in a Microsoft Entra ID tenant
version_added: 0.1.0
description:
  - Obtains credentials with which M(opendr.veeam.veeam_entra_id_restore) restores items in the name of a person.
    Without them, it uses the account that Veeam Backup & Replication has for the tenant.
  - The credentials belong to one mount of the tenant, which M(opendr.veeam.veeam_entra_id_mount) makes. How long they
    are valid is not documented.
  - A person signs in in a browser, so there are two tasks. The first starts the sign-in, and returns what the person
    needs. The second finishes it, and returns RV(credentials_id).
  - With O(flow=device_code), the first task has no O(user_code) and requests one. Show the person RV(user_code) and
    RV(verification_url), on any device. The second task has the O(user_code), and waits until the person has signed in.
  - O(flow=authorization_code) is for applications that have a web page of their own. Use O(flow=device_code) otherwise.
  - The device code, passwords and tokens are never returned.
  - In check mode no code is requested, and the second task looks once whether the person has signed in.
  - The account needs the role Veeam Backup Administrator or Veeam Restore Operator.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  diff_mode:
    support: none
    details: The server does not show the credentials.
  idempotent:
    support: partial
    details:
      - Waiting for a O(user_code) changes nothing, and returns the same credentials again. Each task without a
        O(user_code) requests a new code, and each O(code) works once.
seealso:
  - module: opendr.veeam.veeam_entra_id_mount
options:
  session_id:
    description: ID of the session of the mount, as M(opendr.veeam.veeam_entra_id_mount) returns it.
    type: str
    required: true
  flow:
    description:
      - How the person signs in.
      - V(device_code) is with a code that the person enters at a web page of Microsoft.
      - V(authorization_code) is at a web page of Microsoft that redirects to O(redirect_uri). Requires
        O(api_version=1.3-rev1) or later.
    type: str
    choices: [device_code, authorization_code]
    default: device_code
  user_code:
    description:
      - Code for which to wait, as an earlier task returned it. Only with O(flow=device_code).
      - If omitted, a new code is requested.
    type: str
  expires_on:
    description:
      - Time at which the O(user_code) ends, as an earlier task returned it. The task stops waiting then. Only with
        O(flow=device_code).
      - If omitted, the task waits until the server reports that the code has expired, or for O(wait_timeout).
    type: str
  vdc_session_id:
    description:
      - ID of the VDC session of the application. Only with O(flow=authorization_code), and required to start a sign-in.
        The documents of the vendor do not say where it comes from.
    type: str
  redirect_uri:
    description:
      - Address of the application to which Microsoft redirects after the sign-in. Only with O(flow=authorization_code),
        and required to start a sign-in.
    type: str
  code:
    description:
      - Authorization code that the O(redirect_uri) got, to finish a sign-in. It works once. Only with
        O(flow=authorization_code).
      - If omitted, and O(sign_in_error) too, a sign-in is started.
    type: str
  authorization_state:
    description:
      - The C(state) that the O(redirect_uri) got with the O(code), exactly as it came. Required with O(code).
    type: str
  sign_in_error:
    description:
      - The C(error) that the O(redirect_uri) got instead of a O(code). The task sends it to the server, and fails. Only
        with O(flow=authorization_code).
    type: str
  sign_in_error_description:
    description: The C(error_description) that came with O(sign_in_error). If omitted, the server gets none.
    type: str
  wait:
    description:
      - Whether a task with a O(user_code) waits until the person has signed in.
      - With V(false), it looks once, and RV(status) says whether the person has signed in.
  wait_timeout:
    description:
      - Number of seconds after which a task with a O(user_code) stops waiting and fails. Rerun it to keep waiting.
    default: 900
"""

EXAMPLES = r"""
- name: Mount the tenant
  opendr.veeam.veeam_entra_id_mount:
    backup: Entra ID dr.example
  register: tenant

- name: Request a code
  opendr.veeam.veeam_entra_id_credential:
    session_id: "{{ tenant.mount.session_id }}"
  register: sign_in

- name: Show the code
  ansible.builtin.debug:
    msg: "Open {{ sign_in.verification_url }} and enter the code {{ sign_in.user_code }}"

- name: Wait until somebody has signed in
  opendr.veeam.veeam_entra_id_credential:
    session_id: "{{ tenant.mount.session_id }}"
    user_code: "{{ sign_in.user_code }}"
    expires_on: "{{ sign_in.expires_on }}"
  register: person
"""

RETURN = r"""
status:
  description: V(pending) if the person has not signed in yet, V(success) if RV(credentials_id) can be used.
  returned: success
  type: str
  sample: success
user_code:
  description: Code that the person enters at the RV(verification_url).
  returned: if a code was requested
  type: str
  sample: D8Q2S9KU3
verification_url:
  description: Web page at which the person signs in.
  returned: if a code was requested
  type: str
  sample: https://microsoft.com/devicelogin
message:
  description: Instructions of Microsoft for the person.
  returned: if a code was requested
  type: str
  sample: To sign in, open https://microsoft.com/devicelogin and enter the code D8Q2S9KU3.
expires_on:
  description: Time at which the code ends. V(null) if the server does not say.
  returned: if a code was requested
  type: str
  sample: "2026-05-04T10:51:25.191+00:00"
authorization_uri:
  description: Web page of Microsoft to which the application sends the browser of the person.
  returned: if a sign-in with an authorization code was started
  type: str
  sample: https://login.microsoftonline.com/common/oauth2/v2.0/authorize?response_type=code
credentials_id:
  description: ID of the credentials, for O(opendr.veeam.veeam_entra_id_restore#module:credentials_id).
  returned: if the person has signed in
  type: str
  sample: 08e8bcd2-3d30-4d03-8e1a-ab6ac0cbf1ed
username:
  description: Account of the person. V(null) if the server does not say. Only with O(flow=device_code).
  returned: if the person has signed in
  type: str
  sample: admin@dr.example
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
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_credential import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
