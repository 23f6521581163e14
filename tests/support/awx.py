# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the collection for AWX, and what AWX does with them."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment

from support.modules import COLLECTION
from tools.awx_arguments import RECORDED

DIRECTORY = COLLECTION / "extensions" / "awx"


def load(path: Path) -> dict[str, Any]:
    """A file for AWX."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def files_of(kind: str) -> list[Path]:
    """The files for one kind of object of AWX, such as ``job_templates``."""
    return sorted((DIRECTORY / kind).glob("*.yml"))


@functools.cache
def argument_spec(module: str) -> dict[str, Any]:
    """The arguments of a module of awx.awx, as tools/awx_arguments.py has recorded them."""
    recorded: dict[str, Any] = json.loads(RECORDED.read_text("utf-8"))["modules"][module]
    return recorded


def slices(hosts: Sequence[str], count: int) -> list[list[str]]:
    """The hosts of each slice of a job, as AWX deals them out."""
    return [sorted(hosts)[number::count] for number in range(count)]


def credential_type(product: str) -> dict[str, Any]:
    """The credential type for a product."""
    return load(DIRECTORY / "credential_types" / f"{product}.yml")


def injected(product: str, given: dict[str, Any], directory: str = "/file") -> dict[str, str]:
    """The environment of a job, as AWX renders it: a check box is false unless ticked, what is not given is missing.

    ``directory`` is where the files of the type are.
    """
    described = credential_type(product)
    boxes = {field["id"]: False for field in described["inputs"]["fields"] if field["type"] == "boolean"}
    files = {name.removeprefix("template."): f"{directory}/{name}" for name in described["injectors"]["file"]}
    names = {**boxes, **given, "tower": SimpleNamespace(filename=SimpleNamespace(**files))}
    environment = ImmutableSandboxedEnvironment()
    return {
        name: environment.from_string(template).render(**names)
        for name, template in described["injectors"]["env"].items()
    }
