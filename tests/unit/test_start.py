# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an ordinary module imports before it does anything: Python compiles each of these files for every task."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# Needed by tasks that send something, fail, or read sessions, lists or times.
IMPORTED_WHERE_USED = frozenset(
    {
        "core.accounts",
        "core.lock_files",
        "core.shared_connection",
        "core.timestamps",
        "engine.applying",
        "engine.convergence",
        "engine.executor",
        "engine.exporting",
        "engine.immutable",
        "engine.new_items",
        "engine.plan_bodies",
        "engine.plan_requests",
        "engine.task_lock",
        "engine.unexpected",
        "http.deferred_responses",
        "http.failures",
        "http.login_failures",
        "http.streaming",
        "http.vendor_errors",
        "schema.choices",
        "schema.list_comparison",
        "schema.listing",
        "schema.unsupported",
        "schema.whole_lists",
        "schema.writing",
        "sessions.adapter",
        "sessions.watcher",
    }
)
# What Ansible loads before it forks, for the tasks in its process.
IMPORTED_BEFORE_THE_FORK = frozenset(
    {"engine.applying", "engine.executor", "engine.new_items", "schema.list_comparison", "schema.whole_lists"}
)
SHOW_LOADED = """
import importlib, json, sys
importlib.import_module("ansible_collections.opendr.veeam.plugins." + sys.argv[1])
loaded = [name for name in sys.modules if ".veeam.plugins.module_utils." in name]
print(json.dumps([name.partition(".module_utils.")[2] for name in loaded]))
"""


@pytest.mark.parametrize("name", ["veeam_repository", "veeam_credential"])
def test_a_task_with_nothing_to_do_imports_no_more_than_it_needs(name):
    assert IMPORTED_WHERE_USED.intersection(loaded_with("modules." + name)) == set()


def test_tasks_in_process_inherit_what_many_of_them_need():
    assert set(loaded_with("action.veeam_repository")) >= IMPORTED_BEFORE_THE_FORK


def loaded_with(plugin):
    command = [sys.executable, "-c", SHOW_LOADED, plugin]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(shown.stdout)
