# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one very large page costs in memory: a process of its own, which prints its figures as JSON.

Usage: python -m bench.large_page SIZE (in bytes)
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ansible_collections.opendr.veeam.plugins.plugin_utils.in_process import run_in_process
from bench.page_server import serving_page
from support.modules import declaration

_SESSION = {
    "id": "3fa85f64-5717-4562-b3fc-{number:012x}",
    "name": "Nightly backup {number}",
    "jobId": "7c9e6679-7425-40de-944b-{number:012x}",
    "sessionType": "BackupJob",
    "creationTime": "2026-01-15T01:00:00.1234567+01:00",
    "endTime": "2026-01-15T01:42:17.7654321+01:00",
    "state": "Stopped",
    "progressPercent": 100,
    "result": {"result": "Success", "message": "Processing finished", "isCanceled": False},
    "resourceId": "16fd2706-8baf-433b-82eb-{number:012x}",
    "resourceReference": "/api/v1/jobs/7c9e6679-7425-40de-944b-{number:012x}",
    "parentSessionId": None,
    "usn": 7,
    "platformName": "VmWare",
    "platformId": "00000000-0000-0000-0000-000000000000",
    "initiatedBy": "SRV\\\\Administrator",
    "relatedSessionId": None,
}


def page(size: int) -> bytes:
    """A page of about ``size`` bytes that holds all sessions of a server."""
    text = json.dumps(_SESSION)
    count = size // len(text)
    sessions = [text.replace("{number:012x}", f"{number:012x}") for number in range(count)]
    return f'{{"data": [{", ".join(sessions)}], "pagination": {{"total": {count}}}}}'.encode()


def main(size: int) -> None:
    """Read the page with the module, and print the growth of this process at its peak, and the size of the page."""
    with TemporaryDirectory() as directory, serving_page(lambda: page(size), Path(directory)) as (url, ca_path, length):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        arguments = {"url": url, "access_token": "bench", "ca_path": ca_path}
        result = run_in_process(declaration("veeam_session_info"), "opendr.veeam.veeam_session_info", arguments)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"page": length, "grown": peak - before, "objects": len(result["sessions"])}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
