# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restore that is done once, whatever the product: which session is followed, and when it counts as done."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    InvalidOption,
    RecoveryBlocked,
    SessionFailed,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.one_time_restore import (
    RESTORED,
    RESTORING,
    OneTimeRestore,
    restore_lifecycle,
)
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import NONE

LIFECYCLE = restore_lifecycle("restore", Operation("POST", "/points/{id}/restore", "session"))
MORNING, NOON, EVENING = "2026-05-04T08:00:00Z", "2026-05-04T12:00:00Z", "2026-05-04T18:00:00Z"


def session(identifier, time, result="Success", ours=True):
    """A session; without a result it still runs."""
    return {
        "id": identifier,
        "name": "restore",
        "time": time,
        "ours": ours,
        "state": "Stopped" if result else "Working",
        "result": {"result": result or "None", "message": "no space" if result == "Failed" else ""},
    }


class Server:
    """Shows one list of sessions after the other; the last one stays. What is written starts the session "new"."""

    product = VBR
    server_time = datetime(2026, 5, 4, 20, 0, tzinfo=timezone.utc)

    def __init__(self, *lists):
        self.lists = list(lists) or [[]]
        self.writes = []

    def sessions(self):
        return self.lists.pop(0) if len(self.lists) > 1 else self.lists[0]

    def write(self, method, path, body=None, timeout=None):
        self.writes.append((method, path, body))
        return session("new", NOON, "")

    def get(self, path, query=None):
        if path.endswith("logs"):
            return {"records": []}
        identifier = path.rpartition("/")[2]
        return next((known for known in self.lists[0] if known["id"] == identifier), session(identifier, NOON, ""))


class Restore(OneTimeRestore):
    """A product's restore in its shortest form."""

    name = "app01"

    def __init__(self, task, since=None):
        super().__init__(task, LIFECYCLE)
        self.earliest = since
        self.asked = []

    def candidates(self):
        return self.client.sessions()

    def is_ours(self, session):
        self.asked.append(session["id"])
        return session["ours"]

    def began(self, session):
        return parse_time(session["time"])

    def ended(self, session):
        return session["time"]

    def counts_since(self):
        return parse_time(self.earliest) if self.earliest else None

    def path_id(self):
        return "p1"

    def body(self):
        if self.task.params.get("invalid"):
            raise InvalidOption("invalid")
        return {"of": "app01"}

    def restore_point_facts(self):
        return {"id": "p1"}

    def request_facts(self):
        return {"of": "app01"}


def restore(server, clock, earliest=None, check=False, **params):
    return Restore(Task(server, clock, {"wait_timeout": 100, **params}, {}, check), earliest)


def test_what_was_never_restored_is_restored_once_and_followed(clock):
    working, ended = session("new", NOON, ""), session("new", NOON)
    server = Server([], [working], [working], [ended])
    result = restore(server, clock).run()
    assert server.writes == [("POST", "/points/p1/restore", {"of": "app01"})]
    assert (result["changed"], result["steps"], result["phase"]) == (True, ["restore"], RESTORED)
    assert (result["session"]["id"], result["restore"]) == ("new", {"of": "app01"})
    assert result["diff"] == {
        "before": {"name": "app01", "phase": NONE},
        "after": {"name": "app01", "phase": RESTORED},
    }


def test_what_was_restored_since_then_is_left_alone_and_its_session_reported(clock):
    server = Server([session("old", NOON, "Warning")])
    result = restore(server, clock, earliest=MORNING).run()
    assert (result["changed"], result["phase"], result["restore"]) == (False, RESTORED, {})
    assert result["session"]["id"] == "old"
    assert server.writes == []


def test_without_a_time_any_finished_restore_counts(clock):
    assert restore(Server([session("old", MORNING)]), clock).observe().phase == RESTORED


def test_a_running_restore_is_followed_and_counts_no_matter_when_it_began(clock):
    running, ended = session("old", MORNING, ""), session("old", MORNING)
    server = Server([running], [running], [ended])
    result = restore(server, clock, earliest=EVENING).run()
    assert (result["changed"], result["phase"]) == (False, RESTORED)
    assert server.writes == []


def test_a_restore_that_waits_for_a_person_still_runs(clock):
    asking = dict(session("old", MORNING, ""), state="ActionRequired")
    assert restore(Server([asking]), clock).observe().phase == RESTORING


def test_an_earlier_failure_does_not_block_a_new_restore(clock):
    assert restore(Server([session("old", MORNING, "Failed")]), clock).observe().phase == NONE


def test_a_failure_during_this_task_ends_it_with_the_reason(clock):
    server = Server([], [session("new", NOON, "")], [session("new", NOON, "Failed")])
    with pytest.raises(SessionFailed, match="no space"):
        restore(server, clock).run()
    assert len(server.writes) == 1


def test_sessions_of_something_else_do_not_count(clock):
    server = Server([session("other", NOON, ours=False)])
    assert restore(server, clock).observe().phase == NONE


def test_each_session_is_checked_once_it_can_be(clock):
    unclear = session("old", NOON, "", ours=None)
    one = restore(Server([unclear], [dict(unclear, ours=True)]), clock)
    assert [one.observe().phase for _time in range(4)] == [NONE, RESTORING, RESTORING, RESTORING]
    assert one.asked == ["old", "old"]


def test_an_older_restore_blocks_another_one_unless_the_task_pins_it(clock):
    server = Server([session("old", MORNING)])
    with pytest.raises(
        RecoveryBlocked, match="in the session old, which ended 2026-05-04T08:00:00Z. A newer"
    ) as caught:
        restore(server, clock, earliest=NOON).run()
    assert caught.value.facts == {"session_id": "old", "ended": MORNING}
    result = restore(server, clock, earliest=NOON, check=True, restore_point={"id": "p1"}).run()
    assert (result["changed"], result["steps"]) == (True, ["restore"])
    assert server.writes == []


def test_the_session_that_was_started_decides_where_the_server_does_not_list_it(clock):
    server = Server([])
    states = [session("new", NOON, ""), session("new", NOON, ""), session("new", NOON, "Warning")]
    server.get = lambda path, query=None: (
        {"records": []} if path.endswith("logs") else states.pop(0) if len(states) > 1 else states[0]
    )
    result = restore(server, clock).run()
    assert (result["phase"], result["session"]["result"]) == (RESTORED, "Warning")
    assert len(server.writes) == 1


def test_the_session_that_was_started_decides_while_another_of_the_name_still_runs(clock):
    server = Server([], [session("other", NOON, "")])
    server.get = lambda path, query=None: {"records": []} if path.endswith("logs") else session("new", NOON)
    assert restore(server, clock).run()["phase"] == RESTORED
    assert len(server.writes) == 1


def test_a_restore_that_fails_unlisted_ends_the_task_with_the_reason(clock):
    server = Server([])
    server.get = lambda path, query=None: {"records": []} if path.endswith("logs") else session("new", NOON, "Failed")
    with pytest.raises(SessionFailed, match="no space"):
        restore(server, clock).run()
    assert len(server.writes) == 1


def test_a_time_that_the_server_has_not_reached_is_refused_before_anything_is_sent(clock):
    server = Server([])
    with pytest.raises(InvalidOption, match="is later than the clock of the server, which shows 2026-05-04T20:00:00Z"):
        restore(server, clock, since="2026-05-04T20:00:02Z")
    assert server.writes == []


def test_a_copy_is_made_again_from_a_new_restore_point_where_the_task_says_so(clock):
    server = Server([session("old", MORNING)])
    assert restore(server, clock, earliest=NOON, check=True, again="new_restore_point").run()["steps"] == ["restore"]


def test_invalid_options_fail_in_check_mode_too(clock):
    with pytest.raises(InvalidOption):
        restore(Server(), clock, check=True, invalid=True).run()
