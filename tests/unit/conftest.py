# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What unit tests are handed."""

from __future__ import annotations

import pytest
from hypothesis import settings

from support.fakes import DictServer, FakeClock

# The same examples in every run, however busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture
def clock() -> FakeClock:
    """Time that passes only when asked to."""
    return FakeClock()


@pytest.fixture
def server() -> DictServer:
    """A server in a dict, empty."""
    return DictServer()
