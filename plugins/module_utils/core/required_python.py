# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends a module on a Python that is too old with a sentence, where its imports would end in a traceback.

Imported before everything else of the collection, so it uses nothing that an old Python lacks. Private to the
collection.
"""

from __future__ import annotations

import json
import sys

OLDEST = (3, 9)


def ensure_supported() -> None:
    """Print a failed result and exit where this Python is too old: nothing that could fail a task can be imported."""
    version = sys.version_info[:2]
    if version < OLDEST:
        message = (
            "This task runs on Python {}.{}, and the modules of opendr.veeam need Python {}.{} or newer. Run the task "
            "on the controller with delegate_to: localhost, or set ansible_python_interpreter of the host to a newer "
            "Python.".format(*version, *OLDEST)
        )
        # The way in which a module returns its result; AnsibleModule is one of the things that cannot be imported.
        sys.stdout.write(json.dumps({"failed": True, "msg": message}) + "\n")
        raise SystemExit(1)


ensure_supported()
