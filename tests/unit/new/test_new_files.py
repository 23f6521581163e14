# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` writes to disk, and what it says is left to do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from tools.new import __main__ as command
from tools.new import checks, expansion, responses, writer
from tools.new import fields as new_fields
from tools.new import resource as new_resource
from tools.new.model import ExpansionModel, FieldModel, FilterModel, OperationModel, ResourceModel
from tools.new.products import path_of, recorded_reads
from tools.new.recordings import Reads, with_recordings
from tools.new.registration import NoPlace
from tools.new.uncovered import uncovered
from tools.paths import ROOT

STORE = ResourceModel(
    product="vbr",
    noun="data store",
    path="/dataStores",
    revisions=VBR.revisions,
    fields=(
        FieldModel("id", "id", mode="computed"),
        FieldModel("name", "name", required=True),
        FieldModel("place", "placeId", reference="/backupInfrastructure/proxies"),
    ),
    identity={"name": "nameFilter"},
    create=OperationModel("POST", "/dataStores", "object"),
    update=OperationModel("PUT", "/dataStores/{id}", "object"),
    delete=OperationModel("DELETE", "/dataStores/{id}", "nothing"),
    filters=(FilterModel("name", "nameFilter", field="name"), FilterModel("age", "ageFilter")),
    left=("Decide something.",),
)
RECORDED = "playbooks/vars/record_answers_vbr.yml"
# It is in the document of no revision, so nothing is excused, and its paths are what the test says.
SHARED = ("tests/support/samples.py", RECORDED)
READS = Reads("/dataStores/{id}", {"/dataStores", "/dataStores/{id}"}, {"/dataStores"})
FORMAT = "pyproject.toml"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the files that all modules share."""
    for name in (*SHARED, "tests/support/exceptions.py", FORMAT):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(writer, "ROOT", tmp_path)
    return tmp_path


def test_everything_that_a_pair_of_modules_needs_is_written(project):
    files = {str(path) for path in writer.written_files(STORE, "veeam_data_store", READS)}
    assert files == {
        "plugins/module_utils/vbr/data_store.py",
        "plugins/module_utils/vbr/data_store_info.py",
        "plugins/modules/veeam_data_store.py",
        "plugins/modules/veeam_data_store_info.py",
        "tests/integration/targets/veeam_data_store/aliases",
        "tests/integration/targets/veeam_data_store/meta/main.yml",
        "tests/integration/targets/veeam_data_store/tasks/main.yml",
        "tests/integration/targets/veeam_data_store_info/aliases",
        "tests/integration/targets/veeam_data_store_info/meta/main.yml",
        "tests/integration/targets/veeam_data_store_info/tasks/main.yml",
        "changelogs/fragments/veeam_data_store.yml",
        *SHARED,
    }
    assert all((project / path).is_file() for path in files)
    declared = (project / "plugins/module_utils/vbr/data_store.py").read_text("utf-8")
    # Formatted as the project wants it, one constant after the other.
    assert '\nPATH = "/dataStores"\n\nFIELDS = (Field("id", mode="computed"), Field("name", required=True)' in declared
    assert '"veeam_data_store": ("name",)' in (project / SHARED[0]).read_text("utf-8")
    recorded = yaml.safe_load((project / RECORDED).read_text("utf-8"))
    assert recorded["record_paths"][-1] == {"path": "/dataStores"}
    assert recorded["record_detail_paths"][-1] == {"list": "/dataStores", "path": "/dataStores/{id}"}


def test_what_is_left_out_of_the_document_is_written_down(project):
    excused = replace(STORE, excused_properties={"uniqueId": "the server's"})
    files = {str(path) for path in writer.written_files(excused, "veeam_data_store", READS)}
    assert "tests/support/exceptions.py" in files


RECORDINGS = 'record_paths:\n  - {path: /a}\nrecord_detail_paths:\n  - {list: /a, path: "/a/{id}"}\n'


def test_what_a_module_reads_is_recorded_once():
    members = replace(STORE, expansions=(ExpansionModel("parts", "/dataStores/{id}/parts", "id"),))
    reads = Reads("/dataStores/{id}", {*READS.paths, "/dataStores/{id}/parts"}, {"/dataStores/{id}/parts"})
    text = with_recordings(RECORDINGS, members, reads)
    assert yaml.safe_load(text) == {
        "record_paths": [{"path": "/a"}, {"path": "/dataStores", "list": False}],
        "record_detail_paths": [
            {"list": "/a", "path": "/a/{id}"},
            {"list": "/dataStores", "path": "/dataStores/{id}"},
            {"list": "/dataStores", "path": "/dataStores/{id}/parts", "many": True},
        ],
    }
    assert with_recordings(text, members, reads) == text
    # The recorded revision may not have the objects.
    assert with_recordings(RECORDINGS, STORE, Reads("", (), ())) == RECORDINGS
    with pytest.raises(NoPlace, match="record_paths"):
        with_recordings("", STORE, READS)


def test_the_reads_of_the_document_are_those_of_the_default_revision():
    found = recorded_reads("m365", "/ProxyPools")
    assert found.item == "/ProxyPools/{poolId}"
    assert set(found.paths) == {"/ProxyPools", found.item, found.item + "/proxies"}
    assert set(found.long) == {"/ProxyPools", found.item + "/proxies"}
    assert recorded_reads("m365", "/Nothing") == Reads("", (), ())


def test_nothing_is_written_over(project):
    writer.written_files(STORE, "veeam_data_store", READS)
    with pytest.raises(writer.AlreadyThere, match="veeam_data_store.py"):
        writer.written_files(STORE, "veeam_data_store", READS)


def test_what_only_a_person_can_do_is_said(project):
    writer.written_files(STORE, "veeam_data_store", READS)
    left = writer.left_to_do(STORE, "veeam_data_store")
    assert left[0] == "Decide something."
    assert any("PROSE MISSING" in sentence for sentence in left)


def test_a_list_of_its_own_is_one_that_the_simulator_has_to_know(project):
    members = replace(STORE, expansions=(ExpansionModel("place", "/dataStores/{id}/places", "id"),))
    writer.written_files(STORE, "veeam_data_store", READS)
    left = writer.left_to_do(members, "veeam_data_store")
    assert any(sentence.startswith("Teach the simulator what GET /dataStores/{id}/places lists") for sentence in left)


def test_a_declaration_that_is_too_long_is_said(project, monkeypatch):
    writer.written_files(STORE, "veeam_data_store", READS)
    monkeypatch.setattr(writer, "_MAX_LINES", 10)
    assert any("make it a folder" in sentence for sentence in writer.left_to_do(STORE, "veeam_data_store"))


def test_an_object_that_samples_lack_is_said(project, monkeypatch):
    monkeypatch.setattr(writer, "reference_names", lambda product, noun: None)
    writer.written_files(STORE, "veeam_data_store", READS)
    assert any("'backup proxy' in REFERENCES" in sentence for sentence in writer.left_to_do(STORE, "veeam_data_store"))


@pytest.mark.parametrize("module", [new_fields, new_resource, expansion, responses])
def test_the_page_says_what_to_do_about_every_sentence(module):
    sentences = [value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)]
    rows = re.findall(r"^\| `([^`]+)`", (ROOT / "docs/adding_a_module.md").read_text("utf-8"), re.MULTILINE)
    said = [sentence for sentence in sentences if " " in sentence]
    assert said
    assert [sentence for sentence in said if not any(sentence.startswith(row) for row in rows)] == []


def test_failures_of_one_reason_are_one_sentence():
    failed = [("tests/unit/test_a.py::test_b[x]", "wrong "), ("tests/unit/test_a.py::test_b[y]", "wrong")]
    assert list(checks._grouped(failed)) == ["test_a.py::test_b fails for x, y: wrong"]


def test_descriptions_that_are_missing_are_said_once():
    failed = [("tests/unit/test_a.py::test_b[x]", "not described assert 'PROSE MISSING' not in ['PROSE MISSING']")]
    assert list(checks._grouped(failed)) == []


def test_the_whole_reason_of_a_failure_is_said(monkeypatch, tmp_path):
    (tmp_path / "test_long.py").write_text(
        "def test_veeam_x():\n    problems = ['body: ' + 'very ' * 80 + 'long']\n"
        "    assert problems == [], 'two\\nlines'\n"
        "def test_veeam_x_again():\n    assert False, 'another'\n",
        "utf-8",
    )
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setattr(checks, "make_tree", lambda: None)
    sentence, other = checks._failures("test_long.py", "veeam_x")
    assert sentence.startswith("test_long.py::test_veeam_x fails")
    assert "two lines assert ['body: " + "very " * 80 + "long" in sentence
    assert "another" in other


def test_filters_that_the_simulator_would_ignore_are_said():
    (sentence,) = checks._filters_without_column(STORE)
    assert "ageFilter" in sentence
    assert "nameFilter" not in sentence


@pytest.mark.parametrize(
    "arguments",
    [
        ["", "vbr"],
        ["veeam_x", "azure"],
        ["veeam_x_info", "vbr"],
        ["x", "vbr"],
        ["veeam_azure_x", "vbr"],
    ],
)
def test_what_is_no_name_of_a_module_is_refused(arguments):
    module, product = arguments
    with pytest.raises(SystemExit) as refused:
        command.main(["--module", module, "--product", product, "--path", "/x"])
    assert refused.value.code == 2


def test_without_a_path_those_are_listed_that_no_module_covers(capsys):
    assert command.main(["--product", "m365"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "that no module creates or changes yet" in lines[0]
    assert "make new MODULE=veeam_m365_x PRODUCT=m365 API_PATH=/x" in lines[-1]


def test_a_path_that_does_not_exist_is_said_with_those_that_do(capsys):
    assert command.main(["--module", "veeam_m365_x", "--product", "m365", "--path", "/Nothing"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("No revision of the m365 document has the path /Nothing.\nPaths of Veeam Backup for")


def test_the_product_has_to_be_given():
    with pytest.raises(SystemExit) as refused:
        command.main([])
    assert refused.value.code == 2


def test_what_no_module_covers_says_what_can_be_done_there():
    lines = {line.split()[0]: line for line in list(uncovered("m365"))[1:]}
    assert lines["/Accounts"].split(maxsplit=1)[1] == "create, change, remove"
    assert lines["/HistorySettings"].split(maxsplit=1)[1] == "change"
    # Modules create the former and list the latter.
    assert "/Jobs" not in lines
    assert lines["/Proxies"].endswith("listed by veeam_m365_proxy_info")


def test_a_path_is_taken_with_and_without_the_prefix_of_the_product():
    for given in ("/api/v1/credentials", "credentials", "/credentials/"):
        assert path_of(VBR, given) == "/credentials"
