# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value that no server could take is refused before anything is sent, in every module: option, value, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import InvalidOption
from ansible_collections.opendr.veeam.plugins.module_utils.engine import runner
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, argument_spec
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import (
    TIME_OF_DAY,
    UUID,
    accepted_values,
    ansible_options,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.references import MANAGED_SERVER
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.restore_point_lookup import lookup_module
from support.exceptions import NOT_UUIDS, OBJECTS_WITHOUT_UUID
from support.modules import declaration, module_names

CONNECTION = {
    "url": "veeam.example.com",
    "username": "admin",
    "password": "x",
    "validate_certs": True,
    "timeout": 30,
    "retries": 3,
}
IDENTIFIER = "6745A759-2205-4CD2-B172-8EC8F7E60EF8"


def options_of(name: str) -> Mapping[str, Any]:
    """What a module declares, and the lookup among them."""
    return (lookup_module() if name == "lookup" else declaration(name)).options


NAMES = [*module_names(), "lookup"]


def every_option(options: Mapping[str, Any], within: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for option, spec in options.items():
        yield (*within, option), spec
        yield from every_option(spec.get("options", {}), (*within, option))


def bad_values(spec: Mapping[str, Any]) -> Iterator[Any]:
    kind = spec.get("elements") or spec["type"]
    if kind in ("int", "float"):
        yield spec.get("minimum", 0) - 1
        if "maximum" in spec:
            yield spec["maximum"] + 1
    if kind in ("str", "path") and not spec.get("choices") and (not spec.get("clearable") or spec.get("elements")):
        yield ""
        yield "  "
    if spec.get("format") == UUID:
        yield "esx01"
    if spec.get("format") == TIME_OF_DAY:
        yield from ("25:00", "10", "10:60", "soon", "10:00:61", "10:00:00+01:00")
    if spec.get("clearable") is False:
        yield None


def given(options: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The arguments of a task that gives one option, nested as it is."""
    head, *rest = path
    spec = options[head]
    inner = given(spec["options"], tuple(rest), value) if rest else value
    listed = spec["type"] == "list" and inner is not None
    return {head: [inner] if listed else inner}


def fail(task: object) -> dict[str, Any]:
    raise AssertionError("the task ran")


@pytest.mark.parametrize("name", NAMES)
def test_every_bad_value_is_refused_before_anything_is_sent(name):
    module = replace(lookup_module() if name == "lookup" else declaration(name), run=fail)
    version = module.product.default_revision
    for path, spec in every_option(module.options):
        for bad in bad_values(spec):
            raw = given(module.options, path, bad)
            outcome = runner.execute(module, name, raw, {**CONNECTION, "api_version": version, **raw})
            where = f"{'.'.join(path)}={bad!r}"
            assert outcome.result.get("failed"), where
            error, message = outcome.result["error"], outcome.result["msg"]
            assert error == {"kind": "InvalidOption", "option": ".".join(path)}, where
            assert message.startswith(".".join(path)), message
            assert ("null" if bad is None else str(bad).strip() or "empty") in message
            assert "give " in message


@pytest.mark.parametrize("name", NAMES)
def test_every_id_says_whether_it_is_a_uuid(name):
    """An option that is called id takes a UUID, unless the vendor's document has another kind of id there."""
    declared = {
        ".".join(path): spec.get("format", "")
        for path, spec in every_option(options_of(name))
        if path[-1] == "id" or path[-1].endswith("_id")
        if spec["type"] == "str"
    }
    other = {option for option, text_format in declared.items() if text_format != UUID}
    known = {option for option in other if any(option == end or option.endswith("." + end) for end in NOT_UUIDS)}
    assert other - known == ({"id"} if name in OBJECTS_WITHOUT_UUID else set())
    # What names a restore point, an object in a backup or a mount is the server's own.
    assert not {"restore_point.id", "restore_point.object_id", "mount_id"} & other


@pytest.mark.parametrize("name", NAMES)
def test_no_time_to_wait_is_no_time(name):
    options = options_of(name)
    waits = [options[option] for option in ("wait_timeout", "poll_interval") if option in options]
    assert [spec["minimum"] for spec in waits] == [1] * len(waits)


# --- How values are checked. ---

FIELDS = (
    Field("name", required=True),
    Field("description"),
    Field("host", reference=MANAGED_SERVER),
    Field("kind", choices=("A", "B")),
    Field("secret_key", mode="secret"),
    Field("tags", "list", elements="str"),
    Field("ports", "list", elements="dict", fields=(Field("number", "int", minimum=1, maximum=65535),)),
    Field("vault_id", format=UUID),
)
OPTIONS = argument_spec(FIELDS, of_object=True)


def accepted(raw: Mapping[str, Any], options: Mapping[str, Any] = OPTIONS) -> dict[str, Any]:
    return accepted_values(options, raw, {**dict.fromkeys(options), **raw})


def refusal(raw: Mapping[str, Any], options: Mapping[str, Any] = OPTIONS) -> str:
    with pytest.raises(InvalidOption) as caught:
        accepted(raw, options)
    return caught.value.message


def test_a_number_out_of_its_range():
    assert refusal({"ports": [{"number": 22}, {"number": 0}]}) == (
        "ports.number=0 is out of range: give a number from 1 to 65535."
    )
    waiting = {"wait_timeout": {"type": "int", "minimum": 1, "default": 600}}
    assert refusal({"wait_timeout": 0}, waiting) == (
        "wait_timeout=0 is out of range: give 1 or more, or leave it out for the default of 600."
    )


def test_an_empty_text():
    rest = "give a value, or leave it out; in a template, default(omit, true) does that."
    assert refusal({"host": " "}) == f"host is empty: {rest}"
    assert refusal({"host": None}) == f"host is null: {rest}"
    assert refusal({"tags": ["a", ""]}) == f"tags is empty: {rest}"
    assert refusal({"x": ""}, {"x": {"type": "str", "required": True}}) == "x is empty: give a value."


def test_a_property_that_need_not_be_there_can_be_emptied():
    for raw in ({"description": ""}, {"description": None}, {"tags": None}, {"tags": []}):
        assert accepted(raw).items() >= raw.items()
    # Where there is no object whose property could be emptied, null is the same as left out.
    assert accepted({"host": None}, argument_spec(FIELDS))["host"] is None
    assert "description is empty" in refusal({"description": ""}, argument_spec(FIELDS))


def test_ids_are_compared_in_lower_case():
    assert accepted({"vault_id": IDENTIFIER})["vault_id"] == IDENTIFIER.lower()
    assert "vault_id='x' is not an id: give the UUID" in refusal({"vault_id": "x"})


def test_a_group_that_was_written_as_text_is_checked_too():
    params = {**dict.fromkeys(OPTIONS), "ports": [{"number": 0}]}
    with pytest.raises(InvalidOption, match=r"ports.number=0"):
        accepted_values(OPTIONS, {"ports": '[{"number": 0}]'}, params)


def test_ansible_gets_only_what_it_knows():
    assert ansible_options(OPTIONS)["ports"]["options"] == {"number": {"type": "int"}}
    assert ansible_options(OPTIONS)["vault_id"] == {"type": "str"}


def test_fields_that_stand_for_one_option_join_their_bounds():
    both = (
        Field("size", "int", minimum=1, maximum=10, until="1.2-rev1"),
        Field("size", "int", minimum=5, since="1.3-rev0"),
    )
    assert argument_spec(both)["size"] == {"type": "int", "minimum": 1}
    with pytest.raises(ValueError, match="two formats"):
        argument_spec((Field("vault", format=UUID), Field("vault")))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"format": "email"}, "format is one of"),
        ({"type": "int", "format": UUID}, "only a text has a format"),
        ({"reference": MANAGED_SERVER, "format": UUID}, "a reference may be a name"),
        ({"minimum": 1}, "only a number has a minimum"),
        ({"type": "int", "minimum": 3, "maximum": 2}, "maximum is below minimum"),
        ({"nullable": True}, "only a group or a reference can be null"),
    ],
)
def test_a_field_that_contradicts_itself(arguments, words):
    with pytest.raises(ValueError, match=words):
        Field("x", **arguments)
