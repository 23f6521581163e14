# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What VBR is asked for the objects that tasks name: the filters, the tree, and the scope of a role."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import ObjectNotFound
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import SchemaContext
from ansible_collections.opendr.veeam.plugins.module_utils.vbr import protection_group_info
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.active_directory import DirectoryObjects
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.agent_backup_job import FIELDS
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.jobs.computers import ComputerFinder
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.fakes import FakeClock

GROUP = {"type": "ProtectionGroup", "id": "g-1", "name": "Clusters", "protectionGroupId": "g-1"}
CLUSTER = {"type": "WindowsCluster", "id": "c-1", "name": "wfc01", "protectionGroupId": "g-1"}
COMPUTERS = next(field for field in FIELDS if field.option == "computers")
DIRECTORY = [
    {"id": str(number), "fullName": name, "type": "Computer", "distinguishedName": f"CN={name}"}
    for number, name in enumerate(("app01", "app010"))
]


class Server:
    """Answers lists, and keeps what it was asked. A list is by the end of its path."""

    product = VBR

    def __init__(self, revision, lists):
        self.revision = revision
        self.lists = lists
        self.asked = []

    def pages(self, path, query=None):
        self.asked.append(query or {})
        return self.lists[path.rpartition("/")[2]](query or {})

    def post_read_pages(self, path, body):
        self.asked.append(body)
        return self.lists[path.rpartition("/")[2]](body)


def server_with_clusters(revision):
    inside = {"Clusters": [CLUSTER], "Computers": []}
    return Server(revision, {"physical": lambda _body: [GROUP], "g-1": lambda body: inside[body["hierarchyType"]]})


@pytest.mark.parametrize(
    ("revision", "variant", "current", "params", "given"),
    [
        ("1.3-rev2", "WindowsAgentBackupFailoverCluster", None, {}, {}),
        ("1.3-rev0", "WindowsAgentBackup", None, {"agent_type": "FailoverCluster"}, {}),
        ("1.3-rev1", "WindowsAgentBackup", {"agentType": "FailoverCluster"}, {"agent_type": None}, {}),
        ("1.3-rev1", "WindowsAgentBackup", None, {}, {"type": "WindowsCluster"}),
    ],
)
def test_a_cluster_is_searched_among_the_clusters(revision, variant, current, params, given):
    server = server_with_clusters(revision)
    finder = ComputerFinder(server, SchemaContext(VBR, revision, variant), current, params)
    found = finder.found(COMPUTERS, {"name": "wfc01", **given}, "computers")
    assert (found["object_id"], found["type"]) == ("c-1", "WindowsCluster")
    operation = "equals" if revision == "1.3-rev0" else "Equals"
    assert server.asked[-1]["filter"]["operation"] == operation


def test_a_job_of_servers_is_not_searched_among_the_clusters():
    server = server_with_clusters("1.3-rev1")
    params = {"agent_type": "Server"}
    finder = ComputerFinder(server, SchemaContext(VBR, "1.3-rev1", "WindowsAgentBackup"), None, params)
    with pytest.raises(ObjectNotFound):
        finder.found(COMPUTERS, {"name": "wfc01"}, "computers")
    assert {body["hierarchyType"] for body in server.asked} == {"Computers"}


def directory_objects(answers):
    server = Server("1.3-rev1", {"d-1": answers})
    return server, DirectoryObjects(server, SchemaContext(VBR, "1.3-rev1", "ADObjects"), "d-1", [])


def test_a_domain_is_asked_for_the_name_and_not_read_whole():
    server, objects = directory_objects(lambda query: [item for item in DIRECTORY if query["fullNameFilter"]])
    assert objects.find({"name": "APP01", "type": "Computer"}, "objects")["object_id"] == "0"
    assert server.asked == [{"fullNameFilter": "APP01", "typeFilter": "Computer"}]


def test_a_domain_is_read_whole_where_it_has_nothing_of_the_name():
    server, objects = directory_objects(lambda query: [] if query else DIRECTORY)
    # A server that compares in another way hides nothing.
    assert objects.find({"name": "app010"}, "objects")["object_id"] == "1"
    with pytest.raises(ObjectNotFound, match="Available: 'app01', 'app010'"):
        objects.find({"name": "app02"}, "objects")
    assert server.asked == [{"fullNameFilter": "app010"}, {}, {"fullNameFilter": "app02"}]


@pytest.mark.parametrize(("scope", "query"), [("Restore", {"permissionScope": "Restore"}), (None, {})])
def test_what_was_discovered_is_read_within_the_scope_of_the_groups(scope, query):
    server = Server("1.3-rev2", {"discoveredEntities": lambda _query: [{"id": "1", "type": "Computer", "name": "a"}]})
    params = {"permission_scope": scope}
    (group,) = groups = [{"id": "0d4c9a9e-9d0e-4a7c-8f0a-3a1b2c3d4e5f", "name": "One"}]
    protection_group_info.add_entities(Task(server, FakeClock(), params, params, False), None, groups)
    assert server.asked == [query]
    assert [entity["name"] for entity in group["discovered_entities"]] == ["a"]
