# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restores by VBR that are done once: which task sessions count, and which options go together."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.module_utils.schema.choices import (
    validate_choice_options,
    validate_choice_suboptions,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.one_time_restore import is_on_platform
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.task_sessions import (
    after,
    created,
    ended_well,
    failed,
    failed_new_session,
    newest_recovery,
    of_type,
    restores,
    running,
    session_of,
    sessions_named,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.unstructured_restore import TARGETS as UNSTRUCTURED
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.vm_restore.module import TARGETS as MACHINES
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.vm_restore.options import require, validate_networks
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.one_time_restore import RESTORED, RESTORING
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.rerun_guard import EarlierRecovery, NewSessions
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import NONE, Done, Wait
from support.fakes import DictServer

MORNING, NOON, EVENING = "2026-05-04T08:00:00Z", "2026-05-04T12:00:00Z", "2026-05-04T18:00:00Z"


def session(time=NOON, state="Stopped", result="Success", kind="RestoreVm", canceled=False, name="app01"):
    number = f"{kind} {time} {state} {result}"
    ended = {"result": result, "isCanceled": canceled}
    return {
        "id": number,
        "sessionId": f"session of {number}",
        "name": name,
        "sessionType": kind,
        "creationTime": time,
        "state": state,
        "result": ended,
    }


EARLY, LATE = session(MORNING), session(EVENING, result="Warning")
FAILED, WORKING = session(NOON, result="Failed"), session(NOON, state="Working", result="None")


@pytest.mark.parametrize("target", [*MACHINES.values(), *UNSTRUCTURED.values()], ids=lambda target: target.name)
def test_the_transitions_of_every_restore(target):
    transitions = target.lifecycle.transitions[RESTORED]
    assert transitions[NONE].operation is target.operation
    assert (transitions[NONE].next_phase, transitions[RESTORING], transitions[RESTORED]) == (
        RESTORING,
        Wait(RESTORED),
        Done(),
    )
    assert target.operation.response == "session"


@pytest.mark.parametrize(
    ("platform", "ours"),
    [("VMware", True), ("HyperV", False), (None, True), ("Somewhere", True), ("CloudDirector", True)],
)
def test_a_session_of_another_platform_is_not_ours(platform, ours):
    assert is_on_platform({"platformName": platform}, MACHINES["vsphere"].platforms) is ours


def test_sessions_by_type_time_and_end():
    other = session(kind="QuickMigration")
    every = [LATE, other, EARLY, FAILED, WORKING]
    assert of_type(every, "RestoreVm")[0] == EARLY
    assert running(every, "RestoreVm") == WORKING
    assert running(every, "QuickMigration") is None
    assert ended_well(every, "RestoreVm") == [EARLY, LATE]
    assert failed(FAILED)
    assert failed(session(canceled=True))
    assert not failed(WORKING)
    assert after(LATE, NOON)
    assert after(EARLY, "")
    assert not after(EARLY, NOON)
    assert session_of(EARLY) == {"id": EARLY["sessionId"]}
    assert newest_recovery([]) is None
    assert newest_recovery([LATE, EARLY]) == EarlierRecovery(LATE["sessionId"], "None")


def test_a_name_is_matched_in_full():
    server = DictServer()
    server.lists["/taskSessions"] = [session(), session(name="app01-restored")]
    assert [found["name"] for found in restores(server, "app01", {})] == ["app01"]


def test_the_case_of_a_name_does_not_matter():
    """Else what was restored is restored again."""
    server = DictServer()
    server.lists["/taskSessions"] = [session(name="APP01")]
    assert [found["name"] for found in restores(server, "app01", {})] == ["APP01"]
    server.lists["/sessions"] = [{"id": "s1", "name": "App01", "sessionType": "RestoreVm"}]
    assert [found["sessionId"] for found in sessions_named(server, "app01", ["RestoreVm"])] == ["s1"]


class Zone(DictServer):
    """A server whose task sessions show local time; records the query of each list."""

    def __init__(self, offset, *times):
        super().__init__()
        self.queries = []
        self.lists["/taskSessions"] = [session(time) for time in times]
        for task_session in self.lists["/taskSessions"]:
            began = task_session["creationTime"] + offset
            self.objects[task_session["sessionId"]] = {"id": task_session["sessionId"], "creationTime": began}
        self.details["/serverTime"] = lambda: {"serverTime": "2026-05-04T18:31:50.7300443" + offset}

    def pages(self, path, query=None, size=0, post_body=None, **given):
        self.queries.append(query)
        return super().pages(path, query, size, post_body, **given)


@pytest.mark.parametrize(
    ("offset", "counts"),
    [
        # 08:00 is 13:00 UTC, and 13:30 is 18:30 UTC.
        ("-05:00", ["2026-05-04T08:00:00-05:00", "2026-05-04T13:30:00-05:00"]),
        # 08:00 is 06:00 UTC, and 13:30 is 11:30 UTC.
        ("+02:00", []),
        ("+00:00", ["2026-05-04T13:30:00+00:00"]),
    ],
)
def test_task_sessions_show_the_local_time_of_the_server(offset, counts):
    server, known = Zone(offset, "2026-05-04T08:00:00", "2026-05-04T13:30:00"), {}
    for _time in range(2):
        assert [found["creationTime"] for found in restores(server, "app01", known, NOON)] == counts
    # The session of each is read once.
    assert [path.startswith("/sessions/") for path in server.reads].count(True) == 2


def test_a_restore_began_when_its_session_did():
    """Even where a task session shows no time of its own that could be right, as at a change of the clocks."""
    server = Zone("+02:00", "2026-10-25T02:30:00")
    (whole,) = server.objects.values()
    whole["creationTime"] = "2026-10-25T02:10:00+01:00"
    assert [found["creationTime"] for found in restores(server, "app01", {})] == ["2026-10-25T02:10:00+01:00"]


def test_the_server_may_read_the_filter_in_any_time_zone():
    server = Zone("-12:00", "2026-05-04T08:00:00")
    restores(server, "app01", {}, NOON)
    assert server.queries[0]["createdAfterFilter"] == "2026-05-03T10:00:00+00:00"
    restores(server, "app01", {})
    assert server.queries[1]["createdAfterFilter"] is None


def test_the_end_of_a_task_session_gets_the_same_offset():
    server = Zone("-05:00", "2026-05-04T08:00:00")
    server.lists["/taskSessions"][0]["endTime"] = "2026-05-04T08:10:00.25"
    # The clocks of the server have changed since.
    server.details["/serverTime"] = lambda: {"serverTime": "2026-12-04T18:31:50-06:00"}
    assert restores(server, "app01", {})[0]["endTime"] == "2026-05-04T08:10:00.25-05:00"


def test_where_the_session_is_forgotten_the_zone_of_the_server_counts():
    server = Zone("+02:00", "2026-05-04T08:00:00")
    server.objects.clear()
    assert created(restores(server, "app01", {})[0]) == parse_time("2026-05-04T06:00:00Z")


def test_a_task_session_with_an_offset_is_believed():
    server = DictServer()
    server.lists["/taskSessions"] = [session()]
    assert restores(server, "app01", {}) == [{**session(), "endTime": None}]
    ended = "2026-05-04T13:40:00+02:00"
    server.lists["/taskSessions"][0]["endTime"] = ended
    assert restores(server, "app01", {})[0]["endTime"] == ended
    assert set(server.reads) == {"/taskSessions"}


def test_sessions_are_found_by_name_and_type_too():
    server = DictServer("/sessions")
    for number, (name, kind) in enumerate(
        [("app01", "RestoreVm"), ("app01-copy", "RestoreVm"), ("app01", "BackupJob"), ("app01", "Restore")]
    ):
        server.objects[f"s{number}"] = {"id": f"s{number}", "name": name, "sessionType": kind}
    found = sessions_named(server, "app01", ["RestoreVm", "Restore"])
    assert [session["sessionId"] for session in found] == ["s0", "s3"]


def test_new_sessions_are_those_that_the_first_list_did_not_have():
    new_sessions = NewSessions()
    assert new_sessions.among([EARLY]) == []
    assert new_sessions.among([EARLY, LATE]) == [LATE]
    assert failed_new_session(new_sessions, [EARLY, LATE]) is None
    assert failed_new_session(new_sessions, [EARLY, FAILED]) == FAILED
    assert failed_new_session(new_sessions, []) is None


def test_an_option_may_need_another():
    require({"vm_name": "x", "destination": {"folder": {"name": "y"}}}, "vm_name", "destination.folder")
    require({}, "vm_name", "destination.folder")
    with pytest.raises(InvalidOption, match="vm_name also needs destination.folder"):
        require({"vm_name": "x", "destination": {}}, "vm_name", "destination.folder")


@pytest.mark.parametrize(("revision", "needed"), [("1.2-rev1", "network"), ("1.3-rev1", "network_mappings")])
def test_disconnecting_needs_a_network(revision, needed):
    context = SchemaContext(VBR, revision)
    validate_networks({}, context)
    validate_networks({"network_disconnected": True, needed: [{}]}, context)
    with pytest.raises(InvalidOption, match=f"also needs {needed}:"):
        validate_networks({"network_disconnected": False}, context)


def test_options_of_another_choice_are_refused_at_any_depth():
    place = (Field("host"), Field("disks", "list", elements="dict", fields=(Field("name"),)))
    fields = (Field("power_up", "bool"), Field("place", "dict", fields=place))
    accepted_by = {"power_up": ["here", "there"], "vapp": ["there"], "place": ["here"]}
    validate_choice_options({"power_up": True, "vapp": None}, "platform=here", {"power_up", "place"}, accepted_by)
    with pytest.raises(InvalidOption, match="vapp does not go with platform=here: it is for 'there'"):
        validate_choice_options({"vapp": "x"}, "platform=here", {"power_up", "place"}, accepted_by)
    validate_choice_suboptions(
        fields, {"place": {"host": "x", "vapp": None, "disks": [{"name": "y"}]}}, "platform=here"
    )
    validate_choice_suboptions(fields, {"place": None}, "platform=here")
    with pytest.raises(InvalidOption, match="place.vapp does not go with platform=here, where place has: 'disks'"):
        validate_choice_suboptions(fields, {"place": {"vapp": "x"}}, "platform=here")
    with pytest.raises(InvalidOption, match="place.disks.size does not go with"):
        validate_choice_suboptions(fields, {"place": {"disks": [{"name": "y", "size": 1}]}}, "platform=here")
