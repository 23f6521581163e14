# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make new`: a first version of a module, its info twin and their tests, from the vendor's document.

Read from left to right: ``document`` (one revision) -> ``properties`` (what a body holds) -> ``fields``, ``filters``,
``resource`` (what a declaration would say, as ``model``) -> ``declaration``, ``module_docs``, ``target``, ``samples``
(text) -> ``registration`` and ``writer`` (files). Only the writer and the command line touch the disk.
"""
