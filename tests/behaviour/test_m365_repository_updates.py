# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an update of a repository of Microsoft 365 sends: all that was read, and nothing that is no value."""

from __future__ import annotations

from unittest import mock

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from simulator.seeds.m365_repositories import ARCHIVE, COMPATIBLE, DEFAULT, repository_id

MODULE, INFO = "veeam_m365_repository", "veeam_m365_repository_info"


def test_an_update_sends_no_placeholder_back(controller):
    """Together with the owner that it has, the all-zero id would be a second one."""
    none = "00000000-0000-0000-0000-000000000000"
    placeholders = {"proxyPoolId": none, "encryptionKeyId": none, "organizationId": none}
    nested = {
        "id": none,
        "type": "AzureBlob",
        "accountId": none,
        "azureFolder": "f",
        "azureServiceAccount": {"id": none},
        "azureSubscription": {"subscriptionId": none},
        "azureArchiverAppliance": {"region": "westeurope", "virtualNetwork": {"id": none, "name": "vnet"}},
    }
    placeholders["objectStorage"] = nested
    client = controller.client("m365", "v8")
    owned = {**client.get(f"/BackupRepositories/{repository_id(DEFAULT)}"), **placeholders, "name": "Owned"}
    owned.pop("id")
    controller.simulator.seed("BackupRepositories", objects=[owned], product="m365")
    with mock.patch.object(Client, "write", autospec=True, side_effect=Client.write) as write:
        assert controller.succeed(MODULE, {"name": "Owned", "description": "x"})["changed"]
    (sent,) = [call.args[3] for call in write.call_args_list if call.args[1] == "PUT"]
    assert sent["proxyId"] == owned["proxyId"]
    assert none not in str(sent)
    assert sent["objectStorage"] == {
        "type": "AzureBlob",
        "azureFolder": "f",
        "azureArchiverAppliance": {"region": "westeurope", "virtualNetwork": {"name": "vnet"}},
    }


@pytest.mark.parametrize("name", [COMPATIBLE, ARCHIVE])
def test_an_update_names_the_storage_that_the_repository_has(controller, name):
    """By its ID, and without what only the server sets."""
    before = controller.client("m365", "v8").get(f"/BackupRepositories/{repository_id(name)}")["objectStorage"]
    with mock.patch.object(Client, "write", autospec=True, side_effect=Client.write) as write:
        assert controller.succeed(MODULE, {"name": name, "description": "x"})["changed"]
    (sent,) = [call.args[3] for call in write.call_args_list if call.args[1] == "PUT"]
    only_read = ("usedSpaceBytes", "freeSpaceBytes", "_links")
    assert sent["objectStorage"] == {key: value for key, value in before.items() if key not in only_read}
    assert sent["objectStorage"]["id"]


@pytest.mark.parametrize("resets", [False, True])
def test_an_update_sends_everything_so_that_nothing_is_lost(controller, resets):
    """No document says whether the server keeps or forgets what the body of an update leaves out."""
    controller.simulator.settings(product="m365", resets_omitted=resets, nulls_at_random=True)
    before = controller.succeed(INFO, {"name": COMPATIBLE})["repositories"][0]
    assert controller.succeed(MODULE, {"name": COMPATIBLE, "daily_retention_period": 30})["changed"]
    after = controller.succeed(INFO, {"name": COMPATIBLE})["repositories"][0]
    assert _without_nulls(after) == _without_nulls({**before, "daily_retention_period": 30})


def _without_nulls(state):
    """A server shows as null what it leaves out at another time."""
    return {option: value for option, value in state.items() if value is not None}


@pytest.mark.parametrize("resets", [False, True])
def test_an_update_keeps_a_period_whose_type_the_server_does_not_show(controller, resets):
    controller.simulator.settings(product="m365", resets_omitted=resets)
    client = controller.client("m365", "v8")
    hidden = {**client.get(f"/BackupRepositories/{repository_id(DEFAULT)}"), "name": "Hidden"}
    for key in ("id", "retentionPeriodType", "retentionFrequencyType"):
        hidden.pop(key)
    (identifier,) = controller.simulator.seed("BackupRepositories", objects=[hidden], product="m365")
    assert controller.succeed(MODULE, {"name": "Hidden", "description": "x"})["changed"]
    after = client.get(f"/BackupRepositories/{identifier}")
    kept = ("dailyRetentionPeriod", "dailyTime", "dailyType")
    assert {key: after[key] for key in kept} == {key: hidden[key] for key in kept}


@pytest.mark.parametrize("revision", ["v7", "v8"])
def test_times_of_the_day_are_sent_with_seconds_and_compared_as_times(controller, revision):
    at_six = {"name": DEFAULT, "daily_time": "6:05", "api_version": revision}
    with mock.patch.object(Client, "write", autospec=True, side_effect=Client.write) as write:
        assert controller.succeed(MODULE, at_six)["diff"]["after"]["daily_time"] == "06:05:00"
    (sent,) = [call.args[3] for call in write.call_args_list if call.args[1] == "PUT"]
    assert sent["dailyTime"] == "06:05:00"
    for same in ("6:05", "06:05", "06:05:00"):
        assert not controller.succeed(MODULE, {**at_six, "daily_time": same})["changed"]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        # A shorter time, for which no document says what becomes of the backups.
        (ARCHIVE, {"yearly_retention_period": "Year1"}),
        (COMPATIBLE, {"object_storage": {"immutability_enabled": True, "immutability_period_days": 30}}),
    ],
)
def test_what_a_change_does_to_stored_backups_is_shown_and_not_guessed(controller, name, given):
    predicted = controller.succeed(MODULE, {"name": name, **given}, check=True)
    result = controller.succeed(MODULE, {"name": name, **given})
    assert controller.warnings == set()
    assert predicted["diff"] == result["diff"]
    assert result["diff"]["before"] != result["diff"]["after"]
