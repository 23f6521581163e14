# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a recovery drill as a document."""

from __future__ import annotations

DOCUMENTATION = r"""
name: drill_evidence
short_description: Write the report of a recovery drill as HTML or JUnit XML
version_added: 0.1.0
author:
  - OpenDR contributors (@opendr)
description:
  - Returns the text of a document. The page needs nothing from the network, and every value in it is escaped.
positional: _input
options:
  _input:
    description: What P(opendr.veeam.drill_report#filter) returns.
    type: dict
    required: true
  template:
    description: >-
      The Jinja2 template of an HTML page, with the variables C(report) and C(timeline). If omitted, JUnit XML is
      returned.
    type: str
"""

EXAMPLES = r"""
- name: Write JUnit XML
  ansible.builtin.copy:
    content: "{{ shown | opendr.veeam.drill_evidence }}"
    dest: /var/tmp/drill/junit.xml
    mode: "0644"
"""

RETURN = r"""
_value:
  description: The text of the document.
  type: str
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.evidence import as_html, as_junit
from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import plain


def drill_evidence(report: object, template: str | None = None) -> str:
    """The document that a report makes."""
    return as_junit(plain(report)) if template is None else as_html(plain(report), str(template))


class FilterModule:
    """The filter, under its name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Every filter of this file."""
        return {"drill_evidence": drill_evidence}
