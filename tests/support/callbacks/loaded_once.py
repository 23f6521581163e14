# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets Python keep what it compiles of a collection, and Ansible load filters before it forks.

Ansible compiles the files of a collection in each process that imports them, and it forks one for each task; a task
that uses a filter or a test loads those of Ansible and of the collection. Both take longer than most tasks. What is
loaded is the same: Python's own cache of bytecode looks at the time and the size of the source.
"""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader

from ansible.errors import AnsibleError
from ansible.plugins.callback import CallbackBase
from ansible.plugins.loader import filter_loader, test_loader
from ansible.utils.collection_loader._collection_finder import _AnsibleCollectionPkgLoaderBase

DOCUMENTATION = """
name: loaded_once
type: notification
short_description: Compile the files of collections once
description: For the tests of this collection only.
"""

# Any filter of the collection: Ansible loads all of its filters to find one.
A_FILTER, A_TEST = "opendr.veeam.no_such_filter", "ansible.builtin.search"

_get_code = _AnsibleCollectionPkgLoaderBase.get_code


def _kept_code(self, fullname):
    path = self.get_filename(fullname) or ""
    # Packages of collections need no __init__.py.
    if not self._compiled_code and os.path.isfile(path):
        self._compiled_code = SourceFileLoader(fullname, path).get_code(fullname)
    return _get_code(self, fullname)


class CallbackModule(CallbackBase):
    """Takes the place of what compiles the files of a collection, from before the first task is forked."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "loaded_once"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        super().__init__()
        _AnsibleCollectionPkgLoaderBase.get_code = _kept_code

    def v2_playbook_on_start(self, playbook):
        for loader, name in ((test_loader, A_TEST), (filter_loader, A_FILTER)):
            try:
                loader.get(name)
            except (AnsibleError, KeyError):
                # It is only looked for.
                continue
