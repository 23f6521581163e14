# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the integration targets, against a simulator of their own or a server of yours.

Usage: python -m tools.integration {in-process | as-module | server} [target ...]

`in-process` lets the action plugin do the work on the controller, as users have it: all targets, each a play with a
host of its own, in one run of ansible-playbook, since to start Ansible for each takes longer than most of them. No task
is forked (support/callbacks/unforked.py).
`as-module` makes Ansible run each task as an ordinary module: one target of each kind, those with the alias
`ordinary_module`, with ansible-test. That both ways come out the same for every module is what
tests/behaviour/test_playbooks.py shows. `server` runs the targets with the alias `any_server` on the servers in
`tests/integration/integration_config.yml`, and starts no simulator. The targets read where the server is from that
file, since ansible-test passes no environment variable on to them but those in their aliases.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.control import Simulator
from support.unpacked import UNFORKED
from tools.operations import report
from tools.paths import BUILD, PYTHON_VERSION, REQUESTS, ROOT, stage_environment
from tools.tree import make_tree

_WAYS = {"in-process": True, "as-module": False}
# What ansible-test runs where no target is named.
_TARGETS: dict[str, tuple[str, ...]] = {"as-module": ("ordinary_module/",), "server": ("any_server/",)}
IN_PROCESS, SERVER = "in-process", "server"
# Sessions take long enough to be waited for, and for the next task to find them running, and no longer.
_SPEED = {"in-process": 0.15, "as-module": 0.3}
CONFIG = Path("tests/integration/integration_config.yml")
# What the targets for any server create on the simulator.
REPOSITORY = {
    "type": "WinLocal",
    "host": "win-repo01.dr.example",
    "path": "E:\\Test",
    "mount_server": {
        "type": "Windows",
        "windows": {
            "server": "win-repo01.dr.example",
            "write_cache_folder": "E:\\Cache",
            "vpower_nfs_enabled": False,
        },
    },
}


def settings(simulator: Simulator, in_process: bool, remote_tmp: Path) -> dict[str, Any]:
    """Return the variables of integration_config.yml: the simulated servers, and which way the modules run."""
    variables: dict[str, Any] = {
        "veeam_ca_path": simulator.vbr.ca_path,
        "ansible_veeam_in_process": in_process,
        # A process less for each task of an ordinary module.
        "ansible_pipelining": True,
        "ansible_remote_tmp": str(remote_tmp),
    }
    variables["veeam_write"] = True
    variables["veeam_repository"] = REPOSITORY
    variables |= {f"veeam_{product}_certificate_fingerprint": "" for product in ("vbr", "azure")}
    for product, server in (("vbr", simulator.vbr), ("azure", simulator.azure), ("m365", simulator.m365)):
        for name in ("url", "username", "password", "viewer_username", "viewer_password", "control_url"):
            variables[f"veeam_{product}_{name}"] = getattr(server, name)
    return variables


def _place_unused_ssh_key(collection: Path) -> None:
    """Give ansible-test the SSH key it wants before it starts: for other hosts, which it never meets here.

    It would make one in the home directory, where two of them starting at once get in each other's way, and would need
    ssh-keygen for it.
    """
    directory = collection / "tests/output/.tmp"
    directory.mkdir(parents=True, exist_ok=True)
    for name in ("id_rsa", "id_rsa.pub"):
        (directory / name).write_text("not a key: no remote host is used\n", encoding="utf-8")


def _prepared(way: str) -> Path:
    """Return a copy of the collection: ansible-test writes beside the targets, and the ways run at the same time."""
    collection = make_tree(BUILD / f"tree-{way}")
    _place_unused_ssh_key(collection)
    (collection / CONFIG).parent.mkdir(parents=True, exist_ok=True)
    return collection


def keep_locks_in(locks: Path, collection: Path) -> None:
    """Let the targets in a copy of the collection keep their locks in ``locks``, not in the home directory."""
    for aliases in collection.glob("tests/integration/targets/*/aliases"):
        text = aliases.read_text(encoding="utf-8")
        aliases.write_text(f"{text.rstrip()}\nenv/set/VEEAM_LOCK_DIRECTORY/{locks}\n", encoding="utf-8")


def _run(way: str, collection: Path, targets: Sequence[str]) -> int:
    command = ["ansible-test", "integration", "--color", "no", "--python", PYTHON_VERSION]
    command += targets or _TARGETS[way]
    return min(subprocess.run(command, cwd=collection, env=stage_environment(), check=False).returncode, 1)


def _play(collection: Path, targets: Sequence[str]) -> int:
    """Run the targets in one run of ansible-playbook; 1 if one failed.

    Each has a host of its own: no target sees what another one registered, and a failure ends no other.
    """
    directory = collection / "tests/integration"
    roles = directory / "targets"
    known = sorted(path.parents[1].name for path in roles.glob("*/tasks/main.yml"))
    if unknown := [name for name in targets if name not in known]:
        print(f"no target named {', '.join(unknown)}; there are: {', '.join(known)}")
        return 1
    names = list(targets) or known
    output = BUILD / "ansible" / "integration-output"
    output.mkdir(parents=True, exist_ok=True)
    plays: list[dict[str, Any]] = [
        {
            "name": name,
            "hosts": name,
            "gather_facts": False,
            "vars_files": [str(collection / CONFIG)],
            "vars": {"output_dir": str(output)},
            # Ansible ends a run where every host of a play has failed: the last play says which have.
            "tasks": [
                {
                    "block": [{"ansible.builtin.include_role": {"name": name}}],
                    "rescue": [{"ansible.builtin.set_fact": {"target_failed": True}}],
                }
            ],
        }
        for name in names
    ]
    passed = {"ansible.builtin.assert": {"that": "target_failed is not defined", "quiet": True}}
    plays.append({"name": "Targets that failed", "hosts": "all", "gather_facts": False, "tasks": [passed]})
    host = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    playbook, inventory = directory / "all.json", directory / "inventory.json"
    playbook.write_text(json.dumps(plays), encoding="utf-8")
    inventory.write_text(json.dumps({"all": {"hosts": dict.fromkeys(names, host)}}), encoding="utf-8")
    environment = stage_environment() | UNFORKED | {"ANSIBLE_ROLES_PATH": str(roles), "ANSIBLE_FORCE_HANDLERS": "true"}
    command = ["ansible-playbook", "-i", str(inventory), str(playbook)]
    return min(subprocess.run(command, cwd=directory, env=environment, check=False).returncode, 1)


def _run_as_modules(way: str, collection: Path, targets: Sequence[str]) -> int:
    """Run the targets with locks of their own; 1 if one failed, or if those of all took none there."""
    locks = BUILD / "ansible" / f"locks-{way}"
    shutil.rmtree(locks, ignore_errors=True)
    keep_locks_in(locks, collection)
    code = _run(way, collection, targets)
    if targets or locks.is_dir():
        return code
    print(f"No target took a lock in {locks}, so they took them in the home directory.")
    return 1


def on_server(targets: Sequence[str], root: Path = ROOT) -> int:
    """Run the targets that any server can run, on the servers that the file names; 1 if one failed."""
    if not (root / CONFIG).is_file():
        print(f"There is no {CONFIG}: copy {CONFIG}.template to it, enter your servers in the copy, and try again.")
        return 1
    collection = _prepared(SERVER)
    shutil.copy2(root / CONFIG, collection / CONFIG)
    try:
        return _run(SERVER, collection, targets)
    finally:
        # It holds passwords.
        (collection / CONFIG).unlink()


def main(way: str, targets: Sequence[str]) -> int:
    """Run the targets, those of the way without names; 1 if one failed or a request strayed from the documents."""
    state_dir = REQUESTS / f"integration-{way}"
    shutil.rmtree(state_dir, ignore_errors=True)
    collection = _prepared(way)
    with Simulator(speed=_SPEED[way], state_dir=state_dir) as simulator:
        # JSON is YAML; ansible-test asks only that the name ends in yml.
        variables = settings(simulator, _WAYS[way], BUILD / "ansible" / f"remote-{way}")
        text = json.dumps(variables, indent=2, ensure_ascii=False) + "\n"
        (collection / CONFIG).write_text(text, encoding="utf-8")
        code = _play(collection, targets) if way == IN_PROCESS else _run_as_modules(way, collection, targets)
    return max(code, report(state_dir))


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in (*_WAYS, SERVER):
        sys.exit(__doc__)
    sys.exit(on_server(sys.argv[2:]) if sys.argv[1] == SERVER else main(sys.argv[1], sys.argv[2:]))
