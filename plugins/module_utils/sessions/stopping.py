# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stops a session that this task has started. Private to the collection."""

from __future__ import annotations

from ..core.clock import Clock
from ..core.errors import VeeamError
from ..core.polling import poll
from ..http.client import Client
from ..schema.resource import filled
from .adapter import CANCELED, FAILED, NEEDS_ACTION, RUNNING, adapter_of
from .watcher import SessionWatcher

# Seconds that a session may take to stop, and between two looks at it.
CLOSING, CLOSING_POLL = 120.0, 2.0


def stop_session(client: Client, clock: Clock, watcher: SessionWatcher) -> bool:
    """Stop the session and wait for its end. False where it has ended by itself with success, or does not end.

    Stopping a session twice does no harm, so the request is sent again where the session shows nothing of it.
    """
    stop = adapter_of(client.product).stop

    def observe() -> bool | None:
        if watcher.refresh().status not in (RUNNING, NEEDS_ACTION):
            return True
        if watcher.kind.facts(watcher.latest)["state"] != watcher.kind.stopping:
            try:
                client.write(stop.method, filled(stop.path, str(watcher.latest["id"])))
            except VeeamError:
                # It may have ended just now, which the next look shows.
                return None
        return None

    try:
        ended = poll(observe, clock, CLOSING, CLOSING_POLL)
    except VeeamError:
        return False
    return bool(ended) and watcher.verdict.status in (CANCELED, FAILED)
