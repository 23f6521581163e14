#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_request
short_description: Send one request to any operation of a Veeam REST API
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Sends one request to Veeam Backup & Replication, Veeam Backup for Microsoft Azure or Veeam Backup for Microsoft 365,
    for what no other module of the collection does.
  - It logs in as the other modules do, reads lists to their end, waits for the session that the server starts, and
    keeps secrets out of the output. A request that may have changed something is never sent twice.
  - If a module for the object exists, prefer that module. It knows whether there is something to change, and shows the
    difference. For a desired state in the words of the API, use M(opendr.veeam.veeam_object).
extends_documentation_fragment:
  - opendr.veeam.any_product
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  check_mode:
    support: full
    details:
      - Requests that only read are sent, see O(reads_only). Others are not, and RV(request) shows what would be sent.
  diff_mode:
    support: none
    details:
      - The module does not know what a request changes.
  idempotent:
    support: none
    details:
      - A request that changes something is sent each time, and the task then reports a change.
notes:
  - If a play sets C(module_defaults) for the action groups of several products, this module gets those of all of them.
    In such a play, use the environment variables for the connections, or give the connection in the task.
seealso:
  - module: opendr.veeam.veeam_object
  - module: opendr.veeam.veeam_login
options:
  method:
    description: Method of the request, as the API reference of the vendor gives it.
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
    default: GET
  path:
    description:
      - Path of the operation, as the API reference of the vendor writes it. What stands before the path of all
        operations, such as C(/api/v1), can be left out.
      - Names in braces are replaced by the values in O(path_parameters). Everything else is sent as it is written, with
        odd characters percent-encoded.
      - An address, a query, and a path that leads out of the API are rejected before anything is sent.
    type: str
    required: true
  path_parameters:
    description: Values for the names in braces in O(path). They can hold any character, and are percent-encoded.
    type: dict
  query:
    description:
      - Query parameters, by their names in the API reference.
      - To read a list page by page yourself, give its page parameters here. The task then returns the one page that you
        ask for.
    type: dict
  body:
    description:
      - Body of the request, a dictionary or a list, in the property names of the API.
      - A text is for the few operations that take one, such as a password, and is never shown. A text that holds a
        dictionary or a list as JSON is rejected.
      - Properties that are named like secrets, such as C(password), C(clientSecret) or C(privateKey), are never shown.
        O(secret_paths) hides others.
    type: raw
  body_format:
    description: How the body is sent. V(form) is only for the login operations.
    type: str
    choices: [json, form]
    default: json
  src:
    description:
      - File to send as the body, for operations that upload one. It is read on the machine that the module runs on.
    type: path
  dest:
    description:
      - File to write the response to, for operations that return a file. Its directory must exist on the machine that
        the module runs on.
      - The file is written as a whole or not at all. An existing file with other content is replaced only with
        O(force=true).
      - If the response to a request that changes something is JSON, it is returned as without O(dest), and no file is
        written. The session that it names is waited for.
      - If omitted, and the response is a file, a request that only reads fails. One that changes something succeeds
        with a warning, since it must not be sent again.
      - Cannot be used with O(src) or O(body_format=form).
    type: path
  force:
    description:
      - With V(true), an existing file at O(dest) is replaced by the response.
      - With V(false), the task fails if the file exists with other content, and leaves it as it is. If the request
        changes something, the task fails before sending it if the file exists at all.
    type: bool
    default: false
  reads_only:
    description:
      - Set it to V(true) for a POST request that changes nothing, such as the search in an inventory. The request is
        then sent in check mode too, is repeated if the connection fails, and reports no change.
      - GET requests only read anyway. For other methods, V(true) is an error.
    type: bool
    default: false
  paging:
    description:
      - How the list of the response is read to its end - V(query) with the page parameters of the product in the query,
        V(body) with C(pagination) in the body, V(none) not at all.
      - If omitted, V(query) for GET requests without page parameters in O(query), and V(none) for all others. The task
        warns you if a list is longer than what it returns.
    type: str
    choices: [query, body, none]
  secret_paths:
    description:
      - Properties that hold secrets, in addition to those that are named like secrets. Each is a dotted path from the
        top of the body, such as C(account.credentials.key). C(*) is any name, and lists need no mark.
      - Their values are hidden in the whole output of the task, the response included.
    type: list
    elements: str
"""

EXAMPLES = r"""
- name: Read the license
  opendr.veeam.veeam_request:
    product: vbr
    path: /license
  register: license

- name: Read all objects of a list, whatever its length
  opendr.veeam.veeam_request:
    product: vbr
    path: /jobs
    query:
      nameFilter: "Daily*"
  register: jobs

- name: Search the inventory, which only reads although it is a POST request
  opendr.veeam.veeam_request:
    product: vbr
    method: POST
    path: /inventory/{hostname}
    path_parameters:
      hostname: vcenter01.dr.example
    body: {}
    reads_only: true
    paging: body
  register: machines

- name: Start a configuration backup and wait for its session
  opendr.veeam.veeam_request:
    product: vbr
    method: POST
    path: /configBackup/backup

- name: Add a password for encryption, which is not shown
  opendr.veeam.veeam_request:
    product: vbr
    method: POST
    path: /encryptionPasswords
    body:
      hint: Offsite copies of 2026
      password: "{{ encryption_password }}"

- name: Read the version of an appliance for Azure
  opendr.veeam.veeam_request:
    product: azure
    path: /system/about

- name: Read the organizations of a server for Microsoft 365
  opendr.veeam.veeam_request:
    product: m365
    path: /Organizations
"""

RETURN = r"""
request:
  description:
    - The request as it was sent, or in check mode as it would be sent, without its secrets.
    - Requests for further pages of a list are not shown.
  returned: success
  type: dict
  sample:
    method: GET
    path: /api/v1/license
    query: {}
    body:
  contains:
    method:
      description: Method of the request.
      type: str
    path:
      description: Path of the request, complete and percent-encoded.
      type: str
    query:
      description: Query parameters of the request.
      type: dict
    body:
      description: Body of the request. V(null) without one, and for a file.
      type: raw
status:
  description: HTTP status of the response.
  returned: if the request was sent and its response was not written to O(dest)
  type: int
  sample: 200
response:
  description:
    - Body of the response, in the property names of the API and without its secrets. V(null) if there is none, and for
      a file that was not kept.
    - A list that was read page by page is there as a whole.
  returned: if the request was sent and its response was not written to O(dest)
  type: raw
  sample:
    status: Valid
objects:
  description: The objects of the response, if it is a list.
  returned: if the response is a list
  type: list
  elements: raw
  sample: []
sessions:
  description:
    - The sessions that the server started, if the response consists of them. With O(wait=false) they may still run.
    - Which facts there are depends on the product.
  returned: if the response is a session, or a list of sessions
  type: list
  elements: dict
  sample:
    - id: 8c8b8d34-4cb5-4a9a-9d28-4c9d1a5b0c11
      name: Configuration Backup
      state: Stopped
      result: Success
file:
  description: The file that the response was written to, or in check mode would be.
  returned: with O(dest), if the request was sent and its response was written
  type: dict
  contains:
    path:
      description: Path of the file.
      type: str
    size:
      description: Size of the file in bytes.
      type: int
    sha256:
      description: SHA-256 of the file.
      type: str
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
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(FileExpected) - The server responded with a file, and the task does not say where to keep it.
        - V(FileNotWritten) - The file could not be written.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
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

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.request import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
