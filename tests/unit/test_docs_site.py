# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The site that `make docs` builds: where the links of a guide lead, what is taken over, and which links are broken."""

from __future__ import annotations

import configparser
import re
import zlib
from pathlib import Path

import pytest

from tools.docs.guides import BrokenLink, guides, with_links_of_site
from tools.docs.links import problems
from tools.docs.reference import core_inventory, reference
from tools.paths import ROOT

PLACES = {
    Path("docs/site/index.md"): Path("index.md"),
    Path("docs/one.md"): Path("guides/one.md"),
    Path("docs/two.md"): Path("guides/two.md"),
    Path("roles/drill/README.md"): Path("roles/drill.md"),
}
REPOSITORY = "https://example.com/blob/main"


def on_site(text, root=ROOT, source="docs/one.md"):
    return with_links_of_site(text, Path(source), root, PLACES, REPOSITORY)


@pytest.mark.parametrize(
    ("given", "source", "there"),
    [
        ("two.md", "docs/one.md", "two.md"),
        ("two.md#a-place", "docs/one.md", "two.md#a-place"),
        ("#a-place", "docs/one.md", "#a-place"),
        ("README.md", "docs/one.md", "../index.md"),
        ("../roles/drill/README.md", "docs/one.md", "../roles/drill.md"),
        ("../../docs/two.md", "roles/drill/README.md", "../guides/two.md"),
        ("../galaxy.yml", "docs/one.md", f"{REPOSITORY}/galaxy.yml"),
        ("../plugins/modules/", "docs/one.md", f"{REPOSITORY}/plugins/modules"),
        ("https://example.com/a", "docs/one.md", "https://example.com/a"),
    ],
)
def test_a_link_leads_to_the_page_or_into_the_repository(given, source, there):
    assert (
        on_site(f"See [it]({given}), and [it]({given}).\n", source=source) == f"See [it]({there}), and [it]({there}).\n"
    )


def test_what_is_code_is_left_as_it_is():
    code = "```python\ncall[0](two)\nx = [1](../galaxy.yml)\n```\n"
    assert on_site(code) == code


def test_a_link_to_nothing_is_refused():
    with pytest.raises(BrokenLink, match=r"docs/one\.md links to gone\.md, which does not exist"):
        on_site("[it](gone.md)")


def test_every_guide_of_the_project_is_a_page_and_in_the_navigation():
    pages = dict(guides(ROOT))
    entries = re.findall(r"^((?:guides|roles)/\w+)$", pages[Path("index.md")], re.MULTILINE)
    assert sorted(entries) == sorted(str(place.with_suffix("")) for place in pages if place != Path("index.md"))
    assert len(entries) > 20


def test_every_image_of_a_guide_is_on_the_site_and_nothing_is_a_drawing_that_only_github_draws():
    pages = dict(guides(ROOT))
    assert "](../images/layers.svg)" in pages[Path("guides/architecture.md")]
    assert not [place for place, text in pages.items() if "```mermaid" in text]


def test_the_drawing_of_the_layers_has_those_that_are_checked_in_their_order():
    checked = configparser.ConfigParser()
    checked.read(ROOT / "importlinter.ini")
    layers = checked["importlinter:contract:layers"]["layers"].replace("|", " ").split()
    assert re.findall(r">(\w+)/</text>", (ROOT / "docs/images/layers.svg").read_text("utf-8")) == layers


def test_a_link_to_a_module_leads_to_its_page():
    page = dict(guides(ROOT))[Path("guides/repository_types.md")]
    assert "](../reference/veeam_repository_module.rst)" in page


def test_the_reference_has_no_second_table_of_contents_and_short_titles(tmp_path):
    page = "opendr.veeam.veeam_x module -- Make it so\n++++\n\n.. contents::\n   :local:\n   :depth: 1\n\nText\n"
    (tmp_path / "veeam_x_module.rst").write_text(page, "utf-8")
    index = "Opendr.Veeam\n============\n\n.. toctree::\n    :hidden:\n\n    veeam_x_module\n    drill_role\n"
    (tmp_path / "index.rst").write_text(index, "utf-8")
    pages = dict(reference(tmp_path))
    assert pages["veeam_x_module.rst"] == "veeam_x module\n++++++++++++++\n\n**Make it so**\n\n\nText\n"
    assert pages["index.rst"].startswith("Modules and plugins\n===================\n")
    assert pages["index.rst"].endswith("\n    veeam_x <veeam_x_module>\n    drill <drill_role>\n")


def test_what_belongs_to_ansible_core_is_found_without_a_network():
    text = ":ref:`x <ansible_collections.ansible.builtin.uri_module>` :envvar:`ANSIBLE\\_X` :envvar:`VEEAM_X`"
    head, _mark, packed = core_inventory({"x.rst": text}).partition(b"using zlib.\n")
    lines = zlib.decompress(packed).decode().splitlines()
    assert head.startswith(b"# Sphinx inventory version 2\n")
    assert (
        "ansible_collections.ansible.builtin.uri_module std:label -1 collections/ansible/builtin/uri_module.html"
        in (line.rpartition(" ")[0] for line in lines)
    )
    assert [line.split()[0] for line in lines if "std:envvar" in line] == ["ANSIBLE_X"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<a href="other.html">x</a>', None),
        ('<a href="other.html#place">x</a><a href="#here">x</a><p id="here">', None),
        ('<a href="https://example.com/gone">x</a><a href="mailto:a@example.com">x</a>', None),
        ('<a href="gone.html">x</a>', "gone.html does not exist"),
        ('<a href="other.html#gone">x</a>', "other.html#gone: the page has no such place"),
        ('<a href="#gone">x</a>', "#gone: the page has no such place"),
        ('<img src="gone.png">', "gone.png does not exist"),
        ('<script src="https://example.com/a.js"></script>', "https://example.com/a.js is loaded from elsewhere"),
        ('<link rel="stylesheet" href="//example.com/a.css">', "//example.com/a.css is loaded from elsewhere"),
    ],
)
def test_a_broken_link_of_a_page_is_found(tmp_path, body, problem):
    (tmp_path / "other.html").write_text('<p id="place">', "utf-8")
    (tmp_path / "index.html").write_text(body, "utf-8")
    assert problems(tmp_path) == ([f"index.html: {problem}"] if problem else [])
