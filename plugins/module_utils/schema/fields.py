# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an object looks like, as data: one Field per option and API property.

From the same fields come a module's argument spec, the comparison of desired and current state, the
body of a write, and the state that a task returns. Private to the collection.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Callable

from ..core.naming import camel_case
from ..core.product import Product
from .values import FORMATS, UUID, value_spec

# mutable               part of the state, can be changed
# immutable             part of the state, can be set only when the object is created
# dedicated             part of the state, changed by an operation of its own (Resource.dedicated_updates)
# write_only_on_create  sent when the object is created, not part of its state
# secret                sent, never read back, never shown
# computed              part of the state that is returned, not an option
# lookup                an option by which the object that its group names is found; neither sent nor part of the state
# constant              sent with the group that it is in, always its default; no option, not part of the state
MODES = ("mutable", "immutable", "dedicated", "write_only_on_create", "secret", "computed", "lookup", "constant")
TYPES = ("str", "int", "float", "bool", "dict", "list")
# Options of these names hold secrets, unless a reference or choices say that they only name one.
SECRET_NAME = re.compile(r"(^|_)(password|passphrase|secret|secret_key|private_key|token)$")
# Ansible warns of options whose names sound like secrets unless no_log is given.
SOUNDS_SECRET = ("password", "secret", "token", "credentials", "key")
# An api path of "." leaves a group's options on the level of the group itself.
SAME_LEVEL = "."


# Nothing changes, compares or prints what a declaration is made of, here and in other files. If dataclasses had methods
# to forbid or to do that, each would cost every ordinary module half a millisecond at its start.
@dataclass(eq=False, repr=False)
class Reference:
    """The kind of object an option names, where the API wants its id.

    ``path`` lists the objects; ``names`` are the (dotted) properties that users may know an object by, most specific
    first; ``key`` is the property that holds the id. ``query`` is the parameter that filters the list by the name, for
    objects with one name: so one of many is found without reading them all. ``collections`` are where the objects are
    created, if not in ``path``. ``only`` are properties that the objects which are meant have, each with its value.
    """

    noun: str
    path: str
    names: tuple[str, ...] = ("name",)
    key: str = "id"
    query: str = ""
    collections: tuple[str, ...] = ()
    only: Mapping[str, str] = field_of(default_factory=dict)


@dataclass(eq=False, repr=False)
class Form:
    """How the API writes a property that the option has in another form. Both functions are pure.

    ``read`` makes the value of the option from the one of the API; ``write`` makes the one of the API from the option,
    and from the current value of the API, None where there is none. ``type`` and ``elements`` are those of the API.
    """

    read: Callable[[Any], Any]
    write: Callable[[Any, Any], Any]
    type: str
    elements: str = ""


@dataclass(eq=False, repr=False)
class Field:
    """One option of a task and the property of the API that it represents.

    ``api`` is the dotted path in the body, camelCase of the option by default; ``response_api`` the path in responses,
    where the server returns it elsewhere than it takes it. ``since`` and ``until`` are the first and last API revision
    that has the property; ``variants`` are the values of the resource's variant option (a repository's ``type``) that
    have it, all by default. ``choice_spans`` are the revisions of single choices, as (since, until); ``api_choices``
    how the API writes a choice that it writes in another way than the option.

    ``required`` means: needed to create, from revision ``required_since`` to ``required_until`` where those are given.
    ``default`` is sent on creation where the option is omitted; ``derived`` says that other options may lead to another
    value then, which the description of the option explains. ``parent_required`` says that the server wants the
    object which holds the property, even an empty one.

    ``ordered`` says that the order of a list matters; ``item_keys`` are the options, dotted, that identify an item in a
    list of dicts together; ``mode_option`` is the option that says how a given list is applied to the one that is there
    (``schema/desired_lists.py``); ``item_property`` is for a list of texts that the API writes as a list of objects:
    the property that holds the text. ``normalize`` maps a value to what it is compared by (``schema/normalize.py``).
    ``name_from`` is the dotted property of the same body that holds the display name of the object which a reference
    names; of a list with an ``item_property``, the property of each item, which is written beside the id too, with
    ``named_later`` only in an update.
    ``spellings`` are other names that servers give the property in responses; "." is for a group that they put on the
    level above.

    ``word`` turns a word of the server into the one of the option, for words that servers do not write as documented.

    ``minimum`` and ``maximum`` bound a number, by default 0 and nothing. ``format`` says what a text has to be: UUID,
    or TIME_OF_DAY, which is the same with and without seconds. ``nullable`` is for a group or a reference that the
    server takes null for, so that a task can empty it. ``absent_value`` is the number or truth value that a server
    means which leaves the property out, or sends null. ``form`` is for a property that the API writes in another form
    than the option. ``may_be_left_out`` is for a required list that a response may lack where it is empty.
    ``looked_up`` is for what is required, and what the module finds on the server where a task omits it. ``in_path`` is
    for what the path of the creation holds in place of its body; no response has it. ``whole`` is for a reference where
    the API wants all of the object that is named, and not its id alone. ``sent_with`` is for what is written only on
    creation, in an item of a list: the option of the item whose change sends it again.
    """

    option: str
    type: str = "str"
    api: str = ""
    mode: str = "mutable"
    fields: tuple[Field, ...] = ()
    elements: str = ""
    reference: Reference | None = None
    choices: tuple[str, ...] = ()
    choice_spans: Mapping[str, tuple[str, str]] = field_of(default_factory=dict)
    api_choices: Mapping[str, str] = field_of(default_factory=dict)
    since: str = ""
    until: str = ""
    variants: tuple[str, ...] = ()
    required: bool = False
    required_since: str = ""
    required_until: str = ""
    default: Any = None
    ordered: bool = False
    item_keys: tuple[str, ...] = ()
    mode_option: str = ""
    normalize: Callable[[Any], Any] | None = None
    parent_required: bool = False
    response_api: str = ""
    item_property: str = ""
    name_from: str = ""
    named_later: bool = False
    spellings: tuple[str, ...] = ()
    word: Callable[[object], str | None] | None = None
    minimum: int = 0
    maximum: int | None = None
    format: str = ""
    nullable: bool = False
    absent_value: int | None = None
    form: Form | None = None
    may_be_left_out: bool = False
    looked_up: bool = False
    in_path: bool = False
    derived: bool = False
    whole: bool = False
    sent_with: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a declaration that contradicts itself."""
        for problem in _contradictions(self):
            raise ValueError(f"Field {self.option!r}: {problem}")
        if not self.api:
            self.api = camel_case(self.option)

    @functools.cached_property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to the property from the level of its group."""
        return () if self.api == SAME_LEVEL else tuple(self.api.split("."))

    @functools.cached_property
    def response_path(self) -> tuple[str, ...]:
        """The keys that lead to the property in a response, from the level of its group."""
        return tuple(self.response_api.split(".")) if self.response_api else self.path

    @property
    def is_option(self) -> bool:
        """Whether a task can give it."""
        return self.mode not in ("computed", "constant")

    @property
    def is_clearable(self) -> bool:
        """Whether a task can empty it: a text that need not be there, and that is neither a choice nor a name."""
        if self.nullable or self.type == "list":
            return True
        fixed = self.required or self.reference or self.choices or self.format == UUID or self.mode == "secret"
        return self.type == "str" and not fixed

    @property
    def is_state(self) -> bool:
        """Whether the server returns it."""
        return self.mode in ("mutable", "immutable", "dedicated", "computed")

    @property
    def is_in_body(self) -> bool:
        """Whether the body that creates the object has it."""
        return self.mode not in ("dedicated", "computed", "lookup") and not self.in_path

    def applies(self, product: Product, revision: str, variant: str | None) -> bool:
        """Whether an object of ``variant`` has it in API ``revision``; a variant not known yet excludes nothing."""
        fits = not self.variants or variant is None or variant in self.variants
        return fits and product.supports(revision, self.since, self.until)

    def choices_in(self, product: Product, revision: str) -> list[str]:
        """The choices that API ``revision`` knows."""
        spans = self.choice_spans
        return [choice for choice in self.choices if product.supports(revision, *spans.get(choice, ("", "")))]

    def to_api(self, value: object) -> Any:
        """The value of the option, or of each item of a list, as the API writes it."""
        if isinstance(value, list):
            return [self.to_api(item) for item in value]
        return self.api_choices.get(value, value) if isinstance(value, str) else value

    def from_api(self, value: object) -> Any:
        """The value of the API, or of each item of a list, as the option writes it.

        Servers do not always write a word in the same case, and some write a number or a truth value as a text.
        """
        if isinstance(value, list):
            return [self.from_api(item) for item in value]
        if not isinstance(value, str):
            return value
        if not self.choices:
            return _plain_value(self.elements or self.type, value)
        return self.choices_by_word.get(value) or self.choices_by_word.get(value.lower(), value)

    @functools.cached_property
    def choices_by_word(self) -> dict[str, str]:
        """Each choice by the word of the API for it, as it is documented and in small letters."""
        words = {self.api_choices.get(choice, choice): choice for choice in self.choices}
        return {**{word.lower(): choice for word, choice in words.items()}, **words}

    def needed(self, product: Product, revision: str) -> bool:
        """Whether the server wants it on creation."""
        return self.required and product.supports(revision, self.required_since, self.required_until)


def _plain_value(kind: str, text: str) -> Any:
    """The number or truth value that a text holds, else the text."""
    if kind == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    return int(text) if kind == "int" and re.fullmatch(r"-?[0-9]+", text) else text


def _contradictions(field: Field) -> list[str]:
    checks: Sequence[tuple[bool, str]] = (
        (field.mode not in MODES, "mode is one of MODES"),
        (field.type not in TYPES, "type is one of TYPES"),
        ((field.type == "list") != bool(field.elements), "a list, and only a list, has elements"),
        (bool(field.fields) and "dict" not in (field.type, field.elements), "only a dict or list of dicts has fields"),
        (bool(field.item_keys) and field.elements != "dict", "item_keys identify the items of a list of dicts"),
        (
            bool(field.item_keys)
            and not {key.partition(".")[0] for key in field.item_keys} <= {nested.option for nested in field.fields},
            "one of item_keys is not among its fields",
        ),
        (bool(field.mode_option) and field.type != "list", "only a list has a mode_option"),
        (field.form is not None and bool(field.choices), "a form has no choices"),
        (field.ordered and field.type != "list", "only a list has an order"),
        (
            bool(field.item_property) and field.elements != "str",
            "only the items of a list of str are written as objects",
        ),
        (
            bool(field.reference) and "str" not in (field.type, field.elements),
            "a reference is a str or a list of str",
        ),
        (
            field.mode == "computed" and (field.required or field.default is not None),
            "a computed field cannot be given",
        ),
        (
            bool(field.required_since or field.required_until) and not field.required,
            "required_since or required_until without required",
        ),
        (field.may_be_left_out and not field.mode_option, "only a list with a mode_option may be left out"),
        (field.looked_up and not field.required, "only what is required has to be looked up"),
        (
            field.in_path and not (field.mode == "immutable" and field.required),
            "what is in_path is immutable and required",
        ),
        (field.whole and not (field.reference and "." in field.api), "whole is for a reference that is in an object"),
        (bool(field.sent_with) and field.mode != "write_only_on_create", "sent_with is for write_only_on_create"),
        (field.mode == "constant" and (field.required or field.default is None), "a constant field has a default only"),
        (field.required and field.default is not None, "a required option needs no default"),
        (field.derived and field.default is None, "what is derived has a default too"),
        (field.mode == "secret" and bool(field.reference), "a reference is no secret"),
        (
            field.mode not in ("secret", "computed")
            and field.type == "str"
            and not field.reference
            and not field.choices
            and bool(SECRET_NAME.search(field.option)),
            "by its name it holds a secret: use mode secret",
        ),
        (bool(field.name_from) and not field.reference, "name_from is for a reference"),
        (
            field.api == SAME_LEVEL and not (field.type == "dict" and field.fields),
            "only a group can be at its own level",
        ),
        (
            field.default is not None and bool(field.choices) and field.default not in field.choices,
            "default is not among its choices",
        ),
        (not field.choice_spans.keys() <= set(field.choices), "choice_spans names a value that is none of its choices"),
        (field.parent_required and "." not in field.api, "parent_required needs an api path with a parent in it"),
        (field.format not in FORMATS, "format is one of FORMATS"),
        (bool(field.format) and "str" not in (field.type, field.elements), "only a text has a format"),
        (bool(field.format and field.reference), "a reference may be a name, which has no format"),
        (
            bool(field.minimum or field.maximum is not None) and not {"int", "float"} & {field.type, field.elements},
            "only a number has a minimum or maximum",
        ),
        (field.maximum is not None and field.maximum < field.minimum, "maximum is below minimum"),
        (
            bool(field.word) and (field.type != "str" or not (field.mode == "computed" or field.choices)),
            "word is for a text that is only read, or has choices",
        ),
        (field.nullable and field.type != "dict" and not field.reference, "only a group or a reference can be null"),
        (not field.api_choices.keys() <= set(field.choices), "api_choices names a value that is none of its choices"),
        (
            field.absent_value is not None and field.type not in ("int", "float", "bool"),
            "only a number or a truth value can be absent_value",
        ),
    )
    return [problem for wrong, problem in checks if wrong]


def argument_spec(fields: Sequence[Field], of_object: bool = False) -> dict[str, Any]:
    """The options that ``fields`` represent, in Ansible's form and with the keys of ``schema/values.py``.

    Several fields may represent one option (another path for another variant or revision); their
    types have to agree, their choices and suboptions are joined. ``of_object`` is for the state of an object, in which
    a task may empty a property.
    """
    spec: dict[str, Any] = {}
    for field in fields:
        if not field.is_option:
            continue
        option = _option_spec(field, of_object)
        if field.option in spec:
            earlier = spec[field.option]
            if field.variants and earlier.get("format") != option.get("format"):
                # A format of some variants is checked when the variant is known.
                earlier, option = _without_format(earlier), _without_format(option)
            option = _joined(field.option, earlier, option)
        spec[field.option] = option
    return spec


def format_spec(fields: Sequence[Field], option: str) -> dict[str, Any]:
    """What the text of an option has to be that is not a field itself, and means the same as the one of that name."""
    return value_spec(text_format=next((field.format for field in fields if field.option == option), ""))


def _option_spec(field: Field, of_object: bool) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": field.type}
    spec.update(value_spec(field.minimum, field.maximum, field.format))
    if of_object and field.type in ("str", "list", "dict"):
        spec["clearable"] = field.is_clearable
    if field.elements:
        spec["elements"] = field.elements
    if field.choices:
        spec["choices"] = list(field.choices)
    if field.fields:
        spec["options"] = argument_spec(field.fields, of_object)
    if field.mode == "secret":
        spec["no_log"] = True
    elif any(word in field.option for word in SOUNDS_SECRET):
        spec["no_log"] = False
    return spec


def _without_format(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in spec.items() if key != "format"}


def _joined(option: str, earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    if earlier["type"] != later["type"] or earlier.get("elements") != later.get("elements"):
        raise ValueError(f"option {option!r} is declared with two types")
    if earlier.get("format") != later.get("format"):
        raise ValueError(f"option {option!r} is declared with two formats")
    joined = {key: value for key, value in earlier.items() if key not in ("minimum", "maximum")}
    joined.update(_joined_range(earlier, later))
    if "clearable" in earlier:
        joined["clearable"] = earlier["clearable"] or later["clearable"]
    if "choices" in earlier or "choices" in later:
        joined["choices"] = list(dict.fromkeys(earlier.get("choices", []) + later.get("choices", [])))
    if "options" in earlier or "options" in later:
        options = dict(earlier.get("options", {}))
        for name, nested in later.get("options", {}).items():
            options[name] = _joined(name, options[name], nested) if name in options else nested
        joined["options"] = options
    return joined


def _joined_range(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """The bounds of a number that either field may take."""
    minimum = min(earlier.get("minimum", 0), later.get("minimum", 0))
    maximum = max(earlier["maximum"], later["maximum"]) if "maximum" in earlier and "maximum" in later else None
    return value_spec(minimum, maximum)
