# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded answers keep their shape and the vendor's words, and lose whatever says whose they are."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.filter.anonymized import FilterModule, anonymized

KEPT = {
    "type": "ViProxy",
    "platformName": "VmWare",
    "state": "Working",
    "result": {"result": "None", "isCanceled": None},
    "allowedOperations": ["StartViVMInstantRecovery"],
    "buildVersion": "13.0.1.180",
    "creationTime": "2026-05-04T13:30:00.1234567+02:00",
    "localTime": "22:00:00",
    "size": 12,
    "enabled": True,
    "nothing": None,
    "empty": "",
    "backupId": "00000000-0000-0000-0000-000000000000",
}


def test_what_is_harmless_stays():
    assert anonymized(KEPT) == KEPT


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("name", "app01"),
        ("hostName", "esx01.corp.example.org"),
        ("description", "Success"),
        ("path", "\\\\nas01\\projects"),
        ("password", "correct horse"),
        ("thumbprint", "6E1F0000000000000000000000000000000000AB"),
        ("message", "Failed to connect to app01 (10.1.2.3)"),
        ("id", "6745a759-2205-4cd2-b172-8ec8f7e60ef8"),
        ("address", "10.1.2.3"),
        ("address", "fd00::17"),
        # Not a version by its key.
        ("endpoint", "13.0.1.180"),
        # Not one word.
        ("hostType", "Server of the finance department"),
        ("state", "10.1.2.3"),
        ("mail", "person@corp.example.org"),
    ],
)
def test_everything_else_is_replaced(key, text):
    replaced = anonymized({key: [text]})[key][0]
    assert replaced
    assert text not in replaced


def test_the_same_text_is_the_same_everywhere_and_looks_like_what_it_was():
    name, host, identifier, address = "app01", "Esx01.corp.org", "6745a759-2205-4cd2-b172-8ec8f7e60ef8", "10.1.2.3"
    first, second = anonymized(
        [
            {"name": name, "hostName": host, "id": identifier, "ip": address},
            {"parents": [name, host.lower(), identifier.upper(), address, "other"]},
        ]
    )
    assert first == {
        "name": "text-1",
        "hostName": "host-1.example.com",
        "id": "00000000-0000-4000-8000-000000000001",
        "ip": "192.0.2.1",
    }
    assert second == {"parents": [*first.values(), "text-2"]}


def test_a_key_that_somebody_named_is_replaced_as_well():
    assert anonymized({"tags": {"cost center": 1, "esx01.corp.org": 2}}) == {"tags": {"text-1": 1, "text-2": 2}}


def test_many_addresses_stay_different_and_reserved():
    replaced = anonymized([f"10.0.{number // 250}.{number % 250 + 1}" for number in range(400)])
    assert len(set(replaced)) == 400
    assert all(address.startswith(("192.0.2.", "198.51.100.")) for address in replaced)


def test_ansible_finds_it():
    assert FilterModule().filters() == {"anonymized": anonymized}
