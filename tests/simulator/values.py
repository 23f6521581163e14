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
        self._plans: dict[int, tuple[dict[str, Schema], dict[str, Schema], tuple[str, ...]]] = {}

    def resolve(self, schema: Schema, value: Any = None) -> Schema:
        """Follow references, nullable wrappers and the discriminator of a value to a plain schema."""
        while True:
            if "$ref" in schema:
                schema = self._definitions[name_of(schema["$ref"])]
            elif "anyOf" in schema:
                schema = {"type": "null"} if value is None else schema["anyOf"][0]
            elif "x-variants" in schema and isinstance(value, Mapping):
                variants = schema["x-variants"]
                name = variants["mapping"].get(value.get(variants["property"]))
                if name is None:
                    raise NotRepresentable(f"{variants['property']}={value.get(variants['property'])}")
                schema = self._definitions[name]
            else:
                return schema

    def fit(self, schema: Schema, value: Any, seed: str) -> Any:
        """The value as this schema allows it: unknown properties dropped, missing required ones invented."""
        schema = self.resolve(schema, value)
        if isinstance(value, Mapping):
            return self._fit_object(schema, value, seed)
        if isinstance(value, list):
            items = schema.get("items", {})
            fitted = (self._fit_part(items, item, seed) for item in value)
            return [item for item in fitted if item is not _UNKNOWN]
        found = _scalar(schema, value)
        return self.invent(schema, seed) if found is _UNKNOWN else found

    def _fit_part(self, schema: Schema, value: Any, seed: str) -> Any:
        """As fit, but _UNKNOWN for a part that has no form in this revision, so that it can be left out."""
        try:
            schema = self.resolve(schema, value)
        except NotRepresentable:
            return _UNKNOWN
        return self.fit(schema, value, seed) if _has_type(schema, value) else _UNKNOWN

    def _fit_object(self, schema: Schema, value: Mapping[str, Any], seed: str) -> dict[str, Any]:
        plain, properties, nulls = self._plan(schema)
        extra = schema.get("additionalProperties", True)
        fitted: dict[str, Any] = {}
        for key, item in value.items():
            if key in plain and not isinstance(item, (Mapping, list)):
                found = _scalar(plain[key], item)
                if found is not _UNKNOWN:
                    fitted[key] = found
            elif key in properties:
                found = self._fit_part(properties[key], item, f"{seed}.{key}")
                if found is not _UNKNOWN:
                    fitted[key] = found
            elif extra is not False:
                fitted[key] = self.fit(extra, item, seed) if isinstance(extra, dict) else item
        for key in nulls:
            # What a real server shows as null where nothing is set.
            fitted.setdefault(key, None)
        for key in schema.get("required", ()):
            if key not in fitted:
                fitted[key] = self.invent(properties[key], f"{seed}.{key}")
        return fitted

    def _plan(self, schema: Schema) -> tuple[dict[str, Schema], dict[str, Schema], tuple[str, ...]]:
        """Properties of an object schema: those that hold plain values, resolved; all; those that are null if unset."""
        plan = self._plans.get(id(schema))
        if plan is None:
            properties: dict[str, Schema] = schema.get("properties", {})
            plain = {key: self.resolve(known, 0) for key, known in properties.items() if "x-variants" not in known}
            plan = (
                {
                    key: known
                    for key, known in plain.items()
                    if known.get("type") not in ("object", "array")
                    and "x-variants" not in known
                    and "anyOf" not in properties[key]
                    and isinstance(known.get("type", ""), str)
                },
                properties,
                tuple(key for key, known in properties.items() if known.get("x-null")),
            )
            self._plans[id(schema)] = plan
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
            names += [name for name in self._plan(schema)[0] if name not in names]
        options = schema.get("oneOf", [])
        if options:
            alternatives = {name for option in options for name in option["required"]}
            names = [name for name in names if name not in alternatives] + options[0]["required"]
        return {name: self.invent(properties[name], f"{seed}.{name}", within, whole=False) for name in names}


def nullable(schema: Schema) -> bool:
    """Whether a plain schema allows null."""
    kinds = schema.get("type", ())
    return kinds == "null" or (isinstance(kinds, list) and "null" in kinds) or None in schema.get("enum", ())


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": Mapping,
    "array": list,
    "null": type(None),
}


def _has_type(schema: Schema, value: Any) -> bool:
    """Whether a value is of a schema's type; revisions disagree about some, a unique id among them."""
    kinds = schema.get("type")
    if kinds is None:
        return True
    wanted = [_TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    if isinstance(value, bool) and bool not in wanted:
        return False
    return any(isinstance(value, kind) for kind in wanted) and (
        schema.get("format") != "uuid" or value is None or len(value) == _UUID_LENGTH
    )


def _scalar(schema: Schema, value: Any) -> Any:
    """The value in the spelling of this revision (they differ in case), or _UNKNOWN where it has no such value."""
    choices = schema.get("enum")
    if choices is None:
        return value if _has_type(schema, value) else _UNKNOWN
    if value in choices:
        return value
    if isinstance(value, str):
        for choice in choices:
            if isinstance(choice, str) and choice.lower() == value.lower():
                return choice
    return _UNKNOWN


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
