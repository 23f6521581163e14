# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes values fit flat schemas: drops what a revision does not know, invents what it demands.

Invented values are deterministic: the same seed text always gives the same value.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .flatten import Schema, name_of

INVENTED_TIME = "2026-01-15T08:00:00+00:00"
_NAMESPACE = uuid.UUID("6f2d7a3e-5b51-4e0c-9a51-0d3a52c4b1f7")


_UNKNOWN = object()
_UUID_LENGTH = 36


class NotRepresentable(Exception):
    """The value has no form in this revision, such as a repository type that the revision does not know."""


@functools.cache
def stable_id(text: str) -> str:
    """A uuid that depends on the text alone."""
    return str(uuid.uuid5(_NAMESPACE, text))


class Values:
    """Fits and invents values for the answer schemas of one revision."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self._definitions = definitions
        self._plans: dict[int, _Plan] = {}

    def resolve(self, schema: Schema, value: Any = None) -> Schema:
        """Follow references, nullable wrappers and the discriminator of a value to a plain schema."""
        while True:
            if "$ref" in schema:
                schema = self._definitions[name_of(schema["$ref"])]
            elif "anyOf" in schema:
                schema = {"type": "null"} if value is None else schema["anyOf"][0]
            elif "x-variants" in schema and isinstance(value, dict):
                variants = schema["x-variants"]
                name = variants["mapping"].get(value.get(variants["property"]))
                if name is None:
                    raise NotRepresentable(f"{variants['property']}={value.get(variants['property'])}")
                schema = self._definitions[name]
            else:
                return schema

    def fit(self, schema: Schema, value: Any, seed: str) -> Any:
        """The value as this schema allows it: unknown properties dropped, missing required ones invented."""
        return self._fit(self.resolve(schema, value), value, seed)

    def _fit(self, schema: Schema, value: Any, seed: str) -> Any:
        """As fit, for a schema that is resolved."""
        if isinstance(value, dict):
            return self._fit_object(schema, value, seed)
        if isinstance(value, list):
            items = schema.get("items", {})
            fitted = (self._fit_part(items, item, seed) for item in value)
            return [item for item in fitted if item is not _UNKNOWN]
        found = _Part(schema).fit(value)
        return self.invent(schema, seed) if found is _UNKNOWN else found

    def _fit_part(self, schema: Schema, value: Any, seed: str) -> Any:
        """As fit, but _UNKNOWN for a part that has no form in this revision, so that it can be left out."""
        try:
            schema = self.resolve(schema, value)
        except NotRepresentable:
            return _UNKNOWN
        return self._fit(schema, value, seed) if _Part(schema).takes(value) else _UNKNOWN

    def _fit_object(self, schema: Schema, value: Mapping[str, Any], seed: str) -> dict[str, Any]:
        plan = self._plan(schema)
        plain, parts, properties, extra = plan.plain, plan.parts, plan.properties, plan.extra
        fitted: dict[str, Any] = {}
        for key, item in value.items():
            scalar = plain.get(key)
            if scalar is not None and not isinstance(item, (dict, list)):
                found = scalar.fit(item)
                if found is not _UNKNOWN:
                    fitted[key] = found
            elif key in properties:
                part = parts.get(key)
                if part is None:
                    found = self._fit_part(properties[key], item, f"{seed}.{key}")
                else:
                    found = self._fit(part.schema, item, f"{seed}.{key}") if part.takes(item) else _UNKNOWN
                if found is not _UNKNOWN:
                    fitted[key] = found
            elif extra is not False:
                fitted[key] = self.fit(extra, item, seed) if isinstance(extra, dict) else item
        for key in plan.nulls:
            # What a real server shows as null where nothing is set.
            fitted.setdefault(key, None)
        for key in plan.required:
            if key not in fitted:
                fitted[key] = self.invent(properties[key], f"{seed}.{key}")
        return fitted

    def _plan(self, schema: Schema) -> _Plan:
        plan = self._plans.get(id(schema))
        if plan is None:
            properties: dict[str, Schema] = schema.get("properties", {})
            alike = {key: _Part(self.resolve(known, 0)) for key, known in properties.items() if _is_one(known)}
            fixed = {key: part for key, part in alike.items() if _is_one(part.schema)}
            plan = self._plans[id(schema)] = _Plan(
                plain={key: part for key, part in fixed.items() if part.is_plain},
                parts={key: part for key, part in fixed.items() if not part.is_plain},
                properties=properties,
                nulls=tuple(key for key, known in properties.items() if known.get("x-null")),
                required=tuple(schema.get("required", ())),
                extra=schema.get("additionalProperties", True),
            )
        return plan

    def invent(self, schema: Schema, seed: str, within: tuple[str, ...] = (), whole: bool = True) -> Any:
        """A valid value: every required property and, with ``whole``, the optional plain ones of the outermost object.

        ``within`` names the components around this value; a component that needs itself has no finite value.
        """
        if "anyOf" in schema:
            return self.invent(schema["anyOf"][0], seed, within, whole) if whole else None
        if "$ref" in schema:
            name = name_of(schema["$ref"])
            if name in within:
                raise NotRepresentable(f"the schema {name} demands itself without end")
            return self.invent(self._definitions[name], seed, (*within, name), whole)
        if "x-variants" in schema:
            return self._invent_variant(schema, seed, within, whole)
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = kinds if isinstance(kinds, str) else kinds[0]
        if kind == "object":
            return self._invent_object(schema, seed, within, whole)
        if kind == "array":
            return [
                self.invent(schema["items"], f"{seed}.{index}", within, whole=False)
                for index in range(schema.get("minItems", 0))
            ]
        return _plain(kind, schema, seed)

    def _invent_variant(self, schema: Schema, seed: str, within: tuple[str, ...], whole: bool) -> Any:
        problem = NotRepresentable(f"no variant of {seed} has a finite value")
        for name in schema["x-variants"]["mapping"].values():
            try:
                return self.invent({"$ref": f"#/$defs/{name}"}, seed, within, whole)
            except NotRepresentable as found:
                problem = found
        raise problem

    def _invent_object(self, schema: Schema, seed: str, within: tuple[str, ...], whole: bool) -> dict[str, Any]:
        properties = schema.get("properties", {})
        names = list(schema.get("required", ()))
        if whole:
            names += [name for name in self._plan(schema).plain if name not in names]
        options = schema.get("oneOf", [])
        if options:
            alternatives = {name for option in options for name in option["required"]}
            names = [name for name in names if name not in alternatives] + options[0]["required"]
        return {name: self.invent(properties[name], f"{seed}.{name}", within, whole=False) for name in names}


def nullable(schema: Schema) -> bool:
    """Whether a plain schema allows null."""
    kinds = schema.get("type", ())
    return kinds == "null" or (isinstance(kinds, list) and "null" in kinds) or None in schema.get("enum", ())


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}


def _is_one(schema: Schema) -> bool:
    """Whether it does not depend on the value which schema it is."""
    return "anyOf" not in schema and "x-variants" not in schema


@functools.cache
def _types(kinds: str | tuple[str, ...]) -> tuple[type, ...]:
    """The types of Python that the types of JSON Schema have."""
    names = (kinds,) if isinstance(kinds, str) else kinds
    return tuple(kind for name in names for kind in _TYPES[name])


class _Part:
    """A resolved schema, and what is needed of it for each value, looked up once."""

    __slots__ = ("_choices", "_is_uuid", "_types", "is_plain", "schema")

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        kinds = schema.get("type")
        self.is_plain = isinstance(kinds, (str, type(None))) and kinds not in ("object", "array")
        self._choices: list[Any] | None = schema.get("enum")
        self._is_uuid = schema.get("format") == "uuid"
        self._types = None if kinds is None else _types(kinds if isinstance(kinds, str) else tuple(kinds))

    def takes(self, value: Any) -> bool:
        """Whether a value is of this type; revisions disagree about some, a unique id among them."""
        if self._types is None:
            return True
        if not isinstance(value, self._types) or (isinstance(value, bool) and bool not in self._types):
            return False
        return not (self._is_uuid and isinstance(value, str)) or len(value) == _UUID_LENGTH

    def fit(self, value: Any) -> Any:
        """A plain value in the spelling of this revision (they differ in case), or _UNKNOWN where it has none such."""
        choices = self._choices
        if choices is None:
            return value if self.takes(value) else _UNKNOWN
        if value in choices:
            return value
        if isinstance(value, str):
            for choice in choices:
                if isinstance(choice, str) and choice.lower() == value.lower():
                    return choice
        return _UNKNOWN


@dataclass(frozen=True)
class _Plan:
    """What is needed of an object schema to fit values to it.

    Of the properties whose schema does not depend on their value, ``plain`` are those that hold plain values and
    ``parts`` the others. ``nulls`` are null where nothing is set. ``extra`` is the schema of properties that it does
    not know, or whether it takes them.
    """

    plain: Mapping[str, _Part]
    parts: Mapping[str, _Part]
    properties: Mapping[str, Schema]
    nulls: tuple[str, ...]
    required: tuple[str, ...]
    extra: Schema | bool


def _plain(kind: str, schema: Schema, seed: str) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "boolean":
        return False
    return max(0, schema.get("minimum", 0)) if kind in ("integer", "number") else _text(schema, seed)


def _text(schema: Schema, seed: str) -> str:
    kind = schema.get("format")
    if kind == "uuid":
        return stable_id(seed)
    if kind in ("date-time", "date", "time"):
        return {"date-time": INVENTED_TIME, "date": INVENTED_TIME[:10], "time": "08:00:00+00:00"}[kind]
    if kind == "uri":
        return "https://veeam.example/" + stable_id(seed)
    text = seed.rsplit(".", 1)[-1]
    return text[: schema.get("maxLength", len(text))].ljust(schema.get("minLength", 0), "x")
