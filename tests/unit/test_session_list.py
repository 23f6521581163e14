# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a list of sessions is requested and read, without a server."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import object_id
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import point_in_time
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.session_info import OPTIONS, session_info


class Pages:
    """A client whose list grows at its beginning while it is read."""

    product, revision = VBR, "1.3-rev1"

    def __init__(self, *pages):
        self.given, self.query, self.size = pages, None, None

    def pages(self, path, query, size=0, **_given):
        self.query, self.size = query, size
        for page in self.given:
            yield from page


def task(client, **params):
    defaults = {option: spec.get("default") for option, spec in OPTIONS.items()}
    return SimpleNamespace(client=client, params={**defaults, **params})


def session(name):
    return {"id": f"id of {name}", "name": name, "state": "Stopped"}


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("2026-01-14T22:00:00Z", "2026-01-14T22:00:00+00:00"),
        ("2026-01-14T22:00:00+01:00", "2026-01-14T22:00:00+01:00"),
        (" 2026-01-14 22:00:00+00:00 ", "2026-01-14T22:00:00+00:00"),
        ("2026-01-14T22:00:00.250Z", "2026-01-14T22:00:00.250000+00:00"),
    ],
)
def test_a_time_is_sent_with_its_zone(given, sent):
    assert point_in_time("created_after", given) == sent


@pytest.mark.parametrize("given", ["yesterday", "2026-01-14", "2026-01-14T22:00:00", "", "22:00:00Z"])
def test_what_is_no_point_in_time_is_refused(given):
    with pytest.raises(InvalidOption, match="created_after=.*2026-05-04T13:30:00Z"):
        point_in_time("created_after", given)


def test_an_id_is_sent_as_the_server_writes_it():
    assert object_id("id", "0F9AB9C5-4D3C-4F26-A3C7-4B1A6B1D3C5E") == "0f9ab9c5-4d3c-4f26-a3c7-4b1a6b1d3c5e"


def test_a_name_is_no_id():
    with pytest.raises(InvalidOption, match="id='Nightly' is not an id"):
        object_id("id", "Nightly")


def test_a_session_pushed_to_the_next_page_is_there_once():
    client = Pages([session("c"), session("b")], [session("b"), session("a")])
    names = [listed["name"] for listed in session_info(task(client))["sessions"]]
    assert names == ["c", "b", "a"]
    assert client.query == {"orderColumn": "CreationTime", "orderAsc": False}


def test_a_limit_counts_what_passes_the_filters():
    client = Pages([session("other"), session("mine")], [session("mine"), session("other")], [session("mine")])
    for number, page in enumerate(client.given):
        for listed in page:
            listed["id"] += str(number)
    sessions = session_info(task(client, name="mine", limit=2))["sessions"]
    assert [listed["id"] for listed in sessions] == ["id of mine0", "id of mine1"]
    assert client.size == 2


def test_a_large_limit_is_no_reason_for_larger_pages():
    client = Pages([])
    session_info(task(client, limit=100000))
    assert client.size == 500


def test_an_option_that_would_do_nothing_is_refused():
    with pytest.raises(InvalidOption, match="set logs to true"):
        session_info(task(Pages([]), log_status=["Failed"]))
