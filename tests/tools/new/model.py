# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a declaration would say, as data that no engine has to be imported for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ansible_collections.opendr.veeam.plugins.module_utils.core.naming import plural


@dataclass(frozen=True)
class FieldModel:
    """What a Field says; see ``plugins/module_utils/schema/fields.py`` for the meaning of the attributes.

    ``reference`` is the place of the list that an id is from (``References.place``). ``format`` is the
    document's; ``example`` is for samples.
    """

    option: str
    api: str
    type: str = "str"
    elements: str = ""
    mode: str = "mutable"
    reference: str = ""
    choices: tuple[str, ...] = ()
    choice_spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    api_choices: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    variants: tuple[str, ...] = ()
    required: bool = False
    required_since: str = ""
    required_until: str = ""
    default: str | None = None
    response_api: str = ""
    fields: tuple[FieldModel, ...] = ()
    format: str = ""
    example: object = None
    minimum: int = 0
    maximum: int | None = None
    item_property: str = ""
    nullable: bool = False
    absent_value: bool | None = None


@dataclass(frozen=True)
class ExpansionModel:
    """An option that only a list of its own returns: the path of that list, and the property of its ids."""

    option: str
    path: str
    key: str


@dataclass(frozen=True)
class ParameterModel:
    """A query parameter of an operation that changes something."""

    option: str
    query: str
    type: str


@dataclass(frozen=True)
class OperationModel:
    """An operation that changes something; ``path`` is without the product's prefix. ``since``: see Operation."""

    method: str
    path: str
    response: str
    parameters: tuple[ParameterModel, ...] = ()
    since: str = ""


@dataclass(frozen=True)
class DedicatedUpdateModel:
    """An operation that changes some options alone; ``fields`` make its body."""

    operation: OperationModel
    fields: tuple[FieldModel, ...]


@dataclass(frozen=True)
class FilterModel:
    """What a Filter says; see ``plugins/module_utils/schema/listing.py``."""

    option: str
    query: str
    type: str = "str"
    elements: str = ""
    choices: tuple[str, ...] = ()
    choice_spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reference: str = ""
    field: str = ""
    match: str = "exact"
    since: str = ""
    many_since: str = ""
    format: str = ""


@dataclass(frozen=True)
class ResourceModel:
    """A resource with its list, and what only a person can decide (``left``, in sentences).

    ``identity`` has the option that identifies an object, with its query parameter; ``skipped_queries`` are the
    parameters of the list that no filter stands for, with the reason; ``excused_properties`` and ``dropped_choices``
    the properties and choices of bodies (by dotted path) that no option offers. ``expansions`` are the options that
    further reads return. ``key`` names an object in results, where that is not its noun. ``revisions`` are those that
    have the resource, ``since`` the first of them where not all have it. ``examples`` are bodies that create an object,
    from the newest document.
    """

    product: str
    noun: str
    path: str
    revisions: tuple[str, ...]
    fields: tuple[FieldModel, ...]
    variant: str = ""
    identity: Mapping[str, str] = field(default_factory=dict)
    create: OperationModel | None = None
    update: OperationModel | None = None
    delete: OperationModel | None = None
    dedicated_updates: tuple[DedicatedUpdateModel, ...] = ()
    merges: bool = True
    filters: tuple[FilterModel, ...] = ()
    skipped_queries: Mapping[str, str] = field(default_factory=dict)
    is_listed: bool = True
    excused_properties: Mapping[str, str] = field(default_factory=dict)
    dropped_choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Mapping[str, object], ...] = ()
    left: tuple[str, ...] = ()
    since: str = ""
    expansions: tuple[ExpansionModel, ...] = ()
    key: str = ""

    @property
    def result_key(self) -> str:
        """How results call an object."""
        return self.key or self.noun.replace(" ", "_")

    @property
    def list_key(self) -> str:
        """How results call a list of objects."""
        return plural(self.result_key)
