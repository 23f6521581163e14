# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` writes to disk, and what it says is left to do."""

from __future__ import annotations

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from tools.new import __main__ as command
from tools.new import checks, writer
from tools.new.model import FieldModel, FilterModel, OperationModel, ResourceModel
from tools.new.products import path_of
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
SHARED = ("tests/support/samples.py", "tests/support/exceptions.py")
FORMAT = "pyproject.toml"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the files that all modules share."""
    for name in (*SHARED, FORMAT):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(writer, "ROOT", tmp_path)
    return tmp_path


def test_everything_that_a_pair_of_modules_needs_is_written(project):
    files = {str(path) for path in writer.written_files(STORE, "veeam_data_store")}
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


def test_nothing_is_written_over(project):
    writer.written_files(STORE, "veeam_data_store")
    with pytest.raises(writer.AlreadyThere, match="veeam_data_store.py"):
        writer.written_files(STORE, "veeam_data_store")


def test_what_only_a_person_can_do_is_said(project):
    writer.written_files(STORE, "veeam_data_store")
    left = writer.left_to_do(STORE, "veeam_data_store")
    assert left[0] == "Decide something."
    assert any("PROSE MISSING" in sentence for sentence in left)


def test_a_declaration_that_is_too_long_is_said(project, monkeypatch):
    writer.written_files(STORE, "veeam_data_store")
    monkeypatch.setattr(writer, "_MAX_LINES", 10)
    assert any("make it a folder" in sentence for sentence in writer.left_to_do(STORE, "veeam_data_store"))


def test_an_object_that_samples_lack_is_said(project, monkeypatch):
    monkeypatch.setattr(writer, "REFERENCES", {})
    writer.written_files(STORE, "veeam_data_store")
    assert any("'backup proxy' in REFERENCES" in sentence for sentence in writer.left_to_do(STORE, "veeam_data_store"))


def test_failures_of_one_reason_are_one_sentence():
    failed = [("tests/unit/test_a.py::test_b[x]", "wrong "), ("tests/unit/test_a.py::test_b[y]", "wrong")]
    assert list(checks._grouped(failed)) == ["test_a.py::test_b fails for x, y: wrong"]


def test_filters_that_the_simulator_would_ignore_are_said():
    (sentence,) = checks._filters_without_column(STORE)
    assert "ageFilter" in sentence
    assert "nameFilter" not in sentence


@pytest.mark.parametrize(
    "arguments",
    [
        ["veeam_x", "vbr"],
        ["veeam_x", "azure", "/x"],
        ["veeam_x_info", "vbr", "/x"],
        ["x", "vbr", "/x"],
        ["veeam_azure_x", "vbr", "/x"],
    ],
)
def test_what_is_no_name_of_a_module_is_refused(arguments):
    with pytest.raises(SystemExit) as refused:
        command.main(arguments)
    assert refused.value.code == 2


def test_a_path_is_taken_with_and_without_the_prefix_of_the_product():
    for given in ("/api/v1/credentials", "credentials", "/credentials/"):
        assert path_of(VBR, given) == "/credentials"
