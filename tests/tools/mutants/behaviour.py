# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the test suite that need the simulator, for what the others did not find."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from simulator.local import LocalSimulator
from support.declared import variants_of
from support.direct import without_connections
from support.filtering import filter_problems, filtering_modules
from support.lifecycles import lifecycles_of, read_again, run_examples, run_lifecycle, switch, switched_options
from support.modules import declaration, resource_modules, resource_of
from support.operation_cases import cases_of, session_problems
from support.running import Controller
from tools.mutants.constructions import Place
from tools.mutants.mutators import FORM, RESOURCE
from tools.mutants.reasons import FailsUnchanged

# One lifecycle of each of so many variants; a mutation in a field of another variant shows in its body.
LIVES = 3
# How long a check may take, on a busy machine too.
SECONDS = 120


class Failed(Exception):
    """A check has found these problems."""


@contextmanager
def _limited() -> Iterator[None]:
    """Raise Failed in a check that does not come to its end: a mutation may make a module wait for ever."""

    def stop(_number: int, _frame: object) -> None:
        raise Failed(["it does not end"])

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Behaviour:
    """A module on a simulator of its own, started when first needed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._stack = ExitStack()
        self._simulator: LocalSimulator | None = None
        self._tokens = 0

    def __enter__(self) -> Behaviour:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def ensure_passing(self, places: Iterable[Place]) -> None:
        """Raise FailsUnchanged where a check for one of these places fails for the module as it now is."""
        # Most places have the same checks.
        by_checks = {(*self._lifecycles(place), isinstance(place.found, Operation)): place for place in places}
        for place in by_checks.values():
            check = self.killer(place)
            if check:
                raise FailsUnchanged(self.name, check)

    def killer(self, place: Place) -> str:
        """The first check that fails for the module as it now is; empty where none does."""
        for check, run in self._checks(place):
            controller = self._controller()
            start = controller.simulator.mark()
            try:
                with _limited():
                    run(controller)
            except Exception:  # noqa: BLE001  (whatever goes wrong, the test would fail)
                return check
            if controller.simulator.violations(start):
                return check
        return ""

    def _controller(self) -> Controller:
        """A run of its own on the simulator at its seeds."""
        if self._simulator is None:
            folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="mutants-")))
            self._simulator = self._stack.enter_context(LocalSimulator(speed=0, state_dir=folder))
            self._stack.enter_context(without_connections(self._simulator))
        self._simulator.hold_clock()
        self._simulator.reset()
        self._tokens += 1
        return Controller(self._simulator, self._simulator.state_dir / f"tokens-{self._tokens}")

    def _checks(self, place: Place) -> Iterator[tuple[str, Callable[[Controller], None]]]:
        name = self.name
        if name in filtering_modules():
            yield "filters", self._filter
        if name in resource_modules():
            for option in [option for module, option in switched_options() if module == name]:
                yield "switch", partial(switch, name=name, option=option)
            for revision, variant in self._lifecycles(place):
                yield "lifecycle", partial(run_lifecycle, name=name, revision=revision, variant=variant)
            yield "two reads", partial(read_again, name=name)
        yield "example", partial(run_examples, name=name)
        if isinstance(place.found, Operation):
            yield "session type", self._sessions

    def _lifecycles(self, place: Place) -> list[tuple[str, str | None]]:
        if self.name not in resource_modules():
            return []
        resource = resource_of(self.name)
        of_object = place.use in (RESOURCE, FORM)
        contexts = [(context.revision, context.variant) for context in place.contexts if of_object]
        # What a place was found in may be another module, which shares it.
        there = [found for found in contexts if found[1] in variants_of(resource, found[0])]
        lifecycles = lifecycles_of(self.name)
        # What the default revision does not have has a life in the last one that does.
        fitting = [lifecycle for lifecycle in lifecycles if lifecycle in there] or there or lifecycles
        return fitting[-LIVES:]

    def _filter(self, controller: Controller) -> None:
        problems = list(filter_problems(controller, self.name, declaration(self.name).product.default_revision))
        if problems:
            raise Failed(problems)

    def _sessions(self, controller: Controller) -> None:
        cases = cases_of(controller, self.name)
        for operation in declaration(self.name).api.operations:
            problems = list(session_problems(operation, cases))
            if problems:
                raise Failed(problems)
