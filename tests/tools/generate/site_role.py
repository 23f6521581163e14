# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of the role `site` that follow from the list of modules: for the objects of each, one that applies them.

And, where the objects can be listed and removed, one that lists them before, and one that removes what is not wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ansible_collections.opendr.veeam.plugins.plugin_utils.site.plan import JOBS, MODULES
from tools.generate.catalog import FULL_NAME, Module
from tools.paths import ROOT

ROLE = ROOT / "roles" / "site"
JOB_PATH, JOB_LIST = "/jobs", ("veeam_job_info", "jobs")
_HEAD = "---\n# Written by make generate.\n"
_APPLY = """
- name: Apply {module}
  {full}:{arguments}
  module_defaults:
    {full}: "{{{{ site_connection | combine(__site_plan.entries.{module}[site_number]) }}}}"
  loop: "{{{{ range(__site_plan.entries.{module} | default([]) | length) | list }}}}"
  loop_control:
    loop_var: site_number
    label: "{{{{ __site_plan.names.{module}[site_number] }}}}"
  register: site_applied_{module}
  # A failed object must not stop the others. The last task fails for it.
  ignore_errors: true
"""
_STATE = """
    state: "{{{{ __site_plan.entries.{module}[site_number].state }}}}\""""
# A loop that fails as a whole has no results, and is the only one itself.
_RESULTS = '  {module}: "{{{{ site_{what}_{module}.results | default([site_{what}_{module}]) }}}}"\n'
_LISTED = '  {module}: "{{{{ site_listed_{module} }}}}"\n'
_LIST = """
- name: List what {module} manages
  {lister}: {{}}
  module_defaults:
    {lister}: "{{{{ site_connection }}}}"
  register: site_listed_{module}
  when: "'{module}' in site_prune"
  # The objects are applied in any case. Nothing of this module is removed then, and the last task fails.
  ignore_errors: true
"""
_PRUNE = """
- name: Remove what is not listed for {module}
  {full}:
    id: "{{{{ site_object.id }}}}"
    state: absent
  module_defaults:
    {full}: "{{{{ site_connection }}}}"
  loop: >-
    {{{{ site_listed_{module}.{key} | default([])
       | opendr.veeam.site_unlisted('{module}', {results}) }}}}
  loop_control:
    loop_var: site_object
    label: "{{{{ site_object.name }}}}"
  register: site_pruned_{module}
  when: "'{module}' in site_prune"
  # What the server does not let go must not keep the rest. The last task fails for it.
  ignore_errors: true
"""


def role_files(modules: Iterable[Module]) -> dict[Path, str]:
    """The generated files of the role."""
    lists = _lists(list(modules))
    applied = "".join(
        _APPLY.format(
            module=module, full=FULL_NAME + module, arguments=_STATE.format(module=module) if module == JOBS else " {}"
        )
        for module in MODULES
    )
    listed = "".join(_LIST.format(module=module, lister=FULL_NAME + name) for module, (name, _key) in lists.items())
    pruned = "".join(
        _PRUNE.format(module=module, full=FULL_NAME + module, key=lists[module][1], results=_results(module))
        for module in reversed(MODULES)
        if module in lists
    )
    return {
        ROLE / "tasks" / "list.yml": _HEAD + listed,
        ROLE / "tasks" / "apply.yml": _HEAD + applied,
        ROLE / "tasks" / "prune.yml": _HEAD + pruned,
        ROLE / "vars" / "main.yml": _HEAD + _variables(sorted(lists)),
    }


def _results(module: str) -> str:
    """The results that say which objects are wanted; an entry with the state of a job is about a job too."""
    resource = MODULES[module].resource
    is_job = resource is not None and resource.path == JOB_PATH
    return " + ".join(f"__site_applied.{name}" for name in (module, *([JOBS] if is_job else [])))


def _lists(modules: list[Module]) -> dict[str, tuple[str, str]]:
    """For each module whose objects can be removed: the module that lists them, and the key of its result."""
    infos = {
        one.declaration.api.listings[0].path: (one.name, one.declaration.returns[0].key)
        for one in modules
        if one.name.endswith("_info") and one.declaration.api.listings and one.declaration.returns
    }
    found = {}
    for module in MODULES:
        resource = MODULES[module].resource
        if module == JOBS or resource is None or resource.delete is None:
            continue
        lister = JOB_LIST if resource.path == JOB_PATH else infos.get(resource.path)
        if lister is not None:
            found[module] = lister
    return found


def _variables(prunable: list[str]) -> str:
    applied = "".join(_RESULTS.format(module=module, what="applied") for module in MODULES)
    pruned = "".join(_RESULTS.format(module=module, what="pruned") for module in prunable)
    listed = "".join(_LISTED.format(module=module) for module in prunable)
    return (
        "# Private to the role.\n\n"
        "# The modules whose objects can be listed and removed.\n__site_prunable:\n"
        + "".join(f"  - {module}\n" for module in prunable)
        + "\n# The results of the loops, by module.\n__site_applied:\n"
        + applied
        + "__site_pruned:\n"
        + pruned
        + "\n# The results of the lists, by module.\n__site_listed:\n"
        + listed
    )
