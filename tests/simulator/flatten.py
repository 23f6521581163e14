# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns an OpenAPI 3.0 document's schemas into closed, flat JSON Schema 2020-12.

The vendor's schemas are open and, in VBR, circular: a discriminated base lists its subtypes in ``oneOf`` and each
subtype includes the base through ``allOf``. Validators then either recurse or accept anything. Here every object
becomes one flat property list with ``additionalProperties: false``, and every discriminated base becomes a choice
by its discriminator (``if``/``then``). Flat objects make ``unevaluatedProperties`` unnecessary, which is several
times faster and names the misspelt property in the error. ``x-variants`` keeps the choice readable for code
that projects or invents values, ``x-secret`` that a text is a secret by its format or is never answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]

_KEPT = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "pattern")
# What a number of a format that describes storage can hold; no other limit is meant unless the document has one.
_RANGES: dict[str, dict[str, int]] = {
    kind: {"minimum": -(2 ** (bits - 1)), "maximum": 2 ** (bits - 1) - 1}
    for kind, bits in (("int32", 32), ("int64", 64))
}
# Formats that a JSON Schema validator knows; the others (password, ...) only describe storage.
_FORMATS = frozenset({"uuid", "date-time", "date", "time", "uri", "email", "ipv4", "ipv6"})


def name_of(ref: str) -> str:
    """The component a reference names."""
    return ref.rsplit("/", 1)[-1]


class Flattener:
    """Converts the component schemas of one document, for requests or for answers."""

    def __init__(self, schemas: dict[str, Schema], hidden: str) -> None:
        """``hidden``: ``readOnly`` for requests, ``writeOnly`` for answers; such properties are never required."""
        self.schemas = schemas
        self.hidden = hidden
        self._choices = [(name, *variants) for name, schema in schemas.items() if (variants := variants_of(schema))]

    def all(self) -> dict[str, Schema]:
        return {name: self.component(name) for name in self.schemas}

    def component(self, name: str) -> Schema:
        schema = self.schemas[name]
        variants = variants_of(schema)
        if variants:
            return self._choice(*variants)
        # A subtype that adds nothing to its base must not become a mere reference back to the choice.
        inherits = any(variants_of(self.schemas[base]) for base in self._family(name))
        flat = _nullable(self._object(schema), schema) if inherits else self.convert(schema)
        for key, values in self._pins(name).items():
            if key in flat.get("properties", {}):
                flat["properties"][key] = {"enum": values}
        return flat

    def convert(self, schema: Schema) -> Schema:
        """One schema, references kept as references into ``$defs``."""
        if "$ref" in schema:
            return _nullable({"$ref": f"#/$defs/{name_of(schema['$ref'])}"}, schema)
        parts = schema.get("allOf", [])
        if len(parts) == 1 and "$ref" in parts[0] and not schema.get("properties"):
            return _nullable(self.convert(parts[0]), schema)
        if parts or "properties" in schema or schema.get("type") == "object":
            return _nullable(self._object(schema), schema)
        if schema.get("type") == "array" or "items" in schema:
            flat: Schema = {"type": "array", "items": self.convert(schema.get("items", {}))}
        else:
            flat = {"type": schema["type"]} if "type" in schema else {}
            if schema.get("format") in _FORMATS:
                flat["format"] = schema["format"]
            flat.update(_RANGES.get(schema.get("format", ""), {}))
            if schema.get("format") == "password" or schema.get("writeOnly"):
                flat["x-secret"] = True
            if "enum" in schema:
                flat["enum"] = [value for value in schema["enum"] if value is not None]
        flat.update({key: schema[key] for key in _KEPT if key in schema})
        return _nullable(flat, schema)

    def _object(self, schema: Schema) -> Schema:
        properties: dict[str, Schema] = {}
        required: list[str] = []
        extra: list[Any] = []
        self._collect(schema, properties, required, extra, set())
        flat: Schema = {"type": "object"}
        if properties:
            flat["properties"] = {key: self.convert(value) for key, value in properties.items()}
            # A document that demands a property nothing defines (see repairs.py) cannot be satisfied otherwise.
            needed = [
                key for key in dict.fromkeys(required) if key in properties and not properties[key].get(self.hidden)
            ]
            if needed:
                flat["required"] = needed
        declared = [value for value in extra if value is not False]
        if declared:
            flat["additionalProperties"] = self.convert(declared[0]) if isinstance(declared[0], dict) else True
        elif properties or extra:
            flat["additionalProperties"] = False
        for option in schema.get("oneOf", []) if "discriminator" not in schema else []:
            flat.setdefault("oneOf", []).append({"required": option["required"]})
        return flat

    def _collect(
        self, schema: Schema, properties: dict[str, Schema], required: list[str], extra: list[Any], seen: set[str]
    ) -> None:
        for part in schema.get("allOf", []):
            name = name_of(part["$ref"]) if "$ref" in part else None
            if name in seen:
                continue
            if name:
                seen.add(name)
            self._collect(self.schemas[name] if name else part, properties, required, extra, seen)
        properties.update(schema.get("properties", {}))
        required.extend(schema.get("required", []))
        if "additionalProperties" in schema:
            extra.append(schema["additionalProperties"])

    def _choice(self, key: str, mapping: dict[str, str]) -> Schema:
        return {
            "type": "object",
            "required": [key],
            "properties": {key: {"enum": list(mapping)}},
            "allOf": [
                {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": {"$ref": f"#/$defs/{name}"}}
                for value, name in mapping.items()
            ],
            "x-variants": {"property": key, "mapping": mapping},
        }

    def _pins(self, name: str) -> dict[str, list[str]]:
        """Discriminator values under which bases lead to this component, directly or through its own bases."""
        family, pins = self._family(name), dict[str, list[str]]()
        for base, key, mapping in self._choices:
            values = [
                value
                for value, target in mapping.items()
                if target != base and target in (family if base in family else {name})
            ]
            if values:
                pins.setdefault(key, []).extend(value for value in values if value not in pins.get(key, []))
        return pins

    def _family(self, name: str) -> set[str]:
        found, todo = {name}, [name]
        while todo:
            for part in self.schemas[todo.pop()].get("allOf", []):
                parent = name_of(part["$ref"]) if "$ref" in part else None
                if parent and parent not in found:
                    found.add(parent)
                    todo.append(parent)
        return found


def variants_of(schema: Schema) -> tuple[str, dict[str, str]] | None:
    """Discriminator property and value -> component, for a discriminated base."""
    discriminator = schema.get("discriminator")
    if not discriminator:
        return None
    mapping = {value: name_of(ref) for value, ref in discriminator.get("mapping", {}).items()}
    if not mapping:
        mapping = {name_of(part["$ref"]): name_of(part["$ref"]) for part in schema.get("oneOf", [])}
    return discriminator["propertyName"], mapping


def _nullable(flat: Schema, source: Schema) -> Schema:
    if not source.get("nullable"):
        return flat
    if "$ref" in flat:
        return {"anyOf": [flat, {"type": "null"}]}
    if "type" in flat and not isinstance(flat["type"], list) and flat["type"] != "null":
        flat = {**flat, "type": [flat["type"], "null"]}
    if "enum" in flat:
        flat = {**flat, "enum": [*flat["enum"], None]}
    return flat


def references(schema: Any) -> Iterable[str]:
    """Names of the components that a flat schema refers to."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield name_of(value)
            elif key != "x-variants":
                yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def with_definitions(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """A schema that stands alone: itself and every component it reaches."""
    reached: dict[str, Schema] = {}
    todo = list(references(schema))
    while todo:
        name = todo.pop()
        if name not in reached:
            reached[name] = definitions[name]
            todo.extend(references(definitions[name]))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": reached}
