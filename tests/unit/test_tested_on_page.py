# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that says what the collection was tested on is true, as far as it can be held to what is here."""

from __future__ import annotations

import re

import yaml

from simulator.documents import REVISIONS, load
from simulator.operations import response_examples
from support.modules import COLLECTION
from tools.cores import CORES
from tools.paths import OLDEST_TARGET

PAGE = (COLLECTION / "docs" / "tested_on.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("|")]
PLAIN = re.sub(r"\s+", " ", PAGE)
TARGETS = COLLECTION / "tests" / "integration" / "targets"


def row(start):
    """The only row of a table whose first cell starts so."""
    (found,) = [line for line in ROWS if line.startswith(f"| {start}")]
    return found


def test_it_says_first_that_no_real_server_was_there():
    assert PLAIN.index("**No module of this collection has run against a real Veeam server yet.**") < 60
    for product in ("Veeam Backup & Replication", "Veeam Backup for Microsoft Azure", "Veeam Backup for Microsoft 365"):
        assert any(product in line and "a real" in line for line in ROWS)


def test_it_names_every_document():
    """That of v8 of Azure is made from the one of v8.1, which the page says too."""
    documents = row("the vendor's OpenAPI documents")
    for product, revisions in REVISIONS.items():
        for revision in revisions if product != "azure" else ["v8.1"]:
            assert re.search(rf"\b{re.escape(revision)}\b", documents), (product, revision)
    assert "v8 was compared with the document of v8.1" in PAGE


def test_the_documents_have_examples_where_it_says_so():
    assert "The document of v7 has no examples" in PAGE
    assert not list(response_examples(load("m365", "v7")))
    assert list(response_examples(load("m365", "v8")))


def test_it_names_every_core_and_the_oldest_python():
    cores = row("ansible-core 2.18")
    assert [core.series for core in CORES if core.series not in cores] == []
    assert row(f"Python {OLDEST_TARGET}")


def test_the_targets_for_any_server_exist_and_do_what_it_says():
    for name in ("any_vbr_server", "any_azure_server"):
        assert f"`{name}`" in PAGE
        tasks = "\n".join(path.read_text("utf-8") for path in (TARGETS / name).rglob("*.yml"))
        assert not re.search(r"veeam_\w*(recovery|restore|flr|mount)\b(?!_info|_point)", tasks)
    assert "tests/integration/integration_config.yml.template tests/integration/integration_config.yml" in PAGE


def test_the_playbook_that_records_is_for_the_products_that_it_says():
    play = yaml.safe_load((COLLECTION / "playbooks" / "record_answers.yml").read_text("utf-8"))[0]
    assert play["vars"]["record_product"] == "vbr"
    assert all(f"-e record_product={product}" in PAGE for product in ("azure", "m365"))
    files = {path.name for path in (COLLECTION / "playbooks" / "vars").glob("record_answers_*.yml")}
    assert files == {f"record_answers_{product}.yml" for product in ("vbr", "azure", "m365")}
    assert "The integration targets below are not for this product yet" in row(
        "a real server of Veeam Backup for Microsoft 365"
    )
