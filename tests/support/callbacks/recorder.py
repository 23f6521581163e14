# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes every result of a run to the file that RECORD names, and the tokens that the run shared to RECORD.tokens."""

from __future__ import annotations

import glob
import json
import os

from ansible import constants
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: recorder
type: notification
short_description: Write the results of a run to a file
description: For the tests of this collection only.
"""


class CallbackModule(CallbackBase):
    """Sees results as every callback does, after Ansible has hidden what is to be hidden."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "recorder"
    CALLBACK_NEEDS_ENABLED = True

    def v2_playbook_on_play_start(self, play):
        self._play = play.get_name()

    def v2_runner_on_ok(self, result):
        self._write(result, "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write(result, "failed")

    def v2_runner_on_skipped(self, result):
        self._write(result, "skipped")

    def v2_playbook_on_stats(self, stats):
        with open(os.environ["RECORD"] + ".tokens", "w") as file:
            for path in glob.glob(os.path.join(constants.DEFAULT_LOCAL_TMP, "opendr.veeam", "*.token")):
                with open(path) as kept:
                    token = json.load(kept)["token"]
                file.write(token["access"] + "\n")

    def _write(self, result, outcome):
        with open(os.environ["RECORD"], "a") as file:
            line = {"play": self._play, "task": result._task.name, "outcome": outcome, "result": result._result}
            file.write(json.dumps(line, default=str) + "\n")
