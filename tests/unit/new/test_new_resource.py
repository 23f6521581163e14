# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` reads out of a document besides fields: operations, filters, identity, what is left to a person."""

from __future__ import annotations

import copy

import pytest

from support.documents import (
    API,
    HOST,
    ID,
    NUMBER,
    PATH,
    PREFIX,
    REVISIONS,
    TEXT,
    body,
    choice,
    collection,
    list_of,
    object_of,
    ref,
    resource,
    union,
)
from tools.new.document import snapshot
from tools.new.model import ExpansionModel
from tools.new.resource import PathUnknown, derive

SPEC = object_of({"name": TEXT, "size": NUMBER}, ["name"])
MODEL = object_of({"id": ID, "name": TEXT, "size": NUMBER})
SINGLETON = {
    "paths": {
        PREFIX + PATH: {
            "get": {
                "operationId": "GetSettings",
                "responses": {"200": body(object_of({"isOpen": TEXT, "last": TEXT}))},
            },
            "put": {"requestBody": body(object_of({"isOpen": TEXT}, ["isOpen"])), "responses": {"200": body(SPEC)}},
        }
    },
    "components": {"schemas": {}},
}


def filters(*documents):
    return {found.option: found for found in resource(*documents).filters}


def test_operations_and_what_they_respond_with():
    document = collection(SPEC, MODEL, created=ref("SessionModel"), schemas={"SessionModel": object_of({"id": ID})})
    found = resource(document)
    assert (found.noun, found.path, dict(found.identity)) == ("store", PATH, {"name": ""})
    assert (found.create.method, found.create.path, found.create.response) == ("POST", PATH, "session")
    assert (found.update.method, found.update.path, found.update.response) == ("PUT", PATH + "/{id}", "object")
    assert (found.delete.method, found.delete.response) == ("DELETE", "nothing")
    assert [sentence for sentence in found.left if "session_type" in sentence and f"POST {PATH}" in sentence]


def test_several_sessions_in_a_list():
    document = collection(
        SPEC, MODEL, created=list_of(ref("JobSession")), schemas={"JobSession": object_of({"id": ID})}
    )
    assert resource(document).create.response == "sessions"


def test_query_parameters_of_an_operation_are_options():
    document = collection(SPEC, MODEL)
    document["paths"][f"{PREFIX}{PATH}/{{id}}"]["delete"]["parameters"] = [
        {"in": "query", "name": "deleteBackups", "schema": {"type": "boolean"}}
    ]
    (parameter,) = resource(document).delete.parameters
    assert (parameter.option, parameter.query, parameter.type) == ("delete_backups", "deleteBackups", "bool")


def test_an_update_merges_where_it_takes_what_is_read():
    assert resource(collection(SPEC, MODEL)).merges
    assert not resource(collection(SPEC, MODEL, put=object_of({"size": NUMBER}))).merges


def test_operations_of_their_own_are_listed():
    extra = {
        f"{PREFIX}{PATH}/{{id}}/{word}": {"post": {"responses": {"204": {}}}}
        for word in ("enable", "rescan", "disable")
    }
    left = resource(collection(SPEC, MODEL, paths=extra)).left
    (sentence,) = [found for found in left if "of its own" in found]
    assert sentence.endswith(f"POST {PATH}/{{id}}/rescan")
    (sentence,) = [found for found in left if "on or off" in found]
    assert sentence.endswith(f"POST {PATH}/{{id}}/disable, POST {PATH}/{{id}}/enable")


def test_settings_below_a_collection_are_no_list():
    page = {"get": {"responses": {"200": body(SPEC)}}, "put": {"responses": {"204": {}}}}
    left = resource(collection(SPEC, MODEL, paths={f"{PREFIX}{PATH}/{{id}}/settings": page})).left
    assert [found for found in left if found.startswith("An operation of its own") and "/settings" in found]


def test_reads_below_an_object_are_no_operations_of_their_own():
    extra = {f"{PREFIX}{PATH}/states": {"get": {"responses": {"200": body(SPEC)}}}}
    assert not [found for found in resource(collection(SPEC, MODEL, paths=extra)).left if "of its own" in found]


def with_members(listed, segment="hosts"):
    """Objects with a list of hosts that an update has to send, and that only a read of its own returns."""
    spec = object_of({"name": TEXT, "hostIds": list_of(object_of({"hostId": ID}))}, ["name", "hostIds"])
    below = {
        "get": {"responses": {"200": body(object_of({"data": list_of(listed)}))}},
        "post": {"responses": {"204": {}}},
        "delete": {"responses": {"204": {}}},
    }
    return resource(collection(spec, MODEL, put=spec, paths={f"{PREFIX}{PATH}/{{id}}/{segment}": below}))


def test_a_list_that_a_read_of_its_own_returns_is_read_there():
    found = with_members(object_of({"id": ID, "label": TEXT}))
    (hosts,) = [entry for entry in found.fields if entry.api == "hostIds"]
    assert (hosts.option, hosts.mode, hosts.required) == ("hosts", "mutable", True)
    assert found.expansions == (ExpansionModel("hosts", PATH + "/{id}/hosts", "id"),)
    # The update sends the whole list, so what changes a part of it is nothing to decide.
    (sentence,) = [left for left in found.left if "/hosts" in left]
    assert sentence.endswith(f"is it what the option means? hostIds (GET {PATH}/{{id}}/hosts)")
    assert not [left for left in found.left if "ever returned" in left]


@pytest.mark.parametrize(("listed", "segment"), [(object_of({"label": TEXT}), "hosts"), (MODEL, "guests")])
def test_a_list_that_may_be_in_a_further_read_is_named_with_that_read(listed, segment):
    found = with_members(listed, segment)
    (hosts,) = [entry for entry in found.fields if entry.api == "hostIds"]
    assert (hosts.mode, found.expansions) == ("write_only_on_create", ())
    path = f"{PATH}/{{id}}/{segment}"
    assert [left for left in found.left if left.startswith("Never returned") and left.endswith(": hostIds")]
    assert f"What is never returned may be in one of these reads: GET {path}" in found.left
    (sentence,) = [left for left in found.left if "Changes a list that GET reads at the same path" in left]
    assert sentence.endswith(f"DELETE {path}, POST {path}")


def test_objects_that_messages_speak_of_already_keep_their_noun():
    document = collection(SPEC, MODEL)
    document["paths"] = {path.replace(PATH, HOST.path): item for path, item in document["paths"].items()}
    found = resource(document, path=HOST.path)
    assert (found.noun, found.key, found.result_key, found.list_key) == (
        "managed server",
        "server",
        "server",
        "servers",
    )
    assert (resource(collection(SPEC, MODEL)).noun, resource(collection(SPEC, MODEL)).result_key) == ("store", "store")


def test_a_body_without_a_name_is_listed_with_the_texts_that_could_identify_an_object():
    spec = object_of({"login": TEXT, "description": TEXT, "kind": choice("A", "B")}, ["login"])
    found = resource(collection(spec, object_of({"id": ID, "login": TEXT, "description": TEXT, "kind": TEXT})))
    assert list(found.identity) == ["login"]
    assert any("no name" in sentence and "login, description" in sentence for sentence in found.left)


def test_what_only_some_variants_have_identifies_nothing():
    forms = {"Local": {"path": TEXT, "label": TEXT}, "Share": {"label": TEXT}}
    schemas = {**union("Spec", "type", forms, ("path",)), **union("Model", "type", forms)}
    assert list(resource(collection(ref("Spec"), ref("Model"), schemas=schemas)).identity) == ["label"]


def test_what_cannot_be_created_or_removed_is_listed():
    document = collection(SPEC, MODEL)
    del document["paths"][PREFIX + PATH]["post"]
    del document["paths"][f"{PREFIX}{PATH}/{{id}}"]["delete"]
    left = resource(document).left
    assert "No operation can create it." in left
    assert "No operation can remove it." in left
    assert "No operation can change it." not in left


def test_a_singleton_has_neither_name_nor_creation_nor_list():
    found = resource(SINGLETON)
    assert (found.create, found.delete, found.identity, found.filters, found.is_listed) == (None, None, {}, (), False)
    modes = {one.option: (one.mode, one.required) for one in found.fields}
    assert modes == {"is_open": ("mutable", False), "last": ("computed", False)}
    assert any("singleton" in sentence for sentence in found.left)


def test_settings_keep_their_plural():
    document = {**SINGLETON, "paths": {f"{PREFIX}/mailSettings": SINGLETON["paths"][PREFIX + PATH]}}
    found = resource(document, path="/mailSettings")
    assert (found.noun, found.result_key) == ("mail settings", "mail_settings")


def test_what_a_group_of_a_singleton_needs_is_required_in_it():
    settings = object_of({"mail": object_of({"subject": TEXT}, ["subject"])}, ["mail"])
    document = copy.deepcopy(SINGLETON)
    document["paths"][PREFIX + PATH]["get"]["responses"]["200"] = body(settings)
    document["paths"][PREFIX + PATH]["put"]["requestBody"] = body(settings)
    (mail,) = resource(document).fields
    assert (mail.required, mail.fields[0].required) == (False, True)


def test_what_can_only_be_read_is_refused():
    document = {**SINGLETON, "paths": {PREFIX + PATH: {"get": SINGLETON["paths"][PREFIX + PATH]["get"]}}}
    with pytest.raises(PathUnknown, match="only be read"):
        resource(document)


def test_a_path_that_no_revision_has_is_refused():
    with pytest.raises(PathUnknown, match="/elsewhere"):
        resource(collection(SPEC, MODEL), path="/elsewhere")


def test_a_resource_that_newer_revisions_have_says_since_when():
    found = resource(collection(SPEC, MODEL), collection(SPEC, MODEL))
    assert (found.revisions, found.since) == (("2", "3"), "2")
    # It goes without saying for what is part of it.
    assert (found.create.since, {entry.since for entry in found.fields}) == ("", {""})


def test_an_operation_of_all_revisions_has_no_first_one_where_paths_name_the_revision():
    read = {}
    for revision in REVISIONS:
        document = collection(SPEC, MODEL)
        document["paths"] = {f"/v{revision}{path}": item for path, item in document["paths"].items()}
        read[revision] = snapshot(revision, f"/v{revision}{PREFIX}", PATH, document)
    found = derive(API, PATH, read)
    assert (found.since, found.create.since, found.update.since, found.delete.since) == ("", "", "", "")
    assert found.update.path == PATH + "/{id}"


# --- Secrets with operations of their own ---


def secrets(operation, taken):
    spec = object_of({"name": TEXT, "password": TEXT, "rootPassword": TEXT}, ["name"])
    extra = {f"{PREFIX}{PATH}/{{id}}/{operation}": {"post": {"requestBody": body(taken), "responses": {"204": {}}}}}
    return resource(collection(spec, MODEL, paths=extra))


def test_an_operation_changes_the_secret_that_it_is_named_after():
    found = secrets("changerootpassword", object_of({"password": TEXT}, ["password"]))
    (update,) = found.dedicated_updates
    (field,) = update.fields
    assert (update.operation.method, update.operation.path) == ("POST", PATH + "/{id}/changerootpassword")
    assert (field.option, field.api, field.mode, field.required) == ("root_password", "password", "secret", True)
    (sentence,) = [left for left in found.left if "secret" in left]
    assert "rootPassword" not in sentence
    assert "password" in sentence
    assert not [left for left in found.left if "of its own" in left]


def test_an_operation_changes_the_secrets_of_the_names_in_its_body():
    found = secrets("changeSecrets", object_of({"password": TEXT, "rootPassword": TEXT}))
    (update,) = found.dedicated_updates
    assert [field.option for field in update.fields] == ["store_password", "root_password"]
    assert not [left for left in found.left if "secret" in left]


@pytest.mark.parametrize(
    ("operation", "taken"),
    [
        ("verifypassword", object_of({"password": TEXT})),
        ("changepassword", object_of({"password": TEXT, "currentPassword": TEXT})),
        ("changeowner", object_of({"owner": TEXT})),
    ],
)
def test_what_an_operation_changes_is_not_guessed(operation, taken):
    found = secrets(operation, taken)
    assert found.dedicated_updates == ()
    assert [left for left in found.left if "of its own" in left and operation in left]


# --- Filters ---


def test_filters_are_compared_with_the_fields_of_their_name():
    found = filters(collection(SPEC, MODEL, queries={"nameFilter": TEXT, "sizeFilter": NUMBER, "isLost": TEXT}))
    assert (found["name"].query, found["name"].field, found["name"].match) == ("nameFilter", "name", "pattern")
    assert (found["size"].type, found["size"].field, found["size"].match) == ("int", "size", "exact")
    assert found["is_lost"].field == ""
    assert found["id"].field == "id"


def test_pages_are_no_filters_and_neither_is_the_order():
    found = resource(collection(SPEC, MODEL, queries={"skip": NUMBER, "limit": NUMBER, "orderColumn": TEXT}))
    assert [one.option for one in found.filters] == ["id", "name"]
    assert set(found.skipped_queries) == {"orderColumn"}


def test_a_list_without_a_filter_by_name_gets_one_of_ours():
    found = filters(collection(SPEC, MODEL))
    assert (found["name"].query, found["name"].field, found["name"].match) == ("", "name", "pattern")
    assert "name" not in filters(collection(object_of({"login": TEXT}), object_of({"id": ID, "login": TEXT})))


def test_a_filter_that_takes_an_id_is_a_reference():
    found = resource(collection(SPEC, MODEL, queries={"hostIdFilter": ID, "vaultIdFilter": ID}))
    references = {one.option: one.reference for one in found.filters}
    assert references["host"] == HOST.path
    assert references["vault_id"] == ""
    assert any("vaultIdFilter" in sentence for sentence in found.left)


def test_choices_and_spans_of_filters():
    old = collection(SPEC, MODEL, queries={"kindFilter": choice("A")})
    new = collection(SPEC, MODEL, queries={"kindFilter": list_of(choice("A", "B")), "late": TEXT})
    spec = object_of({"name": TEXT, "kind": choice("A", "B")})
    newest = collection(spec, spec, queries={"kindFilter": list_of(choice("A", "B")), "late": TEXT})
    kind, late = (filters(old, new, newest)[option] for option in ("kind", "late"))
    assert (kind.type, kind.elements, kind.choices, kind.choice_spans) == ("list", "str", ("A", "B"), {"B": ("2", "")})
    assert (kind.field, kind.many_since) == ("kind", "2")
    assert late.since == "2"


def test_a_filter_by_time_is_listed():
    document = collection(SPEC, MODEL, queries={"createdAfterFilter": {"type": "string", "format": "date-time"}})
    assert any("createdAfterFilter" in sentence and "time" in sentence for sentence in resource(document).left)
