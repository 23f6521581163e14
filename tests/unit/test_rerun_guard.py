# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a restore from being done twice: times that cannot be right, and how a task says that it wants another."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.azure.product import AZURE
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.rerun_guard import (
    EarlierRecovery,
    how_to_repeat,
    pins_recovery,
    recovered_before,
    since_of,
    validate_again,
)

NOW = datetime(2026, 5, 4, 13, 30, tzinfo=timezone.utc)


class Server:
    """A server whose first response tells the time."""

    def __init__(self, product=VBR, tells=NOW, known=None):
        self.product, self.tells, self.server_time = product, tells, known
        self.reads = []

    def get(self, path):
        self.reads.append(path)
        self.server_time = self.tells


def task(clock, server=None, **params):
    return Task(server or Server(), clock, params, {})


@pytest.mark.parametrize("given", ["2026-05-04T13:30:00Z", "2026-05-04T15:30:00+02:00", "2026-05-04T08:30:00.5-05:00"])
def test_a_time_that_the_server_has_reached_is_taken(clock, given):
    assert abs(since_of(task(clock, since=given)) - NOW) < timedelta(seconds=1)


def test_without_a_time_nothing_is_asked(clock):
    server = Server()
    assert since_of(task(clock, server, since=None)) is None
    assert server.reads == []


@pytest.mark.parametrize("given", ["2026-05-04T15:30:00Z", "2026-05-04T13:30:02Z", "2099-01-01T00:00:00+01:00"])
def test_a_time_later_than_the_clock_of_the_server_is_refused_with_both_times(clock, given):
    with pytest.raises(InvalidOption) as caught:
        since_of(task(clock, since=given))
    assert f"since='{given}' is later than the clock of the server, which shows 2026-05-04T13:30:00Z" in str(
        caught.value
    )
    assert caught.value.facts == {"option": "since", "server_time": "2026-05-04T13:30:00Z"}


@pytest.mark.parametrize("given", ["2026-05-04T13:30:00", "2026-05-04", "yesterday"])
def test_a_time_without_an_offset_is_refused_with_both_times(clock, given):
    with pytest.raises(InvalidOption, match=f"since='{given}'.*The clock of the server shows 2026-05-04T13:30:00Z"):
        since_of(task(clock, since=given))


def test_the_clock_is_read_once_where_no_response_has_told_it(clock):
    server = Server()
    since_of(task(clock, server, since="2026-05-04T13:30:00Z"))
    assert server.reads == ["/serverTime"]
    known = Server(known=NOW)
    since_of(task(clock, known, since="2026-05-04T13:30:00Z"))
    assert known.reads == []


def test_where_a_server_does_not_tell_its_time_the_clock_of_this_machine_counts(clock):
    later = datetime.fromtimestamp(clock.now() + 60, timezone.utc).isoformat()
    for server in (Server(tells=None), Server(AZURE)):
        with pytest.raises(InvalidOption, match="is later than"):
            since_of(task(clock, server, since=later))


def test_a_recovery_may_be_repeated_where_the_task_says_which_one_it_means():
    assert not pins_recovery({"restore_point": {"name": "app01"}, "since": None, "again": "never"})
    for params in (
        {"since": "2026-05-04T13:30:00Z"},
        {"again": "new_restore_point"},
        {"restore_point": {"id": "p1"}},
        {"restore_point": {"before": "2026-05-04T13:30:00Z"}},
    ):
        assert pins_recovery(params)


def test_a_copy_may_be_made_from_each_restore_point_and_the_original_not_overwritten():
    validate_again({"again": "new_restore_point"}, to_original=False)
    validate_again({"again": "never", "since": "2026-05-04T13:30:00Z"}, to_original=True)
    validate_again({}, to_original=True)
    with pytest.raises(InvalidOption, match="again=new_restore_point would overwrite the original"):
        validate_again({"again": "new_restore_point"}, to_original=True)
    with pytest.raises(InvalidOption, match="Give one of the two"):
        validate_again({"again": "new_restore_point", "since": "2026-05-04T13:30:00Z"}, to_original=False)


def test_the_refusal_shows_the_lines_to_add(clock):
    server = Server(known=NOW.replace(microsecond=7))
    error = recovered_before(task(clock, server), "app01", EarlierRecovery("s1", "yesterday"), to_original=False)
    assert 'add this line to the task: since: "2026-05-04T13:30:00Z".' in error.message
    assert error.message.endswith("add this line: again: new_restore_point")
    assert error.facts == {"session_id": "s1", "ended": "yesterday"}
    assert "again" not in how_to_repeat(task(clock, server), to_original=True).replace("once more", "")
