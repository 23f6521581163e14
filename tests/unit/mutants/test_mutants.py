# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mutations that `make mutants` makes: of every attribute, one at a time, and gone afterwards."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.schema.fields import Field, Form, Reference
from ansible_collections.opendr.veeam.plugins.module_utils.schema.listing import Filter
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import (
    DedicatedUpdate,
    Operation,
    Parameter,
    SchemaContext,
)
from ansible_collections.opendr.veeam.plugins.module_utils.schema.values import UUID
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from support.modules import declaration, module_names
from tools.mutants import checks, reasons, tests
from tools.mutants.__main__ import Run, killers, main, write
from tools.mutants.behaviour import Behaviour
from tools.mutants.checks import killer
from tools.mutants.constructions import Construction, forget, imported, places, restored
from tools.mutants.mutants import mutants_of, targets
from tools.mutants.mutators import BODY, LIST, RESOURCE, mutations
from tools.mutants.reasons import FailsUnchanged, Mutant
from tools.mutants.run import checked, simulated

REVISIONS = ("1.2-rev1", "1.3-rev0", "1.3-rev1")
HOST = Reference("host", "/hosts")
SPANS = {"since": "1.3-rev0", "until": "1.3-rev1"}
FIELDS = [
    Field(
        "host", api="place.hostId", reference=HOST, required=True, required_since="1.3-rev0", required_until="1.3-rev1"
    ),
    Field("kind", choices=("A", "B"), default="A", api_choices={"A": "a"}, choice_spans={"B": ("1.3-rev0", "")}),
    Field("scope", default="all", derived=True),
    Field("site", api="place.site.id", reference=HOST, whole=True),
    Field("login", "dict", mode="write_only_on_create", sent_with="kind", fields=(Field("user"),)),
    Field("place", required=True, looked_up=True),
    Field("parts", "list", elements="str", required=True, mode_option="parts_mode", may_be_left_out=True),
    Field("size", "int", **SPANS, variants=("X", "Y"), normalize=abs, response_api="used.size"),
    Field("names", "list", elements="str", item_property="name"),
    Field("disks", "list", elements="dict", item_keys=("name",), fields=(Field("name"), Field("size", "int"))),
    Field("tags", "list", elements="str", mode_option="tags_mode"),
    Field("hours", form=Form(str, max, "str")),
    Field("port", "int", minimum=1, maximum=65535, absent_value=1),
    Field("vault_id", format=UUID),
    Field("owner_id", mode="immutable", required=True, in_path=True),
    Field("platform", mode="computed", word=str),
    Field("owner", api="ownerId", reference=HOST, name_from="ownerName", spellings=("ownerID",)),
    Field("users", "list", elements="str", item_property="id", reference=HOST, name_from="name"),
]
FILTERS = [
    Filter("name", query="nameFilter", field="name", match="pattern", also=("title",)),
    Filter("kind", query="kindFilter", type="list", elements="str", choices=("A", "B"), field="kind", single=True),
    Filter("kinds", query="f", type="list", elements="str", field="kind", many_since="1.3-rev0", since="1.3-rev0"),
    Filter("host", query="hostId", reference=HOST, parse=lambda option, value: value),
    Filter("pool", below="/pools/{id}/hosts", reference=HOST),
    Filter("id", field="id", format=UUID),
    Filter("mode", query="mode", choices=("A", "B"), choice_spans={"B": ("1.3-rev0", "")}),
]
OPERATION = Operation("POST", "/x", "session", (Parameter("force", "force"),), session_type="Infrastructure")
UPDATES = [
    DedicatedUpdate(OPERATION, ("enabled",), value=True, initial=True),
    DedicatedUpdate(OPERATION, ("password", "hint"), fields=(Field("hint"),), body_options=("name",)),
    DedicatedUpdate(OPERATION, ("names",), fields=(Field("names", "list", elements="str"),), items="added"),
]


@pytest.fixture(autouse=True)
def modules_as_they_were():
    with restored(*module_names()):
        yield


@pytest.mark.parametrize(
    ("objects", "elsewhere"),
    [(FIELDS, set()), (FILTERS, set()), ([OPERATION], set()), (UPDATES, {"operation"})],
    ids=["Field", "Filter", "Operation", "DedicatedUpdate"],
)
def test_every_attribute_is_changed(objects, elsewhere):
    changed = {mutation.attribute for found in objects for mutation in mutations(found, REVISIONS)}
    assert changed == {attribute.name for attribute in dataclasses.fields(objects[0])} - elsewhere


@pytest.mark.parametrize("found", [*FIELDS, *FILTERS, OPERATION, *UPDATES])
def test_a_mutation_is_another_value(found):
    made = list(mutations(found, REVISIONS))
    assert made
    for mutation in made:
        assert getattr(found, mutation.attribute) != mutation.value, str(mutation)
        assert "\t" not in str(mutation)


@pytest.mark.parametrize(
    ("use", "read", "unread"),
    [
        (RESOURCE, {"api", "mode", "required", "name_from"}, set()),
        (BODY, {"api", "mode", "reference"}, {"name_from", "ordered", "response_api"}),
        (LIST, {"api", "option", "type"}, {"mode", "required", "parent_required"}),
    ],
)
def test_what_nobody_reads_there_is_left_alone(use, read, unread):
    attributes = {mutation.attribute for mutation in mutations(FIELDS[-1], REVISIONS, use)}
    assert read <= attributes
    assert not unread & attributes


@pytest.mark.parametrize(
    ("changed", "contexts", "made"),
    [
        # What the field is in begins with that revision itself.
        ({"since": "1.3-rev1"}, {"1.3-rev1": "A"}, False),
        ({"since": "1.3-rev1"}, {"1.3-rev0": "A", "1.3-rev1": "A"}, True),
        ({"variants": ()}, {"1.3-rev1": "A"}, False),
        ({"variants": ()}, {"1.3-rev1": "B"}, True),
    ],
)
def test_a_span_that_means_the_same_where_the_field_is_found_is_no_mutation(changed, contexts, made):
    field = Field("size", "int", variants=("A",))
    known = [SchemaContext(VBR, revision, variant) for revision, variant in contexts.items()]
    attributes = {mutation.attribute for mutation in mutations(field, ("1.3-rev0", "1.3-rev1"), RESOURCE, known)}
    assert (set(changed) <= attributes) is made


def test_a_field_knows_the_revisions_and_variants_that_have_what_it_is_in():
    variants = {context.variant for context in place_of("share.path").contexts}
    assert variants == {"Smb", "Nfs"}


def test_a_field_that_no_object_of_a_module_has_is_left_to_the_modules_that_share_it():
    construction = Construction()
    made = imported("veeam_agent_backup_job", construction)
    sizes = [
        one.found for one in places(made, construction) if one.label.endswith(".storage_data.storage_optimization")
    ]
    # There were no such jobs in 1.2-rev1, which has another list of sizes.
    assert [size.until for size in sizes] == [""]


def test_a_copy_is_changed_in_what_it_changes_and_its_original_in_the_rest():
    construction = Construction()
    with construction.watching():
        original = Field("size", "int", minimum=1)
        copied = dataclasses.replace(dataclasses.replace(original, since="1.3-rev0"), option="amount", since="1.3-rev1")
    said = list(construction.said(copied))
    assert [(found.option, found.since) for found, _attributes in said] == [
        ("amount", "1.3-rev1"),
        ("size", "1.3-rev0"),
        ("size", ""),
    ]
    assert [set(attributes) for _found, attributes in said[:2]] == [{"option", "since"}, set()]
    assert {"type", "minimum", "until"} < said[2][1]
    assert not {"option", "since"} & said[2][1]


def test_what_is_in_a_group_of_another_form_is_no_property():
    place = next(one for one in places_of("veeam_protection_group") if one.label == "excluded_cloud_machines.name")
    attributes = {mutation.attribute for mutation in mutations(place.found, REVISIONS, place.use)}
    assert "option" in attributes
    assert "api" not in attributes


def test_what_a_list_shows_is_of_the_variants_that_a_revision_has():
    place = next(
        one
        for one in places_of("veeam_instant_recovery")
        if one.label == "POST /restore/instantRecovery/hyperV/vm destination.helper_appliance"
    )
    assert {(context.revision, context.variant) for context in place.contexts} == {("1.3-rev2", "OtherPlatform")}


@pytest.mark.parametrize(
    ("field", "attributes"),
    [
        (Field("kind", mode="constant", choices=("A",), default="A"), {"type"}),
        (Field("group", "dict", mode="computed", fields=(Field("a"),)), {"nullable"}),
    ],
)
def test_what_nothing_reads_of_such_a_field_is_left_alone(field, attributes):
    assert not attributes & {mutation.attribute for mutation in mutations(field, REVISIONS)}


def test_a_single_revision_has_no_bounds():
    assert "since" not in {mutation.attribute for mutation in mutations(Field("a"), ("v8.1",))}


def places_of(name):
    construction = Construction()
    return places(imported(name, construction), construction)


def place_of(label):
    return next(place for place in places_of("veeam_repository") if place.label == label)


def test_a_mutation_is_made_in_one_object_and_is_gone_afterwards():
    place = place_of("share.path")
    mutation = next(found for found in mutations(place.found, REVISIONS) if found.attribute == "option")
    construction = Construction(place.site, mutation)
    wrong = imported("veeam_repository", construction)
    assert construction.reached
    assert "path_mutant" in wrong.options["share"]["options"]
    changed = [found.label for found in places(wrong, construction) if found.label.endswith("_mutant")]
    assert changed == ["share.path_mutant"]
    assert killer("veeam_repository") == "documentation"
    forget("veeam_repository")
    assert "path" in declaration("veeam_repository").options["share"]["options"]
    assert killer("veeam_repository") == ""


@pytest.mark.parametrize(
    ("label", "attribute", "check"),
    [
        ("import_index", "api", "contract"),
        ("import_index", "type", "documentation"),
        ("description", "default", "contract"),
        ("POST /backupInfrastructure/repositories", "path", "contract"),
        ("POST /backupInfrastructure/repositories", "response", "contract"),
    ],
)
def test_a_mutation_is_found(label, attribute, check):
    place = place_of(label)
    mutation = next(found for found in mutations(place.found, REVISIONS) if found.attribute == attribute)
    imported("veeam_repository", Construction(place.site, mutation))
    assert killer("veeam_repository") == check
    forget("veeam_repository")


def test_what_two_modules_share_is_changed_once():
    found = dict(targets(["veeam_instant_recovery"]))
    mounts, listed = found["veeam_instant_recovery"], found["veeam_instant_recovery_info"]
    assert mounts
    assert not set(mounts) & set(listed)


KILLED = Mutant("veeam_x", "a", "type='int'", "contract")
EXCUSED = Mutant("veeam_x", "a", "api='bX'", "")
LEFT = Mutant("veeam_y", "a", "api='bX'", "")


def test_a_survivor_without_a_reason_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(reasons, "REASONS", (("veeam_x", "a*", "api=*", "nobody can see it"),))
    table = tmp_path / "mutants.tsv"
    write([KILLED, EXCUSED, LEFT], table)
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()]
    assert rows[1:] == [
        ["veeam_x", "a", "type", "type='int'", "contract", ""],
        ["veeam_x", "a", "api", "api='bX'", "survived", "nobody can see it"],
        ["veeam_y", "a", "api", "api='bX'", "survived", ""],
    ]
    unknown = [mutant._replace(killer="") for mutant in (KILLED, EXCUSED, LEFT)]
    assert Run({}, unknown, {}).left == [unknown[0], LEFT]
    # A run that is resumed tries again what survived, and nothing else.
    resumed = Run({}, unknown, killers(table))
    assert (resumed.mutants, resumed.left) == ([KILLED, EXCUSED, LEFT], [LEFT])


def test_a_run_without_a_table_begins_at_the_start(tmp_path):
    assert killers(tmp_path / "mutants.tsv") == {}


def test_a_sample_is_the_same_each_time():
    sites = dict(targets(["veeam_repository"]))["veeam_repository"]
    every, some = (mutants_of("veeam_repository", sites, sample) for sample in (1, 20))
    assert len(set(every)) == len(every) > 1000
    assert set(some) < set(every)
    assert len(every) / 40 < len(some) < len(every) / 10
    assert some == mutants_of("veeam_repository", sites, 20)


def test_mutants_are_checked_where_they_are_asked_for():
    sites = dict(targets(["veeam_repository"]))["veeam_repository"]
    mutants = [mutant for mutant in mutants_of("veeam_repository", sites) if mutant.place in ("import_index", "host")]
    types = [mutant for mutant in mutants if mutant.mutation == "type='int'"]
    found = {mutant.place: mutant.killer for mutant in checked("veeam_repository", sites, types)}
    # An option with a reference cannot be a number.
    assert found == {"host": "import"}
    switches = [mutant for mutant in mutants if mutant.mutation == "type='str'"]
    assert [mutant.killer for mutant in checked("veeam_repository", sites, switches)] == ["documentation"]


def test_a_check_that_fails_without_a_mutation_ends_the_run(monkeypatch, capsys):
    monkeypatch.setattr(checks, "killer", lambda name: "contract")
    monkeypatch.setattr(Run, "check", lambda *given: pytest.fail("no mutant is to be checked"))
    assert main(["veeam_instant_recovery_info"]) == 2
    assert "The check 'contract' of veeam_instant_recovery_info fails without any mutation" in capsys.readouterr().err


def test_a_check_on_the_simulator_that_fails_without_a_mutation_ends_the_run(monkeypatch):
    monkeypatch.setattr(Behaviour, "killer", lambda behaviour, place: "lifecycle")
    sites = dict(targets(["veeam_repository"]))["veeam_repository"]
    with pytest.raises(FailsUnchanged, match="The check 'lifecycle' of veeam_repository fails without any mutation"):
        simulated("veeam_repository", sites, mutants_of("veeam_repository", sites)[:1])


@pytest.fixture
def own_test(tmp_path, monkeypatch):
    """Puts a file with one test in the place of those of a module."""

    def put(claim):
        file = tmp_path / "test_repository.py"
        file.write_text(
            "from support.modules import declaration\n\n"
            "def test_it():\n"
            f"    assert {claim} in declaration('veeam_repository').options\n"
        )
        monkeypatch.setattr(tests, "_tests_of", lambda modules, source: [file])
        tests._ensure_passing.cache_clear()

    return put


def test_the_tests_of_a_module_see_the_mutation(own_test):
    own_test("'import_index'")
    sites = dict(targets(["veeam_repository"]))["veeam_repository"]
    mutants = [mutant for mutant in mutants_of("veeam_repository", sites) if mutant.place == "import_index"]
    wanted = ("option='import_index_mutant'", "type='str'")
    some = [mutant for mutant in mutants if mutant.mutation in wanted]
    found = {mutant.mutation: mutant.killer for mutant in tests.tested("veeam_repository", sites, some)}
    assert found == dict(zip(wanted, ("tests", "")))


def test_a_test_that_fails_without_a_mutation_ends_the_run(own_test):
    own_test("'unknown'")
    sites = dict(targets(["veeam_repository"]))["veeam_repository"]
    with pytest.raises(
        FailsUnchanged, match="The check 'tests' of veeam_repository, veeam_repository_info fails without any mutation"
    ):
        tests.tested("veeam_repository", sites, mutants_of("veeam_repository", sites)[:1])


def test_the_tests_of_a_module_are_those_that_name_it():
    files = {file.name for file in tests._tests_of(("veeam_proxy",), "vbr.proxy")}
    assert {"test_proxies.py", "test_lost_properties.py"} <= files
    assert not {"test_users.py", "test_playbooks.py", "test_mutants.py"} & files
    of_source = {file.name for file in tests._tests_of(("veeam_proxy",), "m365.repository.object_storage")}
    assert of_source - files == {"test_m365_repositories.py"}


def test_what_fails_without_a_mutation_is_the_same_from_another_process():
    problem = FailsUnchanged("veeam_job", "example")
    assert str(pickle.loads(pickle.dumps(problem))) == str(problem)  # noqa: S301


def test_the_modules_are_those_they_were_before():
    before = declaration("veeam_repository")
    with restored("veeam_repository"):
        assert imported("veeam_repository", Construction()) is not before
    assert declaration("veeam_repository") is before


def test_a_module_that_a_package_hands_out_is_made_again():
    construction = Construction()
    made = imported("veeam_instant_recovery", construction)
    (operation,) = [found for found in made.api.operations if found.path.endswith("hyperV/vm")]
    assert id(operation) in construction.sites
