# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation that `make docs` has built, in headless Chromium: on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.chromium import PROBE, WIDTHS, measured, picture
from tools.paths import BUILD

SITE = BUILD / "docs"
# The front page, a guide, one with wide tables, one with a drawing, a module with many options, a role, and what has
# scripts of its own.
PAGES = (
    "index",
    "guides/connection",
    "guides/repository_types",
    "guides/architecture",
    "reference/index",
    "reference/veeam_repository_module",
    "reference/dr_drill_role",
    "search",
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_logs_no_error(tmp_path: Path, name: str, width: int) -> None:
    page = SITE / f"{name}.html"
    # Beside the page itself, whose links are relative.
    probed = page.with_name(f"probed-{page.name}")
    probed.write_text(page.read_text("utf-8").replace("</body>", PROBE), "utf-8")
    try:
        scrolled, window, scripts, log = measured(tmp_path, probed, width)
    finally:
        probed.unlink()
    assert scrolled <= window == width
    assert scripts > 1
    assert "CONSOLE" not in log


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_picture_of_a_page(tmp_path: Path, name: str, width: int) -> None:
    height = 800 if name == "index" else 1600
    shown = picture(tmp_path, SITE / f"{name}.html", width, height, f"docs-{name.replace('/', '-')}")
    assert shown.startswith(b"\x89PNG")
