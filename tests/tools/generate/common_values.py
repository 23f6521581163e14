# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The return values that many modules have, documented once."""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap

from tools.generate.yaml_text import load

_OPERATION = """\
operation:
  description:
    - What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
"""

_CHANGES = """\
changes:
  description:
    - {which}
    - {empty}
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
"""

_SESSION = """\
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M({session_module}) waits for it.
  returned: if a session was started or waited for
  type: dict
  contains: {contains}
"""

_SESSIONS = """\
sessions:
  description:
    - The sessions in which the server did the work.
    - With O(wait=false) they may still run. M({session_module}) waits for each.
  returned: if sessions were started or waited for
  type: list
  elements: dict
  contains: {contains}
"""

# What a session adapter tells of a session, by product.
_SESSION_FACTS = {
    "vbr": """\
id:
  description: ID of the session.
  type: str
name:
  description: Name of the session.
  type: str
type:
  description: Type of the session, which says what kind of work it does.
  type: str
state:
  description: State of the session. V(Stopped) means that it has ended.
  type: str
result:
  description: How the session ended, V(Success), V(Warning) or V(Failed). V(None) while it runs.
  type: str
message:
  description: The server's explanation of the result.
  type: str
progress_percent:
  description: How much of the work is done, in percent.
  type: int
""",
    "azure": """\
id:
  description: ID of the session.
  type: str
name:
  description: What the session does, and for which object.
  type: str
type:
  description: Type of the session, which says what kind of work it does.
  type: str
state:
  description: State of the session, as the server calls it.
  type: str
result:
  description: State in which the session ended. V(null) while it runs.
  type: str
""",
}
# The module that waits for a session.
_WAITING_MODULES = {"vbr": "veeam_session", "azure": "veeam_azure_session", "m365": "veeam_m365_job"}
_SESSION_FACTS["m365"] = _SESSION_FACTS["azure"]


def operation() -> CommentedMap:
    """`operation` of a module that makes a resource."""
    return _entry(_OPERATION)


def changes(noun: str, always_exists: bool) -> CommentedMap:
    """`changes` of a module that makes a resource; of settings that always exist, neither made nor removed."""
    which = f"The options in which an existing {noun} differed from the task, each with its value before and after."
    empty = f"Empty if the {noun} was created, removed or left as it was."
    if always_exists:
        which = "The options that differed from the task, each with its value before and after."
        empty = "Empty if nothing differed."
    return _entry(_CHANGES.format(which=which, empty=empty))


def session(product: str, many: bool) -> CommentedMap:
    """`session` or `sessions` of a module that starts some."""
    module = "opendr.veeam." + _WAITING_MODULES[product]
    entry = _entry((_SESSIONS if many else _SESSION).format(session_module=module, contains="{}"))
    entry["contains"] = session_facts(product)
    return entry


def session_facts(product: str) -> CommentedMap:
    """What is told of each session."""
    return load(_SESSION_FACTS[product])


def _entry(text: str) -> CommentedMap:
    return CommentedMap(next(iter(load(text).values())))
