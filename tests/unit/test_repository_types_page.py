# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/repository_types.md says what the declaration of repositories says."""

from __future__ import annotations

from tools.generate.repository_types import Use, revisions_of, uses_of


def test_a_required_option_is_marked_as_such():
    uses = uses_of("WinLocal")
    assert uses["host"].required == uses["host"].revisions == revisions_of("WinLocal")
    assert uses["max_task_count"].required == ()


def test_a_type_has_only_its_own_options():
    assert "share" not in uses_of("WinLocal")
    assert "share.path" in uses_of("Nfs")
    assert "share.credentials" not in uses_of("Nfs")


def test_spans_are_relative_to_the_revisions_of_the_type():
    assert uses_of("AzureBlob")["immutability"].words(revisions_of("AzureBlob")) == "since 1.3-rev0"
    assert uses_of("LinuxLocal")["mount_server"].words(revisions_of("LinuxLocal")) == "required until 1.3-rev1"
    assert uses_of("ExaGrid")["mount_server"].words(revisions_of("ExaGrid")) == ""
    assert Use(("1.2-rev1",), ()).words(("1.2-rev1", "1.3-rev0")) == "until 1.2-rev1"
