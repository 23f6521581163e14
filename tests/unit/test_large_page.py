# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module keeps in memory of a page that holds a whole long list: first the text, then each object once."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.http.pages import PagedList
from ansible_collections.opendr.veeam.plugins.module_utils.http.transport import HttpResponse, Transport
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process
from bench.large_page import page
from support.modules import declaration

SIZE = 2_000_000
# How many times the size of the page a task may take: while the page becomes objects, and from then to the result.
READING, LISTING = 3.7, 2.95
ARGUMENTS = {"url": "veeam.example.com", "access_token": "a-token-of-this-test"}


def listed() -> list[Any]:
    result = run_in_process(declaration("veeam_session_info"), "opendr.veeam.veeam_session_info", ARGUMENTS)
    sessions: list[Any] = result["sessions"]
    return sessions


def test_a_large_page_takes_a_few_times_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    pages, peaks = [page(1000), page(SIZE)], []
    objects = PagedList.objects

    def observed(*given: Any) -> Any:
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.reset_peak()
        return objects(*given)

    monkeypatch.setattr(Transport, "send", lambda *_given, **_named: HttpResponse(200, {}, pages.pop(0)))
    # What is imported and cached at first is no part of the page.
    listed()
    monkeypatch.setattr(PagedList, "objects", observed)
    gc.collect()
    tracemalloc.start()
    try:
        sessions = listed()
        peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert len(sessions) > 2000
    reading, listing = (peak / SIZE for peak in peaks)
    assert (reading < READING, listing < LISTING) == (True, True), (reading, listing)
