# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source as ansible-rulebook runs it: it puts events into a queue until it is stopped.

Private to the collection.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Protocol, TypeVar

from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import Clock, SystemClock
from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import VeeamError
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import every_form, masked
from ansible_collections.opendr.veeam.plugins.module_utils.engine.unexpected import unexpected

from .settings import Settings, secrets_in, settings_from
from .watcher import NAME, StoppableClock, Watcher

LOGGER = logging.getLogger(NAME)
Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]


class Queue(Protocol):
    """Where events are put."""

    async def put(self, data: object) -> None:
        """Hand over an event; it may take until there is room for it."""


class EventSourceFailed(RuntimeError):
    """The event source cannot continue until somebody changes something. The message has no secret in it."""


async def run(queue: Queue, args: Mapping[str, Any], clock: Clock | None = None, sleep: Sleep = asyncio.sleep) -> None:
    """Put events into ``queue`` until the task is cancelled. Raises EventSourceFailed.

    ``clock`` is the time that requests wait by, ``sleep`` waits between two looks at the server.
    """
    try:
        settings = settings_from(args)
    except VeeamError as error:
        raise EventSourceFailed(masked(error.message, every_form(secrets_in(args)))) from None
    stoppable = StoppableClock(clock or SystemClock())
    await _Source(settings, Watcher(settings, stoppable), stoppable).run(queue, sleep)


class _Source:
    """A watcher in a thread of its own, since its requests wait, and the loop that asks it."""

    def __init__(self, settings: Settings, watcher: Watcher, clock: StoppableClock) -> None:
        self._settings, self._watcher, self._clock = settings, watcher, clock
        # One thread, so that the watcher does one thing after the other whatever becomes of this task.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=NAME)

    async def run(self, queue: Queue, sleep: Sleep) -> None:
        """Look, hand over, wait."""
        try:
            await self._in_thread(self._watcher.open)
            while True:
                await sleep(await self._look(queue))
        except VeeamError as error:
            raise EventSourceFailed(self._watcher.masked(error.message)) from None
        finally:
            self._clock.stop()
            await self._close()

    async def _look(self, queue: Queue) -> float:
        """Hand over what happened; the seconds until the next look."""
        try:
            for event in await self._in_thread(self._watcher.look):
                await queue.put(self._watcher.rendered(event))
                self._watcher.delivered(event)
            await self._in_thread(self._watcher.finish)
        except VeeamError as error:
            pause = self._watcher.pause_after(error)
            if pause is None:
                raise
            LOGGER.warning(
                "%s looks again in %.0f seconds; no event is lost. %s", NAME, pause, self._watcher.masked(error.message)
            )
            return pause
        return float(self._settings.interval)

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except (VeeamError, asyncio.CancelledError):
            raise
        except Exception as problem:
            product, url = self._settings.connection.product, self._settings.connection.url
            raise unexpected(problem, product.title, url, "", False) from problem

    async def _close(self) -> None:
        """Whatever the thread is doing is done by then."""
        try:
            await self._in_thread(self._watcher.close)
        except VeeamError as error:
            LOGGER.warning("%s", self._watcher.masked(error.message))
        self._thread.shutdown(wait=False)
