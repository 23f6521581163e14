# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text that `make new` writes: what it declares is what was derived."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins import module_utils
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.fakes import DictServer, FakeClock
from tools.new import declaration, module_docs, registration, target
from tools.new.compare import compare
from tools.new.evaluation import NotDeclarable, evaluate
from tools.new.model import (
    DedicatedUpdateModel,
    ExpansionModel,
    FieldModel,
    FilterModel,
    OperationModel,
    ParameterModel,
    ResourceModel,
)
from tools.new.references import KnownReference, References, references_of
from tools.new.samples import SECRET, SOME_ID, SOME_TIME, Sampler, special_values

REFERENCES = references_of("vbr")
SERVERS = "/backupInfrastructure/managedServers"
LIMIT = (FieldModel("size", "size", "int", required=True), FieldModel("kind", "kind", choices=("TB", "PB")))
FIELDS = (
    FieldModel("id", "id", mode="computed"),
    FieldModel("name", "name", required=True),
    FieldModel(
        "type", "type", mode="immutable", choices=("A", "B"), choice_spans={"B": ("1.3-rev1", "")}, required=True
    ),
    FieldModel("description", "description", default=""),
    FieldModel("host", "hostId", reference=SERVERS, variants=("A",), required=True, required_since="1.3-rev0"),
    FieldModel("servers", "serverIds", "list", elements="str", reference=SERVERS, since="1.3-rev0"),
    FieldModel("mode", "mode", choices=("Auto",), api_choices={"Auto": "auto"}, until="1.3-rev0"),
    FieldModel("mode", "mode", choices=("Auto", "Off"), since="1.3-rev1"),
    FieldModel("vpower_nfs", "vPowerNFS", "bool"),
    FieldModel("place", "place", mode="immutable", response_api="place.name"),
    FieldModel("limit", "limit", "dict", fields=LIMIT, required=True),
    FieldModel("other_limit", "otherLimit", "dict", fields=LIMIT),
    FieldModel("disks", "disks", "list", elements="dict", fields=(FieldModel("label", "label", required=True),)),
    FieldModel("lock_secret", "lockSecret", mode="secret", required=True),
)
STORE = ResourceModel(
    product="vbr",
    noun="data store",
    path="/dataStores",
    revisions=VBR.revisions,
    fields=FIELDS,
    variant="type",
    identity={"name": "nameFilter"},
    create=OperationModel("POST", "/dataStores", "session", (ParameterModel("take_over", "takeOver", "bool"),)),
    update=OperationModel("PUT", "/dataStores/{id}", "object", since="1.3-rev0"),
    delete=OperationModel("DELETE", "/dataStores/{id}", "nothing"),
    dedicated_updates=(
        DedicatedUpdateModel(
            OperationModel("POST", "/dataStores/{id}/changeSecret", "nothing"),
            (FieldModel("lock_secret", "secret", mode="secret", required=True),),
        ),
    ),
    merges=False,
    filters=(
        FilterModel("id", "", field="id"),
        FilterModel("name", "nameFilter", field="name", match="pattern"),
        FilterModel("type", "typeFilter", "list", "str", ("A", "B"), field="type", many_since="1.3-rev0"),
        FilterModel("host", "hostIdFilter", reference=SERVERS, field="host", since="1.3-rev0"),
    ),
    skipped_queries={"orderColumn": "sorted elsewhere"},
    dropped_choices={"mode": ("Unknown",)},
    excused_properties={"uniqueId": "the server's"},
)


def sampler(model=STORE, revision="1.3-rev1"):
    return Sampler(model, revision, VBR.supports, {SERVERS: ("first.example", "second.example")})


def declared(model=STORE):
    return evaluate(declaration.declaration(model, REFERENCES), "vbr", "data_store")


def test_the_declaration_says_what_was_derived():
    found = declared().resource
    comparison = compare(found, STORE)
    assert (comparison.differences, comparison.missing) == ({}, ())
    assert comparison.places > 20
    assert (found.noun, found.path, found.variant, found.update_body) == (
        "data store",
        "/dataStores",
        "type",
        "project",
    )
    assert (found.create.response, found.update.since, found.delete.path) == ("session", "1.3-rev0", "/dataStores/{id}")
    assert found.field("place").response_api == "place.name"
    assert found.field("description").default == ""
    (update,) = found.dedicated_updates
    assert (update.options, update.fields[0].api, update.fields[0].mode) == (("lock_secret",), "secret", "secret")
    assert declared().options["take_over"] == {"type": "bool"}
    assert declared().options["lock_secret"]["no_log"] is True


def test_the_path_of_the_api_is_written_only_where_it_is_not_the_default():
    text = declaration.declaration(STORE, REFERENCES)
    assert 'api="vPowerNFS"' in text
    assert 'api="limit"' not in text
    assert text.count(" api=") == 4


def test_what_can_be_emptied_is_declared_so():
    fields = (FIELDS[1], FieldModel("limit", "limit", "dict", fields=LIMIT, nullable=True))
    model = ResourceModel("vbr", "data store", "/dataStores", VBR.revisions, fields, identity={"name": ""})
    assert [field.option for field in declared(model).resource.fields if field.nullable] == ["limit"]


def test_files_call_the_product_as_people_do():
    azure = replace(STORE, product="azure", fields=FIELDS[:2], dedicated_updates=(), filters=())
    text = declaration.declaration(azure, REFERENCES) + declaration.info_declaration(azure, REFERENCES, "data_store")
    assert '"""Data stores of Azure, operations' in text
    assert '"""The list of data stores of Azure, operation' in text


def test_a_long_title_is_a_paragraph():
    long = replace(STORE, path="/dataStores/" + "x" * 45, fields=FIELDS[:2], dedicated_updates=(), filters=())
    text = declaration.info_declaration(long, REFERENCES, "data_store")
    assert max(map(len, text.partition("from __future__")[0].splitlines())) <= 120
    assert '\n\nPrivate to the collection.\n"""\n' in text


def test_a_second_key_of_the_same_objects_is_no_other_kind():
    first = KnownReference("region", "/regions", "references", "REGION")
    known = References((first, replace(first, constant="REGION_RESOURCE")))
    assert known.of_list("/regions") == first


def test_each_kind_of_a_list_is_declared_with_its_own_constant():
    azure = references_of("azure")
    found = {key: azure.find("", key, "", {}) for key in ("tenantId", "azureAccountId")}
    assert {key: azure.by_place(place).constant for key, place in found.items()} == {
        "tenantId": "TENANT",
        "azureAccountId": "SERVICE_ACCOUNT",
    }
    fields = (FIELDS[1], FieldModel("tenant", "tenantId", reference=found["tenantId"]))
    text = declaration.declaration(replace(STORE, product="azure", fields=fields, dedicated_updates=()), azure)
    assert "reference=TENANT" in text


def test_every_reference_of_a_noun_is_known(monkeypatch):
    declared = sys.modules[f"{module_utils.__name__}.vbr.references"]
    second = replace(declared.MANAGED_SERVER, key="resourceId")
    monkeypatch.setattr(declared, "SECOND", second, raising=False)
    constants = [known.constant for known in references_of("vbr").known if known.path == SERVERS]
    assert constants == ["MANAGED_SERVER", "SECOND"]


def test_groups_that_are_the_same_are_declared_once():
    text = declaration.declaration(STORE, REFERENCES)
    assert text.count('Field("size"') == 1
    assert text.count("fields=LIMIT") == 2


def test_a_constant_never_hides_another():
    shared = tuple(FieldModel(f"size_{number}", f"size{number}", "int") for number in range(6))
    other = tuple(FieldModel(f"count_{number}", f"count{number}", "int") for number in range(6))
    fields = (
        FIELDS[1],
        FieldModel("data_store", "dataStore", "dict", fields=shared),
        FieldModel("fields", "fields", "dict", fields=other),
        FieldModel(
            "managed_server", "managedServer", "dict", fields=(FieldModel("fields", "fields", "dict", fields=shared),)
        ),
    )
    model = ResourceModel("vbr", "data store", "/dataStores", VBR.revisions, fields, identity={"name": ""})
    comparison = compare(declared(model).resource, model)
    assert (comparison.differences, comparison.missing) == ({}, ())


def test_a_singleton_has_no_identity():
    model = ResourceModel(
        "vbr", "setting", "/setting", VBR.revisions, FIELDS[8:9], update=OperationModel("PUT", "/setting", "object")
    )
    assert declared(model).resource.is_singleton
    assert "state" not in declared(model).options


def test_what_the_engine_refuses_is_said_with_its_reason():
    wrong = ResourceModel("vbr", "thing", "/things", VBR.revisions, FIELDS[1:2] * 2, identity={"name": ""})
    with pytest.raises(NotDeclarable, match="declared twice"):
        declared(wrong)


def test_the_info_twin_lists_the_same_fields_with_filters():
    declared()
    text = declaration.info_declaration(STORE, REFERENCES, "data_store")
    found = evaluate(text, "vbr", "data_store_info")
    (listing,) = found.api.listings
    assert (listing.path, listing.variant, len(listing.fields)) == ("/dataStores", "type", len(FIELDS))
    assert list(found.options) == ["id", "name", "type", "host"]
    filters = {entry.option: entry for entry in listing.filters}
    assert (filters["name"].query, filters["name"].match) == ("nameFilter", "pattern")
    assert (filters["type"].choices, filters["type"].many_since) == (("A", "B"), "1.3-rev0")
    assert (filters["host"].reference.path, filters["host"].since) == (SERVERS, "1.3-rev0")


MEMBERS = replace(
    STORE,
    key="store",
    dedicated_updates=(),
    fields=(*FIELDS[:4], FieldModel("hosts", "hostIds", "list", "str", item_property="hostId", reference=SERVERS)),
    expansions=(ExpansionModel("hosts", "/dataStores/{id}/hosts", "id"),),
)


def test_what_only_a_further_read_returns_is_read_by_a_reconciler():
    found = declared(MEMBERS)
    assert (found.resource.result_key, found.resource.expanded) == ("store", ("hosts",))
    assert found.resource.reads == ("/dataStores/{id}/hosts",)
    assert list(found.api.readers) == ["/dataStores/{id}/hosts"]
    twin = evaluate(declaration.info_declaration(MEMBERS, REFERENCES, "data_store"), "vbr", "data_store_info")
    (listing,) = twin.api.listings
    assert [field.option for field in listing.fields] == ["id", "name", "type", "description"]
    assert [returned.key for returned in twin.returns] == ["stores"]
    (block,) = yaml.safe_load(target.listing(MEMBERS, "veeam_data_store", sampler(MEMBERS)))
    assert "by_id.stores | map(attribute='id') | list == [added.store.id]" in str(block)


def test_the_reconciler_reads_what_the_task_gives_and_what_an_update_has_to_send():
    name = "data_store_with_members"
    made = evaluate(declaration.declaration(MEMBERS, REFERENCES), "vbr", name)
    reconciler = vars(sys.modules[f"{module_utils.__name__}.vbr.{name}"])["StoreReconciler"]
    server = DictServer()
    server.lists["/dataStores/7/hosts"] = [{"id": "h1"}, {"id": "h2"}]
    params = {name: option.get("default") for name, option in made.options.items()}

    def hosts(for_update, **given):
        task = Task(server, FakeClock(), {**params, **given}, given)
        return reconciler(made.resource, task).expand({"id": "7", "name": "x"}, for_update).get("hostIds")

    assert hosts(False) is None
    assert hosts(True) == hosts(False, hosts=[]) == [{"hostId": "h1"}, {"hostId": "h2"}]


def test_objects_that_have_a_reference_take_its_words():
    model = ResourceModel(
        "vbr", "managed server", SERVERS, VBR.revisions, FIELDS[:2], identity={"name": ""}, create=STORE.create
    )
    text = declaration.declaration(model, REFERENCES)
    assert "noun=MANAGED_SERVER.noun" in text
    assert "PATH = MANAGED_SERVER.path" in text
    assert "RESOURCE = Resource(" in text
    assert "from .thing import RESOURCE" in declaration.info_declaration(model, REFERENCES, "thing")


# --- Samples ---


def test_a_sample_has_what_is_required_and_nothing_else():
    assert sampler().minimal("Mine") == {
        "name": "Mine",
        "type": "A",
        "host": "first.example",
        "limit": {"size": 5},
        "lock_secret": SECRET,
    }
    assert "host" not in sampler(revision="1.2-rev1").minimal("Mine")


def test_numbers_of_the_document_are_taken_over_and_its_words_are_not():
    example = {"type": "A", "limit": {"size": 7}, "lockSecret": "theirs", "label": "Two words"}
    fields = (*FIELDS, FieldModel("label", "label", required=True))
    found = sampler(ResourceModel("vbr", "s", "/s", VBR.revisions, fields, "type", {"name": ""}, examples=(example,)))
    made = found.minimal("Mine")
    assert made["limit"] == {"size": 7}
    assert made["lock_secret"] == SECRET
    assert made["label"] == "sample-label"


def test_an_item_of_which_nothing_is_required_is_not_empty():
    items = (FieldModel("label", "label"), FieldModel("size", "size", "int"))
    fields = (*FIELDS[:2], FieldModel("disks", "disks", "list", elements="dict", fields=items, required=True))
    model = ResourceModel("vbr", "s", "/s", VBR.revisions, fields, identity={"name": ""})
    assert sampler(model).minimal("Mine") == {"name": "Mine", "disks": [{"label": "sample-label"}]}


def test_the_change_is_one_of_an_option_that_can_change():
    assert sampler().change() == ("description", "sample-description", "sample-description-changed")
    model = ResourceModel("vbr", "s", "/s", VBR.revisions, FIELDS[:3], "type", {"name": ""})
    assert sampler(model).change() is None


def test_texts_that_have_to_look_like_something_are_named():
    fields = (
        FieldModel("start", "start", format="date-time"),
        FieldModel("group", "group", "dict", fields=(FieldModel("vault_id", "vaultId", format="uuid"),)),
        FieldModel("host", "hostId", reference=SERVERS, format="uuid"),
        FieldModel("id", "id", mode="computed", format="uuid"),
        FieldModel("timeout", "timeout", "int", minimum=200),
    )
    model = ResourceModel("vbr", "s", "/s", VBR.revisions, fields)
    assert special_values(model) == {"start": SOME_TIME, "group.vault_id": SOME_ID, "timeout": 200}
    assert sampler(model).value(fields[-1]) == 200


# --- Files ---


def parts(text):
    made: dict[str, str] = {}
    exec(compile(text.partition("\nfrom ansible_collections")[0], "module", "exec"), made)  # noqa: S102
    return {name: yaml.safe_load(made[name]) for name in ("DOCUMENTATION", "EXAMPLES", "RETURN")}


def test_the_module_is_a_skeleton_that_says_where_prose_is_missing():
    text = module_docs.module_file(STORE, "veeam_data_store", "data_store", {"name": "Mine"}, waits=True)
    documentation, examples = parts(text)["DOCUMENTATION"], parts(text)["EXAMPLES"]
    assert documentation["module"] == "veeam_data_store"
    assert documentation["description"] == ["PROSE MISSING"]
    assert "opendr.veeam.waiting" in documentation["extends_documentation_fragment"]
    assert examples == [{"name": "PROSE MISSING", "opendr.veeam.veeam_data_store": {"name": "Mine"}}]
    assert "module_utils.vbr.data_store import MODULE" in text


def test_the_info_module_and_the_changelog_name_both():
    found = parts(module_docs.info_file(STORE, "veeam_data_store", "data_store", "Mine"))
    assert found["DOCUMENTATION"]["module"] == "veeam_data_store_info"
    assert "opendr.veeam.attributes.info" in found["DOCUMENTATION"]["extends_documentation_fragment"]
    (line,) = yaml.safe_load(module_docs.changelog_fragment(STORE, "veeam_data_store"))["minor_changes"]
    assert line.startswith("veeam_data_store, veeam_data_store_info - ")


def actions(text):
    (life,) = yaml.safe_load(text)
    return [(task["name"], task.get("opendr.veeam.veeam_data_store")) for task in life["block"]], life


def test_the_target_creates_changes_and_removes_each_thing_twice():
    text = target.lifecycle(STORE, "veeam_data_store", sampler())
    tasks, life = actions(text)
    given = [arguments for _name, arguments in tasks if arguments]
    gone = {"name": "Sample data store", "state": "absent"}
    assert given == ["{{ desired }}"] * 3 + ["{{ other }}"] * 3 + [gone] * 2
    assert life["vars"]["desired"]["description"] == "sample-description"
    assert life["vars"]["other"] == {"name": "Sample data store", "description": "sample-description-changed"}
    assert life["always"]
    assert "&id" not in text


def test_the_target_of_a_singleton_only_changes_it():
    model = ResourceModel(
        "vbr", "setting", "/setting", VBR.revisions, FIELDS[8:9], update=OperationModel("PUT", "/setting", "object")
    )
    (life,) = yaml.safe_load(target.lifecycle(model, "veeam_data_store", sampler(model)))
    assert life["vars"] == {"desired": {"vpower_nfs": True}, "other": {"vpower_nfs": False}}
    assert not [task for task in life["block"] if "Remove" in task["name"]]


def test_the_target_of_the_list_finds_what_it_adds():
    (block,) = yaml.safe_load(target.listing(STORE, "veeam_data_store", sampler()))
    registered = [task["register"] for task in block["block"] if "register" in task]
    assert registered == ["added", "all", "by_id", "by_name"]


SAMPLES = "VALUES: dict[str, dict[str, Any]] = {\n}\nUNCHANGED: dict[str, tuple[str, ...]] = {\n}\n"
EXCEPTIONS = "EXCEPTIONS: dict[str, Exceptions] = {\n}\n"


def test_shared_files_get_an_entry_once():
    once = registration.with_samples(SAMPLES, "veeam_data_store", STORE)
    assert "    \"veeam_data_store\": ('name',),\n" in once
    assert registration.with_samples(once, "veeam_data_store", STORE) == once
    excused = registration.with_exceptions(EXCEPTIONS, "veeam_data_store", STORE)
    assert "'mode': {'Unknown'}" in excused
    assert "'uniqueId': " in excused
    assert "\"veeam_data_store_info\": Exceptions(queries={'orderColumn'" in excused


def test_a_shared_file_without_a_place_for_the_entry_is_refused():
    with pytest.raises(registration.NoPlace, match="veeam_data_store"):
        registration.with_samples("", "veeam_data_store", STORE)
