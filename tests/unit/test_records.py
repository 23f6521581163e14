# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run remembers in a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.records import Record


def test_the_facts_are_on_the_disk_before_they_replace_the_former_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "facts.json"
    synced: list[int] = []
    sync, replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        sync(handle)
        synced.append(os.fstat(handle).st_size)

    def replaced(source: str, target: str) -> None:
        assert synced == [os.stat(source).st_size]
        replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replaced)
    Record(str(path)).write({"newest": "2026-05-04T13:30:00+00:00"})
    assert Record(str(path)).read() == {"newest": "2026-05-04T13:30:00+00:00"}
    assert synced
