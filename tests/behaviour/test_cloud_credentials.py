# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cloud credentials records of VBR: secrets that arrive where they belong, and what each type needs."""

from __future__ import annotations

import pytest

MODULE = "veeam_cloud_credential"
APPLICATION = {
    "type": "AzureCompute",
    "description": "Restores",
    "connection_name": "DR",
    "deployment_type": "MicrosoftAzure",
    "region": "Global",
    "tenant_id": "a-tenant",
    "application_id": "an-application",
}
BUCKET = {"type": "Amazon", "description": "Bucket", "access_key": "AKIA0001", "secret_key": "first-key"}
SERVICE = {"type": "GoogleService", "description": "Service", "key_file": "first-file"}


def owner(result):
    return f"cloudCredentials/{result['cloud_credential']['id']}"


@pytest.mark.parametrize(
    ("task", "option", "secret"),
    [(BUCKET, "secret_key", "secretKey"), (SERVICE, "key_file", "keyFile")],
)
def test_another_secret_is_set_only_on_request(controller, task, option, secret):
    kept = owner(controller.succeed(MODULE, task))
    assert controller.simulator.secrets(kept, **{secret: task[option]}) == {secret: True}
    other = {**task, option: "second-secret"}
    assert not controller.succeed(MODULE, other)["changed"]
    assert controller.succeed(MODULE, {**other, "update_secrets": "always"})["changed"]
    assert controller.simulator.secrets(kept, **{secret: "second-secret"}) == {secret: True}


def test_an_application_logs_in_with_a_secret_or_a_certificate(controller):
    failed = controller.fail(MODULE, APPLICATION, check=True)
    assert "creation_mode=ExistingAccount also needs: client_secret or certificate" in failed["msg"]
    failed = controller.fail(MODULE, {**APPLICATION, "creation_mode": "NewAccount"}, check=True)
    assert "creation_mode=NewAccount also needs: new_account" in failed["msg"]
    with_file = {**APPLICATION, "certificate": "a-file", "certificate_format": "Pfx"}
    created = controller.succeed(MODULE, with_file)
    assert created["cloud_credential"]["subscriptions"][0]["azure_subscription_name"] == "DR Production"
    assert controller.simulator.secrets(owner(created), certificate="a-file") == {"certificate": True}
    assert controller.succeed(MODULE, {**APPLICATION, "connection_name": "Other"})["changed"]
    failed = controller.fail(MODULE, {**APPLICATION, "tenant_id": "another"})
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", "tenant_id")


def test_a_part_of_the_identity_is_not_enough(controller):
    failed = controller.fail(MODULE, {"description": "Bucket"})
    assert "give type as well, or the id" in failed["msg"]


def test_a_record_that_a_repository_uses_is_not_removed(controller):
    gone = {"type": "Amazon", "description": "S3 and compatible storage", "state": "absent"}
    assert "they are in use by" in controller.fail(MODULE, gone)["msg"]


def test_a_domain_is_known_by_its_server(controller):
    domain = {"server_name": "dc01.dr.example", "credentials": "Windows hosts and shares"}
    assert controller.succeed("veeam_ad_domain", domain)["ad_domain"]["name"] == "dr.example"
    failed = controller.fail("veeam_ad_domain", {**domain, "credentials": "Linux hosts"})
    assert (failed["error"]["kind"], failed["error"]["option"]) == ("ImmutableOption", "credentials")
    failed = controller.fail("veeam_ad_domain", {**domain, "api_version": "1.2-rev1"})
    assert "1.3-rev0 or newer" in failed["msg"]
