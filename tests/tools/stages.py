# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages of `make test`, as data: what each one runs, where, and which stages it waits for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import ansible

from tools.paths import BUILD, COLLECTION, OLDEST_TARGET, PYTHON_VERSION, REQUESTS, ROOT, TREE, find_python

Command = tuple[str, ...]

_COPY = TREE / COLLECTION

# What ansible-test does not run; users install it, but nothing imports it there.
_OWN_TESTS = ("behaviour", "bench", "browser", "contract", "rulebook", "simulator", "support", "tools", "unit")

# Where Python is, for ruff.
_SOURCES = ("plugins", "extensions", "tests")

# The tests of tests/behaviour that have a stage of their own: those that take every module through the same, and those
# that start Ansible. All others are in the stage `behaviour`. Each stage is one process: to hand out thousands of tests
# to several costs ten seconds of the processor, and each of them collects all tests.
EVERY_MODULE = ("every_filter", "every_module", "every_operation", "lost_properties", "lost_responses")
RUNBOOKS = (
    *("awx", "azure_repository_playbook", "azure_restore_files", "dr_drill", "interrupted", "inventory"),
    *("m365_repository_playbook", "m365_restore_mailbox_playbook", "record_answers", "recover_vm", "restore_entra_id"),
    *("restore_files", "retry_job_playbook", "site"),
)

# For a tool that leaves a log in the home directory.
_IN_BUILD = ("env", f"HOME={BUILD}")


@dataclass(frozen=True)
class Stage:
    """One line of the result table.

    `commands` run one after the other in `directory`; a caller's arguments go to the last. `after` names the stages
    whose output this one reads. `seconds` is roughly how long it takes: the runner starts the long ones first. `quick`
    stages are those of `make check`, for after each change: none of them starts Ansible. An `extra` stage is no part of
    `make test`: it runs only where it is named.
    """

    name: str
    about: str
    commands: tuple[Command, ...]
    seconds: int
    directory: Path = ROOT
    after: tuple[str, ...] = ()
    quick: bool = False
    extra: bool = False


def all_stages() -> tuple[Stage, ...]:
    """Return every stage, the longest first."""
    stages = (*_linters(), *_tests(), *_release(), *_extra())
    return tuple(sorted(stages, key=lambda stage: -stage.seconds))


def _python(*arguments: str) -> Command:
    return (sys.executable, "-m", *arguments)


def _linters() -> tuple[Stage, ...]:
    return (
        Stage(
            name="changelog",
            about="changelog fragments",
            commands=(
                ("antsibull-changelog", "lint"),
                ("antsibull-changelog", "lint-changelog-yaml", "changelogs/changelog.yaml"),
            ),
            seconds=2,
        ),
        Stage(
            name="docs-lint",
            about="documentation of modules and roles",
            commands=((*_IN_BUILD, "antsibull-docs", "lint-collection-docs", "--plugin-docs", "--skip-rstcheck", "."),),
            seconds=19,
            directory=_COPY,
        ),
        Stage(
            name="ansible-lint",
            about="ansible-lint, production profile",
            commands=(("ansible-lint", "--offline", "--profile", "production", "--strict", "--nocolor"),),
            seconds=55,
            directory=_COPY,
        ),
        Stage(
            name="sanity",
            about="ansible-test sanity",
            commands=(
                _python("tools.seed_pip_bootstrap"),
                *_sanity_stage(),
            ),
            seconds=85,
            directory=_COPY,
        ),
        Stage(
            name="types",
            about="mypy --strict",
            commands=(
                _python(
                    *("mypy", "--python-version", "3.10", "-p", "ansible_collections.opendr.veeam.plugins"),
                    *("-p", "ansible_collections.opendr.veeam.extensions.eda.plugins"),
                ),
                _python("mypy", "-p", "simulator", "-p", "tools", "-p", "bench"),
            ),
            seconds=20,
            quick=True,
        ),
        Stage(
            name="ruff",
            about="ruff check, ruff format --check",
            commands=(("ruff", "check", *_SOURCES), ("ruff", "format", "--check", *_SOURCES)),
            seconds=1,
            quick=True,
        ),
        Stage(
            name="generated",
            about="documentation and tables, as make generate writes them",
            commands=(_python("tools.generate", "--check"),),
            seconds=20,
            quick=True,
        ),
        Stage(
            name="imports",
            about="layers of module_utils, as docs/architecture.md draws them",
            commands=(("env", f"PYTHONPATH={_COPY}", "lint-imports", "--no-cache", str(ROOT / "importlinter.ini")),),
            seconds=3,
            directory=_COPY,
            quick=True,
        ),
    )


def _sanity(*arguments: str) -> Command:
    return ("ansible-test", "sanity", "--color", "no", *arguments)


def _sanity_stage() -> tuple[Command, ...]:
    """Return all sanity tests of what users install and of the integration targets.

    Compiling and importing runs on the oldest Python of a target where this machine has it: on this one every other
    stage imports the plugins. tools.import_modules does the importing in a quarter of the time that ansible-test takes;
    pycodestyle has nothing to add to `ruff check` and `ruff format`. Our own tests are held to ruff and mypy instead.
    The stages docs-lint and changelog read the documentation of all plugins and the changelog: that is not done twice.
    The action plugins of modules are as `make generate` writes them, which the stage `generated` checks, and alike but
    for names: one of them is looked at and all are compiled, since pylint takes seconds for all.
    """
    others = [f"--exclude=tests/{name}/" for name in _OWN_TESTS]
    oldest = find_python(OLDEST_TARGET)
    script, core = ROOT / "tests/tools/import_modules.py", Path(ansible.__file__).parent
    elsewhere = [f"--skip-test={name}" for name in ("ansible-doc", "changelog", "compile", "import", "pep8")]
    modules = sorted(path.name for path in ROOT.glob("plugins/modules/*.py"))
    alike = [f"--exclude=plugins/action/{name}" for name in modules[1:]]
    return (
        _sanity("--python", OLDEST_TARGET if oldest else PYTHON_VERSION, "--test=compile", *others),
        # Without site-packages and PYTHONPATH.
        (oldest or sys.executable, "-I", "-S", str(script), str(core), str(TREE), str(BUILD / "pycache")),
        # pylint takes half the time in one process, which this makes it start.
        _python("tools.one_processor", *_sanity("--python", PYTHON_VERSION, *elsewhere, *others, *alike)),
    )


def _pytest(name: str, *options: str, paths: Iterable[str] = ()) -> Command:
    # Its scratch directories among the request logs: the simulators it starts write theirs there.
    return _python("pytest", "-q", *options, "--basetemp", str(REQUESTS / name), *(paths or (f"tests/{name}",)))


def _behaviour(topics: Iterable[str]) -> tuple[str, ...]:
    """Return the files of tests/behaviour about these topics."""
    return tuple(f"tests/behaviour/test_{topic}.py" for topic in topics)


def _tests() -> tuple[Stage, ...]:
    return (
        Stage(
            name="documents",
            about="the vendor's OpenAPI documents, fetched once",
            commands=(_python("simulator.documents"),),
            # Nearly no time, but most others wait for it.
            seconds=1000,
            quick=True,
        ),
        Stage(
            name="unit",
            about="pytest tests/unit",
            # In one process: to hand out thousands of tests to others takes a third as long as the tests themselves.
            commands=(_pytest("unit"),),
            seconds=70,
            after=("documents",),
            quick=True,
        ),
        Stage(
            name="contract",
            about="declarations against the vendor's documents",
            commands=(_pytest("contract"),),
            seconds=27,
            after=("documents",),
            quick=True,
        ),
        Stage(
            name="behaviour",
            about="modules against the simulator",
            commands=(
                _pytest(
                    "behaviour",
                    *(f"--ignore={path}" for path in _behaviour((*EVERY_MODULE, *RUNBOOKS, "playbooks"))),
                ),
            ),
            seconds=150,
            after=("documents",),
        ),
        Stage(
            name="every-module",
            about="every module through the same, and with what its server loses",
            commands=(_pytest("every-module", paths=_behaviour(EVERY_MODULE)),),
            seconds=125,
            after=("documents",),
        ),
        Stage(
            name="runbooks",
            about="the collection's playbooks, to their end or until they are killed",
            commands=(_pytest("runbooks", paths=_behaviour(RUNBOOKS)),),
            # It waits more than others do.
            seconds=160,
            after=("documents",),
        ),
        Stage(
            name="playbooks",
            about="every module in process and as an ordinary module",
            commands=(_pytest("playbooks", paths=_behaviour(["playbooks"])),),
            seconds=75,
            after=("documents",),
        ),
        Stage(
            name="integration-in-process",
            about="all integration targets, through the action plugin",
            commands=(_python("tools.integration", "in-process"),),
            seconds=100,
            after=("documents",),
        ),
        Stage(
            name="integration-as-module",
            about="ansible-test integration, one target of each kind as ordinary modules",
            commands=(_python("tools.integration", "as-module"),),
            seconds=33,
            after=("documents",),
        ),
        Stage(
            name="molecule",
            about="molecule scenarios",
            commands=(_python("tools.molecule"),),
            seconds=75,
            after=("documents",),
        ),
        Stage(
            name="requests",
            about="every request and answer held to the vendor's documents",
            commands=(_python("tools.operations"),),
            seconds=1,
            after=(
                *("unit", "contract", "behaviour", "every-module", "runbooks", "playbooks"),
                *("integration-in-process", "integration-as-module", "molecule"),
            ),
        ),
    )


def _release() -> tuple[Stage, ...]:
    return (
        Stage(
            name="build-artifact",
            about="ansible-galaxy collection build",
            commands=(_python("tools.artifact", "build"),),
            seconds=5,
        ),
        Stage(
            name="importer",
            about="galaxy-importer, clean log",
            commands=(_python("tools.artifact", "import"),),
            seconds=20,
            after=("build-artifact",),
        ),
    )


def _extra() -> tuple[Stage, ...]:
    return (
        Stage(
            name="cores",
            about="one playbook with each supported ansible-core, and the next",
            # It installs five of them, and each takes some ten seconds to run.
            commands=(_python("simulator.documents"), _python("tools.cores")),
            seconds=120,
            extra=True,
        ),
        Stage(
            name="browser",
            about="the report of a drill and the documentation in headless Chromium, which it installs on Debian",
            commands=(_python("tools.browser"), _python("tools.docs"), _pytest("browser")),
            seconds=120,
            extra=True,
        ),
        Stage(
            name="docs",
            about="the documentation as a site, every link checked",
            # Sphinx takes some minutes for all pages, and less when it has built them before.
            commands=(_python("tools.docs"),),
            seconds=120,
            extra=True,
        ),
        Stage(
            name="rulebook",
            about="the rulebooks under ansible-rulebook, which it installs with its Java on Debian",
            # 130 MB to install, and a rule engine that takes seconds to start.
            commands=(_python("simulator.documents"), _python("tools.rulebook"), _pytest("rulebook")),
            seconds=60,
            extra=True,
        ),
    )
