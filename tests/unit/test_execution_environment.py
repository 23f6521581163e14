# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment for AWX: ansible-builder takes its definition, and finds what the collection needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from support.awx import DIRECTORY, load
from support.modules import COLLECTION
from tools.cores import CORES

DEFINITION = DIRECTORY / "execution_environment.yml"
BUILDER = str(Path(sys.executable).parent / "ansible-builder")


def builder(*arguments: str) -> str:
    command = [BUILDER, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_builder_makes_a_build_context_of_it(tmp_path: Path):
    builder("create", "--file", str(DEFINITION), "--context", str(tmp_path), "--output-filename", "Containerfile")
    made = (tmp_path / "Containerfile").read_text("utf-8")
    definition = load(DEFINITION)
    dependencies = definition["dependencies"]
    assert definition["images"]["base_image"]["name"] in made
    assert dependencies["python_interpreter"]["python_path"] in made
    assert dependencies["ansible_core"]["package_pip"] in made
    collections = yaml.safe_load((tmp_path / "_build" / "requirements.yml").read_text("utf-8"))
    assert collections == dependencies["galaxy"]
    # ansible-galaxy takes it from its repository with Git, which the base image does not have.
    assert [collection["type"] for collection in collections["collections"]] == ["git"]
    installs = made.index("ansible-galaxy collection install")
    assert made.index("AS galaxy") < made.index("RUN $PKGMGR install -y git-core") < installs


def test_the_builder_finds_what_the_collection_needs():
    collections = COLLECTION.parents[2]
    found = yaml.safe_load(builder("introspect", str(collections)))
    assert [requirement.partition(" ")[0] for requirement in found["python"]] == ["requests>=2.31"]
    assert found["system"] == []


def test_it_takes_the_cores_that_are_tested_and_a_python_for_the_newest():
    dependencies = load(DEFINITION)["dependencies"]
    released = [core for core in CORES if "rc" not in core.requirement]
    oldest, after = released[0].series, CORES[len(released)].series
    assert dependencies["ansible_core"]["package_pip"] == f"ansible-core>={oldest},<{after}"
    assert dependencies["python_interpreter"]["package_system"].removeprefix("python") in released[-1].pythons
