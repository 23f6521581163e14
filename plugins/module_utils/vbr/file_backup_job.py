# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup jobs of file shares and of object storage.

Operations under ``/api/v1/jobs``. The declaration of M(opendr.veeam.veeam_file_backup_job). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..engine.plan import Body
from ..engine.resource_module import resource_module
from ..schema.fields import Field, Form
from ..schema.state import State, read_state
from .jobs.common import ENABLED, GFS_RETENTION, HIGH_PRIORITY, ID, NAME, job_resource, job_type
from .jobs.reconciler import JobReconciler
from .jobs.storage import COMPRESSION, EMAIL, ENCRYPTION, GFS, HEALTH_CHECK, SCRIPTS, SNMP
from .jobs.times import SCHEDULE
from .references import BACKUP, TARGET_REPOSITORY, UNSTRUCTURED_SERVER
from .words import REV1, REV2

SHARES, BUCKETS = ("FileBackup",), ("ObjectStorageBackup",)
SHARE_TYPES = ("File", "Directory", "FileServerRoot", "FileServerShare", "SanFiler", "SanVolume", "SanContainer")
BUCKET_TYPES = ("Prefix", "Object", "Container", "ObjectStorageRoot")
SHARE_MASKS, BUCKET_MASKS = ("Legacy", "Path", "Wildcard"), ("Legacy", "FullPath", "RelativePath")
# What tells one of the processed objects from the others.
PLACE = ("server", "container", "path")
MASK_LISTS = ("inclusion_masks", "exclusion_masks")
_MASK = Field("path", required=True)


def _paths(masks: Sequence[str]) -> list[dict[str, str]]:
    return [{"path": mask} for mask in masks]


def _texts(masks: Sequence[Mapping[str, str]], _current: object) -> list[str]:
    return [mask["path"] for mask in masks]


def masks(option: str, api: str, variants: tuple[str, ...], types: tuple[str, ...]) -> tuple[Field, ...]:
    """The paths that a job includes or excludes: texts in 1.3-rev1, and with a type each in later revisions."""
    return (
        Field(
            option,
            "list",
            api=api,
            elements="dict",
            fields=(_MASK,),
            until=REV1,
            variants=variants,
            form=Form(_paths, _texts, "list", "str"),
        ),
        Field(
            option,
            "list",
            api=api,
            elements="dict",
            fields=(_MASK, Field("type", choices=types)),
            since=REV2,
            variants=variants,
            item_keys=("path",),
        ),
    )


def _tags(option: str, api: str) -> Field:
    fields = (
        Field("name", required=True),
        Field("value", required=True),
        Field("is_object_tag", "bool", required=True),
    )
    return Field(option, "list", api=api, elements="dict", fields=fields, item_keys=("name", "value"), variants=BUCKETS)


OBJECT = (
    Field("server", api="fileServerId", reference=UNSTRUCTURED_SERVER, required=True, variants=SHARES),
    Field("server", api="objectStorageServerId", reference=UNSTRUCTURED_SERVER, required=True, variants=BUCKETS),
    Field("container", variants=BUCKETS),
    Field("path"),
    Field("type", choices=SHARE_TYPES, required=True, looked_up=True, since=REV2, variants=SHARES),
    Field("type", choices=BUCKET_TYPES, required=True, looked_up=True, since=REV2, variants=BUCKETS),
    *masks("inclusion_masks", "inclusionMask", SHARES, SHARE_MASKS),
    *masks("exclusion_masks", "exclusionMask", SHARES, SHARE_MASKS),
    *masks("exclusion_masks", "exclusionPathMask", BUCKETS, BUCKET_MASKS),
    _tags("inclusion_tags", "inclusionTagMask"),
    _tags("exclusion_tags", "exclusionTagMask"),
)
_VERSIONS = (
    Field("version_retention_type", choices=("None", "Archive", "BackupAndArchive")),
    Field("active_version_retention", "int"),
    Field("deleted_version_retention", "int"),
)
ADVANCED = (
    Field("versions", "dict", api="fileVersions", fields=_VERSIONS, variants=SHARES),
    Field("versions", "dict", api="objectVersions", fields=_VERSIONS, variants=BUCKETS),
    Field("acl_handling", api="aclHandling.backupMode", choices=("FoldersOnly", "FilesAndFolders"), variants=SHARES),
    Field(
        "include_symbolic_link_content",
        "bool",
        api="symbolicLinks.includeSymbolicLinkContent",
        since=REV2,
        variants=SHARES,
    ),
    Field("storage_data", "dict", fields=(COMPRESSION, ENCRYPTION)),
    HEALTH_CHECK,
    SCRIPTS,
    Field(
        "notifications",
        "dict",
        fields=(
            SNMP,
            EMAIL,
            Field("warn_of_issues", "bool", api="triggerIssueJobWarning"),
            Field("warn_of_attribute_issues", "bool", api="triggerAttributeIssueJobWarning"),
        ),
    ),
)
STORAGE = (
    Field("repository", api="backupRepositoryId", reference=TARGET_REPOSITORY),
    Field("source_backup", api="sourceBackupId", reference=BACKUP),
    Field("retention_policy", "dict", fields=(Field("type", choices=("Days", "Months")), Field("quantity", "int"))),
    Field("gfs_policy", "dict", fields=GFS.fields, since=REV2),
    Field("advanced", "dict", api="advancedSettings", fields=ADVANCED),
)
ARCHIVE = (
    Field("repository", api="archiveRepositoryId", reference=TARGET_REPOSITORY),
    Field("recent_versions", "bool", api="archiveRecentFileVersions"),
    Field("previous_versions", "bool", api="archivePreviousFileVersions"),
    Field(
        "retention_policy",
        "dict",
        api="archiveRetentionPolicy",
        fields=(
            Field("type", choices=("Years", "Months"), required=True),
            Field("quantity", "int", required=True),
        ),
    ),
    Field(
        "files",
        "dict",
        api="fileArchiveSettings",
        fields=(
            Field("archival_type", choices=("All", "ExclusionMask", "InclusionMask")),
            Field("inclusion_masks", "list", api="inclusionMask", elements="str"),
            Field("exclusion_masks", "list", api="exclusionMask", elements="str"),
        ),
    ),
)
FIELDS = (
    ID,
    NAME,
    job_type({"FileBackup": (REV1, ""), "ObjectStorageBackup": (REV1, "")}),
    Field("description"),
    ENABLED,
    HIGH_PRIORITY,
    Field(
        "objects",
        "list",
        elements="dict",
        fields=OBJECT,
        required=True,
        item_keys=PLACE,
        mode_option="objects_mode",
    ),
    Field("storage", "dict", api="backupRepository", fields=STORAGE, required=True, required_until=REV1),
    Field("archive", "dict", api="archiveRepository", fields=ARCHIVE),
    Field("schedule", "dict", fields=SCHEDULE),
)


class FileBackupReconciler(JobReconciler):
    """A job that backs up files or objects, with what it says already of what a task names."""

    def desired(self, current: Body | None) -> State:
        """What the task gives, with whole objects. Raises ObjectNotFound, AmbiguousName, InvalidOption."""
        desired = super().desired(current)
        if desired.get("objects"):
            there = read_state(self.resource.fields, current or {}, self.context(current)).get("objects") or []
            desired["objects"] = [whole_object(given, there) for given in desired["objects"]]
        return desired


def whole_object(given: Mapping[str, Any], there: Sequence[State]) -> State:
    """An object that a task names, with the type and the types of masks that the job has for it.

    A server writes no path as an empty one, or leaves it out.
    """
    known = next((item for item in there if _place(item) == _place(given)), None)
    if known is None:
        return dict(given)
    whole = {key: value for key, value in given.items() if key not in PLACE}
    whole.update({key: known[key] for key in (*PLACE, "type") if key in known and key not in whole})
    for option in MASK_LISTS:
        if whole.get(option):
            types = {mask["path"]: mask for mask in known.get(option) or []}
            whole[option] = [{**types.get(mask.get("path"), {}), **mask} for mask in whole[option]]
    return whole


def _place(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(item.get(key) or "" for key in PLACE)


FILE_BACKUP_JOB = job_resource(FIELDS, parameters=(GFS_RETENTION,))

MODULE = resource_module(FILE_BACKUP_JOB, FileBackupReconciler, disabled_by="veeam_job")
