# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which API revisions a build speaks."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.builds import RELEASES, revisions_of_build
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR


@pytest.mark.parametrize(
    ("build", "newest", "supported"),
    [
        ("10.0.1.4854", None, []),
        ("11.0.0.837", "1.0-rev1", []),
        ("11.0.1.1261", "1.0-rev2", []),
        ("12.0.0.1420", "1.1-rev0", []),
        ("12.1.0.2131", "1.1-rev1", []),
        ("12.1.2.172", "1.1-rev1", []),
        ("12.2.0.334", "1.1-rev2", []),
        ("12.3.0.310", "1.2-rev0", []),
        ("12.3.1.1139", "1.2-rev1", ["1.2-rev1"]),
        ("12.3.2.4165", "1.2-rev1", ["1.2-rev1"]),
        ("13.0.0.4967", "1.3-rev0", ["1.2-rev1", "1.3-rev0"]),
        ("13.0.1.180", "1.3-rev1", ["1.2-rev1", "1.3-rev0", "1.3-rev1"]),
        ("13.0.2.29", "1.3-rev1", ["1.2-rev1", "1.3-rev0", "1.3-rev1"]),
        ("13.1.0.411", "1.3-rev2", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]),
        ("13.1.0.999", "1.3-rev2", ["1.2-rev1", "1.3-rev0", "1.3-rev1", "1.3-rev2"]),
    ],
)
def test_a_known_release_supports_what_the_table_says(build, newest, supported):
    assert revisions_of_build(build) == (newest, supported, "")


@pytest.mark.parametrize("build", ["13.1.1.5", "13.2.0.1", "14.0.0.1", "20.10.30.40"])
def test_nothing_is_invented_for_a_newer_release(build):
    revisions = revisions_of_build(build)
    assert revisions.newest == RELEASES[-1][1]
    assert revisions.supported == list(VBR.revisions)
    assert build in revisions.warning
    assert "newer than the releases that this collection knows" in revisions.warning


@pytest.mark.parametrize("build", ["", "13", "13.1", "13.x.0.1", "version 13.1.0"])
def test_a_build_that_cannot_be_read_supports_nothing_for_sure(build):
    revisions = revisions_of_build(build)
    assert revisions.newest is None
    assert revisions.supported == []
    assert "does not look like 13.0.1.180" in revisions.warning


def test_the_table_is_in_order_and_knows_every_supported_revision():
    releases = [release for release, _revision in RELEASES]
    assert releases == sorted(set(releases))
    assert set(VBR.revisions) <= {revision for _release, revision in RELEASES}
