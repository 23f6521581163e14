# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-playbook in forks of a process that has loaded Ansible and the collection before.

Usage: python -m support.ansible_server DIRECTORY

Starting Ansible takes a second of the processor, as much as the tasks of a short playbook. A line on standard input is
a run, as a JSON object with ``arguments``, ``environment``, ``directory``, ``output`` (a file) and ``forked`` (whether
its tasks are). Two lines answer it: the process id when it starts, and its exit code when it ended, negative for a
signal.

What the environment says about directories, addresses and accounts applies to each run. Settings of Ansible that hold
for all of them come from the environment of this process.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import multiprocessing
import os
import random
import re
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

from ansible import constants, context
from ansible.cli.playbook import PlaybookCLI
from ansible.parsing.vault import VaultSecretsContext
from ansible.plugins.loader import action_loader, filter_loader, lookup_loader, test_loader
from ansible.utils.context_objects import CLIArgs, GlobalCLIArgs
from ansible.utils.vars import load_options_vars

from support.callbacks import unforked
from support.compiled_templates import keep_compiled_templates

COLLECTION = Path(os.environ["ANSIBLE_COLLECTIONS_PATH"], "ansible_collections/opendr/veeam")
# Loads what every run needs: the plugins and their documentation, and the templates' environment.
WARM_UP = [
    {
        "hosts": "localhost",
        "connection": "local",
        "gather_facts": False,
        "tasks": [{"ansible.builtin.assert": {"that": "'a' | upper is match('A')", "quiet": True}}],
    }
]
MODULE = re.compile(r"^ +opendr\.veeam\.(veeam_\w+):", re.MULTILINE)
ACTIONS = ("assert", "debug", "fail", "include_vars", "normal", "set_fact", "template", "uri")


def play(arguments: list[str]) -> int:
    """Run ansible-playbook in this process."""
    try:
        PlaybookCLI.cli_executor(["ansible-playbook", *arguments])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    return 0


def own_modules() -> set[str]:
    """The modules that the collection's playbooks and roles use."""
    files = [file for pattern in ("playbooks/*.yml", "roles/*/tasks/*.yml") for file in COLLECTION.glob(pattern)]
    return {name for file in files for name in MODULE.findall(file.read_text("utf-8"))}


def load(directory: Path) -> None:
    """Load Ansible and the collection, by a run that does nothing."""
    playbook = directory / "warm_up.yml"
    playbook.write_text(json.dumps(WARM_UP), "utf-8")
    shown, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    code = play(["-i", "localhost,", str(playbook)])
    sys.stdout.flush()
    os.dup2(shown, 1)
    for worker in multiprocessing.active_children():
        # A fork of this process would take it for a child of its own, and cannot wait for it.
        worker.join()
    if code:
        raise SystemExit(f"the run that loads Ansible ended with {code}")
    for name in ACTIONS:
        action_loader.get(name, class_only=True)
    # Not the action plugins, which follow the run of the process that loads them, to its end.
    for name in own_modules():
        importlib.import_module(f"ansible_collections.opendr.veeam.plugins.modules.{name}")
    for loader in (filter_loader, test_loader, lookup_loader):
        list(loader.all(class_only=True))


def run(wanted: dict[str, Any]) -> int:
    """Do one run, in a fork: as a process of its own would, with its own scratch directory."""
    atexit._clear()
    random.seed()
    # A shell makes what it starts in the background ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["directory"])
    output = os.open(wanted["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Made where the setting is read, and removed at the end of the process that made it.
    local = constants.config.get_config_value("DEFAULT_LOCAL_TMP", variables=vars(constants))
    constants.set_constant("DEFAULT_LOCAL_TMP", local)
    if not wanted["forked"]:
        # It takes the place of what forks.
        unforked.CallbackModule()
    try:
        return play(wanted["arguments"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()


def forget_run() -> None:
    """What Ansible lets a process set once: the command line, what variables say of it, and the secrets of vaults."""
    GlobalCLIArgs._Singleton__instance = None
    context.CLIARGS = CLIArgs({})
    load_options_vars.options_vars = None
    VaultSecretsContext._current = None


def serve() -> None:
    """One run after the other, until standard input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 250
            try:
                code = run(json.loads(line))
            except BaseException:  # noqa: BLE001  (a fork ends here, whatever it was)
                traceback.print_exc()
            os._exit(code)
        _say(child)
        _child, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    keep_compiled_templates(Path(sys.argv[1], "templates"))
    load(Path(sys.argv[1]))
    forget_run()
    # Each run finds it as the first one made it.
    warnings.filterwarnings("ignore", message="AnsibleCollectionFinder has already been configured")
    # So that the garbage collector of a fork leaves the pages of what was loaded shared.
    gc.collect()
    gc.freeze()
    # A run ends before it has made much garbage; looking for it takes longer.
    gc.set_threshold(50_000, 20, 20)
    serve()
