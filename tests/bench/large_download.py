# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a large download costs in memory: a process of its own, which prints its figures as JSON.

Usage: python -m bench.large_download SIZE (in bytes)
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ansible_collections.opendr.veeam.plugins.module_utils.core.clock import SystemClock
from ansible_collections.opendr.veeam.plugins.module_utils.core.connection import Connection
from ansible_collections.opendr.veeam.plugins.module_utils.engine.local_file import store_file
from ansible_collections.opendr.veeam.plugins.module_utils.http.client import Client
from ansible_collections.opendr.veeam.plugins.module_utils.http.tokens import TaskTokens
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from bench.page_server import serving_file


def main(size: int) -> None:
    """Store the file as a module does, and print the growth of this process at its peak, and the size of the file."""
    with TemporaryDirectory() as directory, serving_file(size, Path(directory)) as (url, ca_path, length):
        connection = Connection(VBR, url, VBR.default_revision, access_token="bench", ca_path=ca_path)
        client = Client(connection, TaskTokens(), SystemClock(), "bench")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        stored = store_file(
            str(Path(directory) / "archive"),
            lambda write: client.download_to("GET", "/archive", write),
            lambda path, _stored: None,
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if stored.size != length:
        raise SystemExit(f"{stored.size} of {length} bytes were stored")
    print(json.dumps({"file": length, "grown": peak - before}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
