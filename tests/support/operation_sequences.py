# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks in their order that together send what a module can send: the life of a resource, and its examples.

EXTRA has what neither of them reaches; OUT_OF_REACH what no task can be made to send on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from simulator.seeds.azure_virtual_machines import LINUX
from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_restore_points import point_id
from support.azure import POLICY, start_backup
from support.declared import variants_of
from support.examples import own_tasks
from support.modules import declaration, resource_of
from support.recovery_tasks import AZURE, HYPER_V, SHARE, TWO_DISKS
from support.running import Bench
from support.samples import complete

Arguments = dict[str, Any]
CONNECTION = ("url", "username", "password", "access_token", "ca_path", "validate_certs")


@dataclass(frozen=True)
class Task:
    """A module with its arguments."""

    module: str
    arguments: Arguments


# Gets the simulator as it starts; may do what no task does between two tasks.
Sequence = Callable[[Bench], Iterator[Task]]


def sequences_of(module: str) -> Iterator[Sequence]:
    """Every sequence of a module."""
    if declaration(module).resource is not None:
        yield from _lives(module)
    yield lambda bench: (Task(name, _own_account(module, given)) for _title, name, given in own_tasks(module))
    yield from EXTRA.get(module, ())


def _own_account(module: str, arguments: Arguments) -> Arguments:
    """An example's arguments, but the account and the address of the simulator."""
    return {key: value for key, value in arguments.items() if key not in CONNECTION}


def _lives(module: str) -> Iterator[Sequence]:
    """A resource created, changed and removed; and created, and changed by each operation of its own."""
    resource = resource_of(module)
    revision = resource.product.default_revision
    context = SchemaContext(resource.product, revision, variants_of(resource, revision)[0])
    base = {"api_version": revision}

    def states() -> tuple[Arguments, Arguments, Arguments]:
        first = {**base, **complete(module, context)}
        other = {**base, **complete(module, context, changed=True)}
        identity = {**base, **{option: first[option] for option in resource.identity if option in first}}
        return first, other, identity

    def life(_bench: Bench) -> Iterator[Task]:
        first, other, identity = states()
        removal = [{**identity, "state": "absent"}] if resource.delete else []
        return (Task(module, arguments) for arguments in (first, other, *removal))

    yield life
    for option in sorted(resource.dedicated_options):

        def switch(_bench: Bench, option: str = option) -> Iterator[Task]:
            first, other, identity = states()
            changes = [{**identity, option: given[option]} for given in (other, first) if option in given]
            return (Task(module, arguments) for arguments in (first, *changes))

        yield switch


def _tasks(module: str, *tasks: Mapping[str, Any]) -> Sequence:
    return lambda bench: (Task(module, dict(arguments)) for arguments in tasks)


def _stop_running(bench: Bench) -> Iterator[Task]:
    """A session that would go on for ever."""
    bench.simulator.outcome({"name": "*"}, "hang")
    change = {"name": "NFS Share 01", "description": "changed", "wait": False}
    session = bench.do("veeam_repository", change)["session"]["id"]
    yield Task("veeam_session", {"id": session, "state": "stopped"})


def _stop_file_restore(path: str, body: Mapping[str, Any]) -> Sequence:
    def sequence(bench: Bench) -> Iterator[Task]:
        client = bench.client("vbr", "1.3-rev1")
        session = client.write("POST", path, {**body, "autoUnmount": {"isEnabled": False}})["sessionId"]
        yield Task("veeam_session", {"api_version": "1.3-rev1", "id": session, "state": "stopped"})

    return sequence


def _stop_backup(bench: Bench) -> Iterator[Task]:
    bench.simulator.outcome({"type": "*"}, "hang", product="azure")
    yield Task("veeam_azure_session", {"id": start_backup(bench.simulator)["id"], "state": "stopped"})


def _stop_policy(bench: Bench) -> Iterator[Task]:
    bench.simulator.outcome({"type": "*"}, "hang", product="azure")
    start_backup(bench.simulator)
    yield Task("veeam_azure_vm_policy", {"name": POLICY, "state": "stopped"})


SEARCH = {
    "restore_point": {"name": LINUX},
    "search": {"path": "/accountingdata", "pattern": "report_1", "limit": 2},
}
RESTORE = {**SEARCH, "service_account": "DR Restore Account", "restore_type": "Overwrite"}
OPEN_DATA = {"restorePointId": point_id(PROJECTS, 1, "UnstructuredData")}
OPEN_FILES = {"restorePointId": point_id("app01"), "type": "Windows", "mountMode": "Automatic"}
READY = {**AZURE, "state": "migrated", "switchover_settings": {"type": "Manual"}}
MIGRATED = {**SHARE, "state": "migrated"}
SCHEDULED = {"switchover_settings": {"type": "Scheduled", "schedule_time": "2099-12-31T22:00:00Z"}}
EXTRA: dict[str, tuple[Sequence, ...]] = {
    "veeam_session": (
        _stop_running,
        _stop_file_restore("/restore/flr", OPEN_FILES),
        _stop_file_restore("/restore/flr/unstructuredData", OPEN_DATA),
    ),
    "veeam_azure_session": (_stop_backup,),
    "veeam_azure_vm_policy": (_stop_policy,),
    "veeam_azure_flr_info": (_tasks("veeam_azure_flr_info", SEARCH),),
    "veeam_azure_flr_restore": (_tasks("veeam_azure_flr_restore", RESTORE),),
    "veeam_fcd_recovery": (_tasks("veeam_fcd_recovery", TWO_DISKS, {**TWO_DISKS, "state": "absent"}),),
    "veeam_file_share_recovery": (
        _tasks("veeam_file_share_recovery", MIGRATED, {**MIGRATED, **SCHEDULED}),
        _tasks("veeam_file_share_recovery", MIGRATED, {**SHARE, "state": "absent"}),
    ),
    "veeam_instant_recovery": (
        _tasks("veeam_instant_recovery", {**HYPER_V, "state": "migrated"}),
        _tasks("veeam_instant_recovery", HYPER_V, {**HYPER_V, "state": "absent"}),
        _tasks(
            "veeam_instant_recovery", READY, {**READY, "switchover_settings": {"type": "Manual", "power_on_vm": False}}
        ),
        _tasks("veeam_instant_recovery", {**READY, "state": "mounted"}, {**AZURE, "state": "absent"}),
    ),
}
OUT_OF_REACH: dict[str, dict[str, str]] = {
    "veeam_azure_flr_restore": {
        "POST /flr/{flrSessionId}/restore/{restoreTaskId}/stop": "only a task that fails sends it, at the end of "
        "wait_timeout: see test_azure_flr.py",
    },
}
