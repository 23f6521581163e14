# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a drill in headless Chromium: on a phone, on a desk and on paper, with names that try to break out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.evidence import as_html
from ansible_collections.opendr.veeam.plugins.plugin_utils.drill.results import results
from support.chromium import PICTURES, PROBE, WIDTHS, chromium, measured, picture
from support.drills import HOSTILE, START, drill, outcome, recovered, template

NAMES = ("db01", "app01", "a-machine-with-a-very-long-name-that-does-not-fit.example.com", "web01", HOSTILE)


def page() -> str:
    """A report in which a machine failed and every text of another tries to break out."""
    done = [outcome(START + 40 * number) for number in range(len(NAMES))]
    done[1] = outcome(START + 40, http={"results": [{"status": 500}]})
    done[-1] = outcome(
        START + 160,
        recovered=recovered(warnings=[HOSTILE]),
        http={"results": [{"status": -1, "msg": HOSTILE}]},
        sessions=[{"id": HOSTILE, "logs": [{"title": HOSTILE}]}],
    )
    return as_html(results(drill(*NAMES), done, {"name": "backup01.example.com"}), template())


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_without_errors_and_no_name_becomes_code(tmp_path: Path, width: int) -> None:
    path = tmp_path / "report.html"
    path.write_text(page().replace("</body>", PROBE), "utf-8")
    scrolled, window, scripts, log = measured(tmp_path, path, width)
    assert scrolled <= window == width
    assert scripts == 1
    assert "CONSOLE" not in log


@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_of_it(tmp_path: Path, width: int) -> None:
    path = tmp_path / "report.html"
    path.write_text(page(), "utf-8")
    assert picture(tmp_path, path, width, 2400, "report").startswith(b"\x89PNG")


def test_it_can_be_printed(tmp_path: Path) -> None:
    path, printed = tmp_path / "report.html", PICTURES / "report.pdf"
    path.write_text(page(), "utf-8")
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}", path.as_uri())
    assert printed.read_bytes().startswith(b"%PDF")
