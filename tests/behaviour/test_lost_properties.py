# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server leaves out of its responses ends in one clear message, or does not matter.

The properties are found by running the modules' examples (support/lost_properties.py).
"""

from __future__ import annotations

from support.lost_properties import lost_property_problems
from support.modules import module_names
from support.running import Controller


def test_a_property_that_is_not_there_breaks_nothing(unrecorded, tmp_path):
    """Not held to the document: a request that is made from what is missing strays from it, and is refused."""
    unrecorded.hold_clock()
    unrecorded.reset()
    done: set[tuple[str, str]] = set()
    # One test, so that a line which many modules share is tried once.
    problems = [
        f"{module}: {problem}"
        for module in module_names()
        for problem in lost_property_problems(Controller(unrecorded, tmp_path / module), module, done)
    ]
    assert problems == []
    # Nothing is found where nothing is looked at.
    assert len(done) > 300
