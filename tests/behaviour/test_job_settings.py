# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings that the list of jobs returns: those that a task of the module of the type would give."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.engine.references import ReferenceResolver
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.jobs import common, settings
from support.declared import variants_of
from support.modules import declaration
from support.samples import consistent

INFO = "veeam_job_info"
NEWEST = "1.3-rev2"


def kinds():
    return [(module, kind) for module in common.FAMILIES for kind in variants_of(declaration(module).resource, NEWEST)]


def settings_reads(controller, start):
    found = [record["path"] for record in controller.simulator.requests(start) if "/api/v1/jobs" in record["path"]]
    return [path for path in found if not path.endswith("/states")]


@pytest.mark.parametrize(("module", "kind"), kinds())
def test_a_task_with_the_settings_of_a_job_finds_nothing_to_change(controller, module, kind):
    resource = declaration(module).resource
    given = consistent(module, SchemaContext(resource.product, NEWEST, kind))
    made = controller.succeed(module, {"api_version": NEWEST, **given})["job"]
    (job,) = controller.succeed(INFO, {"id": made["id"], "settings": True, "api_version": NEWEST})["jobs"]
    assert set(job["settings"]) <= {field.option for field in resource.fields if field.is_option}
    assert (job["settings"]["name"], job["settings"]["type"]) == (made["name"], kind)
    again = controller.succeed(module, {"api_version": NEWEST, **job["settings"]})
    assert (again["changed"], again["job"]["id"]) == (False, made["id"])


def test_settings_have_names_in_the_place_of_ids(controller):
    (job,) = controller.succeed(INFO, {"name": "Nightly Servers", "settings": True})["jobs"]
    assert job["settings"]["storage"]["repository"] == "Linux Repository 01"
    assert job["settings"]["objects"][0]["host_name"] == "vcenter01.dr.example"


def test_without_the_option_no_settings_are_read(controller):
    start = controller.simulator.mark()
    assert "settings" not in controller.succeed(INFO, {"name": "Nightly Servers"})["jobs"][0]
    assert settings_reads(controller, start) == []


def test_of_many_jobs_one_list_is_read_and_of_few_each(controller):
    start = controller.simulator.mark()
    jobs = controller.succeed(INFO, {"settings": True})["jobs"]
    assert len(jobs) > settings.FEW
    assert settings_reads(controller, start) == ["/api/v1/jobs"]
    # A job of a type that the API cannot configure has none.
    assert {bool(job["settings"]) for job in jobs} == {True, False}
    assert None in [job["settings"] for job in jobs]
    start = controller.simulator.mark()
    (job,) = controller.succeed(INFO, {"name": "Nightly Servers", "settings": True})["jobs"]
    assert settings_reads(controller, start) == [f"/api/v1/jobs/{job['id']}"]


def test_a_type_without_a_module_is_shown_as_the_api_has_it(controller):
    iris = {"name": "Databases", "type": "IrisBackup", "isHighPriority": True, "scripts": [{"SSHPort": 22}]}
    shown = settings.settings_of(iris, NEWEST, ReferenceResolver(controller.client("vbr", NEWEST)))
    assert shown == {
        "name": "Databases",
        "type": "IrisBackup",
        "is_high_priority": True,
        "scripts": [{"ssh_port": 22}],
    }
