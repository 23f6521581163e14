# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What options claim that the server does, beside what the vendor's document says of it.

Where that says nothing, the option says that it is not documented.
"""

from __future__ import annotations

import json
import re

import pytest

from simulator.documents import load
from support.modules import documentation, module_names

NEWEST, DEFAULT = "1.3-rev2", "1.3-rev1"
SHARE = "/api/v1/restore/instantRecovery/unstructuredData"
AZURE_VM = "/api/v1/restore/instantRecovery/azure/vm"
# Where the vendor's document does not say what the server makes of the option, or of its absence.
SILENT = [
    ("veeam_vm_restore", "power_up"),
    ("veeam_vm_restore", "overwrite"),
    ("veeam_vm_restore", "overwrite_disks"),
    ("veeam_instant_recovery", "overwrite"),
    ("veeam_instant_recovery", "network.network"),
    ("veeam_file_share_recovery", "migration.destination.path"),
    ("veeam_file_share_recovery", "migration.destination.preserve_hierarchy"),
    ("veeam_azure_vm_restore", "location"),
    ("veeam_azure_flr_info", "search.pattern"),
    ("veeam_azure_flr_restore", "search.pattern"),
    ("veeam_azure_vm_policy", "health_check_schedule.local_time"),
]
# What was once claimed, and no document of the vendor says.
UNFOUNDED = (
    "stays off",
    "server chooses one",
    "which is the share that was backed up",
    "what is left",
    "* for all",
    "Only its time of day",
)


def says(module, option=""):
    """The text of an option, or of the module, in one line."""
    found = documentation(module)
    for number, name in enumerate(option.split(".") if option else ()):
        found = found["suboptions" if number else "options"][name]
    text = found["description"]
    return re.sub(r"\s+", " ", text if isinstance(text, str) else " ".join(text))


def vendor_says(method, path, revision=DEFAULT):
    """The vendor's text on an operation."""
    return load("vbr", revision)["paths"][path][method]["description"]


def properties(revision, schema, product="vbr"):
    """The vendor's texts on the properties of a schema."""
    return {
        name: known.get("description", "")
        for name, known in load(product, revision)["components"]["schemas"][schema]["properties"].items()
    }


def test_the_template_of_the_helper_appliance_is_deployed_before():
    cmdlet = "Deploy-VBRAzureApplianceTemplate"
    assert cmdlet in vendor_says("post", AZURE_VM)
    assert f"C({cmdlet})" in says("veeam_instant_recovery")


@pytest.mark.parametrize("operation", ["migrate", "switchover"])
def test_who_may_migrate_a_share(operation):
    path = f"{SHARE}/{{mountId}}/{operation}"
    assert "Restore Operator" in vendor_says("post", path, DEFAULT)
    assert "Restore Operator" not in vendor_says("post", path, NEWEST)
    assert "SMB file shares only" in vendor_says("post", path)
    text = says("veeam_file_share_recovery")
    assert "Migration and switchover need a backup of an SMB share." in text
    assert f"With O(api_version={NEWEST}) or later they, and the settings" in text


def test_a_share_is_published_by_the_backup_server_where_no_other_is_named():
    found = properties(DEFAULT, "InstantUnstructuredDataRestoreSpec")["autoSelectMountServers"]
    assert "assign the backup server as a mount server" in found
    assert "it is the backup server itself" in says("veeam_file_share_recovery", "mount_server")


def test_a_security_group_has_its_full_id_in_every_revision():
    assert re.search(
        r'"networkSecurityGroup": "/subscriptions/[^"]+/networkSecurityGroups/', json.dumps(load("vbr", DEFAULT))
    )
    assert "resource ID" in properties(NEWEST, "AzureComputeNetworkSecurityGroupModel")["id"]
    assert "by its full Azure resource ID" in says("veeam_instant_recovery", "network.network_security_group")


@pytest.mark.parametrize(("module", "option"), SILENT)
def test_where_the_vendor_is_silent_the_option_says_so(module, option):
    assert "not documented" in says(module, option)


@pytest.mark.parametrize("schema", ["InstantViVMRecoverySpec", "EntireViVMRestoreSpec", "EntireHvVMRestoreSpec"])
@pytest.mark.parametrize("name", ["powerUp", "overwrite"])
def test_the_vendor_is_silent_on_what_happens_otherwise(schema, name):
    found = properties(DEFAULT, schema).get(name, "If `true`")
    assert found.startswith("If `true`")
    assert "false" not in found


def test_the_vendor_knows_no_wildcard_of_a_search_for_files():
    found = properties("v8.1", "FlrSessionSearchTaskStartRequest", "azure")["searchPattern"]
    assert "*" not in found


@pytest.mark.parametrize("module", module_names())
def test_nothing_unfounded_is_claimed(module):
    text = re.sub(r"\s+", " ", json.dumps(documentation(module)))
    assert [claim for claim in UNFOUNDED if claim in text] == []
