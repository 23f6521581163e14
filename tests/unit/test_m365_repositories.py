# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes together in a repository of Microsoft 365, each rule by itself."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository.object_storage import (
    family_of,
    validate_complete_storage,
    validate_storage,
)
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository.retention import (
    validate_companions,
    without_strays,
    written_times,
)
from ansible_collections.opendr.veeam.plugins.module_utils.m365.repository.schema import REPOSITORY
from ansible_collections.opendr.veeam.plugins.module_utils.schema.diff import differences
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import argument_spec
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.schema.state import read_state
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import accepted_values

DAILY = {"retention_period_type": "Daily", "daily_retention_period": 14}
AT_TEN = {"retention_frequency_type": "Daily", "daily_time": "22:00:00", "daily_type": "Everyday"}
CURRENT = {"name": "A", **DAILY, **AT_TEN, "monthly_retention_period": 3}
CONTEXT = SchemaContext(REPOSITORY.product, "v8")


@pytest.mark.parametrize(
    ("given", "current"),
    [
        ({}, None),
        ({}, CURRENT),
        ({**DAILY, **AT_TEN}, None),
        ({**DAILY, **AT_TEN}, CURRENT),
        ({"daily_retention_period": 7}, CURRENT),
        ({"daily_time": "23:00"}, CURRENT),
        ({"retention_period_type": "Daily"}, CURRENT),
        ({"retention_period_type": "Yearly", "yearly_retention_period": "Keep"}, CURRENT),
        # A period of one unit and a schedule of the other: they do not depend on each other.
        (
            {
                **DAILY,
                "retention_frequency_type": "Monthly",
                "monthly_time": "03:00",
                "monthly_day_number": "Last",
                "monthly_day_of_week": "Sunday",
            },
            None,
        ),
    ],
)
def test_what_goes_together(given, current):
    validate_companions(given, current, is_known=True)
    validate_companions(given, None, is_known=False)


@pytest.mark.parametrize(
    ("given", "current", "words"),
    [
        (
            {"monthly_retention_period": 3},
            None,
            "only with retention_period_type=Monthly, and retention_period_type is not given. Give retention_period",
        ),
        (
            {"monthly_retention_period": 3},
            CURRENT,
            "only with retention_period_type=Monthly, and the repository 'A' has retention_period_type=Daily.",
        ),
        (
            {"retention_period_type": "Yearly", "yearly_retention_period": "Years2", "daily_retention_period": 5},
            CURRENT,
            (
                "daily_retention_period has a meaning only with retention_period_type=Daily, and the task has "
                "retention_period_type=Yearly."
            ),
        ),
        ({"yearly_retention_period": "Keep"}, CURRENT, "only with retention_period_type=Yearly"),
        ({"retention_period_type": "Daily"}, None, "retention_period_type=Daily also needs daily_retention_period"),
        # The server still has a number of months, which nobody may mean any more.
        ({"retention_period_type": "Monthly"}, CURRENT, "retention_period_type=Monthly also needs monthly_ret"),
        ({"retention_period_type": "Yearly"}, CURRENT, "retention_period_type=Yearly also needs yearly_ret"),
        ({"monthly_time": "03:00"}, CURRENT, "monthly_time has a meaning only with retention_frequency_type=Monthly"),
        ({"monthly_day_number": "Last"}, CURRENT, "monthly_day_number has a meaning only with retention_freq"),
        ({"monthly_day_of_week": "Sunday"}, CURRENT, "monthly_day_of_week has a meaning only with retention_freq"),
        (
            {"retention_frequency_type": "Monthly", "monthly_time": "03:00", "daily_type": "Weekends"},
            CURRENT,
            "daily_type has a meaning only with retention_frequency_type=Daily, and the task has retention_frequency",
        ),
        ({"daily_time": "03:00"}, None, "daily_time has a meaning only with retention_frequency_type=Daily"),
        (
            {"retention_frequency_type": "Daily"},
            None,
            "retention_frequency_type=Daily also needs daily_time and daily_type",
        ),
        (
            {"retention_frequency_type": "Monthly", "monthly_time": "03:00"},
            CURRENT,
            "retention_frequency_type=Monthly also needs monthly_day_number and monthly_day_of_week",
        ),
    ],
)
def test_what_does_not_go_together(given, current, words):
    with pytest.raises(InvalidOption) as error:
        validate_companions(given, current, is_known=True)
    assert words in error.value.message


def test_what_a_task_contradicts_by_itself_needs_no_read():
    with pytest.raises(InvalidOption, match="the task has retention_period_type=Yearly"):
        validate_companions({"retention_period_type": "Yearly", "daily_retention_period": 5}, None, is_known=False)
    # The repository may have what is missing here.
    validate_companions({"daily_retention_period": 5}, None, is_known=False)


def test_times_are_written_with_seconds():
    state = {"daily_time": "7:30", "monthly_time": "22:00:00", "name": "a"}
    assert written_times(state) == {"daily_time": "07:30:00", "monthly_time": "22:00:00", "name": "a"}


def test_values_of_another_period_or_schedule_are_not_sent():
    body = {
        "name": "A",
        "retentionPeriodType": "Monthly",
        "dailyRetentionPeriod": 14,
        "monthlyRetentionPeriod": 3,
        "yearlyRetentionPeriod": "Keep",
        "retentionFrequencyType": "Monthly",
        "dailyTime": "22:00:00",
        "dailyType": "Everyday",
        "monthlyTime": "03:00:00",
        "monthlyDaynumber": "First",
        "monthlyDayofweek": "Monday",
    }
    kept = ("name", "retentionPeriodType", "monthlyRetentionPeriod", "retentionFrequencyType")
    kept += ("monthlyTime", "monthlyDaynumber", "monthlyDayofweek")
    assert without_strays(body) == {key: body[key] for key in kept}


@pytest.mark.parametrize("chosen", [{}, {"retentionPeriodType": None}, {"retentionPeriodType": "Weekly"}])
def test_where_the_choice_is_not_known_every_value_is_sent_back(chosen):
    """One that is left out, null or in no document: an update might reset what it leaves out."""
    body = {"name": "A", **chosen, "dailyRetentionPeriod": 14, "monthlyRetentionPeriod": 3, "dailyTime": "22:00:00"}
    assert without_strays(body) == body


S3 = {
    "type": "AmazonS3Compatible",
    "account": "S3",
    "compatible_bucket": {"name": "b", "service_point": "https://s3.example.com"},
    "s3_folder": "f",
}
AWS = {"type": "AmazonS3", "account": "S3", "amazon_bucket": {"name": "b"}, "s3_folder": "f"}
BLOB = {"type": "AzureBlob", "account": "A", "azure_container": {"name": "c"}, "azure_folder": "f"}
APPLIANCE = {"use_archiver_appliance": True, "azure_archiver_appliance": {"vm_size": "S"}, "azure_subscription_id": "s"}


@pytest.mark.parametrize(
    "storage",
    [
        S3,
        {**S3, "type": "WasabiCloud"},
        {**S3, "type": "IBMCloud", "size_limit_enabled": True, "size_limit_gb": 5},
        {**S3, "immutability_enabled": True, "immutability_period_days": 0, "immutability_governance_mode": True},
        {**S3, "size_limit_enabled": False, "size_limit_gb": 0, "immutability_period_days": 0},
        # What they do without immutability is in no document, so nothing is made up.
        {**S3, "immutability_enabled": False, "immutability_period_days": 30, "immutability_governance_mode": True},
        {**S3, "immutability_period_days": 30},
        AWS,
        {**AWS, "type": "AmazonS3Glacier", "glacier_deep_archive": True},
        # Which storage classes exclude each other is in no document.
        {**AWS, "standard_ia_storage_class": True, "one_zone_ia_storage_class": True, "glacier_deep_archive": True},
        {**AWS, "use_archiver_appliance": True, "amazon_archiver_appliance": {"instance_type": "c5.large"}},
        BLOB,
        {**BLOB, "type": "AzureBlobArchive", **APPLIANCE, "azure_service_account": "x"},
    ],
)
def test_a_storage_that_is_complete(storage):
    validate_storage(storage, {})
    validate_complete_storage(storage)
    # The same as what is there already, and a part of it.
    validate_storage(storage, storage)
    validate_storage({"size_limit_enabled": True, "size_limit_gb": 7}, storage)


@pytest.mark.parametrize(
    ("given", "current", "words"),
    [
        (
            {**S3, "azure_folder": "x"},
            {},
            "object_storage.azure_folder does not go with object_storage.type=AmazonS3Com",
        ),
        ({**BLOB, "s3_folder": "x"}, {}, "object_storage.s3_folder does not go with object_storage.type=AzureBlob"),
        ({**AWS, "compatible_bucket": {}}, {}, "object_storage.compatible_bucket does not go with"),
        ({**S3, "standard_ia_storage_class": True}, {}, "object_storage.standard_ia_storage_class does not go with"),
        ({**S3, "use_archiver_appliance": True}, {}, "object_storage.use_archiver_appliance does not go with"),
        ({"azure_folder": "x"}, S3, "does not go with object_storage.type=AmazonS3Compatible, which is S3 compatible"),
        ({"size_limit_gb": 5}, S3, "object_storage.size_limit_gb has a meaning only with object_storage.size_limit_en"),
        (
            {**S3, "size_limit_enabled": True},
            {},
            "object_storage.size_limit_enabled=true also needs object_storage.size",
        ),
        # The server shows 0 where it has no limit: what is missing is the option of the task.
        (
            {"size_limit_enabled": True},
            {**S3, "size_limit_gb": 0},
            "object_storage.size_limit_enabled=true also needs object_storage.size_limit_gb.",
        ),
        ({"use_archiver_appliance": True}, AWS, "also needs object_storage.amazon_archiver_appliance"),
        ({"amazon_archiver_appliance": {"port": 1}}, AWS, "only with object_storage.use_archiver_appliance=true"),
        (
            APPLIANCE,
            BLOB,
            "object_storage.use_archiver_appliance=true also needs object_storage.azure_service_account.",
        ),
    ],
)
def test_a_storage_that_contradicts_itself(given, current, words):
    with pytest.raises(InvalidOption) as error:
        validate_storage(given, current)
    assert words in error.value.message


@pytest.mark.parametrize(
    ("given", "current"),
    [
        ({**S3, "size_limit_enabled": True, "size_limit_gb": 0}, {}),
        ({"size_limit_gb": 0}, {**S3, "size_limit_enabled": True, "size_limit_gb": 5}),
    ],
)
def test_a_limit_of_nothing_is_a_wrong_value_and_not_a_missing_one(given, current):
    with pytest.raises(InvalidOption, match="size_limit_gb=0 leaves no room for a backup: give 1 or more") as error:
        validate_storage(given, current)
    assert error.value.facts["option"] == "object_storage.size_limit_gb"


def test_a_negative_limit_is_refused_by_the_name_of_its_option():
    with pytest.raises(InvalidOption) as error:
        accepted("object_storage", {"size_limit_enabled": True, "size_limit_gb": -5})
    assert error.value.facts["option"] == "object_storage.size_limit_gb"
    assert error.value.message == "object_storage.size_limit_gb=-5 is out of range: give 0 or more."


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["type"]),
        ({"account": "x"}, ["type"]),
        ({"type": "AzureBlob"}, ["account", "azure_container.name", "azure_folder"]),
        ({"type": "AmazonS3", "account": "x", "amazon_bucket": {}}, ["amazon_bucket.name", "s3_folder"]),
        (
            {"type": "WasabiCloud", "account": "x", "s3_folder": "f", "compatible_bucket": {"name": "b"}},
            ["compatible_bucket.service_point"],
        ),
    ],
)
def test_what_a_new_storage_lacks(given, missing):
    with pytest.raises(InvalidOption) as error:
        validate_complete_storage(given)
    assert error.value.facts["missing"] == [f"object_storage.{option}" for option in missing]


def accepted(option, value):
    """An option as the server gets it."""
    return accepted_values(argument_spec(REPOSITORY.fields), {option: value}, {option: value})[option]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        # No backup would be kept.
        ("daily_retention_period", 0),
        ("monthly_retention_period", 0),
        ("monthly_retention_period", -1),
        ("object_storage", {"size_limit_gb": -1}),
        ("object_storage", {"immutability_period_days": -1}),
        ("object_storage", {"amazon_archiver_appliance": {"port": 0}}),
        ("object_storage", {"azure_archiver_appliance": {"port": 65536}}),
    ],
)
def test_numbers_that_are_nonsense(option, value):
    with pytest.raises(InvalidOption, match="give "):
        accepted(option, value)


@pytest.mark.parametrize("option", ["size_limit_gb", "immutability_period_days"])
def test_a_server_may_show_none_as_a_number(option):
    """So it can be given back."""
    assert accepted("object_storage", {option: 0}) == {option: 0}


def test_types_are_compared_by_their_family():
    assert family_of("AmazonS3Glacier") == family_of("AmazonS3")
    assert family_of("AzureBlobArchive") == family_of("AzureBlob") != family_of("AmazonS3")
    assert family_of("WasabiCloud") == family_of("IBMCloud") == family_of("AmazonS3Compatible")
    assert family_of("Unheard") == "Unheard"


def test_numbers_and_truth_values_are_read_from_texts_as_in_the_examples_of_the_vendor():
    body = {"dailyRetentionPeriod": "14", "isOutOfOrder": "false", "objectStorage": {"sizeLimitEnabled": "true"}}
    state = read_state(REPOSITORY.fields, body, CONTEXT)
    assert state == {
        "daily_retention_period": 14,
        "out_of_order": False,
        "object_storage": {"size_limit_enabled": True},
    }


@pytest.mark.parametrize(
    "given",
    [
        {"immutability_period_days": 0},
        {"immutability_enabled": False},
        {"size_limit_enabled": False},
        {"compatible_bucket": {"trust_certificate": False}},
    ],
)
@pytest.mark.parametrize("shown", [{}, {"immutabilityPeriodDays": None, "enableImmutability": None}])
def test_what_the_server_leaves_out_is_nothing_else_than_no(given, shown):
    state = read_state(REPOSITORY.fields, {"objectStorage": shown, "objectStorageEncryptionEnabled": None}, CONTEXT)
    desired = {"object_storage": given, "encryption_enabled": False}
    assert list(differences(REPOSITORY.fields, desired, state, CONTEXT)) == []
