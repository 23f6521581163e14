# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks in their order that together send what a module can send: the lifecycle of a resource, and its examples.

EXTRA has what neither of them reaches; OUT_OF_REACH what no task can be made to send on purpose.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource, SchemaContext
from simulator.seeds.azure_virtual_machines import LINUX
from simulator.seeds.vbr_backups import PROJECTS
from simulator.seeds.vbr_entra_id import COPY_BACKUP, entra_point
from simulator.seeds.vbr_restore_points import point_id
from support.azure import POLICY, start_backup
from support.declared import variants_of
from support.examples import own_tasks
from support.m365 import ANNS_MAILBOX
from support.modules import resource_modules, resource_of
from support.recovery_tasks import AZURE, HYPER_V, SHARE, TWO_DISKS
from support.running import Controller
from support.samples import consistent

Arguments = dict[str, Any]
CONNECTION = ("url", "username", "password", "access_token", "ca_path", "validate_certs")


@dataclass(frozen=True)
class Task:
    """A module with its arguments."""

    module: str
    arguments: Arguments


# Gets the simulator as it starts; may do what no task does between two tasks.
Sequence = Callable[[Controller], Iterator[Task]]


def sequences_of(module: str) -> Iterator[Sequence]:
    """Every sequence of a module."""
    if module in resource_modules():
        yield from _lifecycles(module)
    yield functools.partial(_examples, module)
    yield from EXTRA.get(module, ())


def _examples(module: str, controller: Controller) -> Iterator[Task]:
    """The tasks of a module's examples; what they write belongs to the controller."""
    for _title, name, given in own_tasks(module, controller.directory):
        yield Task(name, _own_account(module, given))


def _own_account(module: str, arguments: Arguments) -> Arguments:
    """An example's arguments, but the account and the address of the simulator."""
    return {key: value for key, value in arguments.items() if key not in CONNECTION}


def _lifecycles(module: str) -> Iterator[Sequence]:
    """A resource created, changed and removed; and created, and changed by each operation of its own."""
    resource = resource_of(module)
    variants = variants_of(resource, resource.product.default_revision)
    yield lambda controller: _lifecycle(module, variants[0])
    for options, others in dict.fromkeys((each.options, each.body_options) for each in resource.dedicated_updates):
        yield functools.partial(_changed_alone, module, options, others)


def _context(module: str, variant: str | None) -> SchemaContext:
    product = resource_of(module).product
    return SchemaContext(product, product.default_revision, variant)


def _lifecycle(module: str, variant: str | None) -> Iterator[Task]:
    resource, context = resource_of(module), _context(module, variant)
    first = consistent(module, context)
    yield Task(module, first)
    yield Task(module, consistent(module, context, changed=True))
    if resource.delete is not None:
        yield Task(module, {**_identity(resource, first), "state": "absent"})


def _changed_alone(
    module: str, options: tuple[str, ...], others: tuple[str, ...], _controller: Controller
) -> Iterator[Task]:
    """An object of the first variant that has the options of an operation, and these changed and changed back.

    ``others`` are what the operation takes as well.
    """
    resource = resource_of(module)
    for variant in variants_of(resource, resource.product.default_revision):
        context = _context(module, variant)
        first, other = consistent(module, context), consistent(module, context, changed=True)
        given = [option for option in options if option in first]
        if given:
            yield Task(module, first)
            # A secret looks the same before and after.
            secret = any(resource.field(option).mode == "secret" for option in given)
            always = {"update_secrets": "always"} if secret else {}
            for values in (other, first):
                changes = {option: values[option] for option in (*given, *others) if option in values}
                yield Task(module, {**_identity(resource, first), **always, **changes})
            return


def _identity(resource: Resource, values: Arguments) -> Arguments:
    return {option: values[option] for option in resource.identity}


def _tasks(module: str, *tasks: Mapping[str, Any]) -> Sequence:
    return lambda controller: (Task(module, dict(arguments)) for arguments in tasks)


def _stop_running(controller: Controller) -> Iterator[Task]:
    """A session that would go on for ever."""
    controller.simulator.outcome({"name": "*"}, "hang")
    change = {"name": "NFS Share 01", "description": "changed", "wait": False}
    session = controller.succeed("veeam_repository", change)["session"]["id"]
    yield Task("veeam_session", {"id": session, "state": "stopped"})


def _stop_file_restore(path: str, body: Mapping[str, Any]) -> Sequence:
    def sequence(controller: Controller) -> Iterator[Task]:
        client = controller.client("vbr", "1.3-rev1")
        session = client.write("POST", path, {**body, "autoUnmount": {"isEnabled": False}})["sessionId"]
        yield Task("veeam_session", {"api_version": "1.3-rev1", "id": session, "state": "stopped"})

    return sequence


def _stop_backup(controller: Controller) -> Iterator[Task]:
    controller.simulator.outcome({"type": "*"}, "hang", product="azure")
    yield Task("veeam_azure_session", {"id": start_backup(controller.simulator)["id"], "state": "stopped"})


def _stop_policy(controller: Controller) -> Iterator[Task]:
    controller.simulator.outcome({"type": "*"}, "hang", product="azure")
    start_backup(controller.simulator)
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
KEY = {
    "account": "svc-key",
    "type": "Linux",
    "description": "Logs in with a key",
    "authentication_type": "SshKey",
    "private_key": "a-private-key",
    "passphrase": "a-passphrase",
    "root_password": "a-root-password",
}
COPY = {"kind": "tenant_copy", "restore_point_id": entra_point(1, COPY_BACKUP)}


def _stopped(module: str, arguments: Mapping[str, Any]) -> Sequence:
    """A session of Microsoft 365 that would go on for ever, started and stopped."""

    def sequence(controller: Controller) -> Iterator[Task]:
        controller.simulator.outcome({"name": "*"}, "hang", product="m365")
        yield Task(module, {**arguments, "wait": False})
        yield Task(module, {"repository": arguments["repository"], "state": "stopped"})

    return sequence


EXPLORE = {"organization": "dr.example", "type": "Exchange"}


def _stopped_restore(controller: Controller) -> Iterator[Task]:
    """A restore session of Microsoft 365, which somebody opened before."""
    session = controller.succeed("veeam_m365_restore_session", EXPLORE)["session"]["id"]
    yield Task("veeam_m365_restore_session", {"id": session, "state": "absent"})


def _stopped_job(controller: Controller) -> Iterator[Task]:
    """A run of a job of Microsoft 365 that would go on for ever."""
    controller.simulator.outcome({"name": "*"}, "hang", product="m365")
    yield Task("veeam_m365_job", {"name": "Branch Mailboxes", "state": "started", "wait": False})
    yield Task("veeam_m365_job", {"name": "Branch Mailboxes", "state": "stopped"})


JOB_OF_V7 = {
    "name": "A job of v7",
    "organization": "branch.example",
    "repository": "Empty Repository",
    "api_version": "v7",
}
NIGHTLY = {"name": "Nightly Servers"}


def _run_again(controller: Controller) -> Iterator[Task]:
    """A job whose last run failed, retried; and a run that would go on for ever, stopped."""
    controller.simulator.outcome({"name": "*"}, "fail", times=1)
    controller.run("veeam_job", {**NIGHTLY, "state": "started"})
    yield Task("veeam_job", {**NIGHTLY, "state": "started", "retry": True})
    controller.simulator.outcome({"name": "*"}, "hang")
    yield Task("veeam_job", {**NIGHTLY, "state": "started", "wait": False})
    yield Task("veeam_job", {**NIGHTLY, "state": "stopped"})


MAILBOX_TARGET = {"target": {"mailbox": "alex@dr.example"}}
MAILBOXES = [
    ANNS_MAILBOX,
    {**ANNS_MAILBOX, **MAILBOX_TARGET},
    {**ANNS_MAILBOX, **MAILBOX_TARGET, "folders": ["Inbox/Projects"]},
    {**ANNS_MAILBOX, "search": "Meeting"},
    {**ANNS_MAILBOX, "organization": None, "job": "All of dr.example", "search": "Meeting"},
    {**ANNS_MAILBOX, "repository": "Default Backup Repository", "search": "Meeting"},
]
ONEDRIVE = {"organization": "dr.example", "onedrive": "Bob Brown"}
ONEDRIVE_TARGET = {"target": {"onedrive": "Ann Adams"}}
ONEDRIVES = [
    ONEDRIVE,
    {**ONEDRIVE, **ONEDRIVE_TARGET},
    {**ONEDRIVE, **ONEDRIVE_TARGET, "paths": ["Reports"]},
    {**ONEDRIVE, **ONEDRIVE_TARGET, "paths": ["Notes.txt"], "version": "1.0"},
    {"job": "All of dr.example", "onedrive": "Bob Brown", "paths": ["Reports/Report.docx"]},
    {**ONEDRIVE, "repository": "Default Backup Repository", "paths": ["Reports/Report.docx"]},
]
NEW_COMPUTER = {"host_name": "win-new01", "connection_type": "Certificate"}
NEW_GROUP = {"name": "New", "type": "IndividualComputers", "computers": [NEW_COMPUTER]}


def _undiscovered(controller: Controller) -> Iterator[Task]:
    """A job of a computer that its group lists, and that nobody has discovered yet."""
    controller.succeed("veeam_protection_group", NEW_GROUP)
    job = {"name": "Agents", "type": "WindowsAgentBackup", "backup_mode": "EntireComputer"}
    storage = {"repository": "Linux Repository 01"}
    yield Task("veeam_agent_backup_job", {**job, "computers": [{"name": "win-new01"}], "storage": storage})


EXTRA: dict[str, tuple[Sequence, ...]] = {
    "veeam_agent_backup_job": (_undiscovered,),
    "veeam_m365_onedrive_restore": tuple(_tasks("veeam_m365_onedrive_restore", task) for task in ONEDRIVES),
    "veeam_m365_mailbox_restore": tuple(_tasks("veeam_m365_mailbox_restore", task) for task in MAILBOXES),
    "veeam_entra_id_mount": (_tasks("veeam_entra_id_mount", COPY, {**COPY, "state": "absent"}),),
    "veeam_credential": (_tasks("veeam_credential", KEY, {**KEY, "update_secrets": "always"}),),
    "veeam_job": (
        _run_again,
        _tasks("veeam_job", {**NIGHTLY, "state": "disabled"}, {**NIGHTLY, "state": "enabled"}),
    ),
    "veeam_session": (
        _stop_running,
        _stop_file_restore("/restore/flr", OPEN_FILES),
        _stop_file_restore("/restore/flr/unstructuredData", OPEN_DATA),
    ),
    "veeam_azure_session": (_stop_backup,),
    # In v7, a job is created below its organization.
    "veeam_m365_job": (_stopped_job, _tasks("veeam_m365_job", JOB_OF_V7)),
    "veeam_m365_restore_session": (_tasks("veeam_m365_restore_session", EXPLORE), _stopped_restore),
    "veeam_m365_repository_sync": (_stopped("veeam_m365_repository_sync", {"repository": "Object Storage 01"}),),
    "veeam_m365_repository_owner": (
        _stopped("veeam_m365_repository_owner", {"repository": "Empty Repository", "proxy": "vb365-proxy02"}),
    ),
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
    "veeam_flr_restore": {
        "POST /tasks/{id}/stop": "only a task that is interrupted sends it: see test_flr_killed.py",
    },
    "veeam_unstructured_flr": {
        "POST /tasks/{id}/stop": "only a task that fails sends it, at the end of wait_timeout: see "
        "test_unstructured_flr.py",
    },
    "veeam_entra_id_restore": {
        "POST /backupBrowser/entraIdTenant/{sessionId}/restoreSessions/{restoreSessionId}/stop": "only a task that "
        "fails sends it, at the end of wait_timeout: see test_entra_id_restore.py",
    },
    "veeam_entra_id_credential": {
        "POST /restore/entraId/tenant/authCode/authorize": "a code works once, so a task cannot be repeated: see "
        "test_entra_id_credential.py",
    },
    "veeam_azure_flr_restore": {
        "POST /flr/{flrSessionId}/restore/{restoreTaskId}/stop": "only a task that fails sends it, at the end of "
        "wait_timeout: see test_azure_flr.py",
    },
}
