# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source: each event once, whatever happens to the server, to the connection and to the process."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    ApiError,
    AuthenticationFailed,
    ConnectionFailed,
    InvalidOption,
    ObjectBusy,
)
from ansible_collections.opendr.veeam.plugins.plugin_utils.events.watcher import LONGEST_PAUSE
from simulator.control import Simulator
from support.events import EventSource, cursor_in, ended_session, malware_event, session_of

SESSIONS = "/api/v1/sessions"


def reads(simulator: Simulator, start: int) -> list[dict[str, Any]]:
    return [record for record in simulator.requests(start) if record["path"] == SESSIONS]


def test_a_session_that_ends_is_one_event(simulator: Simulator) -> None:
    source = EventSource(simulator)
    assert source.look() == []
    identifier = ended_session(simulator, "Nightly Servers")
    simulator.advance(60)
    (event,) = source.look()
    assert {name: event[name] for name in ("kind", "product", "server", "id", "name", "type", "status")} == {
        "kind": "session",
        "product": "vbr",
        "server": simulator.vbr.url,
        "id": identifier,
        "name": "Nightly Servers",
        "type": "BackupJob",
        "status": "failed",
    }
    assert event["session"]["message"] == "It did not work"
    assert event["time"].endswith("+00:00")
    assert source.look() == []
    json.dumps(event)


def test_what_the_arguments_do_not_ask_for_is_no_event(simulator: Simulator) -> None:
    source = EventSource(
        simulator, session_status=["failed"], session_types=["BackupJob"], names=["Nightly*", "DB [1]"]
    )
    source.look()
    success = {"result": "Success", "message": "", "isCanceled": False}
    ended_session(simulator, "Nightly Servers", result=success)
    ended_session(simulator, "Nightly Restore", sessionType="RestoreVm")
    ended_session(simulator, "Weekly")
    ended_session(simulator, "Nightly Mail")
    ended_session(simulator, "DB [1]")
    assert sorted(source.names()) == ["DB [1]", "Nightly Mail"]
    # They are read once all the same.
    assert source.look() == []


@pytest.mark.parametrize(
    ("result", "canceled", "status"),
    [
        ("Failed", False, "failed"),
        ("Warning", False, "warning"),
        ("Success", False, "succeeded"),
        ("None", True, "canceled"),
    ],
)
def test_how_a_session_ended(simulator: Simulator, result: str, canceled: bool, status: str) -> None:
    source = EventSource(simulator, session_status=[status])
    source.look()
    ended_session(simulator, "Nightly", result={"result": result, "message": "", "isCanceled": canceled})
    (event,) = source.look()
    assert event["status"] == status


def test_sessions_that_end_in_the_same_second_and_show_up_one_after_the_other(simulator: Simulator) -> None:
    source = EventSource(simulator)
    source.look()
    moment = simulator.now().replace(microsecond=0)
    ended_session(simulator, "First", moment)
    assert source.names() == ["First"]
    ended_session(simulator, "Second", moment)
    # The server was busy, and shows it late.
    ended_session(simulator, "Earlier", moment - timedelta(minutes=4))
    assert source.names() == ["Earlier", "Second"]
    assert source.look() == []


def test_a_session_that_ran_when_the_source_started_and_ends_days_later(simulator: Simulator) -> None:
    began = simulator.now() - timedelta(days=3)
    running = {"state": "Working", "endTime": None, "result": None, "creationTime": began.isoformat()}
    identifier = ended_session(simulator, "Full backup", began, **running)
    source = EventSource(simulator)
    assert source.look() == []
    for _hour in range(3):
        simulator.advance(86400)
        ended_session(simulator, "Other")
        assert source.names() == ["Other"]
    ended_session(simulator, "Full backup", id=identifier, creationTime=began.isoformat())
    assert source.names() == ["Full backup"]
    assert source.look() == []


def test_a_list_of_several_pages_is_read_to_its_end(simulator: Simulator) -> None:
    source = EventSource(simulator)
    source.look()
    now = simulator.now()
    names = [f"Job {number}" for number in range(1100)]
    sessions = [session_of(name, now + timedelta(milliseconds=number)) for number, name in enumerate(names)]
    simulator.seed("sessions", objects=sessions)
    simulator.advance(30)
    start = simulator.mark()
    assert source.names() == names
    assert len(reads(simulator, start)) == 3
    assert source.look() == []


def test_a_session_whose_time_is_ahead_of_the_server_does_not_hide_others(simulator: Simulator) -> None:
    source = EventSource(simulator)
    source.look()
    ended_session(simulator, "Ahead", simulator.now() + timedelta(days=2))
    assert source.names() == ["Ahead"]
    simulator.advance(3600)
    ended_session(simulator, "Now")
    assert source.names() == ["Now"]
    assert source.look() == []


def test_the_first_look_goes_back_as_far_as_it_is_asked(simulator: Simulator) -> None:
    ended_session(simulator, "Yesterday", simulator.now() - timedelta(days=1))
    ended_session(simulator, "Long ago", simulator.now() - timedelta(days=9))
    since = (simulator.now() - timedelta(days=2)).isoformat()
    assert EventSource(simulator).look() == []
    assert EventSource(simulator, since=since).names() == ["Yesterday"]


def test_a_look_costs_one_request_and_the_run_one_login(simulator: Simulator) -> None:
    source = EventSource(simulator)
    start = simulator.mark()
    for _look in range(3):
        source.look()
        simulator.advance(60)
    asked = [record["path"].rpartition("/")[2] for record in simulator.requests(start)]
    assert asked == ["token", "serverTime", "sessions", "sessions", "sessions"]
    source.watcher.close()
    assert simulator.requests(start)[-1]["path"].endswith("logout")


def test_an_outage_loses_nothing_and_pauses_grow(simulator: Simulator) -> None:
    source = EventSource(simulator, retries=0)
    source.look()
    ended_session(simulator, "Before")
    simulator.faults({"fault": {"kind": "reset"}, "times": 9})
    pauses = []
    for _look in range(9):
        with pytest.raises(ConnectionFailed) as caught:
            source.look()
        pauses.append(source.watcher.pause_after(caught.value))
        simulator.advance(300)
        ended_session(simulator, "Meanwhile")
    assert pauses[:4] == [5.0, 10.0, 20.0, 40.0]
    assert pauses[-1] == LONGEST_PAUSE
    assert source.names() == ["Before"] + 9 * ["Meanwhile"]
    assert source.look() == []
    # The next outage begins with a short pause again.
    assert source.watcher.pause_after(caught.value) == 5.0


@pytest.mark.parametrize("fault", [{"kind": "status", "status": 503}, {"kind": "html"}, {"kind": "truncate"}])
def test_a_server_that_is_being_started_is_looked_at_again(simulator: Simulator, fault: dict[str, Any]) -> None:
    source = EventSource(simulator, retries=0)
    source.look()
    ended_session(simulator, "Before")
    simulator.faults({"match": {"path": SESSIONS}, "fault": fault})
    with pytest.raises(Exception) as caught:  # noqa: PT011
        source.look()
    assert source.watcher.pause_after(caught.value) == 5.0  # type: ignore[arg-type]
    assert source.names() == ["Before"]


@pytest.mark.parametrize("status", [403, 404, 302])
def test_a_response_that_waiting_does_not_change_ends_it(simulator: Simulator, status: int) -> None:
    source = EventSource(simulator, retries=0)
    source.look()
    simulator.faults({"match": {"path": SESSIONS}, "fault": {"kind": "status", "status": status}})
    with pytest.raises(ApiError) as caught:
        source.look()
    assert source.watcher.pause_after(caught.value) is None


def test_what_is_no_response_of_the_product_ends_it_at_the_first_look_alone(simulator: Simulator) -> None:
    source = EventSource(simulator, retries=0)
    cut_short = ApiError("GET", SESSIONS, 200, None, "no JSON")
    assert source.watcher.pause_after(cut_short) is None
    source.look()
    assert source.watcher.pause_after(cut_short) == 5.0


def test_it_logs_in_again_where_the_token_is_not_accepted_any_more(simulator: Simulator) -> None:
    source = EventSource(simulator)
    source.look()
    ended_session(simulator, "Nightly")
    simulator.faults({"match": {"path": SESSIONS}, "fault": {"kind": "expire_token"}})
    start = simulator.mark()
    assert source.names() == ["Nightly"]
    assert [record["path"] for record in simulator.requests(start)].count("/api/oauth2/token") == 1


def test_a_rejected_login_ends_it_after_one_attempt(simulator: Simulator) -> None:
    source = EventSource(simulator, password="not-this-one")
    start = simulator.mark()
    with pytest.raises(AuthenticationFailed) as caught:
        source.look()
    assert source.watcher.pause_after(caught.value) is None
    assert "not-this-one" not in source.watcher.masked(caught.value.message)
    assert len(simulator.requests(start)) == 1


def test_a_restart_goes_on_where_the_cursor_file_says(simulator: Simulator, tmp_path: Path) -> None:
    source = EventSource(simulator, cursor_file=cursor_in(tmp_path))
    source.look()
    ended_session(simulator, "Seen")
    assert source.names() == ["Seen"]
    source.restart()
    simulator.advance(3 * 86400)
    ended_session(simulator, "Meanwhile", simulator.now() - timedelta(days=2))
    ended_session(simulator, "Just now")
    assert source.names() == ["Meanwhile", "Just now"]
    source.restart(killed=True)
    assert source.look() == []


def test_without_a_cursor_file_a_restart_begins_with_what_happens_then(simulator: Simulator) -> None:
    source = EventSource(simulator)
    source.look()
    ended_session(simulator, "Meanwhile")
    source.restart()
    simulator.advance(1)
    assert source.look() == []


def test_a_process_that_is_killed_while_it_hands_over_loses_nothing(simulator: Simulator, tmp_path: Path) -> None:
    source = EventSource(simulator, cursor_file=cursor_in(tmp_path))
    source.look()
    for name in ("First", "Second"):
        ended_session(simulator, name)
        simulator.advance(1)
    first, _second = source.watcher.look()
    handed_over = source.watcher.rendered(first)
    source.watcher.delivered(first)
    source.restart(killed=True)
    again = source.look()
    assert [event["name"] for event in again] == ["First", "Second"]
    assert again[0]["meta"]["uuid"] == handed_over["meta"]["uuid"]
    assert again[0]["meta"]["uuid"] != again[1]["meta"]["uuid"]


def test_a_process_that_is_ended_while_it_hands_over_repeats_nothing(simulator: Simulator, tmp_path: Path) -> None:
    source = EventSource(simulator, cursor_file=cursor_in(tmp_path))
    source.look()
    simulator.advance(86400)
    for name in ("First", "Second"):
        ended_session(simulator, name, simulator.now() - timedelta(hours=20))
    ended_session(simulator, "Third")
    handed_over = source.watcher.look()[0]
    source.watcher.delivered(handed_over)
    source.restart()
    assert sorted([handed_over.name, *source.names()]) == ["First", "Second", "Third"]


def test_the_cursor_file_is_private_and_has_no_secret(simulator: Simulator, tmp_path: Path) -> None:
    path = Path(cursor_in(tmp_path))
    source = EventSource(simulator, cursor_file=str(path))
    ended_session(simulator, "Nightly")
    source.look()
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text("utf-8")
    assert simulator.vbr.password not in text
    assert simulator.vbr.username not in text
    assert set(json.loads(text)) == {"format", "product", "server", "lists"}
    source.watcher.close()
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix != ".json"] == []


def test_a_cursor_file_serves_one_process_and_one_server(simulator: Simulator, tmp_path: Path) -> None:
    path = cursor_in(tmp_path)
    first = EventSource(simulator, cursor_file=path)
    first.look()
    with pytest.raises(ObjectBusy, match="is used by process .*. Each event source needs a file of its own."):
        EventSource(simulator, cursor_file=path)
    first.watcher.close()
    with pytest.raises(InvalidOption, match="belongs to another server .vbr, https://.*"):
        EventSource(simulator, "azure", cursor_file=path)


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": 1, "lists": {"x": {}}}', '{"format": 1, "lists": {"x": 5}}', "["]
)
def test_a_cursor_file_that_somebody_has_spoiled_is_not_taken_for_none(
    simulator: Simulator, tmp_path: Path, text: str
) -> None:
    path = Path(cursor_in(tmp_path))
    EventSource(simulator, cursor_file=str(path)).look()
    kept = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**kept, **json.loads(text)}) if text.startswith('{"') else text, "utf-8")
    source = [one for one in tmp_path.iterdir() if one.suffix == ".lock"]
    for lock in source:
        lock.unlink()
    with pytest.raises(InvalidOption, match="cannot be read as what the event source has written there"):
        EventSource(simulator, cursor_file=str(path))


def test_a_cursor_file_that_cannot_be_written_is_an_error(simulator: Simulator, tmp_path: Path) -> None:
    with pytest.raises(InvalidOption, match="Give a file in a directory that exists"):
        EventSource(simulator, cursor_file=str(tmp_path / "missing" / "cursor.json"))


def test_malware_events(simulator: Simulator) -> None:
    source = EventSource(simulator, events=["session", "malware"], malware_severity=["Infected"])
    source.look()
    malware_event(simulator, "app01", severity="Suspicious")
    malware_event(simulator, "app02")
    (event,) = source.look()
    assert (event["kind"], event["name"], event["status"], event["type"]) == (
        "malware",
        "app02",
        "Infected",
        "EncryptedData",
    )
    assert event["malware"]["machine"] == "app02"
    assert source.look() == []


@pytest.mark.parametrize("revision", ["1.2-rev1", "1.3-rev1"])
def test_malware_that_was_detected_before_and_is_reported_late(simulator: Simulator, revision: str) -> None:
    source = EventSource(simulator, events=["malware"], api_version=revision, since="2026-01-01T00:00:00Z")
    malware_event(simulator, "app01")
    assert source.names() == ["app01"]
    detected = (simulator.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    malware_event(simulator, "app02", detectionTimeUtc=detected)
    assert source.names() == ["app02"]
    assert source.look() == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ lookup('pipe', 'id') }}",
        "{{{ 6 * 7 }}",
        "{{{{ 6 * 7 }}",
        "{% if true %}42{% endif %}",
        "{{% if true %}42{% endif %}",
        "{# 42 #}",
        "#jinja2:variable_start_string:'[[',variable_end_string:']]'\n[[ 6 * 7 ]]",
    ],
)
def test_a_text_of_the_server_is_no_template(simulator: Simulator, text: str) -> None:
    source = EventSource(simulator, events=["malware"])
    source.look()
    malware_event(simulator, text, details=text)
    (event,) = source.look()
    # A playbook gets the event as variables that Ansible trusts.
    variables = {"name": trust_as_template(event["name"]), "details": trust_as_template(event["malware"]["details"])}
    templar = Templar(DataLoader(), variables)
    for name, value in variables.items():
        assert value.replace(" ", "") == text.replace(" ", "")
        assert templar.template(trust_as_template("{{ " + name + " }}")) == value


def test_two_texts_of_the_server_one_after_the_other_are_no_template(simulator: Simulator) -> None:
    source = EventSource(simulator, events=["malware"])
    source.look()
    malware_event(simulator, "{", details="{ 6 * 7 }}")
    (event,) = source.look()
    assert event["name"] + event["malware"]["details"] == "{ { 6 * 7 }}"
