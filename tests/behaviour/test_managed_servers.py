# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Managed servers of VBR: what is trusted and what is not, rescans, secrets, and servers in use."""

from __future__ import annotations

import pytest

from simulator.behaviours.vbr_infrastructure import FINGERPRINT, THUMBPRINT

MODULE = "veeam_managed_server"
LINUX = {
    "name": "lnx-repo02.dr.example",
    "type": "LinuxHost",
    "credentials_storage_type": "Permanent",
    "credentials": "Linux hosts",
}
VCENTER = {"name": "vcenter02.dr.example", "type": "ViHost", "credentials": "Windows hosts and shares"}
DIRECTOR = {
    "name": "director.dr.example",
    "type": "CloudDirectorHost",
    "credentials": "Windows hosts and shares",
    "vi_servers": [{"vi_server_name": "vcenter01.dr.example", "vi_credentials": "Windows hosts and shares"}],
}


@pytest.mark.parametrize(
    ("task", "option", "shown"),
    [(LINUX, "ssh_fingerprint", FINGERPRINT), (VCENTER, "certificate_thumbprint", THUMBPRINT)],
)
def test_a_new_server_is_not_trusted_unless_the_task_says_so(controller, task, option, shown):
    for check in (True, False):
        failed = controller.fail(MODULE, task, check=check)
        assert (failed["error"]["kind"], failed["error"]["option"]) == ("InvalidOption", option)
        assert shown in failed["msg"]
        assert f"give {option}, or trust=new" in failed["msg"]
    predicted = controller.succeed(MODULE, {**task, "trust": "new"}, check=True)
    assert controller.succeed(MODULE, {**task, "trust": "new"})["diff"] == predicted["diff"]
    # Nobody asks a server that is there for its proof again.
    start = controller.simulator.mark()
    assert not controller.succeed(MODULE, {**task, "trust": "new"})["changed"]
    assert "/api/v1/connectionCertificate" not in [record["path"] for record in controller.simulator.requests(start)]


def test_a_certificate_that_is_trusted_already_needs_no_word(controller):
    assert controller.succeed(MODULE, {**VCENTER, "name": "trusted.dr.example"})["changed"]


def test_a_fingerprint_of_another_server_is_refused(controller):
    failed = controller.fail(MODULE, {**LINUX, "ssh_fingerprint": "ssh-ed25519 256 00:00"})
    assert "does not match" in failed["msg"]


def test_the_vcenter_servers_of_a_director_prove_themselves_too(controller):
    given = {**DIRECTOR, "certificate_thumbprint": THUMBPRINT}
    new = {"vi_server_name": "vc2.dr.example", "vi_credentials": "Windows hosts and shares"}
    task = {**given, "vi_servers": [new]}
    failed = controller.fail(MODULE, task)
    assert failed["error"]["option"] == "vi_servers.certificate_thumbprint"
    assert "The vCenter Server 'vc2.dr.example' is not trusted yet. It presents a certificate" in failed["msg"]
    created = controller.succeed(MODULE, {**task, "trust": "new"})
    assert created["managed_server"]["vi_servers"][0]["certificate_thumbprint"] == THUMBPRINT
    for again in (task, {**task, "trust": "new"}):
        assert not controller.succeed(MODULE, again)["changed"]


def test_another_certificate_is_accepted_on_request(controller):
    controller.succeed(MODULE, {**DIRECTOR, "certificate_thumbprint": THUMBPRINT, "trust": "new"})
    (server,) = controller.succeed("veeam_managed_server_info", {"name": DIRECTOR["name"]})["managed_servers"]
    stored = {"id": server["id"], "certificateThumbprint": "00"}
    client = controller.client("vbr", "1.3-rev1")
    body = client.get(f"/backupInfrastructure/managedServers/{server['id']}")
    controller.simulator.seed("backupInfrastructure/managedServers", objects=[{**body, **stored}])
    assert not controller.succeed(MODULE, {**DIRECTOR, "trust": "new"})["changed"]
    changed = controller.succeed(MODULE, {**DIRECTOR, "trust": "always"})
    assert [change["option"] for change in changed["changes"]] == ["certificate_thumbprint"]
    more = [*DIRECTOR["vi_servers"], {"vi_server_name": "vc2", "vi_credentials": "Linux hosts"}]
    assert controller.succeed(MODULE, {**DIRECTOR, "vi_servers": more, "trust": "new"})["changed"]


def test_a_rescan_is_a_session_of_its_own(controller):
    rescanned = controller.succeed(MODULE, {"name": "win-repo01.dr.example", "state": "rescanned"})
    assert (rescanned["changed"], rescanned["session"]["type"]) == (True, "VolumesDiscover")
    failed = controller.fail(MODULE, {"name": "win-repo01.dr.example", "state": "rescanned", "api_version": "1.2-rev1"})
    assert "state=rescanned does not exist in API revision 1.2-rev1" in failed["msg"]


def test_an_account_that_is_used_once_is_neither_read_nor_compared(controller):
    once = {"account": "install", "authentication_type": "Password", "account_password": "install-secret"}
    task = {**LINUX, "credentials_storage_type": "SingleUse", "single_use_credentials": once, "trust": "new"}
    task.pop("credentials")
    created = controller.succeed(MODULE, task)
    assert "install-secret" not in str(created)
    assert not controller.succeed(MODULE, task)["changed"]


def test_a_server_in_use_is_not_removed(controller):
    failed = controller.fail(MODULE, {"name": "lnx-repo01.dr.example", "state": "absent"})
    assert "it is in use by" in failed["msg"]


def test_components_have_one_name_in_all_revisions(controller):
    ports = {"network_settings": {"components": [{"component_name": "TransportSvc", "port": 6162}]}}
    task = {"name": "win-repo01.dr.example", **ports}
    assert controller.succeed(MODULE, {**task, "api_version": "1.2-rev1"})["changed"]
    # The server still has it in the word of the oldest revision.
    assert not controller.succeed(MODULE, task)["changed"]
