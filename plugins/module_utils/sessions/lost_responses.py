# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do after a write whose response never came.

The request may have arrived or not, so it is not sent again: the state is read until it is the desired one,
for as long as the server still works on something that it began since. Private to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Callable

from ..core.clock import Clock
from ..core.errors import NotConverged, ResponseLost
from ..core.polling import Waiting, poll
from ..http.client import Client
from .adapter import RUNNING, adapter_of

# Seconds in which the effect of a request becomes visible, where no session shows it.
GRACE = 5.0


def wait_for_effect(
    client: Client,
    clock: Clock,
    waiting: Waiting,
    lost: ResponseLost,
    reached: Callable[[], bool],
    sent: datetime | None,
    session_type: str,
    may_be: Callable[[Mapping[str, Any]], bool] = bool,
) -> None:
    """Return once ``reached``; raise NotConverged where the server is done, or time is over, and it is not.

    ``sent`` is the time of the write by the server's clock; sessions of ``session_type`` (none if
    empty) that began since then, and for which ``may_be`` holds, are what may still lead there.
    """
    grace = clock.now() + GRACE

    def observe() -> bool | None:
        if reached():
            return True
        if clock.now() < grace or any(map(may_be, _running_since(client, sent, session_type))):
            return None
        return False

    if not poll(observe, clock, waiting.timeout, waiting.interval):
        raise NotConverged(
            f"{lost.message} The state that was read afterwards is not the desired one, so the request most likely did "
            "not arrive. Nothing was sent twice; run the task again.",
            **lost.facts,
        )


def _running_since(client: Client, sent: datetime | None, session_type: str) -> Iterator[Mapping[str, Any]]:
    if sent is None or not session_type:
        return
    # The Date header counts whole seconds.
    since = (sent - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    kind = adapter_of(client.product)
    for session in client.pages(*kind.since(since, session_type)):
        if kind.verdict(session).status == RUNNING:
            yield session
