# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of VBR, encryption passwords and key management servers: secrets that arrive, and what else is special."""

from __future__ import annotations

EMAIL, PASSWORD, KMS = "veeam_email_settings", "veeam_encryption_password", "veeam_kms_server"
GMAIL = {"mail_server": "Gmail", "app_client_id": "an-app", "client_secret": "gmail-secret"}
SERVER = {
    "name": "kms01.dr.example",
    "port": 5696,
    "server_certificate": "server-file",
    "server_certificate_format": "Pem",
    "client_certificate": "client-file",
    "client_certificate_format": "Pfx",
    "client_certificate_password": "client-password",
}


def test_a_mail_server_becomes_one_of_another_type(controller):
    controller.succeed(EMAIL, {"smtp_server_name": "smtp.dr.example"})
    predicted = controller.succeed(EMAIL, GMAIL, check=True)
    changed = controller.succeed(EMAIL, GMAIL)
    assert predicted["diff"] == changed["diff"]
    settings = changed["email_settings"]
    assert (settings["mail_server"], settings["app_client_id"]) == ("Gmail", "an-app")
    assert "smtp_server_name" not in settings
    # What both types have stays.
    assert settings["email_settings"]["notify_on_failure"] is True
    assert controller.simulator.secrets("generalOptions/emailSettings", clientSecret="gmail-secret") == {
        "clientSecret": True
    }
    assert not controller.succeed(EMAIL, GMAIL)["changed"]
    assert controller.succeed(EMAIL, {"mail_server": "SMTP", "smtp_server_name": "smtp.dr.example"})["changed"]


def test_an_option_of_another_mail_server_is_refused(controller):
    failed = controller.fail(EMAIL, {"mail_server": "SMTP", "tenant": "a-tenant"})
    assert "tenant does not go with mail_server=SMTP" in failed["msg"]


def test_the_date_of_the_daily_report_is_not_compared(controller):
    assert not controller.succeed(EMAIL, {"email_settings": {"send_daily_reports_at": "2030-07-01T21:00:00Z"}})[
        "changed"
    ]
    failed = controller.fail(EMAIL, {"email_settings": {"send_daily_reports_at": "22:00"}})
    assert failed["error"]["kind"] == "InvalidOption"


def test_general_options_and_the_settings_of_their_parts_are_the_same(controller):
    general = {"notifications": {"storage_space_threshold": 20}, "email_enabled": True}
    assert controller.succeed("veeam_general_options", general)["changed"]
    assert not controller.succeed("veeam_notification_settings", {"storage_space_threshold": 20})["changed"]
    assert not controller.succeed(EMAIL, {"enabled": True})["changed"]
    oldest = controller.succeed("veeam_general_options", {**general, "api_version": "1.2-rev1"})
    assert not oldest["changed"]


def test_a_community_string_is_sent_with_its_server_and_never_shown(controller):
    servers = [{"receiver": "snmp.dr.example", "port": 162, "community_string": "a-community"}]
    result = controller.succeed("veeam_event_forwarding", {"snmp_servers": servers})
    assert "a-community" not in str(result)
    assert not controller.succeed("veeam_event_forwarding", {"snmp_servers": servers})["changed"]
    assert controller.succeed("veeam_event_forwarding", {"snmp_servers": servers, "update_secrets": "always"})[
        "changed"
    ]


def test_traffic_rules_keep_what_a_task_leaves_out(controller):
    addresses = {f"{side}_ip_{end}": "10.0.0.1" for side in ("source", "target") for end in ("start", "end")}
    rule = {"name": "Link", **addresses}
    controller.succeed("veeam_traffic_rules", {"traffic_rules": [{**rule, "throttling_unit": "MbitPerSec"}]})
    changed = controller.succeed("veeam_traffic_rules", {"traffic_rules": [{**rule, "throttling_value": 9}]})
    (shown,) = changed["traffic_rules"]["traffic_rules"]
    assert (shown["throttling_unit"], shown["throttling_value"]) == ("MbitPerSec", 9)


def test_the_hours_of_a_traffic_rule_are_changed(controller):
    addresses = {f"{side}_ip_{end}": "10.0.0.1" for side in ("source", "target") for end in ("start", "end")}
    for hours in ("8-18", "8-20"):
        window = {"throttling_window_options": {"days": [{"day": "Monday", "hours": hours}]}}
        rules = {"traffic_rules": [{"name": "Link", **addresses, **window}]}
        assert controller.succeed("veeam_traffic_rules", rules)["changed"]
        assert not controller.succeed("veeam_traffic_rules", rules)["changed"]


def test_an_encryption_password_is_changed_with_its_hint(controller):
    new = {"hint": "Copies", "encryption_password": "first-password"}
    owner = f"encryptionPasswords/{controller.succeed(PASSWORD, new)['encryption_password']['id']}"
    assert controller.simulator.secrets(owner, password="first-password") == {"password": True}
    assert not controller.succeed(PASSWORD, {**new, "encryption_password": "second-password"})["changed"]
    always = {**new, "encryption_password": "second-password", "update_secrets": "always"}
    assert controller.succeed(PASSWORD, always)["changed"]
    assert controller.simulator.secrets(owner, password="second-password") == {"password": True}
    # The server says that it is the same.
    for check in (True, False):
        start = controller.simulator.mark()
        again = controller.succeed(PASSWORD, always, check=check)
        assert (again["changed"], again["operation"]) == (False, "none")
        assert [record["path"].rpartition("/")[2] for record in controller.simulator.requests(start)][-1] == "verify"
    # A revision that cannot compare sends it each time.
    for _again in range(2):
        assert controller.succeed(PASSWORD, {**always, "api_version": "1.2-rev1"})["changed"]
    # By its id, the hint is the one that the server has.
    by_id = {"id": owner.rpartition("/")[2], "encryption_password": "third-password", "update_secrets": "always"}
    assert controller.succeed(PASSWORD, by_id)["encryption_password"]["hint"] == "Copies"


def test_an_encryption_password_in_use_is_not_removed(controller):
    encryption = {"enabled": True, "password_hint": "Configuration backup"}
    controller.succeed("veeam_configuration_backup", {"encryption": encryption})
    failed = controller.fail(PASSWORD, {"hint": "Configuration backup", "state": "absent"})
    assert "the configuration backup uses it" in failed["msg"]


def test_each_certificate_of_a_kms_server_is_changed_alone(controller):
    created = controller.succeed(KMS, SERVER)["kms_server"]
    renewed = {"name": SERVER["name"], "client_certificate": "new-file", "update_secrets": "always"}
    failed = controller.fail(KMS, renewed, check=True)
    assert "the server also needs: client_certificate_format" in failed["msg"]
    changed = controller.succeed(KMS, {**renewed, "client_certificate_format": "Pfx"})["kms_server"]
    assert changed["server_certificate_thumbprint"] == created["server_certificate_thumbprint"]
    assert changed["client_certificate_thumbprint"] != created["client_certificate_thumbprint"]
    failed = controller.fail(KMS, {**SERVER, "name": "kms02.dr.example", "api_version": "1.2-rev1"})
    assert "server_certificate_format=Pem is not known in API revision 1.2-rev1" in failed["msg"]


LATENCY = "veeam_storage_latency"


def test_limits_of_latency_fit_each_other_and_those_of_datastores_stay(controller):
    limits = {"latency_limit_ms": 25, "throttling_io_limit_ms": 40}
    datastore = {
        "id": "6f1d9f0c-3f0e-4c53-9a5e-2f1c1c0f9a11",
        "storageObject": {
            "platform": "VSphere",
            "type": "Datastore",
            "hostName": "vcenter01.dr.example",
            "name": "ds01",
            "objectId": "datastore-1",
        },
        "latencyLimitMs": 10,
        "throttlingIOLimitMs": 15,
    }
    client = controller.client("vbr", "1.3-rev1")
    path = "/generalOptions/storageLatency"
    settings = client.get(path)
    settings["storageLatencyControlOptions"]["advancedOptions"] = [datastore]
    client.write("PUT", path, settings)
    assert controller.succeed(LATENCY, {"enabled": True, "limits": limits})["changed"]
    shown = controller.succeed(LATENCY, {"limits": {"latency_limit_ms": 30}})["storage_latency"]
    assert (shown["enabled"], shown["limits"]["throttling_io_limit_ms"]) == (True, 40)
    assert [(item["name"], item["latency_limit_ms"]) for item in shown["limits"]["datastores"]] == [("ds01", 10)]
    for check in (True, False):
        failed = controller.fail(LATENCY, {"limits": {"latency_limit_ms": 41}}, check=check)
        assert failed["error"]["option"] == "limits.latency_limit_ms"
        assert "would be 41, which is more than limits.throttling_io_limit_ms (40)" in failed["msg"]


def test_latency_control_without_limits_is_refused_before_it_is_sent(controller):
    client = controller.client("vbr", "1.3-rev1")
    client.write("PUT", "/generalOptions/storageLatency", {"storageLatencyControlEnabled": False})
    for check in (True, False):
        failed = controller.fail(LATENCY, {"enabled": True}, check=check)
        assert (failed["error"]["kind"], failed["error"]["option"]) == ("InvalidOption", "limits")
    assert "limits.throttling_io_limit_ms" in controller.fail(LATENCY, {"limits": {"latency_limit_ms": 9}})["msg"]
