# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps Python's garbage collector from looking through the vendor's documents and all tests again and again."""

from __future__ import annotations

import gc

import pytest

# So many objects are made before the next look for those that only refer to one another. Python's 700 are too few for
# what validates a request and its answer.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """The tests, and all modules, stay until the end."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """One look finds what a test has left open; pytest takes five, and needs none of them after this."""
    gc.collect()
    gc.freeze()
