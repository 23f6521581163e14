# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make new` reads out of a document: fields, with made-up documents of three revisions."""

from __future__ import annotations

from support.documents import (
    FLAG,
    HOST,
    ID,
    NUMBER,
    TEXT,
    choice,
    collection,
    field,
    fields,
    list_of,
    object_of,
    plain,
    ref,
    resource,
)

# --- Types, names, lists ---


def test_types_and_elements_are_those_of_the_document():
    document = plain({"count": NUMBER, "isOpen": FLAG, "size": {"type": "number"}, "tags": list_of(TEXT)})
    assert field("count", document).type == "int"
    assert field("is_open", document).type == "bool"
    assert field("size", document).type == "float"
    assert (field("tags", document).type, field("tags", document).elements) == ("list", "str")


def test_options_are_in_snake_case_and_keep_the_api_name():
    document = plain({"useFCConnectivity": FLAG, "vPowerNFSPort": NUMBER, "SSHPort": NUMBER, "IPv4Mask": TEXT})
    named = {option: found[0].api for option, found in fields(document).items()}
    assert named["use_fc_connectivity"] == "useFCConnectivity"
    assert named["vpower_nfs_port"] == "vPowerNFSPort"
    assert named["ssh_port"] == "SSHPort"
    assert named["ipv4_mask"] == "IPv4Mask"


def test_an_option_of_every_module_gets_another_name_and_is_listed():
    found = resource(plain({"username": TEXT}))
    assert [one.option for one in found.fields if one.api == "username"] == ["store_username"]
    assert any("username cannot be called username" in sentence for sentence in found.left)


def test_nullable_properties_are_what_they_are_without_null():
    document = plain({"count": {"type": "integer", "nullable": True}, "limit": {**ref("Limit"), "nullable": True}})
    document["components"]["schemas"]["Limit"] = object_of({"value": NUMBER})
    assert field("count", document).type == "int"
    assert field("limit.value", document).type == "int"


def test_objects_in_lists_have_fields_of_their_own():
    document = plain({"disks": list_of(object_of({"label": TEXT, "sizes": list_of(NUMBER)}, ["label"]))})
    assert (field("disks", document).type, field("disks", document).elements) == ("list", "dict")
    assert field("disks.label", document).required
    assert field("disks.sizes", document).elements == "int"


def test_a_list_of_objects_with_one_text_is_a_list_of_texts():
    document = plain(
        {"hostIds": list_of(object_of({"hostId": ID}, ["hostId"])), "tags": list_of(object_of({"tag": TEXT}))}
    )
    hosts, tags = field("hosts", document), field("tags", document)
    assert (hosts.api, hosts.elements, hosts.item_property, hosts.reference) == ("hostIds", "str", "hostId", HOST.path)
    assert (tags.elements, tags.item_property, tags.fields, tags.reference) == ("str", "tag", (), "")


def test_a_list_of_objects_with_more_than_a_text_stays_one():
    document = plain({"disks": list_of(object_of({"size": NUMBER})), "logins": list_of(object_of({"password": TEXT}))})
    assert field("disks", document).elements == "dict"
    assert field("logins", document).elements == "dict"


def test_what_holds_itself_is_cut_and_listed():
    document = plain({"folder": ref("Folder")})
    document["components"]["schemas"]["Folder"] = object_of({"label": TEXT, "parent": ref("Folder")})
    assert field("folder.parent", document).fields == ()
    assert any("folder.parent" in sentence and "like itself" in sentence for sentence in resource(document).left)


def test_addresses_of_other_requests_are_no_option_and_are_excused():
    link = object_of({"href": TEXT})
    found = resource(plain({"_links": object_of({"self": link}), "_actions": object_of({"run": link}), "label": TEXT}))
    assert not {"_links", "_actions"} & {one.api for one in found.fields}
    assert {"_links", "_actions"} <= set(found.excused_properties)


def test_only_a_text_is_listed_as_an_id_of_an_unknown_list():
    found = resource(plain({"boxIds": list_of(object_of({"label": TEXT})), "crateId": TEXT}))
    (sentence,) = [one for one in found.left if one.startswith("Named like an ID")]
    assert sentence.endswith(": crateId")


# --- Modes ---


def test_what_an_update_takes_and_a_read_returns_is_mutable():
    assert field("size", plain({"size": NUMBER})).mode == "mutable"


def test_what_an_update_does_not_take_is_immutable():
    assert field("size", plain({"size": NUMBER}, put={})).mode == "immutable"


def test_what_is_never_returned_is_sent_on_creation_only():
    document = plain({"importIndex": FLAG}, returned={})
    assert field("import_index", document).mode == "write_only_on_create"
    assert not any("importIndex" in sentence for sentence in resource(document).left)


def test_what_is_written_twice_and_never_returned_is_listed():
    document = plain({"keyUri": TEXT}, returned={}, put={"keyUri": TEXT})
    assert any("never returned" in sentence and "keyUri" in sentence for sentence in resource(document).left)


def test_what_every_update_has_to_send_and_nothing_returns_is_listed_as_that():
    put = object_of({"name": TEXT, "keyUri": TEXT}, ["keyUri"])
    document = collection(object_of({"name": TEXT, "keyUri": TEXT}), object_of({"id": ID, "name": TEXT}), put=put)
    (sentence,) = [found for found in resource(document).left if "keyUri" in found]
    assert sentence.startswith("Never returned, but every update has to send it")


def test_what_is_true_of_a_group_is_not_repeated_for_what_is_in_it():
    lock = {"lock": object_of({"key": TEXT, "inner": object_of({"label": TEXT})}), "locks": TEXT}
    left = resource(plain(lock, returned={}, put=lock)).left
    (sentence,) = [found for found in left if "never returned" in found]
    assert sentence.endswith("): lock, locks")


def test_what_is_only_returned_is_computed():
    document = plain({}, returned={"status": TEXT, "owner": object_of({"label": TEXT})}, put={})
    assert field("status", document).mode == "computed"
    assert field("owner", document).mode == "computed"
    assert field("owner.label", document).mode == "computed"
    assert not field("status", document).required


def test_what_only_an_update_takes_is_returned_and_listed():
    document = plain({}, returned={"isOpen": FLAG})
    assert field("is_open", document).mode == "computed"
    assert any("the creation does not" in sentence and "isOpen" in sentence for sentence in resource(document).left)


def test_ids_that_the_server_gives_are_no_options():
    document = plain({"uniqueId": TEXT})
    assert field("unique_id", document).mode == "computed"
    assert field("id", document).mode == "computed"


def test_a_description_that_the_server_wants_has_a_default():
    found = field("description", plain({"description": TEXT}, required=("name", "description")))
    assert (found.required, found.default) == (False, "")


def test_a_text_that_is_returned_as_an_object_with_that_name():
    document = plain({"container": TEXT}, returned={"container": object_of({"id": TEXT, "name": TEXT})})
    found = field("container", document)
    assert (found.type, found.mode, found.response_api) == ("str", "mutable", "container.name")


# --- Secrets ---


def test_secrets_are_marked_by_their_name_and_by_their_format():
    extra = {"encryptionPassword": TEXT, "privateKey": TEXT, "passphrase": TEXT, "clientSecret": TEXT}
    document = plain({**extra, "pin": {"type": "string", "format": "password"}}, returned={}, put=extra)
    for option in ("encryption_password", "private_key", "passphrase", "client_secret", "pin"):
        assert field(option, document).mode == "secret", option


def test_a_secret_stays_one_where_the_server_returns_it():
    assert field("secret_key", plain({"secretKey": TEXT})).mode == "secret"


def test_a_secret_that_the_server_makes_and_returns_is_left_out_and_listed():
    document = plain({}, returned={"recoveryToken": TEXT, "owner": object_of({"secret": TEXT, "label": TEXT})})
    assert "recovery_token" not in fields(document)
    assert "owner.secret" not in fields(document)
    assert field("owner.label", document).mode == "computed"
    (sentence,) = [found for found in resource(document).left if "returns" in found]
    assert "recoveryToken" in sentence
    assert "owner.secret" in sentence


def test_what_only_sounds_like_a_secret_is_none():
    document = plain({"passwordHint": TEXT, "keyVaultName": TEXT, "tokenLifetime": NUMBER})
    assert field("password_hint", document).mode == "mutable"
    assert field("key_vault_name", document).mode == "mutable"
    assert field("token_lifetime", document).mode == "mutable"


def test_a_secret_that_an_update_does_not_take_is_listed():
    document = plain({"rootPassword": TEXT, "otherPassword": TEXT}, returned={}, put={"otherPassword": TEXT})
    (sentence,) = [found for found in resource(document).left if "secret" in found]
    assert "rootPassword" in sentence
    assert "otherPassword" not in sentence


# --- Revisions ---


def test_since_and_until_are_the_revisions_that_have_a_property():
    old, middle, new = (
        plain({"early": TEXT}),
        plain({"early": TEXT, "late": TEXT, "brief": TEXT}),
        plain({"late": TEXT}),
    )
    assert (field("early", old, middle, new).since, field("early", old, middle, new).until) == ("", "2")
    assert (field("late", old, middle, new).since, field("late", old, middle, new).until) == ("2", "")
    assert (field("brief", old, middle, new).since, field("brief", old, middle, new).until) == ("2", "2")


def test_a_revision_that_lacks_the_whole_resource_is_no_span():
    assert field("late", plain({"late": TEXT}), plain({"late": TEXT})).since == ""


def test_what_is_in_a_group_has_spans_within_the_group():
    old, new = plain({}), plain({"limit": object_of({"value": NUMBER})})
    newest = plain({"limit": object_of({"value": NUMBER, "kind": TEXT})})
    documents = (old, new, newest)
    assert field("limit", *documents).since == "2"
    assert field("limit.value", *documents).since == ""
    assert field("limit.kind", *documents).since == "3"


def test_a_gap_makes_two_fields():
    spans = [(found.since, found.until) for found in fields(plain({"a": TEXT}), plain({}), plain({"a": TEXT}))["a"]]
    assert spans == [("", "1"), ("3", "")]


def test_choices_have_spans():
    documents = [plain({"kind": choice(*values)}) for values in (("A", "Old"), ("A", "B"), ("A", "B", "C"))]
    found = field("kind", *documents)
    assert set(found.choices) == {"A", "B", "C", "Old"}
    assert found.choice_spans == {"B": ("2", ""), "C": ("3", ""), "Old": ("", "1")}


def test_choices_on_lists_are_those_of_the_items():
    found = field("days", plain({"days": list_of(choice("Monday", "Sunday"))}))
    assert (found.type, found.elements, found.choices) == ("list", "str", ("Monday", "Sunday"))


def test_choices_in_another_spelling_are_the_same_choices():
    documents = [plain({"mode": choice(*values)}) for values in (("auto", "network"), ("Auto", "Network"))]
    old, new = fields(documents[0], documents[0], documents[1])["mode"]
    assert (old.choices, old.until, old.api_choices) == (
        ("Auto", "Network"),
        "2",
        {"Auto": "auto", "Network": "network"},
    )
    assert (new.choices, new.since, new.api_choices) == (("Auto", "Network"), "3", {})


def test_what_a_server_only_says_of_an_object_is_no_choice():
    assert field("tier", plain({"tier": choice("Hot", "Cool", "Unknown")})).choices == ("Hot", "Cool")


def test_required_may_begin_and_end_with_a_revision():
    needing, free = plain({"size": NUMBER}, required=("name", "size")), plain({"size": NUMBER})
    begins, ends = field("size", free, needing, needing), field("size", needing, needing, free)
    assert (begins.required, begins.required_since, begins.required_until) == (True, "2", "")
    assert (ends.required, ends.required_since, ends.required_until) == (True, "", "2")
    assert len(fields(needing, free, needing)["size"]) == 2


def test_what_had_another_type_earlier_is_left_out_there_and_listed():
    documents = [plain({"size": TEXT}), plain({"size": NUMBER}), plain({"size": NUMBER})]
    new = field("size", *documents)
    assert (new.type, new.since) == ("int", "2")
    assert "Of another type in other variants or revisions (left out there): size" in resource(*documents).left
