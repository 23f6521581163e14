# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RETURN of a module: what its declaration returns, in the words of the option that each property is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ruamel.yaml.comments import CommentedMap

from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Returned
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Resource
from tools.generate import common_values, scopes
from tools.generate.catalog import Module
from tools.generate.conditions import returned_when
from tools.generate.errors import error_value
from tools.generate.fragments import options_of_fragments
from tools.generate.owners import Owned
from tools.generate.problem import Problem
from tools.generate.prose import Prose
from tools.generate.scopes import Option
from tools.generate.source import ModuleText
from tools.generate.wording import PROSE_MISSING, has_prose, has_suboptions
from tools.generate.yaml_text import Anchors, description, dump, load, paragraphs, read


class Maker(NamedTuple):
    """The module that makes an object, with its documentation, completed."""

    module: Module
    text: ModuleText


# A group of more properties than this is described where its options are.
_MANY = 40
_WRITTEN = ("description", "returned", "type", "elements", "sample", "contains")


def completed_return(
    module: Module, text: str, documentation: str, maker: Maker | None, owners: Mapping[int, Owned]
) -> str:
    """The text of RETURN with everything in it that follows from the declaration.

    `documentation` is the module's DOCUMENTATION, completed, and `maker` the one that makes what it lists;
    `owners` have the words for what is only read.
    """
    written = load(text)
    document = {
        returned.key: _object(
            module, returned, written.get(returned.key) or CommentedMap(), documentation, maker, owners
        )
        for returned in module.declaration.returns
    }
    document |= _common(module, written, document)
    unknown = [key for key in written if key not in document and key != "error"]
    if module.declaration.resource is not None:
        # What nobody has described yet goes with the name that it had.
        unknown = [key for key in unknown if has_prose(written[key])]
        if unknown:
            raise _invented(module, unknown)
    anchors = Anchors()
    for key in unknown:
        document[key] = _reformatted(written[key], 2, anchors)
    order = [*document] if module.declaration.resource is not None else dict.fromkeys((*written, *document))
    result = CommentedMap((key, document[key]) for key in order if key != "error")
    result["error"] = error_value(module, written.get("error"))
    return dump(result)


def _invented(module: Module, names: list[str]) -> Problem:
    return Problem(
        f"{module.name}: RETURN describes {', '.join(names)}, which the declaration does not return. Rename or remove "
        "it there; its prose is not thrown away unseen."
    )


def _object(
    module: Module,
    returned: Returned,
    written: Mapping[str, Any],
    documentation: str,
    maker: Maker | None,
    owners: Mapping[int, Owned],
) -> CommentedMap:
    """The entry of an object, or a list of objects, that is read through fields."""
    entry = CommentedMap()
    entry["description"] = description(paragraphs(written.get("description")) or [PROSE_MISSING], 2)
    entry["returned"] = written.get("returned", "success")
    entry["type"] = "list" if returned.many else "dict"
    if returned.many:
        entry["elements"] = "dict"
    if "sample" in written:
        entry["sample"] = written["sample"]
    resource = _made_by(module, returned)
    properties = scopes.of_resource(resource) if resource else scopes.of_returned(module.product, returned)
    prose = _prose(module, returned, written.get("contains") or {}, properties, documentation, maker)
    contains = _properties(properties, _Words(prose, owners, module.name, returned.variant), (), None)
    for extra in returned.extra:
        contains[extra] = _reformatted(prose.own.get(extra) or {"description": PROSE_MISSING, "type": "dict"}, 6)
    _ensure_returned(module, returned.key, prose.own, contains)
    entry["contains"] = contains
    return entry


def _made_by(module: Module, returned: Returned) -> Resource | None:
    """The resource that an object of the result is of: the first is what the module makes."""
    return module.declaration.resource if returned is module.declaration.returns[0] else None


def _prose(
    module: Module,
    returned: Returned,
    own: Mapping[str, Any],
    properties: Mapping[str, Option],
    documentation: str,
    maker: Maker | None,
) -> Prose:
    root = f"{returned.key}[]" if returned.many else returned.key
    resource = _made_by(module, returned)
    if resource is not None:
        options = _all_options(documentation)
        return Prose(own, root, properties, module.name, options, expanded=resource.expanded)
    if maker is None:
        return Prose(own, root, properties)
    made = maker.module.declaration.returns[0]
    made_values = (read(maker.text.returned).get(made.key) or {}).get("contains") or {}
    options = _all_options(maker.text.documentation)
    return Prose(own, root, properties, maker.module.name, options, made_values, made.key)


def _all_options(documentation: str) -> dict[str, Any]:
    """The options that a module documents, with those of its fragments."""
    document = read(documentation)
    return {
        **options_of_fragments(document.get("extends_documentation_fragment", [])),
        **(document.get("options") or {}),
    }


class _Words(NamedTuple):
    """Where the words come from for the object of a module, and the property that is its variant."""

    prose: Prose
    owners: Mapping[int, Owned]
    module: str
    variant: str

    def owner(self, option: Option, path: tuple[str, ...]) -> Owned | None:
        """How another module, or this one elsewhere, documents a property."""
        owned = [self.owners[id(field)] for field in option.fields if id(field) in self.owners]
        return owned[0] if owned and (owned[0].module != self.module or len(path) > 1) else None


def _properties(
    options: Mapping[str, Option], words: _Words, within: tuple[str, ...], owned: Owned | None
) -> CommentedMap:
    contains = CommentedMap()
    for name, option in options.items():
        if option.is_state:
            path = (*within, name)
            contains[name] = _property(option, words, path, owned.inside(name) if owned else words.owner(option, path))
    return contains


def _property(option: Option, words: _Words, path: tuple[str, ...], owned: Owned | None) -> CommentedMap:
    prose, variant = words.prose, words.variant
    written = prose.written(path)
    entry = CommentedMap()
    is_described_option = option.is_option and bool(prose.maker)
    mark = prose.option_mark(".".join(path)) if is_described_option else ""
    # Many settings are described once, where they are options.
    refers = is_described_option and _count(option) > _MANY
    described = prose.of(path, option, owned)
    entry["description"] = description([*described, has_suboptions(mark)] if refers else described, 4 * len(path) + 2)
    is_expanded = len(path) == 1 and path[0] in prose.expanded
    when = returned_when(option, variant, mark, is_expanded, written.get("returned"))
    if when:
        entry["returned"] = when
    types = {(field.type, field.elements) for field in option.fields if field.is_state}
    kind, elements = next(iter(types)) if len(types) == 1 else ("raw", "")
    entry["type"] = kind
    if elements:
        entry["elements"] = elements
    if "sample" in written:
        entry["sample"] = written["sample"]
    inner = CommentedMap() if refers else _properties(option.nested, words, path, owned)
    # What is one thing in one revision and another in the next has no one form.
    if inner and kind != "raw":
        entry["contains"] = prose.anchors.kept(written.get("contains"), inner)
    return entry


def _count(option: Option) -> int:
    """How many properties are in a group that a task gives as they are returned; 0 where some are only returned."""
    nested = [*option.nested.values()]
    if not all(one.is_option for one in nested if one.is_state):
        return 0
    return len(nested) + sum(_count(one) for one in nested)


def _ensure_returned(module: Module, where: str, own: Mapping[str, Any], contains: Mapping[str, Any]) -> None:
    invented = [f"{where}.{name}" for name in own if name not in contains and has_prose(own[name])]
    if invented:
        raise _invented(module, invented)
    for name, entry in own.items():
        if "contains" in contains.get(name, ()):
            _ensure_returned(module, f"{where}.{name}", entry.get("contains") or {}, contains[name]["contains"])


def _common(module: Module, written: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, CommentedMap]:
    """The values that many modules return, with the samples that are written."""
    resource, product = module.declaration.resource, module.product.name
    found: dict[str, CommentedMap] = {}
    if resource is not None:
        found = {
            "operation": common_values.operation(),
            "changes": common_values.changes(resource.noun, resource.is_singleton),
        }
    responses = {operation.response for operation in module.declaration.api.operations}
    for key, many in (("sessions", True), ("session", False)):
        if key in known:
            continue
        if resource is not None and key in responses and not (key == "session" and "sessions" in responses):
            found[key] = common_values.session(product, many)
        elif key in written and module.declaration.api.operations:
            # What its session is depends on the module; what is told of a session does not.
            found[key] = _reformatted(written[key], 2)
            found[key]["contains"] = common_values.session_facts(product)
    for key, entry in found.items():
        if "sample" in (written.get(key) or {}):
            entry["sample"] = written[key]["sample"]
    return {key: _reformatted(entry, 2) for key, entry in found.items()}


def _reformatted(written: Mapping[str, Any], column: int, anchors: Anchors | None = None) -> CommentedMap:
    """An entry that is kept as it is written, in the order that all have."""
    entry = CommentedMap()
    for key in (*_WRITTEN, *(key for key in written if key not in _WRITTEN)):
        if key not in written:
            continue
        if key == "description":
            entry[key] = description(paragraphs(written[key]), column)
        elif key == "contains":
            contains = CommentedMap((name, _reformatted(one, column + 4)) for name, one in written[key].items())
            entry[key] = anchors.kept(written[key], contains) if anchors else contains
        else:
            entry[key] = written[key]
    return entry
