# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a declaration and of its info twin. This file alone knows how the engine wants them written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import plural
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import UUID
from tools.new.model import DedicatedUpdateModel, FieldModel, FilterModel, OperationModel, ParameterModel, ResourceModel
from tools.new.names import camel_case
from tools.new.reconciler import expansion_facts, reconciler_name, reconciler_text
from tools.new.references import References

HEAD = """\
# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""
# What the files of each product call it.
SHORT_TITLES = {"vbr": "VBR", "azure": "Azure", "m365": "Microsoft 365"}
# From how many entries on a tuple gets a name of its own.
_LONG_GROUP, _LONG_TUPLE = 4, 3
# The longest line of the project.
_LINE = 120


@dataclass
class Source:
    """A declaration as it grows: its constants in the order in which they are needed, and what it imports."""

    references: References
    constants: dict[str, str] = field(default_factory=dict)
    imports: dict[str, set[str]] = field(default_factory=dict)
    reserved: frozenset[str] = frozenset({"PATH", "FIELDS", "MODULE"})
    _names: dict[str, str] = field(default_factory=dict)

    def use(self, module: str, name: str) -> str:
        """Import a name; that name."""
        self.imports.setdefault(module, set()).add(name)
        return name

    def reference(self, path: str) -> str:
        """The constant for a list that ids are from, by its path or place."""
        known = self.references.by_place(path)
        return self.use(f".{known.module}", known.constant)

    def constant(self, name: str, text: str) -> str:
        """The name of a constant of that text, which is declared once; another name where this one is taken."""
        if text not in self._names:
            known = [reference.constant for reference in self.references.known]
            taken = {*self.constants, *known, *self.reserved}
            candidates = (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3)))
            self._names[text] = next(candidate for candidate in candidates if candidate not in taken)
            self.constants[self._names[text]] = text
        return self._names[text]

    def import_lines(self) -> list[str]:
        """The import statements."""
        return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(self.imports.items())]


def declaration(model: ResourceModel, references: References) -> str:
    """The text of ``module_utils/<product>/<name>.py``."""
    constant = resource_constant(model, references)
    source = Source(references)
    source.reserved |= {constant, model.product.upper()}
    known = references.of_list(model.path)
    source.use("..engine.resource_module", "resource_module")
    source.use("..schema.fields", "Field")
    source.use("..schema.resource", "Operation")
    source.use("..schema.resource", "Resource")
    product = source.use(".product", model.product.upper())
    shared = Counter(group for group in _groups(model.fields))
    fields = _tuple([field_text(source, entry, shared) for entry in model.fields])
    operations = {
        name: _operation(source, operation)
        for name, operation in (("create", model.create), ("update", model.update), ("delete", model.delete))
        if operation is not None
    }
    if model.dedicated_updates:
        operations["dedicated_updates"] = _tuple([_dedicated(source, update) for update in model.dedicated_updates])
    facts = _resource_facts(model)
    path = _text(model.path)
    if known:
        facts["noun"], path = f"{source.reference(model.path)}.noun", f"{source.reference(model.path)}.path"
    reconciler = [reconciler_text(source, model)] if model.expansions else []
    if reconciler:
        facts.update(expansion_facts(source, model))
    made_by = [constant, *([reconciler_name(model)] if reconciler else [])]
    resource = _call("Resource", [], {"product": product, **facts, **operations})
    nouns = plural(model.noun)
    title = f"{nouns[:1].upper()}{nouns[1:]} of {SHORT_TITLES[model.product]}, operations under ``{model.path}``."
    return _module(
        title,
        source.import_lines(),
        [
            f"PATH = {path}",
            *(f"{name} = {text}" for name, text in source.constants.items()),
            f"FIELDS = {fields}",
            f"{constant} = {resource}",
            *reconciler,
            f"MODULE = resource_module({', '.join(made_by)})",
        ],
    )


def resource_constant(model: ResourceModel, references: References) -> str:
    """The name of the constant that holds the Resource."""
    constant = model.noun.upper().replace(" ", "_")
    return "RESOURCE" if constant in {known.constant for known in references.known} else constant


def _resource_facts(model: ResourceModel) -> dict[str, str]:
    """What Resource says besides its product and its operations, in the words of ``schema/resource.py``."""
    facts = {"noun": _text(model.noun), "path": "PATH", "fields": "FIELDS"}
    if model.key:
        facts["result_key"] = _text(model.key)
    if model.identity != {"name": "nameFilter"}:
        facts["identity"] = _mapping({option: _text(query) for option, query in model.identity.items()})
    if model.variant:
        facts["variant"] = _text(model.variant)
    if model.since:
        facts["since"] = _text(model.since)
    if not model.merges:
        facts["update_body"] = _text("project")
    return facts


def info_declaration(model: ResourceModel, references: References, name: str) -> str:
    """The text of ``module_utils/<product>/<name>_info.py``; ``name`` is the module that declares the resource."""
    source = Source(references)
    source.use("..engine.info", "info_module")
    source.use("..schema.listing", "Listing")
    resource = source.use(f".{name}", resource_constant(model, references))
    product = source.use(".product", model.product.upper())
    nouns = plural(model.noun)
    constant = nouns.upper().replace(" ", "_")
    # The plural of a noun may be itself.
    constant = "LISTING" if constant == resource else constant
    source.reserved |= {constant, product, resource}
    facts = {"product": product, "noun": f"{resource}.noun", "path": f"{resource}.path"}
    facts["fields"] = f"{resource}.listed_fields"
    if model.variant:
        facts["variant"] = f"{resource}.variant"
    if model.since:
        facts["since"] = f"{resource}.since"
    title = f"The list of {nouns} of {SHORT_TITLES[model.product]}, operation ``GET {model.path}``."
    if model.filters:
        source.use("..schema.listing", "Filter")
        facts["filters"] = _tuple([_filter(source, entry) for entry in model.filters])
    return _module(
        title,
        source.import_lines(),
        [
            *(f"{constant_name} = {text}" for constant_name, text in source.constants.items()),
            f"{constant} = {_call('Listing', [], facts)}",
            f"MODULE = info_module({constant}, {_text(model.list_key)})",
        ],
    )


# --- Parts ---


def field_text(source: Source, entry: FieldModel, shared: Mapping[str, int]) -> str:
    """One Field. ``shared`` counts how often each group of fields is needed."""
    arguments = [_text(entry.option)] + ([_text(entry.type)] if entry.type != "str" else [])
    facts: dict[str, str] = {}
    if entry.elements:
        facts["elements"] = _text(entry.elements)
    if camel_case(entry.option) != entry.api:
        facts["api"] = _text(entry.api)
    if entry.item_property:
        facts["item_property"] = _text(entry.item_property)
    if entry.response_api:
        facts["response_api"] = _text(entry.response_api)
    if entry.mode != "mutable":
        facts["mode"] = _text(entry.mode)
    if entry.reference:
        facts["reference"] = source.reference(entry.reference)
    facts.update(_choices(source, entry.option, entry.choices, entry.choice_spans))
    if entry.api_choices:
        facts["api_choices"] = _mapping({ours: _text(theirs) for ours, theirs in entry.api_choices.items()})
    if entry.fields:
        facts["fields"] = _group(source, entry, shared)
    facts.update({name: _text(value) for name in ("since", "until") if (value := getattr(entry, name))})
    if entry.variants:
        facts["variants"] = _named(source, f"with_{entry.option}", entry.variants)
    if entry.required:
        facts["required"] = "True"
    spans = ("required_since", "required_until")
    facts.update({name: _text(value) for name in spans if (value := getattr(entry, name))})
    if entry.default is not None:
        facts["default"] = _text(entry.default)
    facts.update(_values(source, entry))
    return _call("Field", arguments, facts)


def _values(source: Source, entry: FieldModel) -> dict[str, str]:
    """What the values of a field have to be, and what it means where there is none."""
    facts = {"nullable": "True"} if entry.nullable else {}
    if entry.absent_value is not None:
        facts["absent_value"] = str(entry.absent_value)
    given = entry.mode != "computed"
    if "int" in (entry.type, entry.elements) and given:
        facts.update({"minimum": str(entry.minimum)} if entry.minimum else {})
        facts.update({"maximum": str(entry.maximum)} if entry.maximum is not None else {})
    if "str" in (entry.type, entry.elements) and (given or entry.option == "id"):
        facts.update(_format(source, entry))
    return facts


def _format(source: Source, entry: FieldModel | FilterModel) -> dict[str, str]:
    name = {UUID: "UUID", "time": "TIME_OF_DAY"}.get(entry.format, "")
    return {"format": source.use("..schema.values", name)} if name and not entry.reference else {}


def _groups(fields: Iterable[FieldModel]) -> Iterator[str]:
    for entry in fields:
        if entry.fields:
            yield repr(entry.fields)
            yield from _groups(entry.fields)


def _group(source: Source, entry: FieldModel, shared: Mapping[str, int]) -> str:
    text = _tuple([field_text(source, nested, shared) for nested in entry.fields])
    if shared[repr(entry.fields)] > 1 or len(entry.fields) > _LONG_GROUP:
        return source.constant(entry.option.upper(), text)
    return text


def _choices(
    source: Source, option: str, choices: Sequence[str], spans: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    facts = {}
    if choices:
        facts["choices"] = _named(source, f"{option}_choices", choices)
    if spans:
        text = _mapping({choice: f"({_text(since)}, {_text(until)})" for choice, (since, until) in spans.items()})
        facts["choice_spans"] = source.constant(f"{option}_spans".upper(), text) if len(spans) > _LONG_TUPLE else text
    return facts


def _named(source: Source, name: str, values: Sequence[str]) -> str:
    text = _tuple([_text(value) for value in values])
    return source.constant(name.upper(), text) if len(values) > _LONG_TUPLE else text


def _operation(source: Source, operation: OperationModel) -> str:
    base, _unused, rest = operation.path.partition("/{")
    path = "PATH" + (f" + {_text('/{' + rest)}" if rest else "")
    facts = {}
    if operation.parameters:
        facts["parameters"] = _tuple([_parameter(source, parameter) for parameter in operation.parameters])
    if operation.since:
        facts["since"] = _text(operation.since)
    return _call("Operation", [_text(operation.method), path, _text(operation.response)], facts) if base else ""


def _dedicated(source: Source, update: DedicatedUpdateModel) -> str:
    options = _tuple([_text(entry.option) for entry in update.fields])
    fields = _tuple([field_text(source, entry, {}) for entry in update.fields])
    name = source.use("..schema.resource", "DedicatedUpdate")
    return _call(name, [_operation(source, update.operation), options], {"fields": fields})


def _parameter(source: Source, parameter: ParameterModel) -> str:
    facts = {"type": _text(parameter.type)} if parameter.type != "bool" else {}
    return _call(source.use("..schema.resource", "Parameter"), [_text(parameter.option), _text(parameter.query)], facts)


def _filter(source: Source, entry: FilterModel) -> str:
    facts: dict[str, str] = {}
    for name, default in (("query", ""), ("type", "str"), ("elements", "")):
        if getattr(entry, name) != default:
            facts[name] = _text(getattr(entry, name))
    facts.update(_choices(source, entry.option, entry.choices, entry.choice_spans))
    if entry.reference:
        facts["reference"] = source.reference(entry.reference)
    for name, default in (("field", ""), ("match", "exact"), ("since", ""), ("many_since", "")):
        if getattr(entry, name) != default:
            facts[name] = _text(getattr(entry, name))
    facts.update(_format(source, entry))
    return _call("Filter", [_text(entry.option)], facts)


# --- Python ---


def _module(title: str, imports: Sequence[str], statements: Sequence[str]) -> str:
    docstring = f'"""{title} Private to the collection."""'
    if len(docstring) > _LINE:
        docstring = f'"""{title}\n\nPrivate to the collection.\n"""'
    parts = [HEAD + docstring, "from __future__ import annotations", "\n".join(imports), *statements]
    return "\n\n".join(parts) + "\n"


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tuple(items: Sequence[str]) -> str:
    # Without a comma at its end, the formatter keeps a short tuple on one line.
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _mapping(items: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_text(key)}: {value}" for key, value in items.items()) + "}"


def _call(name: str, arguments: Sequence[str], facts: Mapping[str, str]) -> str:
    return f"{name}({', '.join([*arguments, *(f'{key}={value}' for key, value in facts.items())])})"
