# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup proxies on the simulator: enabled by operations of their own, datastores by name, answers that are lost."""

from __future__ import annotations

import pytest

MODULE, INFO = "veeam_proxy", "veeam_proxy_info"
NEW = {"host": "win-repo01.dr.example", "type": "ViProxy"}
KNOWN = {"host": "lnx-repo01.dr.example", "type": "ViProxy"}
STORES = [{"name": name, "host_name": "vcenter01.dr.example"} for name in ("datastore01", "datastore02")]
REVISIONS = ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]


def operations(controller, start):
    return [
        record["operation_id"]
        for record in controller.simulator.requests(start)
        if record["method"] != "GET" and "proxies" in record["path"]
    ]


def is_enabled(controller, given):
    proxies = controller.succeed(INFO, {"host": given["host"], "type": [given["type"]], "states": True})["proxies"]
    return proxies[0]["enabled"]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({**NEW, "enabled": True}, ["CreateProxy"]),
        ({**NEW, "enabled": False}, ["CreateProxy", "DisableProxy"]),
        ({**KNOWN, "enabled": True}, ["EnableProxy"]),
        ({**KNOWN, "enabled": False}, []),
        ({**KNOWN, "max_task_count": 3}, ["UpdateProxy"]),
        ({**KNOWN, "enabled": True, "max_task_count": 3}, ["UpdateProxy", "EnableProxy"]),
    ],
)
def test_only_what_has_to_change_is_sent(controller, given, sent):
    start = controller.simulator.mark()
    result = controller.succeed(MODULE, given)
    assert operations(controller, start) == sent
    assert result["changed"] == bool(sent)
    assert is_enabled(controller, given) == given.get("enabled", False)
    assert not controller.succeed(MODULE, given)["changed"]


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("CreateProxy", NEW),
        ("UpdateProxy", {**KNOWN, "max_task_count": 3}),
        ("EnableProxy", {**KNOWN, "enabled": True}),
        ("DisableProxy", {**NEW, "enabled": False}),
        ("DeleteProxy", {**KNOWN, "state": "absent"}),
    ],
)
def test_a_lost_answer_is_no_reason_to_ask_twice(controller, operation, given):
    start = controller.simulator.mark()
    controller.simulator.faults({"match": {"operation_id": operation}, "fault": {"kind": "lost_answer"}})
    assert controller.succeed(MODULE, given)["changed"]
    assert operations(controller, start).count(operation) == 1
    assert not controller.succeed(MODULE, given)["changed"]


def test_a_switch_that_did_not_arrive_is_told(controller):
    controller.simulator.faults({"match": {"operation_id": "EnableProxy"}, "fault": {"kind": "reset"}})
    result = controller.fail(MODULE, {**KNOWN, "enabled": True})
    assert result["error"]["kind"] == "NotConverged"
    assert is_enabled(controller, KNOWN) is False


def test_without_waiting_the_switch_comes_with_the_next_run(controller):
    controller.simulator.settings(speed=1)
    given = {**NEW, "enabled": False}
    first = controller.succeed(MODULE, {**given, "wait": False})
    assert first["session"]["state"] != "Stopped"
    assert any("Run it again" in warning for warning in controller.warnings)
    controller.simulator.advance(5)
    assert is_enabled(controller, given) is True
    assert [change["option"] for change in controller.succeed(MODULE, given)["changes"]] == ["enabled"]
    assert is_enabled(controller, given) is False


@pytest.mark.parametrize("revision", REVISIONS)
def test_datastores_go_by_name_and_are_looked_up_once(controller, revision):
    given = {**NEW, "connected_datastores": {"auto_select": False, "datastores": STORES}, "api_version": revision}
    made = controller.succeed(MODULE, given)
    datastores = made["proxy"]["connected_datastores"]["datastores"]
    assert [datastore["name"] for datastore in datastores] == ["datastore01", "datastore02"]
    assert all(datastore["object_id"] for datastore in datastores)
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, given)["changed"]
    assert [record for record in controller.simulator.requests(start) if "inventory" in record["path"]] == []


def test_a_datastore_needs_no_more_than_its_name_or_its_id(controller):
    settings = {"auto_select": False, "datastores": [{"name": "datastore01"}]}
    store = controller.succeed(MODULE, {**NEW, "connected_datastores": settings})["proxy"]["connected_datastores"][
        "datastores"
    ]
    assert store[0]["host_name"] == "vcenter01.dr.example"
    by_id = {"auto_select": False, "datastores": [{"object_id": store[0]["object_id"]}]}
    assert not controller.succeed(MODULE, {**NEW, "connected_datastores": by_id})["changed"]
    controller.succeed(MODULE, {**NEW, "state": "absent"})
    assert controller.succeed(MODULE, {**NEW, "connected_datastores": by_id})["proxy"]["connected_datastores"] == {
        "auto_select": False,
        "datastores": [{option: store[0][option] for option in ("name", "host_name", "object_id")}],
    }


def test_a_datastore_that_the_inventory_does_not_have_is_told(controller):
    stores = [{**STORES[0], "name": "datastore99"}]
    start = controller.simulator.mark()
    result = controller.fail(MODULE, {**NEW, "connected_datastores": {"auto_select": False, "datastores": stores}})
    assert result["error"]["kind"] == "ObjectNotFound"
    assert "datastore01" in result["msg"]
    assert controller.writes(start) == []


@pytest.mark.parametrize("left", ["host", "type"])
def test_half_of_what_identifies_a_proxy_is_not_enough(controller, left):
    result = controller.fail(
        MODULE, {left: NEW[left], "id": None} if left == "host" else {"type": "ViProxy", "host": None}
    )
    assert result["error"]["kind"] == "InvalidOption"


def test_an_id_is_enough(controller):
    proxy = controller.succeed(INFO, {"host": KNOWN["host"]})["proxies"][0]
    assert controller.succeed(MODULE, {"id": proxy["id"], "enabled": True})["operation"] == "update"
    assert controller.succeed(MODULE, {"id": proxy["id"], "state": "absent"})["operation"] == "delete"


def test_a_server_cannot_be_exchanged(controller):
    proxy = controller.succeed(INFO, {"host": KNOWN["host"]})["proxies"][0]
    result = controller.fail(MODULE, {"id": proxy["id"], "host": "win-repo01.dr.example"})
    assert result["error"]["kind"] == "ImmutableOption"
    assert "backup proxy 'lnx-repo01.dr.example'" in result["msg"]


@pytest.mark.parametrize("outcome", ["fail", "cancel"])
def test_a_session_that_fails_fails_the_task(controller, outcome):
    controller.simulator.outcome({"name": "Adding proxy*"}, outcome, message="No connection to the server")
    assert controller.fail(MODULE, NEW)["error"]["kind"] == "SessionFailed"
    controller.simulator.outcome({"name": "Adding proxy*"}, "success")
    assert controller.succeed(MODULE, NEW)["operation"] == "create"
