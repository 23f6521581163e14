# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a restore session of Microsoft 365 is."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.m365.product import M365
from ansible_collections.opendr.veeam.plugins.module_utils.m365.restore_scope import is_ours, is_surely_ours
from support.fakes import DictServer, FakeClock


@pytest.mark.parametrize(
    ("username", "session", "may_be", "is_known"),
    [
        ("DR\\svc", {"initiatedBy": "dr\\SVC"}, True, True),
        ("svc", {"initiatedBy": "DR\\svc"}, True, True),
        ("CORP\\Administrator", {"initiatedBy": "VBM01\\Administrator"}, False, False),
        # The long name of a domain need not begin with its short one.
        ("svc@corp.example", {"initiatedBy": "DR\\svc"}, True, False),
        (None, {"initiatedBy": "DR\\svc"}, True, False),
        ("svc", {}, True, False),
    ],
)
def test_a_session_of_which_the_account_is_not_known_is_not_surely_ours(username, session, may_be, is_known):
    task = Task(DictServer(product=M365), FakeClock(), {"username": username}, {})
    assert (is_ours(task, session), is_surely_ours(task, session)) == (may_be, is_known)
