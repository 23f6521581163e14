# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in time: what is read on every supported Python, and what is refused because nobody knows what it means."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core import timestamps
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import (
    has_offset,
    parse_time,
    point_in_time,
)

PYTHON_3_9 = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{3}(\d{3})?)?)?([+-]\d\d:\d\d)?)?")


class OldDatetime(datetime):
    """Reads no more than Python 3.9 does."""

    @classmethod
    def fromisoformat(cls, text):
        if not PYTHON_3_9.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text)


@pytest.fixture(autouse=True)
def old_python(monkeypatch):
    monkeypatch.setattr(timestamps, "datetime", OldDatetime)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-05-04T13:30:00Z", "2026-05-04T13:30:00+00:00"),
        ("2026-05-04T13:30:00.1234567Z", "2026-05-04T13:30:00.123456+00:00"),
        ("2024-01-25T18:31:50.7300443+01:00", "2024-01-25T18:31:50.730044+01:00"),
        ("2026-05-04T13:30:00.25+02:00", "2026-05-04T13:30:00.250000+02:00"),
        ("2026-05-04 13:30+0200", "2026-05-04T13:30:00+02:00"),
        (" 2026-05-04t13:30:00 -05 ", "2026-05-04T13:30:00-05:00"),
    ],
)
def test_a_time_is_read_on_every_python(text, read):
    assert point_in_time("since", text) == parse_time(text).isoformat() == read
    assert has_offset(text)


@pytest.mark.parametrize("text", ["yesterday", "", "2026-13-01T00:00:00Z", "12:00", "2026-05-04T99:00Z", "None"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(InvalidOption, match=f"since='{text}' is not a date and time. Write it like 2026-05-04T13:30"):
        parse_time(text, "since")
    assert not has_offset(text)


@pytest.mark.parametrize("text", ["2026-05-04T13:30:00", "2024-11-13T18:00:45.528604", "2026-05-04"])
def test_a_time_without_an_offset_is_refused(text):
    with pytest.raises(InvalidOption, match=f"'{text}' has no offset, so it can mean several moments. Add Z for UTC"):
        parse_time(text)
    assert not has_offset(text)


def test_an_offset_stays():
    assert parse_time("2026-05-01T01:00:00+02:00").utcoffset() == timedelta(hours=2)
    assert parse_time("2026-05-01T01:00:00+02:00") == parse_time("2026-04-30T23:00:00Z")


@pytest.mark.parametrize("fraction", ["", ".1", ".12", ".123", ".1234", ".12345", ".123456", ".1234567", ".123456789"])
@pytest.mark.parametrize("offset", ["Z", "+00:00", "-05:30", "+14:00", "+0200", "+02"])
@pytest.mark.parametrize("moment", ["2026-05-04T13:30:01", "2024-02-29T23:59:59", "0001-01-01T00:00:00"])
def test_the_usual_forms_are_the_times_that_unusual_ones_are(moment, fraction, offset):
    text = moment + fraction + offset
    # With a blank it is the same time, in a form that is not the usual one.
    assert parse_time(text) == parse_time(text.replace("T", " "))
    assert parse_time(text).isoformat() == parse_time(text.replace("T", " ")).isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-04T13:30:011Z",
        "2026-02-29T00:00:00Z",
        "2026-05-04T24:00:01Z",
        "0000-01-01T00:00:00Z",
        "2026-05-04T13:30:00.Z",
        "2026-05-04T13:30:00.1234567",
        "2026-05-04T13:30:00+25:00",
        "2026-W19-1T13:30:00Z",
    ],
)
def test_no_form_is_read_that_was_refused(text):
    for written in (text, text.replace("T", " ")):
        with pytest.raises(InvalidOption):
            parse_time(written)
