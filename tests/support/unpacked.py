# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment in which Ansible runs ordinary modules without packing them (support/callbacks/unpacked.py).

Playbooks of tests run in it, except where the packing or the time of a task is what is tested or measured. Those that
are not about several hosts, or about what a worker inherits and leaves, run without a fork for each task too.
"""

from __future__ import annotations

from pathlib import Path

CALLBACKS = Path(__file__).with_name("callbacks")
UNPACKED = {
    "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
    "ANSIBLE_CALLBACKS_ENABLED": "unpacked",
    "ANSIBLE_CONFIG": str(Path(__file__).with_name("ansible.cfg")),
    # Ansible makes no directory on the host for a module that it hands to the interpreter.
    "ANSIBLE_PIPELINING": "true",
}
# The same, and tasks without a fork (support/callbacks/unforked.py).
UNFORKED = UNPACKED | {"ANSIBLE_CALLBACKS_ENABLED": "unforked,unpacked"}
