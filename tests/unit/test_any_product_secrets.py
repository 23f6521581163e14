# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in bodies whose properties no field describes."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Iterator, Mapping

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.any_product.comparison import changes, without
from ansible_collections.opendr.veeam.plugins.module_utils.any_product.secrets import (
    hidden,
    is_secret,
    secrets_in,
    secrets_of_task,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.masking import SECRET_VALUE
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from support.modules import declaration, module_names

MODULE_UTILS = "ansible_collections.opendr.veeam.plugins.module_utils."
# Some names are those of a secret only beside one of these.
BESIDE = ("formatType", "state")


def _fields(value: object, seen: set[int]) -> Iterator[Field]:
    """Every field that is reached from ``value`` through what modules of the collection hold."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Field):
        yield value
    parts: Iterable[object] = ()
    if isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, (tuple, list)):
        parts = value
    elif isinstance(value, type):
        parts = vars(value).values() if value.__module__.startswith(MODULE_UTILS) else ()
    elif dataclasses.is_dataclass(value):
        parts = [getattr(value, attribute.name) for attribute in dataclasses.fields(value)]
    for part in parts:
        yield from _fields(part, seen)


def test_every_secret_of_a_module_has_a_name_that_is_known():
    for name in module_names():
        declaration(name)
    loaded = [vars(module) for name, module in sorted(sys.modules.items()) if name.startswith(MODULE_UTILS)]
    names = {field.api.rpartition(".")[2] for field in _fields(loaded, set()) if field.mode == "secret"}
    assert {"communityString", "handshakeCode", "keyFile", "certificate", "password"} <= names
    assert [name for name in sorted(names) if not is_secret(name, BESIDE)] == []


@pytest.mark.parametrize("secret", [12345678, 1.5, "text", ["a", "b"], {"value": "abc"}, [{"value": 5}]])
@pytest.mark.parametrize("name", ["password", "clientSecret", "communityString", "handshakeCode", "keyFile"])
def test_a_secret_is_hidden_whatever_it_is(name, secret):
    body = {"in": [{name: secret, "name": "shown"}]}
    assert hidden(body, ()) == {"in": [{name: SECRET_VALUE, "name": "shown"}]}
    assert secrets_in(body, ())
    assert changes({name: secret}, {}, ()) == []
    assert without({name: secret, "a": 1}, (), secrets=True) == {"a": 1}


@pytest.mark.parametrize("value", [None, True, False])
def test_nothing_and_truth_values_are_no_secrets(value):
    assert hidden({"password": value}, ()) == {"password": value}
    assert secrets_in({"password": value}, ()) == set()


def test_a_certificate_is_secret_where_it_is_uploaded():
    upload = {"certificate": {"certificate": "content", "formatType": "Pfx"}}
    assert hidden(upload, ()) == {"certificate": {"certificate": SECRET_VALUE, "formatType": "Pfx"}}
    shown = {"certificate": {"thumbprint": "AB"}, "error": {"code": "NotFound", "message": "x"}}
    assert hidden(shown, ()) == shown


def test_items_of_lists_may_keep_their_secrets():
    given = {"password": "a", "in": {"password": "b", "items": [{"password": "c", "n": 1}]}}
    assert without(given, (), secrets=True, in_lists=False) == {"in": {"items": [{"password": "c", "n": 1}]}}
    assert without(given, (), secrets=True) == {"in": {"items": [{"n": 1}]}}


def test_a_text_in_place_of_a_body_is_a_secret_as_a_whole():
    assert secrets_of_task({"body": "no JSON"}) == {"no JSON"}
    assert "abc" in secrets_of_task({"body": '{"password": "abc"}'})
