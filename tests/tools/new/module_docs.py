# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a module besides its declaration: the skeleton that `make generate` completes, and the changelog."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import plural
from tools.generate.source import ModuleText, put_together
from tools.generate.wording import PROSE_MISSING
from tools.new.model import ResourceModel
from tools.new.samples import State

_TITLES = {
    "vbr": "Veeam Backup & Replication",
    "azure": "Veeam Backup for Microsoft Azure",
    "m365": "Veeam Backup for Microsoft 365",
}
_FULL_NAME = "opendr.veeam."


def module_file(model: ResourceModel, module: str, stem: str, example: State, waits: bool) -> str:
    """The file of the module that makes the resource. ``stem`` is the file of its declaration."""
    fragments = [model.product, *(["waiting"] if waits else []), "attributes", "attributes.common"]
    verbs = _verbs(model)
    nouns = model.noun if not model.identity else plural(model.noun)
    tasks = [{"name": PROSE_MISSING, _FULL_NAME + module: example}]
    return _file(model, module, stem, f"{verbs} {nouns} of {_TITLES[model.product]}", fragments, tasks)


def _verbs(model: ResourceModel) -> str:
    """What the module does, by the operations that there are."""
    operations = ((model.create, "create"), (model.update, "change"), (model.delete, "remove"))
    *earlier, last = [verb for operation, verb in operations if operation is not None] or ["change"]
    return (f"{', '.join(earlier)} and {last}" if earlier else last).capitalize()


def info_file(model: ResourceModel, module: str, stem: str, name: str) -> str:
    """The file of the module that lists the resource's objects; ``name`` is that of one of them."""
    fragments = [model.product, "attributes.info", "attributes.common"]
    arguments = {entry.option: name for entry in model.filters if entry.option == "name"}
    tasks = [{"name": PROSE_MISSING, f"{_FULL_NAME}{module}_info": arguments}]
    title = f"List {plural(model.noun)} of {_TITLES[model.product]}"
    return _file(model, f"{module}_info", f"{stem}_info", title, fragments, tasks)


def changelog_fragment(model: ResourceModel, module: str) -> str:
    """The changelog fragment of the pair of modules."""
    title = _TITLES[model.product]
    if not model.is_listed:
        return f"---\nminor_changes:\n  - {module} - new module for the {model.noun} of {title}.\n"
    return f"---\nminor_changes:\n  - {module}, {module}_info - new modules for the {plural(model.noun)} of {title}.\n"


def _file(
    model: ResourceModel, module: str, stem: str, title: str, fragments: Sequence[str], tasks: Sequence[State]
) -> str:
    documentation = {
        "module": module,
        "short_description": title,
        "version_added": "0.1.0",
        "description": [PROSE_MISSING],
        "author": ["OpenDR contributors (@opendr)"],
        "extends_documentation_fragment": [_FULL_NAME + fragment for fragment in fragments],
    }
    return put_together(f"{model.product}.{stem}", ModuleText(as_yaml(documentation), as_yaml(list(tasks)), ""))


class _Indented(yaml.SafeDumper):
    """Indents the items of lists, as ansible-lint wants them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: _Indented, text: str) -> yaml.Node:
    style = '"' if "{{" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Indented.add_representer(str, _represent_text)


def as_yaml(value: object) -> str:
    """YAML in the style of the collection."""
    text: str = yaml.dump(value, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=118)
    return text
