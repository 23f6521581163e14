# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to say of a change that the server does not allow. Private to the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.errors import ImmutableOption
from ..schema.resource import fields_of
from ..schema.state import read_state, resolve_references
from .plan import Body

if TYPE_CHECKING:
    from .reconciler import Reconciler


def in_names(reconciler: Reconciler, refusal: ImmutableOption, current: Body | None) -> ImmutableOption:
    """The refusal with the names of the objects that it speaks of, in the place of their ids."""
    option, desired, context = refusal.facts["option"], refusal.facts.get("desired"), reconciler.context(current)
    resource, to_name = reconciler.resource, reconciler.resolver.to_name
    fields = fields_of(resource.fields, context)
    reference = next((field.reference for field in fields if field.option == option), None)
    if reference is None or not desired:
        return refusal
    state = resolve_references(fields, read_state(fields, current or {}, context), context, to_name)
    wanted = to_name(reference, str(desired))
    return ImmutableOption(resource.noun, resource.title(state), option, state.get(option), wanted)
