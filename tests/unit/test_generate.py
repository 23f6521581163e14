# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make generate`: what it says of a declaration, what it keeps of what people wrote, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from ansible_collections.opendr.veeam.plugins.module_utils.engine.resource_module import resource_module
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Returned
from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Parameter
from support.generated import DOCUMENTATION, module_of, thing
from tools.generate import files, scopes
from tools.generate.catalog import Module, module, module_names, place_of
from tools.generate.documentation import completed_documentation, in_order
from tools.generate.errors import kinds, raised_by
from tools.generate.facts import Place, facts_of, facts_of_filter, facts_of_list_modes, facts_of_parameter
from tools.generate.problem import Problem
from tools.generate.project import difference
from tools.generate.returns import completed_return
from tools.generate.source import ModuleText, put_together, take_apart
from tools.generate.wording import PROSE_MISSING, is_generated, refers_to_suboptions


def facts(name: str, *fields: Field) -> str:
    """What is said of an option, dotted."""
    place, options = Place(thing()), scopes.of_resource(thing(*fields))
    *outer, last = name.split(".")
    for group in outer:
        place, options = place.inside(options[group]), options[group].nested
    return facts_of(options[last], place)


GROUP = Field("group", "dict", fields=(Field("size", "int", required=True), Field("unit", variants=("A",))))
ITEMS = Field("items", "list", elements="dict", fields=(Field("key", required=True),))
LOGIN = (Field("user", mode="write_only_on_create", required=True), Field("password", mode="secret"))
ONCE = Field(
    "items",
    "list",
    elements="dict",
    item_keys=("key",),
    fields=(
        Field("key", required=True),
        Field("kind"),
        Field("login", "dict", mode="write_only_on_create", fields=LOGIN, sent_with="kind"),
    ),
)
SAYINGS = [
    ("size", (Field("size", "int"),), ""),
    # What the module finds itself is not required of a task.
    ("group.size", (Field("group", "dict", fields=(Field("size", "int", required=True, looked_up=True),)),), ""),
    ("size", (Field("size", "int", variants=("A",)),), "Only for O(type=A)."),
    ("size", (Field("size", "int", variants=("A", "B")),), "Not for O(type=C)."),
    ("size", (Field("size", "int", since="1.3-rev1"),), "Requires O(api_version=1.3-rev1) or later."),
    ("size", (Field("size", "int", until="1.3-rev0"),), "Requires O(api_version=1.3-rev0) or earlier."),
    # The type C came with that revision itself, so it says nothing new of it.
    ("size", (Field("size", "int", since="1.3-rev0"),), "Requires O(api_version=1.3-rev0) or later."),
    (
        "size",
        (Field("size", "int", variants=("A",), since="1.3-rev1"), Field("size", "int", variants=("B", "C"))),
        "For O(type=A), requires O(api_version=1.3-rev1) or later.",
    ),
    ("size", (Field("size", "int", required=True),), "Required to create a thing."),
    (
        "size",
        (Field("size", "int", required=True, required_until="1.3-rev0"),),
        "Required to create a thing (O(api_version=1.3-rev0) or earlier).",
    ),
    (
        "size",
        (Field("size", "int", variants=("A",)), Field("size", "int", variants=("B", "C"), required=True)),
        "Required to create a thing, except for O(type=A).",
    ),
    (
        "size",
        (Field("size", "int", variants=("A",), required=True), Field("size", "int", variants=("B", "C"))),
        "Required for O(type=A).",
    ),
    ("group.size", (GROUP,), "Required if the thing has no O(group) yet."),
    ("group.unit", (GROUP,), "Only for O(type=A)."),
    ("items.key", (ITEMS,), "Required in each item."),
    ("size", (Field("size", "int", mode="immutable"),), "Cannot be changed after creation."),
    (
        "size",
        (Field("size", "int", mode="write_only_on_create"),),
        "Used only to create a thing; ignored if the thing exists.",
    ),
    (
        "size",
        (Field("size", "int", mode="immutable", variants=("A",)), Field("size", "int", variants=("B", "C"))),
        "For O(type=A), cannot be changed after creation.",
    ),
    (
        "size",
        (Field("size", "int", mode="immutable", until="1.3-rev0"), Field("size", "int", since="1.3-rev1")),
        "For O(api_version=1.3-rev0) or earlier, cannot be changed after creation.",
    ),
    (
        "size",
        (
            Field("size", "int", mode="write_only_on_create", variants=("A",), since="1.3-rev1"),
            Field("size", "int", variants=("A",), until="1.3-rev0"),
            Field("size", "int", variants=("B", "C")),
        ),
        (
            "For O(type=A) with O(api_version=1.3-rev1) or later, used only to create a thing; "
            "ignored if the thing exists."
        ),
    ),
    (
        "password",
        (Field("password", mode="secret"),),
        "This is a secret, which the server does not return. O(update_secrets) says when it is sent.",
    ),
    (
        "items.login",
        (ONCE,),
        (
            "The server does not return it. It is sent with an item that is new, with an item whose O(items[].kind) "
            "changes, and with O(update_secrets=always)."
        ),
    ),
    (
        "items.login.user",
        (ONCE,),
        "Required with O(items[].login). The server does not return it. It is sent together with O(items[].login).",
    ),
    (
        "items.login.password",
        (ONCE,),
        "This is a secret, which the server does not return. It is sent together with O(items[].login).",
    ),
    ("size", (Field("size", "int", default=3),), "If omitted, a thing is created with V(3)."),
    ("on", (Field("on", "bool", default=True),), "If omitted, a thing is created with V(true)."),
    # What other options may change, the description says.
    ("on", (Field("on", "bool", default=True, derived=True),), ""),
    ("text", (Field("text", default=""),), ""),
    (
        "mode",
        (Field("mode", choices=("x", "y"), choice_spans={"y": ("1.3-rev1", "1.3-rev1")}),),
        "V(y) requires O(api_version=1.3-rev1).",
    ),
    (
        "mode",
        (Field("mode", choices=("x",), variants=("A",)), Field("mode", choices=("x", "y"), variants=("B", "C"))),
        "V(y) is only for O(type=B) and O(type=C).",
    ),
]


@pytest.mark.parametrize(("name", "fields", "words"), SAYINGS)
def test_what_is_said_of_an_option_and_recognised_as_generated(name, fields, words):
    assert facts(name, *fields) == words
    assert is_generated(words)


def test_a_choice_of_the_type_itself_has_its_revisions():
    said = (
        "Required to create a thing. Cannot be changed after creation. V(C) requires O(api_version=1.3-rev0) or later."
    )
    assert facts("type") == said


def test_a_secret_that_no_operation_changes_is_only_sent_to_create():
    resource = replace(thing(Field("passphrase", mode="secret")), update=None)
    said = facts_of(scopes.of_resource(resource)["passphrase"], Place(resource))
    assert said == "This is a secret, which the server does not return. It is only sent to create a thing."
    assert is_generated(said)
    assert "update_secrets" not in resource_module(resource).options


def test_what_is_said_of_a_filter():
    spans = {"y": ("1.3-rev1", ""), "z": ("1.3-rev1", "")}
    narrowed = Filter("mode", query="q", choices=("x", "y", "z"), choice_spans=spans, since="1.3-rev0")
    said = facts_of_filter(narrowed)
    assert said == "Requires O(api_version=1.3-rev0) or later. V(y) and V(z) require O(api_version=1.3-rev1) or later."
    assert is_generated(said)
    assert facts_of_filter(Filter("name", query="q")) == ""


def test_what_is_said_of_an_option_that_goes_with_a_request():
    later = facts_of_parameter(Parameter("mode", "mode", "str", since="1.3-rev2"))
    assert later == "Requires O(api_version=1.3-rev2) or later."
    assert is_generated(later)


def test_a_mode_says_which_lists_it_is_for():
    tags = Field("tags", "list", elements="str", mode_option="tags_mode")
    made = yaml.safe_load(completed_documentation(module_of(Field("size"), tags), DOCUMENTATION))
    said = made["options"]["tags_mode"]["description"]
    assert said == [PROSE_MISSING, "Has no effect without O(tags)."]
    assert is_generated(said[-1])
    shared = facts_of_list_modes((tags, replace(tags, option="labels")))
    assert shared == {"tags_mode": "Has no effect without O(tags) or O(labels)."}
    assert is_generated(shared["tags_mode"])


@pytest.mark.parametrize("words", ["Required by law.", "Size. Required to create a thing.", "Only for the brave."])
def test_what_people_write_is_not_taken_for_generated(words):
    assert not is_generated(words)


# --- Documentation ---


def test_an_option_gets_its_keys_and_keeps_its_prose():
    made = module_of(Field("size", "int", since="1.3-rev1", required=True, choices=()))
    done = completed_documentation(made, DOCUMENTATION)
    entry = yaml.safe_load(done)["options"]["size"]
    said = "Requires O(api_version=1.3-rev1) or later. Required to create a thing."
    assert entry == {"description": ["How large it is.", said], "type": "int"}
    assert completed_documentation(made, done) == done


def test_a_claim_that_is_no_longer_true_is_replaced():
    old = completed_documentation(module_of(Field("size", "int", since="1.3-rev1", mode="immutable")), DOCUMENTATION)
    new = completed_documentation(module_of(Field("size", "int", required=True)), old)
    described = yaml.safe_load(new)["options"]["size"]["description"]
    assert described == ["How large it is.", "Required to create a thing."]


def test_an_option_without_prose_gets_the_marker_after_what_is_declared_before_it():
    options = yaml.safe_load(completed_documentation(module_of(Field("size"), Field("unit")), DOCUMENTATION))["options"]
    assert options["unit"] == {"description": PROSE_MISSING, "type": "str"}
    assert list(options).index("unit") == list(options).index("size") + 1


def test_an_option_that_does_not_exist_is_refused():
    with pytest.raises(Problem, match="veeam_thing: DOCUMENTATION describes size, which"):
        completed_documentation(module_of(), DOCUMENTATION)


def test_the_order_of_people_stays():
    assert in_order(["c", "a"], ["a", "b", "c"]) == ["c", "a", "b"]
    assert in_order([], ["a", "b"]) == ["a", "b"]
    assert in_order(["b"], ["a", "b", "c"]) == ["a", "b", "c"]


# --- Return values ---


def returned_by(made: Module, text: str = "", documentation: str = DOCUMENTATION) -> dict:
    """What RETURN says after it was completed, which a second time changes nothing."""
    described = completed_documentation(made, documentation)
    done = completed_return(made, text, described, None, {})
    assert completed_return(made, done, described, None, {}) == done
    return yaml.safe_load(done)


def test_a_property_has_the_words_of_its_option():
    documentation = DOCUMENTATION.replace("How large it is.", "[How large it is., If omitted, it grows.]")
    values = returned_by(module_of(Field("size", "int", variants=("A",))), documentation=documentation)
    assert values["thing"]["contains"]["size"] == {
        "description": "How large it is.",
        "returned": "if its type has it",
        "type": "int",
    }
    assert list(values) == ["thing", "operation", "changes", "error"]


def test_what_is_only_read_keeps_its_own_words_and_gets_its_revisions():
    written = "thing: {contains: {state: {description: How it is., returned: if it has one}}}\n"
    documentation = "module: veeam_thing\n"
    made = module_of(Field("state", mode="computed", since="1.3-rev2"), Field("speed", "float", mode="computed"))
    contains = returned_by(made, written, documentation)["thing"]["contains"]
    assert contains["state"]["description"] == "How it is."
    assert contains["state"]["returned"] == "if it has one, with O(api_version=1.3-rev2) or later"
    assert contains["speed"] == {"description": PROSE_MISSING, "type": "float"}


def test_what_cannot_be_read_is_not_returned():
    fields = (Field("passphrase", mode="secret"), Field("once", mode="write_only_on_create"))
    contains = returned_by(module_of(*fields), documentation="module: veeam_thing\n")["thing"]["contains"]
    assert list(contains) == ["id", "name", "type"]


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("thing: {contains: {colour: {description: Its colour.}}}\n", "thing.colour"),
        ("colour: {description: Its colour., returned: success, type: str}\n", "colour"),
    ],
)
def test_a_return_value_that_does_not_exist_is_refused(written, named):
    made = module_of()
    described = completed_documentation(made, "module: veeam_thing\n")
    with pytest.raises(Problem, match=f"veeam_thing: RETURN describes {named}, which"):
        completed_return(made, written, described, None, {})


def test_what_is_renamed_before_anybody_described_it_needs_no_removing():
    made = module_of()
    described = completed_documentation(made, "module: veeam_thing\n")
    marked = "thing: {contains: {colour: {description: PROSE MISSING}}}\ncolour: {description: PROSE MISSING}\n"
    returned = yaml.safe_load(completed_return(made, marked, described, None, {}))
    assert "colour" not in returned
    assert "colour" not in returned["thing"]["contains"]
    assert "colour" not in completed_documentation(
        made, "module: veeam_thing\noptions: {colour: {description: PROSE MISSING}}\n"
    )


def test_keys_that_no_field_reads_have_to_be_declared():
    made = module_of()
    extra = Returned("thing", made.declaration.returns[0].fields, variant="type", extra=("usage",))
    made = replace(made, declaration=replace(made.declaration, returns=(extra,)))
    written = "thing: {contains: {usage: {description: What uses it., type: dict}}}\n"
    contains = returned_by(made, written, "module: veeam_thing\n")["thing"]["contains"]
    assert contains["usage"] == {"description": "What uses it.", "type": "dict"}


def test_many_settings_are_described_where_they_are_options():
    settings = tuple(Field(f"setting_{number}") for number in range(41))
    whole = Field("settings", "dict", fields=settings)
    documentation = DOCUMENTATION.replace("size", "settings")
    entry = returned_by(module_of(whole), "thing: {contains: {}}", documentation)["thing"]["contains"]["settings"]
    assert entry == {
        "description": ["How large it is.", "Its properties are the suboptions of O(settings)."],
        "type": "dict",
    }
    assert refers_to_suboptions(entry)
    # What is only returned is described there.
    read_too = Field("settings", "dict", fields=(*settings, Field("usage", mode="computed")))
    listed = returned_by(module_of(read_too), "", documentation)["thing"]["contains"]["settings"]
    assert len(listed["contains"]) == 42
    assert not refers_to_suboptions(listed)


# --- Failures ---


def test_a_module_documents_the_failures_that_it_can_end_in():
    found = {name: {kind.name for kind in raised_by(module(name))} for name in module_names()}
    assert all({"ApiError", "AuthenticationFailed", "ConnectionFailed"} <= kinds_ for kinds_ in found.values())
    assert {"ImmutableOption", "NotConverged", "SessionFailed"} <= found["veeam_repository"]
    assert not {"ImmutableOption", "SessionFailed", "ResponseLost"} & found["veeam_repository_info"]
    assert "WrongPassword" in found["veeam_azure_repository"]
    assert "WrongPassword" not in found["veeam_repository"]
    assert "ObjectNotFound" not in found["veeam_server_info"]
    # The base of all stands for no situation.
    assert "VeeamError" not in kinds()
    assert all(kind.meaning.endswith(".") for kind in kinds().values())


# --- Files ---


def test_a_module_file_is_taken_apart_and_put_together():
    parts = ModuleText("module: x\n", "- name: y\n", "")
    text = put_together("vbr.repository", parts)
    assert take_apart("x", text) == parts
    assert "module_utils.vbr.repository import MODULE" in text


def test_logic_in_a_module_file_is_refused():
    text = put_together("vbr.repository", ModuleText("", "", ""))
    with pytest.raises(Problem, match="Logic belongs to the declaration"):
        take_apart("x", text + "print(1)\n")
    with pytest.raises(Problem, match="there is no RETURN"):
        take_apart("x", text.replace("RETURN", "RESULT"))


def test_a_module_without_declaration_is_named():
    assert place_of("veeam_azure_repository") == "azure.repository.module"
    with pytest.raises(Problem, match="plugins/module_utils/vbr/nothing.py"):
        place_of("veeam_nothing")


def test_groups_and_tables_list_every_module():
    modules = [module("veeam_azure_session"), module("veeam_session")]
    groups = yaml.safe_load(files.runtime(modules, "requires_ansible: x\naction_groups:\n  old: [a]\n"))[
        "action_groups"
    ]
    assert groups == {"vbr": ["veeam_session"], "azure": ["veeam_azure_session"], "m365": []}
    begin, end = "<!-- modules: written by make generate -->\n", "<!-- end of modules -->\n"
    page = files.readme(modules, {one.name: "Does it" for one in modules}, f"before\n{begin}old\n{end}after\n")
    assert "| `veeam_session` | Does it |" in page
    assert "old" not in page
    assert page.startswith("before\n")
    assert page.endswith("after\n")
    with pytest.raises(Problem, match="README.md"):
        files.readme(modules, {}, "nothing")
    with pytest.raises(Problem, match="meta/runtime.yml"):
        files.runtime(modules, "nothing")


def test_a_difference_is_shown():
    shown = difference(files.README, "other\n")
    assert "+++ README.md (make generate)" in shown
    assert "+other" in shown


# --- YAML ---
