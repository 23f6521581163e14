# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make generate`: completes the documentation of modules from their declarations, and writes what follows from both.

To documentation it is what a formatter is to code: a second run changes nothing. Prose stays where people write it, in
DOCUMENTATION of the module that makes a resource (and, of what is only read, in RETURN). Types, choices, defaults,
what needs which API revision, what is for which type, what cannot be changed, the return values, the action plugins,
the action groups, the tables of modules and of repository types and the file that `awx import` takes are written here.
"""
