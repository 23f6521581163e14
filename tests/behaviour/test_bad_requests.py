# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that asks for what is not there, not clear or not possible: one clear message, and nothing half done."""

from __future__ import annotations

import pytest

INFO, MODULE = "veeam_repository_info", "veeam_repository"
NEW = {
    "name": "New",
    "type": "WinLocal",
    "host": "win-repo01.dr.example",
    "path": "E:\\New",
    "mount_server": {
        "type": "Windows",
        "windows": {"server": "win-repo01.dr.example", "write_cache_folder": "E:\\Cache", "vpower_nfs_enabled": True},
    },
}
SHARE = {
    "name": "New share",
    "type": "Smb",
    "share": {
        "path": "\\\\nas\\new",
        "credentials": "Windows hosts and shares",
        "gateway_server": {"auto_select_enabled": True},
    },
    "mount_server": NEW["mount_server"],
}
SERVERS = "backupInfrastructure/managedServers"


def says(result, *parts):
    for part in parts:
        assert part in result["msg"], result["msg"]


def refused(controller, arguments, *parts, check=True):
    """The task fails with these words, in check mode as well, and neither sends anything."""
    start = controller.simulator.mark()
    result = controller.fail(MODULE, arguments)
    says(result, *parts)
    if check:
        assert controller.fail(MODULE, arguments, check=True)["msg"] == result["msg"]
    assert controller.writes(start) == []
    return result


def test_an_unknown_host(controller):
    result = refused(
        controller, {**NEW, "host": "win-repo99"}, "Managed server 'win-repo99' not found", "'win-repo01.dr.example'"
    )
    assert result["error"]["kind"] == "ObjectNotFound"


def test_unknown_credentials(controller):
    share = {**SHARE["share"], "credentials": "nobody"}
    refused(
        controller, {**SHARE, "share": share}, "Credentials record 'nobody' not found", "'Windows hosts and shares'"
    )


def test_a_host_of_which_there_are_two(controller):
    twin = {"name": "twin", "description": "x", "type": "WindowsHost", "status": "Available"}
    ids = controller.simulator.seed(SERVERS, objects=[twin, twin])
    words = "2 objects of kind 'managed server' are named 'twin'"
    result = refused(controller, {**NEW, "host": "twin"}, words, "Give the id")
    assert result["error"]["kind"] == "AmbiguousName"
    assert set(result["error"]["candidates"]) == set(ids)
    assert controller.succeed(MODULE, {**NEW, "host": ids[0]})["changed"]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_repository_of_which_there_are_two(controller, state):
    one = controller.succeed(INFO, {"name": "NFS Share 01"})["repositories"][0]
    body = {
        "name": "NFS Share 01",
        "description": "x",
        "type": "Nfs",
        "uniqueId": "8a8c6c2e-7c5e-4f5c-8d0b-1f2a3b4c5d6e",
        "share": {"sharePath": "nas02:/x", "gatewayServer": {"autoSelectEnabled": True, "gatewayServerIds": []}},
        "repository": {"taskLimitEnabled": False, "maxTaskCount": 1},
    }
    (other,) = controller.simulator.seed("backupInfrastructure/repositories", objects=[body])
    result = refused(
        controller, {"name": "NFS Share 01", "state": state}, "2 objects of kind 'repository'", one["id"], other
    )
    assert result["error"]["candidates"] == [one["id"], other]
    assert controller.succeed(MODULE, {"id": other, "state": "absent"})["changed"]
    assert controller.succeed(INFO, {"name": "NFS Share 01"})["repositories"][0]["id"] == one["id"]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ({"name": "NFS Share 01", "type": "Smb"}, ("type='Nfs'", "'Smb'", "only when a repository is created")),
        (
            {"name": "Windows Repository 01", "type": "LinuxLocal", "use_fast_cloning_on_xfs_volumes": True},
            ("type='WinLocal'", "'LinuxLocal'"),
        ),
    ],
)
def test_changing_what_is_set_only_on_creation(controller, arguments, parts):
    result = refused(controller, arguments, *parts)
    assert result["error"]["kind"] == "ImmutableOption"


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ({"name": "New"}, ("There is no repository 'New' yet", "type")),
        ({"name": "New", "type": "WinLocal"}, ("needs: ", "host", "path", "mount_server")),
        ({**NEW, "share": {"path": "x"}}, ("share does not go with type=WinLocal", "'Nfs', 'Smb'")),
        ({**NEW, "type": "DellDataDomain"}, ("type=DellDataDomain is not known in API revision 1.3-rev1", "1.3-rev2")),
        (
            {"name": "Linux Repository 01", "enable_governance_mode": True},
            ("enable_governance_mode does not exist in API revision 1.3-rev1", "1.3-rev2 or newer"),
        ),
        (
            {"name": "NFS Share 01", "api_version": "1.2-rev1", "mount_server": {"type": "Windows"}},
            ("mount_server.type does not exist for type=Nfs in API revision 1.2-rev1", "It knows 'windows'"),
        ),
        ({"name": ""}, ("name is empty",)),
        ({"id": "00000000-1111-4222-8333-444444444444"}, ("There is no repository with the id 00000000-1111",)),
    ],
)
def test_options_that_do_not_fit(controller, arguments, parts):
    refused(controller, arguments, *parts)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Default Backup Repository", "in use by: Backup Configuration Job"),
        ("Windows Repository 01", "contains backups: File Servers Weekly"),
        ("Hardened Repository 01", "extent of scale-out repository SOBR-01"),
    ],
)
def test_a_repository_in_use(controller, name, words):
    before = controller.succeed(INFO, {"name": name})["repositories"]
    result = controller.fail(MODULE, {"name": name, "state": "absent"})
    says(result, "DELETE /api/v1/backupInfrastructure/repositories/", "400", words)
    assert result["error"]["status"] == 400
    assert controller.succeed(INFO, {"name": name})["repositories"] == before


def test_backups_go_too_where_that_is_asked_for(controller):
    assert controller.succeed(MODULE, {"name": "Windows Repository 01", "state": "absent", "delete_backups": True})[
        "changed"
    ]


@pytest.mark.parametrize(
    ("step", "method", "arguments"),
    [
        ("create", "POST", NEW),
        ("update", "PUT", {"name": "NFS Share 01", "description": "changed"}),
        ("delete", "DELETE", {"name": "NFS Share 01", "state": "absent"}),
    ],
)
def test_a_server_error_is_passed_on_and_nothing_sent_again(controller, step, method, arguments):
    controller.simulator.faults(
        {
            "match": {"method": method, "template": "*repositories*"},
            "fault": {"kind": "status", "status": 500, "body": "Disk full"},
        }
    )
    before, start = controller.succeed(INFO, {}), controller.simulator.mark()
    result = controller.fail(MODULE, arguments)
    says(result, method, "500", "Disk full")
    assert len(controller.writes(start)) == 1
    assert controller.succeed(INFO, {}) == before


def test_a_removal_that_waits_for_approval_is_not_called_done(controller):
    controller.simulator.settings(four_eyes=True)
    start = controller.simulator.mark()
    result = controller.fail(MODULE, {"name": "NFS Share 01", "state": "absent"})
    says(result, "still exists", "our-eyes", "approval")
    assert result["error"]["kind"] == "NotConverged"
    assert len(controller.writes(start)) == 1
