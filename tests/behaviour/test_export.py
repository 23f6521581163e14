# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server as a playbook: applied to the same server it changes nothing, to another it makes the same."""

from __future__ import annotations

import itertools
import os
import signal

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.any_product import export, export_directory
from ansible_collections.opendr.veeam.plugins.module_utils.any_product.yaml_text import yaml_text
from ansible_collections.opendr.veeam.plugins.module_utils.core.interrupts import Interrupted, raised_as_exceptions
from simulator.behaviours.vbr_infrastructure import FINGERPRINT
from support.exported import Loader, Unsafe
from support.modules import FULL_NAME, declaration, resource_modules

MODULE = "veeam_export"
PRODUCTS = ("vbr", "azure", "m365")
SECRET = "very-hidden"
PLACES = ("apply.yml", "secrets_to_fill_in.yml", "tasks/veeam_proxy.yml")
SITE = ["veeam_credential", "veeam_encryption_password", "veeam_proxy", "veeam_repository"]
# What a task made, with all that a text can hold.
ODD = {"account": "svc {{ odd }}: #1", "type": "Standard", "description": "a\n'b' \u2028 \"c\" ä"}
NEW = {
    "name": "New",
    "type": "WinLocal",
    "host": "win-repo01.dr.example",
    "path": "E:\\New",
    "mount_server": {
        "type": "Windows",
        "windows": {"server": "win-repo01.dr.example", "write_cache_folder": "E:\\Cache", "vpower_nfs_enabled": True},
    },
}


# What a person fills in for those that are no passwords; a record for the cloud has a secret or a certificate.
KNOWN = {
    "to_azure_certificate": None,
    "to_azure_certificate_password": None,
    "handshake_code": None,
    "ssh_fingerprint": FINGERPRINT,
    "certificate_format": "Pfx",
}


def load(path):
    return yaml.load(path.read_text("utf-8"), Loader=Loader)  # noqa: S506


def exported(controller, directory, product="vbr", **options):
    return controller.succeed(MODULE, {"product": product, "directory": str(directory), **options})


def filled(value, variables):
    """Arguments as Ansible would template them; what is left out is not there."""
    if isinstance(value, dict):
        return {
            key: filled(part, variables)
            for key, part in value.items()
            if not (is_template(part) and variables.get(variable_in(part)) is None)
        }
    if isinstance(value, list):
        return [filled(part, variables) for part in value]
    return variables[variable_in(value)] if is_template(value) else value


def is_template(value):
    return isinstance(value, str) and not isinstance(value, Unsafe) and value.startswith("{{ ")


def variable_in(value):
    return value.removeprefix("{{ ").split(" ")[0]


def apply(controller, directory, secret=None):
    """The results of all tasks, in the order of the playbook."""
    names = load(directory / "secrets_to_fill_in.yml")
    variables = dict.fromkeys(names, secret)
    if secret is not None:
        known = {name: value for name in names for end, value in KNOWN.items() if name.endswith(end)}
        variables.update(known)
    (play,) = load(directory / "apply.yml")
    assert (play["hosts"], play["connection"]) == ("localhost", "local")
    for step in play["tasks"]:
        for task in load(directory / step["ansible.builtin.import_tasks"]):
            ((action, arguments),) = [(key, value) for key, value in task.items() if key.startswith(FULL_NAME)]
            yield action.removeprefix(FULL_NAME), filled(arguments, variables)


def texts(directory):
    return {path.relative_to(directory): path.read_text("utf-8") for path in directory.rglob("*") if path.is_file()}


@pytest.mark.parametrize("product", PRODUCTS)
def test_applied_to_the_same_server_nothing_changes(controller, tmp_path, product):
    directory = tmp_path / "site"
    result = exported(controller, directory, product)
    assert result["changed"] is True
    applied = 0
    start = controller.simulator.mark()
    for module, arguments in apply(controller, directory):
        assert controller.succeed(module, arguments)["changed"] is False, (module, arguments)
        applied += 1
    assert controller.writes(start) == []
    assert applied == sum(result["objects"].values()) > 0
    mine = {name for name in resource_modules() if declaration(name).product.name == product}
    assert set(result["objects"]) == mine


def test_every_module_that_manages_something_is_exported():
    assert set(export.MANAGING) == set(resource_modules())
    assert all(found is declaration(name) for name, found in export.MANAGING.items())


def test_applied_to_an_empty_server_both_are_equal(controller, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    controller.succeed("veeam_credential", {**ODD, "account_password": SECRET})
    controller.succeed("veeam_encryption_password", {"hint": "For {% odd %}", "encryption_password": SECRET})
    controller.succeed("veeam_repository", {**NEW, "description": "{{ odd }}"})
    exported(controller, first, modules=SITE)
    controller.simulator.reset()
    changed = [
        module
        for module, arguments in apply(controller, first, SECRET)
        if controller.succeed(module, arguments)["changed"]
    ]
    assert sorted(changed) == ["veeam_credential", "veeam_encryption_password", "veeam_repository"]
    exported(controller, second, modules=SITE)
    assert texts(second) == texts(first)


def test_applied_to_a_new_server_both_are_equal(controller, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    exported(controller, first)
    controller.simulator.settings(newly_installed=True)
    for module, arguments in apply(controller, first, SECRET):
        # Somebody has to say that the certificate of a server is the right one.
        trusted = {"trust": "new"} if arguments.get("type") == "ViHost" else {}
        controller.succeed(module, {**arguments, **trusted})
    exported(controller, second)
    assert texts(second) == texts(first)


def test_without_its_secret_an_object_is_not_made(controller, tmp_path):
    controller.succeed("veeam_encryption_password", {"hint": "New", "encryption_password": SECRET})
    exported(controller, tmp_path / "site", modules=["veeam_encryption_password"])
    controller.simulator.reset()
    tasks = list(apply(controller, tmp_path / "site"))
    (result,) = [controller.run(*task) for task in tasks if task[1]["hint"] == "New"]
    assert "encryption_password" in result["msg"]


def test_no_secret_is_written(controller, tmp_path):
    controller.succeed("veeam_credential", {**ODD, "account_password": SECRET})
    result = exported(controller, tmp_path / "site")
    assert controller.shown_secrets(*texts(tmp_path / "site").values(), result) == []
    variables = [secret["variable"] for secret in result["secrets"]]
    assert len(set(variables)) == len(variables)
    assert set(load(tmp_path / "site" / "secrets_to_fill_in.yml")) == set(variables)
    assert all(variable.isidentifier() for variable in variables)


def test_two_objects_of_the_same_name_are_described_by_their_ids(controller, tmp_path):
    first = controller.simulator.seed("encryptionPasswords", objects=[{"hint": "Same"}, {"hint": "Same"}])
    exported(controller, tmp_path / "site", modules=["veeam_encryption_password"])
    ids = {arguments.get("id") for _module, arguments in apply(controller, tmp_path / "site")}
    assert set(first) <= ids


def test_what_is_referred_to_comes_first(controller, tmp_path):
    result = exported(controller, tmp_path / "site")
    order = list(result["objects"])
    assert order.index("veeam_credential") < order.index("veeam_repository")


def test_an_export_replaces_nothing_without_force(controller, tmp_path):
    directory = tmp_path / "site"
    chosen = {"modules": ["veeam_credential"]}
    assert exported(controller, directory, **chosen)["changed"]
    (directory / "secrets.yml").write_text("mine: 1\n")
    assert not exported(controller, directory, **chosen)["changed"]
    controller.succeed("veeam_credential", {**ODD, "account_password": SECRET})
    before = texts(directory)
    refused = controller.fail(MODULE, {"directory": str(directory), **chosen})
    assert "force=true" in refused["msg"]
    assert texts(directory) == before
    controller.succeed(MODULE, {"directory": str(directory), **chosen, "force": True}, check=True)
    assert texts(directory) == before
    assert exported(controller, directory, force=True, **chosen)["changed"]
    assert (directory / "secrets.yml").read_text() == "mine: 1\n"
    assert texts(directory) != before
    assert sorted(os.listdir(tmp_path)) == ["controller", "site"]


@pytest.mark.parametrize(
    "raised", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["error", "signal"]
)
@pytest.mark.parametrize("failing_at", range(5))
def test_what_fails_half_way_leaves_the_old_export(tmp_path, monkeypatch, raised, failing_at):
    directory = tmp_path / "site"
    old, new = {"apply.yml": "old", "tasks/veeam_proxy.yml": "old"}, dict.fromkeys(PLACES, "new")
    export_directory.write(str(directory), old)
    (directory / "secrets.yml").write_text("mine: 1\n")
    before = texts(directory)
    rename, calls = os.rename, itertools.count()

    def failing(source, target):
        if next(calls) == failing_at:
            raise raised
        rename(source, target)

    monkeypatch.setattr(export_directory.os, "rename", failing)
    with pytest.raises((export_directory.DirectoryNotWritten, KeyboardInterrupt)):
        export_directory.write(str(directory), new)
    assert texts(directory) == before
    assert os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"modules": ["veeam_nothing"]}, "Available: veeam_"),
        ({"modules": ["veeam_azure_repository"]}, "Available: veeam_"),
        ({"directory": "/no/such/place/site"}, "does not exist"),
    ],
)
def test_bad_options(controller, tmp_path, arguments, words):
    assert words in controller.fail(MODULE, {"directory": str(tmp_path / "site"), **arguments})["msg"]


def test_a_directory_of_somebody_else_is_left_alone(controller, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "apply.yml").write_text("- hosts: all\n")
    (tmp_path / "other" / "file").write_text("x")
    before = texts(tmp_path / "other")
    for name, words in (("file", "is not a directory"), ("other", "no earlier export")):
        assert words in controller.fail(MODULE, {"directory": str(tmp_path / name), "force": True})["msg"]
    assert texts(tmp_path / "other") == before


def test_other_files_in_an_export_are_kept(controller, tmp_path):
    directory = tmp_path / "site"
    mine = [".git/config", "README.md", "group_vars/all.yml", "tasks/mine.yml", "secrets.yml"]
    exported(controller, directory, modules=["veeam_credential", "veeam_proxy"])
    for place in mine:
        (directory / place).parent.mkdir(exist_ok=True)
        (directory / place).write_text("mine")
    assert not exported(controller, directory, modules=["veeam_credential", "veeam_proxy"])["changed"]
    result = exported(controller, directory, modules=["veeam_credential"], force=True)
    assert result["changed"]
    assert {str(place) for place in texts(directory)} == {*mine, *result["files"]}
    assert {(directory / place).read_text() for place in mine} == {"mine"}


def test_a_signal_during_the_replacement_waits_for_its_end(tmp_path, monkeypatch):
    directory = tmp_path / "site"
    export_directory.write(str(directory), dict.fromkeys(PLACES, "old"))
    rename = os.rename

    def interrupted(source, target):
        rename(source, target)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(export_directory.os, "rename", interrupted)
    with pytest.raises(Interrupted), raised_as_exceptions():
        export_directory.write(str(directory), dict.fromkeys(PLACES, "new"))
    assert {str(place): text for place, text in texts(directory).items()} == dict.fromkeys(PLACES, "new")
    assert os.listdir(tmp_path) == ["site"]


def test_earlier_files_that_cannot_be_put_back_are_not_deleted(tmp_path, monkeypatch):
    directory = tmp_path / "site"
    export_directory.write(str(directory), dict.fromkeys(PLACES, "old"))
    rename, calls = os.rename, itertools.count()

    def failing(source, target):
        if next(calls) >= 2:
            raise OSError(5, "Input/output error")
        rename(source, target)

    monkeypatch.setattr(export_directory.os, "rename", failing)
    with pytest.raises(export_directory.DirectoryNotWritten, match="Move them back"):
        export_directory.write(str(directory), dict.fromkeys(PLACES, "new"))
    assert sorted(texts(directory).values()).count("old") == len(PLACES)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize(
    "value",
    [
        1e16,
        1e-07,
        -2.5e20,
        1.5,
        10**20,
        float("inf"),
        "\ufffe\uffff",
        "\x00\x7f\x85\u2028\ufeff",
        "1e+16",
        "\U0001f600",
    ],
)
def test_what_is_written_is_read_as_the_same(value, loader):
    (read,) = yaml.load(yaml_text([value]).encode(), Loader=loader)  # noqa: S506
    assert (type(read), read) == (type(value), value)


def test_half_a_character_leaves_the_file_readable():
    assert yaml.safe_load(yaml_text({"a": "b\ud800c"}).encode()) == {"a": "b\ufffdc"}


def test_a_secret_in_a_list_has_a_variable(controller, tmp_path):
    servers = [{"receiver": f"snmp{number}.dr.example", "port": 162, "community_string": SECRET} for number in (1, 2)]
    controller.succeed("veeam_event_forwarding", {"snmp_servers": servers})
    result = exported(controller, tmp_path / "site", modules=["veeam_event_forwarding"])
    assert [secret["option"] for secret in result["secrets"]] == [
        "snmp_servers.0.community_string",
        "snmp_servers.1.community_string",
    ]
    ((module, arguments),) = apply(controller, tmp_path / "site", SECRET)
    assert arguments["snmp_servers"] == servers
    assert not controller.succeed(module, arguments)["changed"]
    controller.simulator.reset()
    assert controller.succeed(module, arguments)["changed"]


def test_objects_of_a_type_that_no_module_manages_are_counted_and_left_out(controller, tmp_path):
    jobs = [{"name": f"Database {number}", "type": "IrisBackup"} for number in (1, 2)]
    chosen = {"modules": ["veeam_vm_backup_job"], "api_version": "1.3-rev2"}
    before = exported(controller, tmp_path / "site", **chosen)["objects"]
    controller.simulator.seed("jobs", objects=jobs)
    result = exported(controller, tmp_path / "site", **chosen)
    assert result["objects"] == before
    assert not result["changed"]
    assert any("IrisBackup: 2" in warning for warning in controller.warnings)


def test_a_disabled_job_is_disabled_again(controller, tmp_path):
    chosen = {"modules": ["veeam_vm_backup_job"]}
    exported(controller, tmp_path / "first", **chosen)
    name = next(arguments["name"] for _module, arguments in apply(controller, tmp_path / "first"))
    controller.succeed("veeam_job", {"name": name, "state": "disabled"})
    exported(controller, tmp_path / "second", **chosen)
    tasks = list(apply(controller, tmp_path / "second"))
    assert ("veeam_job", {"name": name, "state": "disabled"}) in tasks
    assert not any(controller.succeed(*task)["changed"] for task in tasks)
    controller.simulator.reset()
    assert [module for module, arguments in tasks if controller.succeed(module, arguments)["changed"]] == ["veeam_job"]


def test_in_check_mode_nothing_disables_a_job_that_was_not_created(controller, tmp_path):
    controller.succeed("veeam_job", {"name": "Nightly Servers", "state": "disabled"})
    exported(controller, tmp_path / "site", modules=["veeam_vm_backup_job"])
    made, disabling = load(tmp_path / "site" / "tasks" / "veeam_vm_backup_job.yml")
    predicted = controller.succeed(
        "veeam_vm_backup_job", {**made[FULL_NAME + "veeam_vm_backup_job"], "name": "New"}, check=True
    )
    assert predicted["operation"] == "create"
    assert disabling["when"] == f"{made['register']}.job.id is defined"


def test_jobs_are_made_before_those_that_copy_their_backups(controller, tmp_path):
    exported(controller, tmp_path / "site", modules=["veeam_backup_copy_job", "veeam_vm_backup_job"])
    assert [module for module, _arguments in apply(controller, tmp_path / "site")] == [
        "veeam_vm_backup_job",
        "veeam_backup_copy_job",
    ]
    assert not any("no task for" in warning for warning in controller.warnings)


def test_an_object_with_an_empty_name_keeps_its_identity(controller, tmp_path):
    record = {"description": "", "type": "Amazon", "access_key": "AKIA", "secret_key": SECRET}
    controller.succeed("veeam_cloud_credential", record)
    controller.simulator.seed(
        "cloudCredentials", objects=[{"type": "Google", "accessKey": "GOOG", "description": None}]
    )
    exported(controller, tmp_path / "site", modules=["veeam_cloud_credential"])
    tasks = list(apply(controller, tmp_path / "site"))
    assert [arguments["type"] for _module, arguments in tasks if arguments["description"] == ""] == ["Amazon", "Google"]
    assert not any("id" in arguments for _module, arguments in tasks)
    assert not any(controller.succeed(*task)["changed"] for task in tasks)


def test_not_being_the_default_is_not_asked_for(controller, tmp_path):
    controller.simulator.seed("backupInfrastructure/mountServers", objects=[{"isDefault": False}])
    exported(controller, tmp_path / "site", modules=["veeam_mount_server"])
    assert {arguments.get("is_default") for _module, arguments in apply(controller, tmp_path / "site")} == {True, None}
