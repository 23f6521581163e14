# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` reads out of a document: the types of objects, with made-up documents of three revisions."""

from __future__ import annotations

import pytest

from support.documents import (
    CLOUD_CREDENTIALS,
    CREDENTIALS,
    HOST,
    ID,
    NAME,
    NUMBER,
    REFERENCES,
    REVISIONS,
    TEXT,
    collection,
    field,
    fields,
    list_of,
    object_of,
    plain,
    ref,
    resource,
    union,
)
from tools.new.fields import Deriver
from tools.new.model import FieldModel
from tools.new.resource import PathUnknown


def variants(forms, required=()):
    """A document whose objects have forms, chosen by type."""
    returned = {form: {"id": ID, **properties} for form, properties in forms.items()}
    schemas = {**union("Spec", "type", forms, required), **union("Model", "type", returned)}
    return collection(ref("Spec"), ref("Model"), schemas=schemas)


def test_the_choosing_property_is_the_variant_and_cannot_change():
    document = variants({"Local": NAME, "Share": NAME})
    found = resource(document)
    assert found.variant == "type"
    kind = field("type", document)
    assert (kind.choices, kind.mode, kind.required) == (("Local", "Share"), "immutable", True)


def test_a_variant_that_a_revision_adds_has_a_span():
    old, new = variants({"Local": NAME}), variants({"Local": NAME, "Share": NAME})
    assert field("type", old, new, new).choice_spans == {"Share": ("2", "")}


def test_properties_of_some_variants_name_them():
    document = variants(
        {
            "Local": {**NAME, "path": TEXT},
            "Share": {**NAME, "path": TEXT, "hostId": ID},
            "Cloud": {**NAME, "account": object_of({"regionName": TEXT})},
        }
    )
    assert field("name", document).variants == ()
    assert field("path", document).variants == ("Local", "Share")
    assert field("host", document).variants == ("Share",)
    assert field("account", document).variants == ("Cloud",)
    assert field("account.region_name", document).variants == ()


def test_what_has_a_format_in_some_variants_only_is_any_text_and_listed():
    deriver = Deriver(REVISIONS, REFERENCES, {})
    by_name = FieldModel("owner", "ownerId", reference="/owners", format="uuid", variants=("Local",))
    by_id = FieldModel("owner", "ownerId", format="uuid", variants=("Share",))
    assert [found.format for found in deriver._agreed([by_name, by_id], "")] == ["", ""]
    assert deriver.sentences() == ("With a format in some variants or revisions only (any text for now): ownerId",)
    assert deriver._agreed([by_id], "") == (by_id,)


def test_a_module_can_be_for_a_family_of_types():
    old = variants({"Cloud": {**NAME, "account": TEXT}})
    new = variants({"Local": {**NAME, "path": TEXT}, "Share": {**NAME, "path": TEXT}, "Cloud": {**NAME, "key": TEXT}})
    model = resource(old, new, new, types=("Local", "Share"))
    assert {found.option for found in model.fields} == {"id", "name", "type", "path"}
    assert (model.revisions, model.dropped_choices) == (("2", "3"), {"type": ("Cloud",)})
    assert any("Other types of the same list are left out" in sentence for sentence in model.left)
    with pytest.raises(PathUnknown, match="has no type Tape"):
        resource(new, types=("Local", "Tape"))


def test_many_types_are_listed():
    document = variants({f"Kind{number}": {**NAME} for number in range(9)})
    assert any(sentence.startswith("It has 9 types.") for sentence in resource(document).left)


def test_required_for_one_variant_and_not_for_another_makes_two_fields():
    document = variants({"Local": {**NAME, "path": TEXT}, "Share": {**NAME, "path": TEXT}})
    document["components"]["schemas"]["LocalSpec"]["allOf"][1]["required"] = ["path"]
    needing, free = sorted(fields(document)["path"], key=lambda found: not found.required)
    assert (needing.variants, needing.required) == (("Local",), True)
    assert (free.variants, free.required) == (("Share",), False)


def test_a_variant_that_is_newer_than_a_property_needs_no_span_for_it():
    old = variants({"Local": {**NAME, "path": TEXT}})
    new = variants({"Local": {**NAME, "path": TEXT}, "Share": {**NAME, "path": TEXT}})
    found = field("path", old, new, new)
    assert (found.variants, found.since) == ((), "")


def test_a_property_that_one_variant_had_earlier_makes_two_fields():
    old = variants({"Local": {**NAME, "path": TEXT}, "Share": NAME})
    new = variants({"Local": {**NAME, "path": TEXT}, "Share": {**NAME, "path": TEXT}})
    spans = {found.variants: found.since for found in fields(old, new, new)["path"]}
    assert spans == {("Local",): "", ("Share",): "2"}


def test_groups_that_variants_share_are_derived_together():
    limit = object_of({"value": NUMBER})
    more = object_of({"value": NUMBER, "kind": TEXT})
    document = variants({"Local": {**NAME, "limit": limit}, "Share": {**NAME, "limit": more}})
    assert field("limit", document).variants == ()
    assert field("limit.value", document).variants == ()
    assert field("limit.kind", document).variants == ("Share",)


def test_a_choice_inside_a_group_is_an_option_with_all_that_its_forms_have():
    document = plain({"schedule": ref("Schedule")})
    document["components"]["schemas"].update(
        union("Schedule", "kind", {"Daily": {"hour": NUMBER}, "Weekly": {"day": TEXT}}, ("hour",))
    )
    assert field("schedule.kind", document).choices == ("Daily", "Weekly")
    assert field("schedule.kind", document).required
    assert not field("schedule.hour", document).required
    assert field("schedule.day", document).type == "str"


# --- References ---


def test_an_id_of_a_known_list_is_a_reference_without_the_id_in_its_name():
    document = plain({"hostId": ID, "gatewayServerIds": list_of(ID), "credentialsId": ID})
    assert field("host", document).reference == HOST.path
    assert (field("gateway_servers", document).reference, field("gateway_servers", document).elements) == (
        HOST.path,
        "str",
    )
    assert field("credentials", document).reference == CREDENTIALS.path


def test_the_group_around_an_id_may_decide():
    document = plain({"account": object_of({"credentialsId": ID})})
    assert field("account.credentials", document).reference == CLOUD_CREDENTIALS.path


def test_a_link_in_the_description_decides_first():
    text = "See [All records](Credentials#operation/GetRecords)."
    document = plain({"serverId": {**ID, "description": text}})
    document["paths"]["/api/credentials"] = {"get": {"operationId": "GetRecords", "responses": {}}}
    assert field("server", document).reference == CREDENTIALS.path


def test_an_id_of_an_unknown_list_stays_a_text_and_is_listed():
    document = plain({"vaultId": TEXT})
    assert field("vault_id", document).reference == ""
    assert any("not known" in sentence and "vaultId" in sentence for sentence in resource(document).left)


def test_a_reference_never_sounds_like_a_secret():
    text = "See [All records](Credentials#operation/GetRecords)."
    document = plain({"encryptionPasswordId": {**ID, "description": text}})
    document["paths"]["/api/credentials"] = {"get": {"operationId": "GetRecords", "responses": {}}}
    assert field("encryption_password_id", document).reference == CREDENTIALS.path


def test_what_the_server_names_itself_is_not_looked_up():
    document = plain({}, returned={"hostId": ID, "hostName": TEXT, "serverId": ID}, put={})
    assert field("host_id", document).reference == ""
    assert field("server", document).reference == HOST.path
