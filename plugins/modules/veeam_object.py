#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_object
short_description: Bring any object of a Veeam REST API into a desired state
version_added: 0.1.0
author: OpenDR contributors (@opendr)
description:
  - Creates, changes or removes an object of Veeam Backup & Replication, Veeam Backup for Microsoft Azure or Veeam
    Backup for Microsoft 365, in the property names of the API, for what no other module of the collection manages.
  - An object in a collection is found by O(identity) or O(id). It is created with POST, changed with PUT and removed
    with DELETE. Without both, O(path) is that of settings that always exist, which are only changed.
  - Only what O(body) gives is compared. If nothing differs, nothing is sent. After a change, the object is read again
    and compared.
  - If a module for the object exists, prefer that module. It takes names instead of IDs, knows the defaults, and
    rejects what the API revision does not have. For a single request, use M(opendr.veeam.veeam_request).
extends_documentation_fragment:
  - opendr.veeam.any_product
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
attributes:
  diff_mode:
    details:
      - The difference has the properties of O(body), without secrets.
  idempotent:
    support: partial
    details:
      - With O(update_secrets=always), the object is written each time.
notes:
  - If a play sets C(module_defaults) for the action groups of several products, this module gets those of all of them.
    In such a play, use the environment variables for the connections, or give the connection in the task.
seealso:
  - module: opendr.veeam.veeam_request
options:
  path:
    description:
      - Path of the collection, such as C(/encryptionPasswords), or of the settings, as the API reference of the vendor
        writes it. What stands before the path of all operations, such as C(/api/v1), can be left out.
      - Names in braces are replaced by the values in O(path_parameters). Everything else is sent as it is written, with
        odd characters percent-encoded.
      - An address, a query, and a path that leads out of the API are rejected before anything is sent.
    type: str
    required: true
  path_parameters:
    description: Values for the names in braces in O(path). They can hold any character, and are percent-encoded.
    type: dict
  state:
    description:
      - With V(present), the object is created if it does not exist, and has the properties of O(body) afterwards.
      - With V(absent), the object does not exist afterwards.
    type: str
    choices: [present, absent]
    default: present
  body:
    description:
      - Properties of the object, in the property names of the API. Required with O(state=present).
      - A property that is omitted is left as it is. A list is replaced as a whole; the order of its items does not
        matter.
      - To create an object, it has to hold all that the server needs for that.
      - Properties that are named like secrets, such as C(password), C(clientSecret) or C(privateKey), are never shown
        and not compared, since servers do not return them. O(secret_paths) adds others.
    type: dict
  identity:
    description:
      - Properties in O(body) that identify the object in its collection, such as C(name). Each can be dotted.
      - If several objects have the same values, the task fails and lists their IDs.
    type: list
    elements: str
  id:
    description:
      - ID of an existing object, in place of O(identity).
      - If no object has it, the task fails with O(state=present).
    type: str
  id_property:
    description: Property of the listed objects by which the API addresses an object.
    type: str
    default: id
  list_query:
    description:
      - Query parameters for the list in which O(identity) is searched, such as a filter that keeps it short.
      - If omitted, the whole list is read.
    type: dict
  write_query:
    description: Query parameters for the request that creates, changes or removes the object.
    type: dict
  update_with:
    description:
      - What a change sends - V(merged) the object as it is with O(body) in it, V(given) only what O(body) gives and
        O(keep) names.
      - If omitted, V(merged) for O(product=vbr), where PUT takes what GET returns, and V(given) for the other products,
        where it often does not. The API reference shows which properties the PUT of a path takes.
    type: str
    choices: [merged, given]
  keep:
    description:
      - Properties, dotted, that a change with V(given) sends as they are, since the PUT of the path requires them.
    type: list
    elements: str
  leave_out:
    description:
      - Properties, dotted, of the object as it is that a change with V(merged) does not send, since the PUT of the path
        does not take them. Links and empty properties are never sent.
    type: list
    elements: str
  not_compared:
    description:
      - Properties in O(body), dotted, that the server does not return or returns in another form. They are sent with
        each creation and change, and do not count as a difference.
    type: list
    elements: str
  secret_paths:
    description:
      - Properties that hold secrets, in addition to those that are named like secrets. Each is a dotted path from the
        top of the body, such as C(account.credentials.key). C(*) is any name, and lists need no mark.
      - Their values are not compared, and are hidden in the whole output of the task.
    type: list
    elements: str
  update_secrets:
    description:
      - When the secrets in O(body) are sent - V(on_create) only to create an object, V(always) in each run.
      - Secrets inside a list are sent with V(on_create) too if the object is changed. A change replaces the list as a
        whole, and an item that is sent without its secret would lose it on the server.
      - With V(always), the task always reports a change, since secrets cannot be read back.
    type: str
    choices: [on_create, always]
    default: on_create
"""

EXAMPLES = r"""
- name: Have a password for encryption
  opendr.veeam.veeam_object:
    product: vbr
    path: /encryptionPasswords
    identity: [hint]
    body:
      hint: Offsite copies of 2026
      password: "{{ encryption_password }}"

- name: Have the password no longer
  opendr.veeam.veeam_object:
    product: vbr
    path: /encryptionPasswords
    identity: [hint]
    body:
      hint: Offsite copies of 2026
    state: absent

- name: Warn of repositories with less than 15 % of free space
  opendr.veeam.veeam_object:
    product: vbr
    path: /generalOptions/notifications
    body:
      storageSpaceThresholdEnabled: true
      storageSpaceThreshold: 15

- name: Keep the contacts when backups for Microsoft 365 expire
  opendr.veeam.veeam_object:
    product: m365
    path: /GlobalRetentionExclusionSettings
    update_with: merged
    body:
      contacts: true
"""

RETURN = r"""
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The properties in which an existing object differed from O(body), each with its value before and after.
    - Empty if the object was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  sample: []
  contains:
    property:
      description: Name of the property, dotted if it is inside another.
      type: str
    before:
      description: The value on the server before the task. V(null) if there was none.
      type: raw
    after:
      description: The value that the task gives.
      type: raw
object:
  description:
    - The object as the server returns it after the task, without its secrets. In check mode, and with O(wait=false), as
      far as it is known before. Empty if it does not exist.
  returned: success
  type: dict
  sample:
    hint: Offsite copies of 2026
request:
  description: The request that changed the object, or in check mode would change it, without its secrets.
  returned: changed
  type: dict
  contains:
    method:
      description: Method of the request.
      type: str
    path:
      description: Path of the request, complete and percent-encoded.
      type: str
    body:
      description: Body of the request. V(null) without one.
      type: raw
sessions:
  description:
    - The sessions that the server started for the change. With O(wait=false) they may still run.
    - Which facts there are depends on the product.
  returned: if the response is a session, or a list of sessions
  type: list
  elements: dict
  sample: []
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
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
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

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.object import MODULE
from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
