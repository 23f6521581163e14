# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource, from what all revisions of a product's document say about one path."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from simulator.flatten import Schema
from simulator.operations import Operation
from tools.new.comparing import UNKEYED, lists_of_objects, with_absent_values
from tools.new.dedicated import secrets_changed
from tools.new.document import TEXT, Book, Snapshot
from tools.new.expansion import EXPANDED, FURTHER_READS, expanded, expansions_of, reads_below
from tools.new.fields import NEEDED_BY_UPDATE, NEVER_RETURNED, SECRET_WITHOUT_UPDATE, Bodies, Deriver, Place
from tools.new.filters import FilterDeriver
from tools.new.model import (
    DedicatedUpdateModel,
    ExpansionModel,
    FieldModel,
    OperationModel,
    ParameterModel,
    ResourceModel,
)
from tools.new.names import noun_of, snake_case, words_of
from tools.new.properties import TYPES, Properties, properties_of, variants_of
from tools.new.references import References
from tools.new.responses import doubts, response_kind

_NAME_FILTERS = ("nameFilter", "SearchPattern", "name", "Name")


@dataclass(frozen=True)
class Api:
    """What the derivation knows of a product: its revisions, oldest first, how pages hold objects, and references.

    ``paging`` are the query parameters by which a list is cut into pages.
    """

    product: str
    revisions: tuple[str, ...]
    page_key: str
    paging: frozenset[str]
    references: References


# What a person has to decide about operations, which follow.
OWN_OPERATION = "An operation of its own; what does it change?"
OWN_LIST = "Changes a list that GET reads at the same path; which option is that list?"
SWITCH = "Switches something on or off (a DedicatedUpdate with that value; which read returns it?):"


# More types than a single module can serve well.
_MANY_TYPES = 8


class PathUnknown(Exception):
    """No revision has the path or one of the types, or none can write what is there."""


class PathMissing(PathUnknown):
    """No revision has the path."""


def derive(api: Api, path: str, snapshots: Mapping[str, Snapshot], types: Sequence[str] = ()) -> ResourceModel:
    """The resource at ``path``; ``snapshots`` are the revisions that have it. Raises PathUnknown and PathMissing.

    ``types`` are those of its types that the module is for: all of them where none is given.
    """
    if not snapshots:
        raise PathMissing(f"No revision of the {api.product} document has the path {path}.")
    return _Derivation(api, path, snapshots, types).model()


class _Derivation:
    def __init__(self, api: Api, path: str, snapshots: Mapping[str, Snapshot], types: Sequence[str]) -> None:
        self._api = api
        self._types = types
        self._deriver = Deriver(api.revisions, api.references, {})
        self._path = path
        self._revisions = tuple(revision for revision in api.revisions if revision in snapshots)
        self._snapshots = {revision: snapshots[revision] for revision in self._revisions}
        self._newest = self._snapshots[self._revisions[-1]]
        self._variant = self._variant_in(self._newest)
        self._leave_out_other_forms()
        self._choose_types()
        reads = {name: read for found in self._snapshots.values() for name, read in found.reads.items()}
        self._key = noun_of(path)
        self._noun = api.references.noun_of(path) or (self._key if self._newest.item else words_of(path))
        self._deriver.reads = reads
        self._deriver.resource_lists = self._newest.resource_lists
        self._deriver.noun = self._key

    def model(self) -> ResourceModel:
        create, update, delete = self._operations()
        is_singleton = not self._newest.item
        if create is None and update is None:
            raise PathUnknown(f"{self._path} can only be read: declare an info module by hand.")
        variant = self._variant
        self._deriver.variant, self._deriver.exists = variant, create is None
        derived = with_absent_values(self._deriver.fields(self._bodies(variant)), self._api.product)
        for place in dict.fromkeys(lists_of_objects(derived)):
            self._deriver.remark(UNKEYED, place)
        fields, expansions = self._expanded(derived)
        listing = FilterDeriver(self._api.revisions, self._api.references, self._deriver.reads, self._api.paging)
        filters = listing.filters(self._queries(), fields)
        identity = self._identity(fields, is_singleton)
        updates = self._dedicated_updates(fields)
        self._remark_operations(create, update, delete, updates, fields, {expansion.path for expansion in expansions})
        return ResourceModel(
            product=self._api.product,
            noun=self._noun,
            path=self._path,
            revisions=self._revisions,
            since="" if self._revisions[0] == self._api.revisions[0] else self._revisions[0],
            fields=fields,
            variant=self._option_of(fields, variant),
            identity=identity,
            create=create,
            update=update,
            delete=delete,
            dedicated_updates=updates,
            merges=self._merges(),
            filters=filters,
            skipped_queries=listing.skipped,
            is_listed=not is_singleton,
            excused_properties=self._deriver.excused,
            dropped_choices=self._deriver.dropped,
            examples=self._newest.examples,
            left=(*self._deriver.sentences(), *listing.left),
            expansions=expansions,
            key="" if self._noun == self._key or is_singleton else self._key.replace(" ", "_"),
        )

    def _expanded(self, fields: tuple[FieldModel, ...]) -> tuple[tuple[FieldModel, ...], tuple[ExpansionModel, ...]]:
        """The fields, and which of them only a list of its own returns."""
        never = {**self._deriver.left.get(NEVER_RETURNED, {}), **self._deriver.left.get(NEEDED_BY_UPDATE, {})}
        expansions = expansions_of(self._newest, fields, never, self._api.page_key)
        names = {entry.option: entry.api for entry in fields}
        for expansion in expansions:
            self._deriver.remark(EXPANDED, f"{names[expansion.option]} (GET {expansion.path})")
            for sentence in (NEVER_RETURNED, NEEDED_BY_UPDATE):
                self._deriver.settle(sentence, names[expansion.option])
        reads = [template.removeprefix(self._newest.prefix) for template in reads_below(self._newest)]
        for read in reads if len(expansions) < len(never) else ():
            if read not in {expansion.path for expansion in expansions}:
                self._deriver.remark(FURTHER_READS, f"GET {read}")
        return expanded(fields, expansions), expansions

    # --- Operations ---

    def _operations(self) -> tuple[OperationModel | None, OperationModel | None, OperationModel | None]:
        item = self._newest.item
        if not item:
            return None, self._operation("PUT", self._newest.collection), None
        return (
            self._operation("POST", self._newest.collection),
            self._operation("PUT", item),
            self._operation("DELETE", item),
        )

    def _operation(self, method: str, template: str) -> OperationModel | None:
        # The prefix of some products names the revision.
        path = template.removeprefix(self._newest.prefix)
        having = [name for name, found in self._snapshots.items() if found.operation(method, found.prefix + path)]
        if not having:
            return None
        newest = self._snapshots[having[-1]]
        operation = newest.operation(method, newest.prefix + path)
        kinds = {response_kind(self._snapshots[revision], method, path) for revision in having}
        if len(kinds) > 1:
            self._deriver.remark(f"{method} {path} responds in several ways: {', '.join(sorted(kinds))}.")
        if "sessions" in kinds or "session" in kinds:
            self._deriver.remark("It starts a session: give its session_type.", f"{method} {path}")
        return OperationModel(
            method,
            path,
            response_kind(newest, method, path),
            tuple(_parameters(newest, operation)) if operation else (),
            since="" if having[0] == self._revisions[0] else having[0],
        )

    def _remark_operations(
        self,
        create: OperationModel | None,
        update: OperationModel | None,
        delete: OperationModel | None,
        updates: Sequence[DedicatedUpdateModel],
        fields: Sequence[FieldModel],
        lists: Collection[str],
    ) -> None:
        if not self._newest.item:
            self._deriver.remark("It is a singleton: there is nothing to create or to remove.")
        else:
            missing = {"create it": create, "change it": update, "remove it": delete}
            for purpose, operation in missing.items():
                if operation is None:
                    self._deriver.remark(f"No operation can {purpose}.")
            for sentence, path in doubts(tuple(self._snapshots.values())):
                self._deriver.remark(sentence, path)
        placed = {(dedicated.operation.method, dedicated.operation.path) for dedicated in updates}
        for method, template in sorted(self._own_operations()):
            path = template.removeprefix(self._newest.prefix)
            # What an update sends as a whole needs no operation for its parts.
            if (method, path) not in placed and path not in lists:
                self._deriver.remark(self._question(template), f"{method} {path}")
        settled = {entry.option for dedicated in updates for entry in dedicated.fields}
        for entry in fields:
            if entry.option in settled:
                self._deriver.settle(SECRET_WITHOUT_UPDATE, entry.api)

    def _question(self, template: str) -> str:
        if _switches(template):
            return SWITCH
        return OWN_LIST if self._newest.listed_object(self._api.page_key, template) else OWN_OPERATION

    def _own_operations(self) -> Iterator[tuple[str, str]]:
        placed = {self._newest.collection, self._newest.item}
        for method, template in self._newest.operations:
            if template not in placed and method != "GET":
                yield method, template

    def _dedicated_updates(self, fields: Sequence[FieldModel]) -> tuple[DedicatedUpdateModel, ...]:
        """Operations of their own that change the secrets which an update does not take."""
        updates = []
        for method, template in sorted(self._own_operations()):
            if not template.startswith(f"{self._newest.item}/") or not self._newest.item:
                continue
            body = properties_of(self._newest.requests, self._body_of(method, template))
            changed = secrets_changed(template, body, fields, self._lonely_secrets())
            operation = self._operation(method, template) if changed else None
            if operation is not None:
                updates.append(DedicatedUpdateModel(operation, changed))
        return tuple(updates)

    def _body_of(self, method: str, template: str) -> Schema | None:
        return self._newest.request_body(self._newest.operation(method, template))

    def _lonely_secrets(self) -> frozenset[str]:
        return frozenset(self._deriver.left.get(SECRET_WITHOUT_UPDATE, {}))

    # --- Bodies ---

    @staticmethod
    def _variant_in(found: Snapshot) -> str:
        create = found.operation("POST", found.collection) if found.item else None
        written = create or found.operation("PUT", found.item or found.collection)
        return variants_of(found.requests, found.request_body(written))[0]

    def _leave_out_other_forms(self) -> None:
        """Revisions whose bodies are not chosen by the same property cannot be declared together."""
        other = [
            revision for revision in self._revisions if self._variant_in(self._snapshots[revision]) != self._variant
        ]
        if other:
            self._deriver.remark(
                "Left out, for what chooses the form of a body is another property there:", ", ".join(other)
            )
        self._snapshots = {revision: found for revision, found in self._snapshots.items() if revision not in other}
        self._revisions = tuple(self._snapshots)

    def _kinds(self, found: Snapshot) -> tuple[str, ...]:
        """The types that a revision can write, as far as the module is for them."""
        written = found.request_body(found.operation("POST", found.collection)) if found.item else None
        written = written or found.request_body(found.operation("PUT", found.item or found.collection))
        kinds = variants_of(found.requests, written)[1] if self._variant else ()
        return tuple(kind for kind in kinds if not self._types or kind in self._types)

    def _choose_types(self) -> None:
        """Leave out the revisions that have none of the types, and note what a person should know of types."""
        every = list(dict.fromkeys(kind for found in self._snapshots.values() for kind in self._kinds(found)))
        unknown = [kind for kind in self._types if kind not in every]
        if unknown:
            raise PathUnknown(f"{self._path} has no type {', '.join(unknown)}.")
        if len(every) > _MANY_TYPES and not self._types:
            self._deriver.remark(
                f"It has {len(every)} types. For a module of a family of them, start again with TYPES=A,B:",
                ", ".join(every),
            )
        if self._types:
            self._snapshots = {revision: found for revision, found in self._snapshots.items() if self._kinds(found)}
            self._revisions = tuple(self._snapshots)
            self._newest = self._snapshots[self._revisions[-1]]
            other = [
                kind
                for kind in variants_of(self._newest.requests, self._body_of("POST", self._newest.collection))[1]
                if kind not in self._types
            ]
            self._deriver.dropped[self._variant] = tuple(other)
            self._deriver.remark(
                "Other types of the same list are left out: a task must not find or change their objects. "
                "See JobReconciler in vbr/jobs/, and give the list a filter by type."
            )

    def _bodies(self, variant: str) -> dict[Place, Bodies]:
        bodies: dict[Place, Bodies] = {}
        for revision, found in self._snapshots.items():
            item = found.item or found.collection
            create = found.request_body(found.operation("POST", found.collection)) if found.item else None
            update = found.request_body(found.operation("PUT", item))
            read = found.response_body(found.operation("GET", item)) or found.listed_object(self._api.page_key)
            kinds = self._kinds(found) if variant else ("",)
            for kind in kinds or ("",):
                bodies[Place(kind, revision)] = Bodies(
                    _properties(found.requests, create, kind, variant, kinds),
                    _properties(found.requests, update, kind, variant, kinds),
                    _properties(found.responses, read, kind, variant, kinds),
                )
        return bodies

    def _merges(self) -> bool:
        """Whether an update takes what a read returns."""
        found = self._newest
        item = found.item or found.collection
        update = found.request_body(found.operation("PUT", item))
        read = found.response_body(found.operation("GET", item))
        if update is None or read is None:
            return False
        kinds = variants_of(found.requests, update)[1] or ("",)
        return all(
            set(properties_of(found.responses, read, kind)) <= set(properties_of(found.requests, update, kind))
            for kind in kinds
        )

    # --- Identity and list ---

    def _identity(self, fields: Sequence[FieldModel], is_singleton: bool) -> dict[str, str]:
        if is_singleton:
            return {}
        queries = self._queries()[self._revisions[-1]]
        name_filter = next((query for query in _NAME_FILTERS if query in queries), "")
        names = {model.option: model for model in fields if model.mode != "computed"}
        if "name" in names:
            return {"name": name_filter}
        texts = [
            model.option
            for model in fields
            if model.type == "str"
            and model.mode in ("mutable", "immutable")
            and not model.choices
            and not model.variants
        ]
        self._deriver.remark(
            "The body that creates it has no name: which options identify an object together? "
            + (f"Texts in it: {', '.join(texts)}." if texts else "No text in it could.")
        )
        required = [model.option for model in fields if model.option in texts and model.required]
        # The filter of the list is by the name, which this option is not.
        return {next(iter([*required, *texts]), "id"): ""}

    def _queries(self) -> dict[str, Mapping[str, Any]]:
        queries: dict[str, Mapping[str, Any]] = {}
        for revision, found in self._snapshots.items():
            listing = found.operation("GET", found.collection) if found.item else None
            texts = found.filter_texts
            described = (
                {name: {TEXT: texts.get(name, ""), **schema} for name, schema in listing.query.items()}
                if listing
                else {}
            )
            queries[revision] = properties_of(found.requests, {"type": "object", "properties": described})
        return queries

    @staticmethod
    def _option_of(fields: Sequence[FieldModel], key: str) -> str:
        return next((model.option for model in fields if model.api == key), "") if key else ""


def _properties(
    book: Book, schema: Mapping[str, Any] | None, kind: str, variant: str, kinds: Sequence[str]
) -> Properties | None:
    """The properties of one form of a body; the property that chooses the form has all of them as choices."""
    if schema is None:
        return None
    properties = dict(properties_of(book, dict(schema), kind))
    if variant in properties:
        properties[variant] = replace(properties[variant], choices=tuple(kinds))
    return properties


def _switches(path: str) -> bool:
    return path.rsplit("/", 1)[-1].lower().startswith(("enable", "disable"))


def _parameters(found: Snapshot, operation: Operation) -> Iterator[ParameterModel]:
    for query, schema in operation.query.items():
        kind = TYPES.get(str(found.requests.resolve(schema).get("type")), "str")
        yield ParameterModel(snake_case(query), query, kind)
