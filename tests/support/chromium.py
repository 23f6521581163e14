# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in headless Chromium: what the browser logs, how wide a page is, and pictures of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tools.browser import PROGRAMS
from tools.paths import BUILD

PICTURES = BUILD / "browser"
# A phone and a desk.
WIDTHS = (500, 1280)
# Reads how wide the page is, how wide the window, and how many scripts it has beside this one.
PROBE = """<script>
document.title = [document.documentElement.scrollWidth, window.innerWidth, document.scripts.length].join(" ");
</script></body>"""


def chromium(directory: Path, *arguments: str) -> tuple[str, str]:
    """What the browser writes to its output, and what it logs."""
    program = next(found for found in map(shutil.which, PROGRAMS) if found)
    done = subprocess.run(  # noqa: S603
        [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            f"--user-data-dir={directory / 'profile'}",
            *arguments,
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout, done.stderr


def measured(directory: Path, page: Path, width: int) -> tuple[int, int, int, str]:
    """How wide a page with PROBE is, how wide the window, how many scripts it has, and what the browser logs."""
    shown, log = chromium(directory, f"--window-size={width},2000", "--dump-dom", page.as_uri())
    title = re.search("<title>(.*?)</title>", shown)
    assert title is not None
    scrolled, window, scripts = map(int, title[1].split())
    return scrolled, window, scripts, log


def picture(directory: Path, page: Path, width: int, height: int, name: str) -> bytes:
    """A picture of a page, which is kept in build/browser."""
    path = PICTURES / f"{name}-{width}.png"
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium(directory, f"--window-size={width},{height}", f"--screenshot={path}", page.as_uri())
    return path.read_bytes()
