#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_login
short_description: Log in to a backup server for a token
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Logs in to Veeam Backup & Replication and returns an access token, for playbooks that manage the token themselves.
  - Most playbooks do not need this. On the controller, all tasks of a run share one login. As an ordinary module, each
    task logs in and out itself. A token is useful if many tasks run as ordinary modules, or for a request with
    M(ansible.builtin.uri) that no module offers.
  - The whole result is hidden from the output, at any verbosity. The registered variable holds it. A task that shows
    this variable, or writes it to a file or a fact cache, shows the token.
  - The token is valid for RV(expires_in) seconds, or until M(opendr.veeam.veeam_logout) ends it. The result has no
    refresh token, since that is valid for up to two weeks. Log in again to get another token.
  - Each run creates another token. Nothing else on the server changes, so the task reports no change.
extends_documentation_fragment:
  - opendr.veeam.vbr
  - opendr.veeam.attributes.info
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: full
    details:
      - The task also logs in in check mode, so that tasks that need the token can be checked.
  async:
    support: none
    details:
      - Ansible would write the token to the file that holds the result of such a task.
seealso:
  - module: opendr.veeam.veeam_logout
options:
  access_token:
    description: Not used by this module, which always logs in with O(username) and O(password).
"""

EXAMPLES = r"""
- name: Log in
  opendr.veeam.veeam_login:
    url: https://veeam.example.com
    username: EXAMPLE\automation
    password: "{{ veeam_password }}"
  register: login

- name: Use the token
  opendr.veeam.veeam_session_info:
    url: https://veeam.example.com
    access_token: "{{ login.access_token }}"
    limit: 10
  register: newest

- name: Send a request that no module makes
  ansible.builtin.uri:
    url: https://veeam.example.com:9419/api/v1/license
    headers:
      Authorization: Bearer {{ login.access_token }}
      x-api-version: 1.3-rev1
  register: license
  no_log: true

- name: Log out
  opendr.veeam.veeam_logout:
    url: https://veeam.example.com
    access_token: "{{ login.access_token }}"
"""

RETURN = r"""
access_token:
  description: The token, for the option O(access_token) of the other modules.
  returned: success
  type: str
  sample: eyJhbGciOi...
expires_in:
  description: Number of seconds until the token expires.
  returned: success
  type: int
  sample: 900
expires_at:
  description: When the token expires, by the clock of the controller.
  returned: success
  type: str
  sample: "2026-01-14T22:15:00Z"
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
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.login import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
