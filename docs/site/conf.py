# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How Sphinx builds the site of documentation; `make docs` puts the pages together."""

from __future__ import annotations

project = "opendr.veeam"
language = "en"

extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_antsibull_ext", "sphinx_copybutton", "sphinx_design"]
myst_enable_extensions = ["colon_fence"]
# Links to headings work as they do on GitHub.
myst_heading_anchors = 6

# Written by the build, so that it needs no network.
intersphinx_mapping = {"ansible-core": ("https://docs.ansible.com/ansible/latest/", "ansible-core.inv")}

html_theme = "furo"
html_title = "opendr.veeam"
html_static_path = ["static"]
html_css_files = ["reference.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = ""
html_theme_options = {
    "source_repository": "https://github.com/opendr/opendr.veeam/",
    "top_of_page_buttons": [],
}
pygments_style = "friendly"
pygments_dark_style = "monokai"
highlight_language = "yaml"
copybutton_prompt_text = "$ "
