# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source with the lists of each product: sessions that are listed by their beginning, and mounts."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from simulator.control import Simulator
from support.events import EventSource, ended_session

MOUNTS = "restore/instantRecovery/vSphere/vm"


def utc(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def azure_session(simulator: Simulator, policy: str, began: datetime, status: str = "Running", **given: Any) -> str:
    session = {
        "id": str(uuid.uuid4()),
        "type": "PolicyBackup",
        "localizedType": "Policy backup",
        "status": status,
        "executionStartTime": utc(began),
        "backupJobInfo": {"policyId": str(uuid.uuid4()), "policyName": policy},
        **given,
    }
    (identifier,) = simulator.seed("jobSessions", objects=[session], product="azure")
    return identifier


def m365_session(simulator: Simulator, began: datetime, status: str = "Running", **given: Any) -> str:
    session = {
        "id": str(uuid.uuid4()),
        "jobId": str(uuid.uuid4()),
        "jobType": "Backup",
        "status": status,
        "creationTime": utc(began),
        "progress": 5,
        **given,
    }
    (identifier,) = simulator.seed("JobSessions", objects=[session], product="m365")
    return identifier


def test_azure_sessions_that_began_long_before_they_end(simulator: Simulator) -> None:
    began = simulator.now() - timedelta(days=4)
    long_running = azure_session(simulator, "Production VMs", began)
    source = EventSource(simulator, "azure", interval=60)
    assert source.look() == []
    for _day in range(2):
        simulator.advance(86400)
        azure_session(simulator, "Test VMs", simulator.now(), "Warning", executionStopTime=utc(simulator.now()))
        assert source.names() == ["Test VMs"]
    start = simulator.mark()
    azure_session(simulator, "Production VMs", began, "Error", id=long_running, executionStopTime=utc(simulator.now()))
    (event,) = source.look()
    assert (event["id"], event["name"], event["status"]) == (long_running, "Production VMs", "failed")
    assert event["session"]["backup"]["policy_name"] == "Production VMs"
    # It is read by itself: the list does not grow with the time that a session takes.
    paths = [record["path"].rpartition("/")[2] for record in simulator.requests(start)]
    assert paths == ["jobSessions", long_running]
    assert source.look() == []


def test_an_azure_session_that_is_gone_while_it_ran_is_no_event(simulator: Simulator) -> None:
    began = simulator.now() - timedelta(days=4)
    identifier = azure_session(simulator, "Production VMs", began)
    source = EventSource(simulator, "azure")
    source.look()
    simulator.advance(86400)
    azure_session(simulator, "Test VMs", simulator.now(), "Success", executionStopTime=utc(simulator.now()))
    simulator.remove("jobSessions", identifier, product="azure")
    assert source.look() == []
    start = simulator.mark()
    source.look()
    assert len(simulator.requests(start)) == 1


def test_an_azure_session_that_never_ends_is_not_read_again_and_again(simulator: Simulator) -> None:
    identifier = azure_session(simulator, "Production VMs", simulator.now() - timedelta(days=4))
    since = (simulator.now() - timedelta(days=5)).isoformat()
    source = EventSource(simulator, "azure", since=since)
    source.look()

    def paths_of_a_look() -> list[str]:
        simulator.advance(60)
        azure_session(simulator, "Test VMs", simulator.now(), "Success", executionStopTime=utc(simulator.now()))
        assert source.look() == []
        start = simulator.mark()
        source.look()
        return [record["path"].rpartition("/")[2] for record in simulator.requests(start)]

    assert paths_of_a_look() == ["jobSessions", identifier]
    simulator.advance(30 * 86400)
    assert "jobSessions" in paths_of_a_look()
    assert paths_of_a_look() == ["jobSessions"]


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_sessions_of_microsoft_365(simulator: Simulator, revision: str) -> None:
    began = simulator.now() - timedelta(days=2)
    running = m365_session(simulator, began)
    queued = m365_session(simulator, simulator.now() - timedelta(hours=3), "Queued")
    source = EventSource(simulator, "m365", api_version=revision)
    assert source.look() == []
    simulator.advance(7200)
    ended = {"endTime": utc(simulator.now()), "details": "The mailbox is full"}
    m365_session(simulator, began, "Failed", id=running, **ended)
    m365_session(simulator, began, "Warning", id=queued, **ended)
    events = source.look()
    assert {(event["id"], event["status"], event["type"]) for event in events} == {
        (running, "failed", "Backup"),
        (queued, "warning", "Backup"),
    }
    assert {event["session"]["details"] for event in events} == {"The mailbox is full"}
    assert source.look() == []


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_restore_sessions_of_microsoft_365_that_end_or_are_left_open(simulator: Simulator, revision: str) -> None:
    began = simulator.now() - timedelta(hours=1)
    session = {
        "id": str(uuid.uuid4()),
        "name": "Restore of a mailbox",
        "organization": "example.com",
        "type": "Vex",
        "creationTime": utc(began),
        "state": "Working",
        "result": "Success",
    }
    simulator.seed("RestoreSessions", objects=[session], product="m365")
    source = EventSource(simulator, "m365", events=["session", "mount"], mount_hours=2, api_version=revision)
    assert source.look() == []
    simulator.advance(2 * 3600)
    (left,) = source.look()
    assert (left["kind"], left["name"], left["mount"]["age_hours"]) == ("mount", "Restore of a mailbox", 3.0)
    assert source.look() == []
    stopped = {**session, "state": "Stopped", "result": "Failed", "endTime": utc(simulator.now())}
    simulator.seed("RestoreSessions", objects=[stopped], product="m365")
    (event,) = source.look()
    assert (event["kind"], event["status"], event["type"]) == ("session", "failed", "Exchange")
    assert source.look() == []


def recovery(simulator: Simulator, machine: str, began: datetime) -> str:
    running = {"sessionType": "InstantRecovery", "state": "Working", "endTime": None, "result": None}
    session = ended_session(simulator, machine, **running, creationTime=began.isoformat())
    mount = {
        "id": str(uuid.uuid4()),
        "sessionId": session,
        "vmName": machine,
        "state": "Mounted",
        "errorMessage": "",
        "spec": {"type": "OriginalLocation", "restorePointId": str(uuid.uuid4())},
    }
    (identifier,) = simulator.seed(MOUNTS, objects=[mount])
    return identifier


def test_a_mount_that_is_left_open_is_one_event(simulator: Simulator) -> None:
    old = recovery(simulator, "app01", simulator.now() - timedelta(hours=7))
    recovery(simulator, "app02", simulator.now() - timedelta(hours=1))
    # The list of mounts writes names in another case than others.
    source = EventSource(simulator, events=["mount"], mount_hours=5, names=["app0?"])
    (event,) = source.look()
    assert (event["kind"], event["id"], event["name"], event["status"]) == ("mount", old, "APP01", "left open")
    assert event["type"] == "instant recovery: VMware vSphere"
    assert event["mount"]["age_hours"] == 7.0
    assert event["mount"]["session_id"]
    simulator.advance(3 * 3600)
    assert source.look() == []
    simulator.advance(2 * 3600)
    assert source.names() == ["APP02"]
    start = simulator.mark()
    assert source.look() == []
    # When they began is asked once.
    assert not [record for record in simulator.requests(start) if "/sessions/" in record["path"]]
    simulator.remove(MOUNTS, old)
    assert source.look() == []


def test_a_mount_that_a_list_leaves_out_once_is_not_reported_again(simulator: Simulator) -> None:
    identifier = recovery(simulator, "app01", simulator.now() - timedelta(hours=7))
    source = EventSource(simulator, events=["mount"])
    assert source.names() == ["APP01"]
    simulator.advance(60)
    source.look()
    simulator.remove(MOUNTS, identifier)
    simulator.advance(60)
    source.look()
    mount = {"id": identifier, "vmName": "app01", "state": "Mounted", "errorMessage": ""}
    simulator.seed(MOUNTS, objects=[mount])
    assert source.look() == []


def test_every_list_of_mounts_is_read_in_each_revision(simulator: Simulator) -> None:
    """The vendor's document of the revision has them, or the simulator would refuse."""
    counts = {}
    for revision in ("1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"):
        start = simulator.mark()
        assert EventSource(simulator, events=["mount"], api_version=revision).look() == []
        lists = [record for record in simulator.requests(start) if record["method"] == "GET"]
        counts[revision] = len([record for record in lists if not record["path"].endswith("serverTime")])
    assert counts == {"1.2-rev1": 6, "1.3-rev0": 8, "1.3-rev1": 9, "1.3-rev2": 9}


def test_an_azure_file_restore_that_is_left_open(simulator: Simulator) -> None:
    azure_session(
        simulator,
        "",
        simulator.now() - timedelta(hours=6),
        type="FileLevelRestore",
        backupJobInfo=None,
        fileLevelRestoreJobInfo={"vmId": "vm-1", "vmName": "app-linux01", "isFlrSessionReady": True},
    )
    source = EventSource(simulator, "azure", events=["mount"])
    (event,) = source.look()
    assert (event["name"], event["mount"]["age_hours"]) == ("app-linux01", 6.0)
    assert source.look() == []
