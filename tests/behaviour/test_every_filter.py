# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every filter of every module that lists objects lets through what it says, in the oldest and the newest revision."""

from __future__ import annotations

import pytest

from support.declared import exists
from support.filtering import filter_problems, filtering_modules
from support.modules import declaration


@pytest.mark.parametrize("name", filtering_modules())
def test_a_filter_lets_through_what_it_says(controller, name):
    module = declaration(name)
    path = module.api.listings[0].path
    revisions = [revision for revision in module.product.revisions if exists(module, revision, path)]
    problems = [
        problem
        for revision in dict.fromkeys((revisions[0], revisions[-1]))
        for problem in filter_problems(controller, name, revision)
    ]
    assert not problems, "\n".join(problems)
