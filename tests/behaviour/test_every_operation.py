# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of the three documents can be sent, with odd characters in its path, and its response be read."""

from __future__ import annotations

import pytest

from support.every_operation import DOCUMENTS, tasks_for


@pytest.mark.parametrize(("product", "revision"), DOCUMENTS)
def test_a_request_reaches_every_operation(controller, tmp_path, product, revision):
    controller.simulator.settings(product=product, examples_only=True)
    server = getattr(controller.simulator, product)
    account = {"username": server.username, "password": server.password}
    start = controller.simulator.mark()
    sent = set()
    for operation, arguments in tasks_for(product, revision, tmp_path, account):
        result = controller.run("veeam_request", arguments)
        assert not result.get("failed"), (operation.method, operation.template, result)
        sent.add((operation.method, operation.template))
    served = {(record["method"], record["template"]) for record in controller.simulator.requests(start)}
    assert len(sent) == DOCUMENTS[product, revision]
    assert {(method, template.replace("/api/v8.1/", "/api/v8/")) for method, template in sent} <= served
