# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to stop a job session of Azure, or wait for its end. Private to the collection."""

from __future__ import annotations

from ..engine.session_control import Stoppable, session_state_module
from .product import AZURE
from .session_adapter import SESSIONS as ADAPTER
from .session_schema import ITEM, LOG, SESSION

MODULE = session_state_module(Stoppable(product=AZURE, path=ITEM, log=LOG, stop=ADAPTER.stop, fields=SESSION))
