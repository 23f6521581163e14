# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to stop a session of VBR, or wait for its end. Private to the collection."""

from __future__ import annotations

from ..engine.session_control import Stoppable, session_state_module
from ..schema.resource import Operation
from .product import VBR
from .session_adapter import SESSIONS as ADAPTER
from .session_schema import PATH, SESSION

# A file restore keeps its backup mounted until a request unmounts it.
UNMOUNT_FILES = Operation("POST", "/restore/flr/{sessionId}/unmount", "session")
UNMOUNT_DATA = Operation("POST", "/restore/unstructuredData/{sessionId}/unmount", "session")

SESSIONS = Stoppable(
    product=VBR,
    path=PATH + "/{id}",
    log=PATH + "/{id}/logs",
    stop=ADAPTER.stop,
    fields=SESSION,
    unmounts={
        "FileLevelRestore": UNMOUNT_FILES,
        "LinuxFileLevelRestore": UNMOUNT_FILES,
        "UnstructuredDataBrowse": UNMOUNT_DATA,
    },
    since={UNMOUNT_DATA.path: "1.3-rev1"},
)

MODULE = session_state_module(SESSIONS)
