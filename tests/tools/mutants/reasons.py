# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a mutation may survive: by module, place and mutation, with ``*`` for any. The first row that fits counts.

The checks that need no server run all the same; a mutation with a reason is only not taken to the simulator.
"""

from __future__ import annotations

import fnmatch
import functools
from typing import NamedTuple


class Mutant(NamedTuple):
    """One mutation, and the check that found it; ``killer`` is empty where none did."""

    module: str
    place: str
    mutation: str
    killer: str


class FailsUnchanged(Exception):
    """A check finds something wrong with a module that has no mutation: it would count every mutant as killed."""

    def __init__(self, name: str, check: str) -> None:
        super().__init__(name, check)
        self.name, self.check = name, check

    def __str__(self) -> str:
        return f"The check '{self.check}' of {self.name} fails without any mutation. Correct that first."


WILDCARDS = "the documentation says which filters take wildcards; no check knows which are meant to"
NO_WILDCARDS = "what it is compared with is an id or a choice, which has no wildcards"
SERVER = "a server that filters exactly does not need the comparison; not every server filters like the simulator"
REFUSED = "a value that the option would refuse is refused by the server, in its own words"
CASE = "no document says whether a server writes these names in the same case each time"
LOOKED_AT = "which of several properties a filter looks at, the test of every filter takes from the declaration itself"
THERE = "the document requires the group, so that it is there in any case; where it does not, the contract finds it"
ORDER = "no document says whether the order of a list means something; the examples show it where they can"
CAN_BE_NULL = "the document lets it be null, and a module may offer less than the document has"
IDENTITY = "no document says which properties identify an item; that each list says some, the contract checks"
NAMED = "without it the object is looked up by its id: the same result for one request more"
SPELLED = "which words servers write otherwise than their documents, no document says; unit tests hold what is known"
COMPARED = "without the parameter the module compares by itself, with the same result"
ONE_TUPLE = "it has the fields of the body, which are one tuple for both; the result is described in words"
TEXT_ONLY = "it decides what the documentation says, which is written by hand there"
OF_SOME_KINDS = "the document requires it of some kinds of objects, and the module finds it in the inventory"
NO_SUCH_WORD = "a word that no server says"
REASONS: tuple[tuple[str, str, str, str], ...] = (
    ("*", "*.* (computed)", "mode='mutable'", "its group is computed as a whole, so that it is no option either way"),
    ("*", "*", "parent_required=True", THERE),
    ("*", "*", "ordered=*", ORDER),
    ("*", "*", "nullable=True", CAN_BE_NULL),
    ("*", "*", "item_keys=*", IDENTITY),
    ("*", "*", "choices=(*, 'Mutant')", NO_SUCH_WORD),
    ("*", "*", "name_from=''", NAMED),
    ("*", "*", "spellings=*", SPELLED),
    ("*", "*", "word=None", SPELLED),
    ("*", "*component_name*", "api_choices=*", SPELLED),
    ("*", "filter *", "query=''", COMPARED),
    ("*", "GET * spec*", "fields=*", ONE_TUPLE),
    ("*", "*", "derived=False", TEXT_ONLY),
    ("*", "excluded_objects.*", "required_*=*", OF_SOME_KINDS),
    ("*", "excluded_objects.path", "until=*", "it is sent in no revision: the module looks the object up by it"),
    ("*", "*.throttling_window_options.days", "mode='immutable'", "the items of a list are compared as a whole"),
    (
        "veeam_cloud_credential",
        "POST /cloudCredentials/{id}/changeCertificate",
        "response=*",
        "the revisions have different responses, and nothing reads them",
    ),
    ("veeam_job", "*", "mode='mutable'", "its options are those of the module: it creates and changes no job"),
    ("veeam_job", "enabled (computed)", "*", "the module works it out of the status, or of the settings of the job"),
    ("*", "filter *", "field=''", SERVER),
    ("*", "filter *", "match='exact'", WILDCARDS),
    ("*", "filter *", "match='pattern'", NO_WILDCARDS),
    ("*", "filter *", "any_case=*", CASE),
    ("*", "filter *", "parse=None", REFUSED),
    ("*", "filter *", "single=True", "the server of the simulator takes several values as documented for others"),
    ("*", "filter *", "also=*", LOOKED_AT),
    ("*", "filter *", "field='*_mutant'", LOOKED_AT),
    ("veeam_azure_flr_restore", "* restore_type", "default=*", "the option has its default from the module"),
)


@functools.cache
def reason_for(mutant: Mutant) -> str:
    """The reason for a survivor, empty without one."""
    facts = (mutant.module, mutant.place, mutant.mutation)
    for *patterns, reason in REASONS:
        if all(fnmatch.fnmatchcase(fact, pattern) for fact, pattern in zip(facts, patterns, strict=True)):
            return reason
    return ""
