# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list that comes in one response, without pages: one that lacks its list is no empty list."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure import session_info as azure_sessions
from ansible_collections.opendr.veeam.plugins.module_utils.azure.flr_files import search
from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.azure.session_items import ITEMS
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ApiError, UnexpectedResponse
from ansible_collections.opendr.veeam.plugins.module_utils.engine.references import ReferenceResolver
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr import backup_object_info
from ansible_collections.opendr.veeam.plugins.module_utils.vbr import session_info as vbr_sessions
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.clients import TokenServer, client_of
from support.fakes import Answer

DATABASES = ITEMS["restored_databases"][1]
QUERY = {"path": "/", "pattern": "x", "traverse": True, "limit": 2}


def task_of(clock, product, *bodies, **params):
    answers = [Answer(200, body) for body in bodies]
    client = client_of(clock, TokenServer(*answers), product=product, revision=product.default_revision)
    return Task(client, clock, params, {})


def newest_point(task):
    return backup_object_info._newest_point(task, ReferenceResolver(task.client), "o", [None])


@pytest.mark.parametrize(
    ("product", "read", "bodies", "words"),
    [
        (AZURE, lambda task: azure_sessions._log_records(task, "7", []), [{}], "/log has no value for 'log'"),
        (AZURE, lambda task: azure_sessions._listed(task, DATABASES, "7", False), [{}], "no value for 'results'"),
        (VBR, lambda task: vbr_sessions.log_records(task, "7", []), [{}], "/logs has no value for 'records'"),
    ],
)
def test_a_response_without_its_list_is_an_error(clock, product, read, bodies, words):
    with pytest.raises(UnexpectedResponse, match=words):
        read(task_of(clock, product, *bodies))


def test_a_search_that_is_ready_shows_its_results(clock):
    """A page without them would be taken for the end of the search."""
    task = task_of(clock, AZURE, {"searchId": "t"}, {"searchState": "Ready"}, {}, wait_timeout=60, poll_interval=1)
    with pytest.raises(UnexpectedResponse, match="no value for 'results'"):
        search(task, "s", QUERY)
    assert task.client._transport.sent[-1]["path"].endswith("/stop")


def test_the_newest_restore_point_comes_in_a_list(clock):
    with pytest.raises(ApiError, match="in place of a list with 'data'"):
        newest_point(task_of(clock, VBR, {}))
    task = task_of(clock, VBR, {"data": [], "pagination": {"total": 0}})
    assert newest_point(task) is None
    assert task.client._transport.sent[-1]["query"]["limit"] == 1
