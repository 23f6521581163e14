# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What unit tests are handed."""

from __future__ import annotations

import pytest

from support.fakes import DictServer, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """Time that passes only when asked to."""
    return FakeClock()


@pytest.fixture
def server() -> DictServer:
    """A server in a dict, empty."""
    return DictServer()
